package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import no.samklang.access.Access;
import no.samklang.access.PlanChanged;
import no.samklang.bus.Caller;
import no.samklang.db.Params;
import no.samklang.db.Rows;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/** The plans of a person, which a change of the card changes too (LIST-2). */
@CheckReturnValue
final class PersonPlans {
  /** Most plans that are told: nobody takes part in as many. */
  static final int MAX_PLANS = 2_000;

  // in the order of their ids, so that two who do this at a time wait and don't lock each other out
  private static final String CHANGED =
      """
      with places as materialized (
        select pl.id
          from participant pt join plan pl on pl.id = pt.plan_id
         where pt.person_id = #{person} and takes_part(pt, #{today})
         order by pl.id limit #{max} for no key update of pl
      )
      update plan set changed_at = #{now}, changed_by = #{by} from places where plan.id = places.id
      returning plan.id""";
  private static final String IN_A_PLAN =
      "select exists (select from participant where person_id = $1 and removed_at is null) as found";

  private final Clock clock;
  private final Access access;

  PersonPlans(Clock clock) {
    this.clock = clock;
    this.access = new Access(clock);
  }

  /**
   * Marks every plan in which the person takes part as changed by the caller, and has open pages
   * ask for its participants anew. What a plan is told names no other (PERSON-5).
   *
   * @param version the card's or the picture's
   */
  Completable changed(Tx tx, Caller caller, PersonId person, int version) {
    Params params =
        Params.of("person", person)
            .and("today", access.today())
            .and("max", MAX_PLANS)
            .and("now", clock.instant())
            .and("by", caller.person());
    return tx.execute(CHANGED, params)
        .flattenStreamAsFlowable(Rows::stream)
        .map(row -> new PlanId(row.getUUID("id")))
        .doOnNext(plan -> tx.publish(new PlanChanged(plan, "participants", version)))
        .ignoreElements();
  }

  /** Whether the person is in a plan, also a closed one. */
  Single<Boolean> hasAny(Tx tx, PersonId person) {
    return tx.query(IN_A_PLAN, person).map(rows -> rows.iterator().next().getBoolean("found"));
  }
}
