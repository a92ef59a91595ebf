package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import no.samklang.access.Role;
import no.samklang.bus.Failure;
import no.samklang.db.Rows;
import no.samklang.db.Tx;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/** Those who could run a plan in another's place, and the periods in which they do (PLAN-6). */
@CheckReturnValue
final class SuccessorStore {
  private static final String FIND =
      """
      select p.person_id, p.role, p.substitute_from is not null as stands_in, a.person_id is not null as has_account
        from participant p left join account a on a.person_id = p.person_id
       where p.id = $1 and p.plan_id = $2 and takes_part(p, $3)
         for no key update of p""";
  private static final String STAND_IN =
      """
      update participant pt set substitute_from = $2, substitute_until = $3, version = version + 1
       where pt.id = $1 returning exists (select from plan_members($4) where member_id = pt.id and member_is_open) as is_open""";

  /** A participant, as one who could run the plan. */
  record Successor(PersonId person, Role role, boolean standsIn, boolean hasAccount) {
    static Successor of(Row row) {
      return new Successor(
          new PersonId(row.getUUID("person_id")),
          Role.valueOf(row.getString("role")),
          row.getBoolean("stands_in"),
          row.getBoolean("has_account"));
    }

    /** An owner or a guardian would give up a place that nobody else can fill. */
    boolean mayTakeOver() {
      return role == Role.NEXT_OF_KIN || role == Role.PROVIDER;
    }

    boolean mayStandIn() {
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
  Maybe<Successor> find(Tx tx, PlanId plan, ParticipantId participant, LocalDate today) {
    return tx.execute(FIND, participant.value(), plan.value(), today)
        .mapOptional(Rows::first)
        .map(Successor::of);
  }

  /**
   * Stands in from one day to another, or no more when both are null.
   *
   * @return whether the plan is open to that one today
   */
  Single<Boolean> standIn(
      Tx tx, ParticipantId participant, LocalDate from, LocalDate until, LocalDate today) {
    return tx.execute(STAND_IN, participant.value(), from, until, today)
        .map(rows -> rows.iterator().next().getBoolean("is_open"));
  }
}
