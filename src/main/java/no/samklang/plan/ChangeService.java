package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.PlanLog.Entry;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanLog;
import no.samklang.access.Right;
import no.samklang.bus.Failure;
import no.samklang.plan.LifeTransactions.Work;
import no.samklang.plan.PlanLife.Administration;
import no.samklang.plan.PlanLife.Change;
import no.samklang.plan.PlanLife.PlanType;
import no.samklang.plan.PlanStore.Facts;

/** What a plan is: its short name, its start, its type. */
@CheckReturnValue
final class ChangeService {
  private final LifeTransactions life;
  private final PlanLog log;
  private final PlanStore plans = new PlanStore();

  ChangeService(LifeTransactions life, PlanLog log) {
    this.life = life;
    this.log = log;
  }

  Single<Administration> change(Change command) {
    return life.inPlan(
            command.caller(), command.plan(), Right.CHANGE_PLAN, work -> change(work, command))
        .doOnSuccess(life::tell);
  }

  private Single<Administration> change(Work work, Change command) {
    if (work.held().version() != command.basedOn()) {
      return life.administration(work)
          .flatMap(current -> Single.error(new Failure.Conflict("version.stale", current)));
    }
    PlanRule.start(command.startDate(), work.today());
    return warn(work, command)
        .andThen(Completable.defer(() -> write(work, command)))
        .andThen(Single.defer(() -> life.administration(work)));
  }

  private Completable write(Work work, Change command) {
    return plans
        .change(work.tx(), work.plan(), facts(work, command), work.by())
        .andThen(
            log.add(work.tx(), new Entry(work.plan(), work.by().person(), Event.PLAN_CHANGED)));
  }

  private static Facts facts(Work work, Change command) {
    String shortName = command.shortName() == null ? "" : command.shortName().strip();
    return new Facts(typeAfter(work, command), shortName, command.startDate());
  }

  private static PlanType typeAfter(Work work, Change command) {
    return command.type() == null ? work.held().type() : command.type();
  }

  /** A person has at most one active individual plan: a second gives a warning. */
  private Completable warn(Work work, Change command) {
    boolean becomesIp =
        typeAfter(work, command) == PlanType.IP && work.held().type() != PlanType.IP;
    if (!becomesIp || command.secondPlan()) {
      return Completable.complete();
    }
    return plans.warnOfSecond(work.tx(), work.plan());
  }
}
