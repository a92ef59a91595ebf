package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import no.samklang.access.AccessPolicy;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.Tx;
import no.samklang.event.PlanChanged;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/** Marks a person's plans as changed when the card changes (LIST-2). */
@CheckReturnValue
final class PersonPlans {
  /** Upper bound of plans marked at a time. */
  static final int MAX_PLANS = 2_000;

  // locked in order of id, so that concurrent changes don't deadlock
  private static final String MARK_CHANGED =
      """
      with plans as materialized (
        select pl.id
          from participant pt join plan pl on pl.id = pt.plan_id
         where pt.person_id = #{person} and takes_part(pt, #{today})
         order by pl.id limit #{max} for no key update of pl
      )
      update plan set changed_at = #{now}, changed_by = #{by} from plans where plan.id = plans.id
      returning plan.id""";
  private static final String IS_IN_ANY_PLAN =
      """
      select exists (select from participant pt join plan pl on pl.id = pt.plan_id and pl.practice_until is null
                      where pt.person_id = $1 and pt.removed_at is null) as found""";

  private final Clock clock;
  private final AccessPolicy access;

  PersonPlans(Clock clock) {
    this.clock = clock;
    this.access = new AccessPolicy(clock);
  }

  /**
   * Marks every plan in which the person takes part as changed, and publishes {@link PlanChanged}
   * for each, so that open pages reload the participants. An event reveals no other plan
   * (PERSON-5).
   *
   * @param by who changes it
   * @param version of the card or the picture
   */
  Completable markChanged(Tx tx, PersonId by, PersonId person, int version) {
    SqlParams params =
        SqlParams.of("person", person)
            .and("today", access.today())
            .and("max", MAX_PLANS)
            .and("now", clock.instant())
            .and("by", by);
    return tx.execute(MARK_CHANGED, params)
        .flattenStreamAsFlowable(RowValues::stream)
        .map(row -> new PlanId(row.getUUID("id")))
        .doOnNext(plan -> tx.publish(new PlanChanged(plan, "participants", version)))
        .ignoreElements();
  }

  /** Whether the person is in any plan, closed plans included, but for their practice plan. */
  Single<Boolean> isInAnyPlan(Tx tx, PersonId person) {
    return tx.query(IS_IN_ANY_PLAN, person).map(rows -> rows.iterator().next().getBoolean("found"));
  }
}
