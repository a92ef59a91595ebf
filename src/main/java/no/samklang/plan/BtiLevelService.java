package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.plan.BtiLevels.BtiLevel;
import no.samklang.plan.BtiLevels.BtiLevelChange;
import no.samklang.plan.BtiLevels.BtiLevelList;
import no.samklang.plan.PlanRepository.ChangeStamp;

/** The BTI level of a stafettlogg, with its history (PLAN-7). */
@CheckReturnValue
final class BtiLevelService {
  private final PlanReads planReads;
  private final PlanCommands planCommands;
  private final PlanRepository plans = new PlanRepository();

  BtiLevelService(PlanReads planReads, PlanCommands planCommands) {
    this.planReads = planReads;
    this.planCommands = planCommands;
  }

  /** Those of the plan, the one in force first; none for a plan of another type. */
  Single<BtiLevelList> list(Command<Void> command) {
    return BtiLevelRepository.list(planReads, command).map(BtiLevelList::new);
  }

  /**
   * Sets the level from a day on, which is logged; idempotent. Fails with {@code
   * bti.notStafettlogg} for a plan of another type, and with {@code plan.invalid} for a day before
   * the plan's first or ahead.
   */
  Single<BtiLevelList> set(Command<BtiLevelChange> command) {
    return planCommands.run(
        command,
        Right.CHANGE_PLAN,
        tx -> {
          requireValid(tx, command.body());
          return list(tx, command)
              .flatMap(
                  before ->
                      isInForce(before, command.body())
                          ? Single.just(before)
                          : insert(tx, command.body())
                              .andThen(Single.defer(() -> list(tx, command))))
              .map(BtiLevelList::new);
        });
  }

  private static void requireValid(PlanTx tx, BtiLevelChange change) {
    if (!tx.plan().type().equals("SL")) {
      throw new Failure.Conflict("bti.notStafettlogg", null);
    }
    PlanPolicy.validateBtiLevelDate(change.from(), tx.plan().startDate(), tx.today());
  }

  private static boolean isInForce(List<BtiLevel> levels, BtiLevelChange change) {
    return !levels.isEmpty() && levels.get(0).isAs(change);
  }

  private static Single<List<BtiLevel>> list(PlanTx tx, Command<?> command) {
    return BtiLevelRepository.list(tx.reads(), command);
  }

  private Completable insert(PlanTx tx, BtiLevelChange change) {
    JsonObject detail =
        new JsonObject().put("level", change.level()).put("from", change.from().toString());
    tx.log(PlanLogEvent.BTI_LEVEL_SET, null, detail);
    tx.markChanged("plan", tx.plan().version() + 1);
    return BtiLevelRepository.insert(tx, change)
        .andThen(Completable.defer(() -> plans.raiseVersion(tx, tx.planId(), ChangeStamp.of(tx))));
  }
}
