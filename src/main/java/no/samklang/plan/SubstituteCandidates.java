package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import java.util.Optional;
import no.samklang.access.PlanTx;
import no.samklang.access.Role;
import no.samklang.db.RowValues;
import no.samklang.error.Failure;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;

/** Candidates for handover and substitution, and substitution periods (PLAN-6). */
@CheckReturnValue
final class SubstituteCandidates {
  private static final String FIND =
      """
      select p.person_id, p.role, p.substitute_from is not null as is_substitute, a.person_id is not null as has_account
        from participant p left join account a on a.person_id = p.person_id
       where p.id = $1 and p.plan_id = $2 and takes_part(p, $3)
         for no key update of p""";
  private static final String UPDATE_PERIOD =
      "update participant set substitute_from = $2, substitute_until = $3, version = version + 1"
          + " where id = $1";
  private static final String HAS_ACCESS =
      "select member_is_open from plan_members($2) where member_id = $1";

  /** A participant, as candidate for handover or substitution. */
  record Candidate(PersonId person, Role role, boolean isSubstitute, boolean hasAccount) {
    static Candidate of(Row row) {
      return new Candidate(
          new PersonId(row.getUUID("person_id")),
          Role.valueOf(row.getString("role")),
          row.getBoolean("is_substitute"),
          row.getBoolean("has_account"));
    }

    /** As the SQL function {@code may_take_over}: owner and guardian roles can't be replaced. */
    boolean mayTakeOver() {
      return role == Role.NEXT_OF_KIN || role == Role.PROVIDER;
    }

    boolean maySubstitute() {
      return role != Role.OWNER && role != Role.COORDINATOR;
    }

    /**
     * @param code the failure code, e.g. {@code baton.invalid}
     * @param allowed whether the role is eligible
     */
    void validate(String code, String field, boolean allowed) {
      if (!allowed) {
        throw new Failure.Invalid(code, field, "role.notAllowed");
      }
      if (!hasAccount) {
        throw new Failure.Invalid(code, field, "account.missing");
      }
    }
  }

  /** Finds and locks an active participant. */
  Single<Optional<Candidate>> find(PlanTx tx, ParticipantId participant) {
    return tx.execute(FIND, participant, tx.planId(), tx.today())
        .map(rows -> RowValues.first(rows).map(Candidate::of));
  }

  /**
   * Sets the substitution period, or clears it if both dates are null.
   *
   * @return whether the participant has access to the plan today
   */
  Single<Boolean> updatePeriod(
      PlanTx tx, ParticipantId participant, LocalDate from, LocalDate until) {
    return Single.zip(
        tx.execute(UPDATE_PERIOD, participant, from, until),
        // a separate statement: an update doesn't see its own changes
        tx.query(HAS_ACCESS, participant, tx.today()),
        (updated, rows) -> rows.iterator().next().getBoolean("member_is_open"));
  }
}
