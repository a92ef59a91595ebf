package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.operation.Command;
import no.samklang.plan.PlanAdministration.AdministeredPlan;
import no.samklang.plan.PlanAdministration.LogChange;
import no.samklang.plan.PlanRepository.ChangeStamp;

/** Opens the plan log to all participants, or closes it (PLAN-4). */
@CheckReturnValue
final class PlanLogService {
  private final PlanCommands planCommands;
  private final PlanAdministrationQuery administrations;
  private final PlanRepository plans = new PlanRepository();

  PlanLogService(PlanCommands planCommands, PlanAdministrationQuery administrations) {
    this.planCommands = planCommands;
    this.administrations = administrations;
  }

  /** Takes effect at once, and is in the log. Idempotent. */
  Single<AdministeredPlan> change(Command<LogChange> command) {
    return planCommands.run(
        command,
        Right.OPEN_LOG,
        tx ->
            tx.member().logOpen() == command.body().open()
                ? administrations.find(tx, command)
                : update(tx, command));
  }

  private Single<AdministeredPlan> update(PlanTx tx, Command<LogChange> command) {
    boolean open = command.body().open();
    tx.log(open ? PlanLogEvent.LOG_OPENED : PlanLogEvent.LOG_CLOSED);
    tx.markChanged("plan", tx.plan().version() + 1);
    return plans
        .updateLogOpen(tx, tx.planId(), open, ChangeStamp.of(tx))
        .andThen(administrations.find(tx, command));
  }
}
