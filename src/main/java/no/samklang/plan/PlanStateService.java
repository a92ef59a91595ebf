package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import no.samklang.access.Access;
import no.samklang.access.LockedPlan;
import no.samklang.access.PlanChanged;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanLog.Entry;
import no.samklang.access.PlanLog.Event;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;
import no.samklang.plan.PlanAdministration.AdministeredPlan;
import no.samklang.plan.PlanAdministration.State;
import no.samklang.plan.PlanAdministration.StateChange;
import no.samklang.plan.PlanAdministrationQuery.SeenPlan;
import no.samklang.plan.PlanRepository.ChangeStamp;

/** Closes plans, and opens them again (PLAN-2, PLAN-5). */
@CheckReturnValue
final class PlanStateService {
  private final Database db;
  private final Clock clock;
  private final Access access;
  private final PlanCommands planCommands;
  private final PlanAdministrationQuery administrations;
  private final PlanRepository plans = new PlanRepository();
  private final HandoverRepository handovers = new HandoverRepository();

  PlanStateService(
      Platform platform, PlanCommands planCommands, PlanAdministrationQuery administrations) {
    this.db = platform.db();
    this.clock = platform.clock();
    this.access = new Access(platform.clock());
    this.planCommands = planCommands;
    this.administrations = administrations;
  }

  /**
   * Closes the plan, which needs no valid consent (PLAN-2), or opens it again, which only an
   * ORG_ADMIN of its organisation does (PLAN-5). Idempotent. Fails with {@code plan.invalid}, and
   * with {@code plan.secondActiveIp} as a warning.
   */
  Single<AdministeredPlan> change(Command<StateChange> command) {
    return db.inTransaction(
        tx ->
            Single.zip(
                    planCommands.lock(tx, command.planId()),
                    administrations.findSeen(tx, command),
                    (plan, seen) -> change(tx, command, plan, seen))
                .flatMap(changed -> changed)
                .doOnSuccess(
                    plan -> tx.publish(new PlanChanged(plan.id(), "plan", plan.version()))));
  }

  private Single<AdministeredPlan> change(
      Tx tx, Command<StateChange> command, LockedPlan plan, SeenPlan seen) {
    State wanted = command.body().state();
    requireAllowed(seen, wanted);
    if (State.valueOf(plan.state()) == wanted) {
      return Single.just(seen.plan());
    }
    return (wanted == State.CLOSED ? close(tx, command, plan) : reopen(tx, command, plan))
        .andThen(Single.defer(() -> administrations.find(tx, command)));
  }

  private static void requireAllowed(SeenPlan seen, State wanted) {
    boolean isAllowed = wanted == State.CLOSED ? mayClose(seen) : seen.administers();
    if (!isAllowed) {
      throw new Failure.Forbidden("access.denied");
    }
  }

  /** A substitute doesn't end what only an ORG_ADMIN opens again. */
  private static boolean mayClose(SeenPlan seen) {
    return seen.by().filter(coordinator -> !coordinator.substitute()).isPresent();
  }

  private Completable close(Tx tx, Command<StateChange> command, LockedPlan plan) {
    LocalDate today = access.today();
    LocalDate endDate = command.body().endDate() == null ? today : command.body().endDate();
    PlanPolicy.end(endDate, plan.startDate(), today);
    JsonObject detail = new JsonObject().put("endDate", endDate.toString());
    ChangeStamp stamp = stamp(command);
    return takeBackHandover(tx, command, today, stamp.at())
        .andThen(
            Completable.fromAction(
                () -> log(tx, entry(command, Event.PLAN_CLOSED, detail), stamp.at())))
        .andThen(plans.close(tx, command.planId(), endDate, stamp));
  }

  /** Nobody is asked to run a plan that has ended (PLAN-6). */
  private Completable takeBackHandover(
      Tx tx, Command<StateChange> command, LocalDate today, Instant now) {
    return handovers
        .findPending(tx, command.planId(), today)
        .flatMapCompletable(
            found ->
                found
                    .map(
                        pending -> {
                          log(
                              tx,
                              new Entry(
                                  command.planId(),
                                  command.caller().person(),
                                  Event.BATON_TAKEN_BACK,
                                  pending.to()),
                              now);
                          return handovers.updateAnswer(tx, pending.id(), "TAKEN_BACK", now);
                        })
                    .orElse(Completable.complete()));
  }

  private Completable reopen(Tx tx, Command<StateChange> command, LockedPlan plan) {
    boolean warns = plan.type().equals("IP") && !command.body().secondPlan();
    ChangeStamp stamp = stamp(command);
    log(tx, entry(command, Event.PLAN_REOPENED, new JsonObject()), stamp.at());
    return (warns ? plans.warnOfSecond(tx, command.planId()) : Completable.complete())
        .andThen(plans.reopen(tx, command.planId(), stamp));
  }

  private static Entry entry(Command<StateChange> command, Event event, JsonObject detail) {
    return new Entry(command.planId(), command.caller().person(), event, null, detail);
  }

  private static void log(Tx tx, Entry entry, Instant at) {
    PlanLog.enlist(tx, entry, at);
  }

  private ChangeStamp stamp(Command<?> command) {
    return new ChangeStamp(
        command.caller().person(), clock.instant().truncatedTo(ChronoUnit.MICROS));
  }
}
