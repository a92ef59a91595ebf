package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Function;
import java.time.Clock;
import java.time.LocalDate;
import no.samklang.access.Access;
import no.samklang.access.AccessLog;
import no.samklang.access.Membership;
import no.samklang.access.PlanChanged;
import no.samklang.access.PlanSection;
import no.samklang.access.Right;
import no.samklang.bus.Bus;
import no.samklang.bus.Caller;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.PlanId;
import no.samklang.plan.PlanLife.Administration;
import no.samklang.plan.PlanLife.OfPlan;
import no.samklang.plan.PlanStore.Doing;
import no.samklang.plan.PlanStore.Held;

/**
 * What all do who change how a plan is run: one at a time for each plan, as the caller's rights
 * allow it at that moment, and told afterwards.
 */
@CheckReturnValue
final class LifeTransactions {
  private final Database db;
  private final Bus bus;
  private final Clock clock;
  private final Access access;
  private final AccessLog seen;
  private final AdministrationStore administrations;
  private final PlanStore plans = new PlanStore();

  LifeTransactions(Database db, Bus bus, Clock clock, Access access, AccessLog seen) {
    this.db = db;
    this.bus = bus;
    this.clock = clock;
    this.access = access;
    this.seen = seen;
    this.administrations = new AdministrationStore(access);
  }

  /** A plan that is held, and who does something with it. */
  record Work(Tx tx, Caller caller, PlanId plan, Held held, Membership member, Doing by) {
    LocalDate today() {
      return member.today();
    }
  }

  /** Does something that needs a right. Fails as {@link Access} does. */
  <T> Single<T> inPlan(
      Caller caller, PlanId plan, Right right, Function<Work, Single<T>> something) {
    return db.inTransaction(
        tx ->
            plans
                .hold(tx, plan)
                .flatMap(
                    held ->
                        access
                            .require(tx, caller, plan, right)
                            .map(member -> work(tx, caller, held, member))
                            .flatMap(something)));
  }

  private Work work(Tx tx, Caller caller, Held held, Membership member) {
    Doing by = new Doing(caller.person(), clock.instant());
    return new Work(tx, caller, member.plan(), held, member, by);
  }

  Single<Administration> administration(OfPlan question) {
    return administrations
        .seen(db, question.plan(), question.caller())
        .doOnSuccess(
            shown ->
                shown
                    .by()
                    .ifPresent(by -> seen.saw(question.caller(), by, PlanSection.ADMINISTRATION)))
        .map(AdministrationStore.Seen::plan);
  }

  /** How the plan is run by now, for one who has changed that. */
  Single<Administration> administration(Work work) {
    return administrations.of(work.tx(), work.plan(), work.caller());
  }

  /** Open pages ask anew. */
  void tell(Administration plan) {
    tell(plan.id(), plan.version());
  }

  void tell(PlanId plan, int version) {
    bus.publish(new PlanChanged(plan, "plan", version));
  }
}
