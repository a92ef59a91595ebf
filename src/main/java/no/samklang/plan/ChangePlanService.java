package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.PlanChanged;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.operation.Command;
import no.samklang.plan.PlanAdministration.AdministeredPlan;
import no.samklang.plan.PlanAdministration.PlanChange;
import no.samklang.plan.PlanAdministration.PlanType;
import no.samklang.plan.PlanRepository.ChangeStamp;
import no.samklang.plan.PlanRepository.PlanDetails;

/** What a plan is: its short name, its start, its type. */
@CheckReturnValue
final class ChangePlanService {
  private final PlanCommands planCommands;
  private final PlanAdministrationQuery administrations;
  private final PlanRepository plans = new PlanRepository();

  ChangePlanService(PlanCommands planCommands, PlanAdministrationQuery administrations) {
    this.planCommands = planCommands;
    this.administrations = administrations;
  }

  /** Fails with {@code version.stale}, {@code plan.invalid} and {@code plan.secondActiveIp}. */
  Single<AdministeredPlan> change(Command<PlanChange> command) {
    return planCommands.run(
        command,
        Right.CHANGE_PLAN,
        tx ->
            tx.requireCurrent(tx.plan().version(), administrations.find(tx, command))
                .andThen(Completable.defer(() -> check(tx, command.body())))
                .andThen(Single.defer(() -> write(tx, command))));
  }

  /** A person has at most one active individual plan: a second gives a warning. */
  private Completable check(PlanTx tx, PlanChange wanted) {
    PlanPolicy.start(wanted.startDate(), tx.today());
    boolean becomesIp =
        typeAfter(tx, wanted) == PlanType.IP && PlanType.valueOf(tx.plan().type()) != PlanType.IP;
    return becomesIp && !wanted.secondPlan()
        ? plans.warnOfSecond(tx, tx.planId())
        : Completable.complete();
  }

  private Single<AdministeredPlan> write(PlanTx tx, Command<PlanChange> command) {
    PlanChange wanted = command.body();
    PlanDetails details =
        PlanDetails.of(typeAfter(tx, wanted), wanted.shortName(), wanted.startDate());
    tx.log(Event.PLAN_CHANGED);
    tx.publish(new PlanChanged(tx.planId(), "plan", tx.plan().version() + 1));
    return plans
        .update(tx, tx.planId(), details, ChangeStamp.of(tx))
        .andThen(administrations.find(tx, command));
  }

  private static PlanType typeAfter(PlanTx tx, PlanChange wanted) {
    return wanted.type() == null ? PlanType.valueOf(tx.plan().type()) : wanted.type();
  }
}
