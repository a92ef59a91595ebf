package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import java.util.Optional;
import no.samklang.access.PlanTx;
import no.samklang.access.Role;
import no.samklang.bus.Failure;
import no.samklang.db.Rows;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;

/** Those who could run a plan in another's place, and the periods in which they do (PLAN-6). */
@CheckReturnValue
final class SubstituteCandidates {
  private static final String FIND =
      """
      select p.person_id, p.role, p.substitute_from is not null as is_substitute, a.person_id is not null as has_account
        from participant p left join account a on a.person_id = p.person_id
       where p.id = $1 and p.plan_id = $2 and takes_part(p, $3)
         for no key update of p""";
  private static final String UPDATE_PERIOD =
      "update participant set substitute_from = $2, substitute_until = $3, version = version + 1 where id = $1";
  private static final String IS_OPEN =
      "select member_is_open from plan_members($2) where member_id = $1";

  /** A participant, as one who could run the plan. */
  record Candidate(PersonId person, Role role, boolean isSubstitute, boolean hasAccount) {
    static Candidate of(Row row) {
      return new Candidate(
          new PersonId(row.getUUID("person_id")),
          Role.valueOf(row.getString("role")),
          row.getBoolean("is_substitute"),
          row.getBoolean("has_account"));
    }

    /** As the function {@code may_take_over}: nobody else could fill the place of the others. */
    boolean mayTakeOver() {
      return role == Role.NEXT_OF_KIN || role == Role.PROVIDER;
    }

    boolean maySubstitute() {
      return role != Role.OWNER && role != Role.COORDINATOR;
    }

    /**
     * @param code of the whole, {@code baton.invalid} as it may be
     * @param allowed whether the role is one that can
     */
    void require(String code, String field, boolean allowed) {
      if (!allowed) {
        throw new Failure.Invalid(code, field, "role.cannot");
      }
      if (!hasAccount) {
        throw new Failure.Invalid(code, field, "account.none");
      }
    }
  }

  /** Someone who is in the plan today, and stays there until the transaction ends. */
  Single<Optional<Candidate>> find(PlanTx tx, ParticipantId participant) {
    return tx.execute(FIND, participant, tx.planId(), tx.today())
        .map(rows -> Rows.first(rows).map(Candidate::of));
  }

  /**
   * Substitutes from one day to another, or no more when both are null.
   *
   * @return whether the plan is open to that one today
   */
  Single<Boolean> updatePeriod(
      PlanTx tx, ParticipantId participant, LocalDate from, LocalDate until) {
    return Single.zip(
        tx.execute(UPDATE_PERIOD, participant, from, until),
        // in another statement: one that updates doesn't see what it has changed
        tx.query(IS_OPEN, participant, tx.today()),
        (updated, member) -> member.iterator().next().getBoolean("member_is_open"));
  }
}
