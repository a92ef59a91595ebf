package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import no.samklang.access.AccessPolicy;
import no.samklang.access.LockedPlan;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanLog.PlanLogRecord;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.event.PlanChanged;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;
import no.samklang.plan.PlanAdministration.AdministeredPlan;
import no.samklang.plan.PlanAdministration.PlanState;
import no.samklang.plan.PlanAdministration.StateChange;
import no.samklang.plan.PlanAdministrationQuery.AdministrationView;
import no.samklang.plan.PlanRepository.ChangeStamp;

/** Closes and reopens plans (PLAN-2, PLAN-5). */
@CheckReturnValue
final class PlanStateService {
  private final Database db;
  private final Clock clock;
  private final AccessPolicy access;
  private final PlanCommands planCommands;
  private final PlanAdministrationQuery administrations;
  private final PlanRepository plans = new PlanRepository();
  private final PlanClosing closing = new PlanClosing();
  private final PlanLog log;

  PlanStateService(
      Platform platform, PlanCommands planCommands, PlanAdministrationQuery administrations) {
    this.db = platform.db();
    this.clock = platform.clock();
    this.log = new PlanLog(platform.clock());
    this.access = new AccessPolicy(platform.clock());
    this.planCommands = planCommands;
    this.administrations = administrations;
  }

  /**
   * Closes the plan, which requires no valid consent (PLAN-2), or reopens it, which requires an
   * ORG_ADMIN of its organisation (PLAN-5). Idempotent. Fails with {@code plan.invalid}, and with
   * {@code plan.secondActiveIp} unless the caller has confirmed it.
   */
  Single<AdministeredPlan> change(Command<StateChange> command) {
    return db.inTransaction(
        tx ->
            Single.zip(
                    planCommands.lock(tx, command.planId()),
                    administrations.findView(tx, command),
                    (plan, view) -> change(tx, command, plan, view))
                .flatMap(changed -> changed)
                .doOnSuccess(
                    plan -> tx.publish(new PlanChanged(plan.id(), "plan", plan.version()))));
  }

  private Single<AdministeredPlan> change(
      Tx tx, Command<StateChange> command, LockedPlan plan, AdministrationView view) {
    PlanState newState = command.body().state();
    requireAllowed(view, newState);
    if (PlanState.valueOf(plan.state()) == newState) {
      return Single.just(view.plan());
    }
    return (newState == PlanState.CLOSED ? close(tx, command, plan) : reopen(tx, command, plan))
        .andThen(Single.defer(() -> administrations.find(tx, command)));
  }

  private static void requireAllowed(AdministrationView view, PlanState newState) {
    boolean isAllowed = newState == PlanState.CLOSED ? mayClose(view) : view.administers();
    if (!isAllowed) {
      throw new Failure.Forbidden("access.denied");
    }
  }

  /** Not granted to substitutes, since only an ORG_ADMIN can reopen the plan. */
  private static boolean mayClose(AdministrationView view) {
    return view.coordinator().filter(coordinator -> !coordinator.substitute()).isPresent();
  }

  private Completable close(Tx tx, Command<StateChange> command, LockedPlan plan) {
    LocalDate today = access.today();
    LocalDate endDate = command.body().endDate() == null ? today : command.body().endDate();
    PlanPolicy.validateEndDate(endDate, plan.startDate(), today);
    return closing.close(tx, command.planId(), endDate, today, stamp(command));
  }

  private Completable reopen(Tx tx, Command<StateChange> command, LockedPlan plan) {
    boolean rejectSecondIp = plan.type().equals("IP") && !command.body().secondPlan();
    ChangeStamp stamp = stamp(command);
    return (rejectSecondIp
            ? plans.requireNoOtherActiveIp(tx, command.planId())
            : Completable.complete())
        .andThen(plans.reopen(tx, command.planId(), access.today(), stamp))
        .andThen(log.insert(tx, entry(command, PlanLogEvent.PLAN_REOPENED, new JsonObject())));
  }

  private static PlanLogRecord entry(
      Command<StateChange> command, PlanLogEvent event, JsonObject detail) {
    return new PlanLogRecord(command.planId(), command.caller().person(), event, null, detail);
  }

  private ChangeStamp stamp(Command<?> command) {
    return new ChangeStamp(
        command.caller().person(), clock.instant().truncatedTo(ChronoUnit.MICROS));
  }
}
