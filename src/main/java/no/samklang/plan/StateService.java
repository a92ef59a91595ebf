package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import no.samklang.access.Access;
import no.samklang.access.PlanLog.Entry;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanLog;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.plan.AdministrationStore.Seen;
import no.samklang.plan.PlanLife.Administration;
import no.samklang.plan.PlanLife.ChangeState;
import no.samklang.plan.PlanLife.PlanType;
import no.samklang.plan.PlanLife.State;
import no.samklang.plan.PlanStore.Doing;
import no.samklang.plan.PlanStore.Held;

/** Closes plans, and opens them again (PLAN-2, PLAN-5). */
@CheckReturnValue
final class StateService {
  private final Database db;
  private final Clock clock;
  private final Access access;
  private final LifeTransactions life;
  private final PlanLog log;
  private final AdministrationStore administrations;
  private final PlanStore plans = new PlanStore();
  private final BatonStore batons = new BatonStore();

  StateService(Database db, Clock clock, Access access, LifeTransactions life, PlanLog log) {
    this.db = db;
    this.clock = clock;
    this.access = access;
    this.life = life;
    this.log = log;
    this.administrations = new AdministrationStore(access);
  }

  Single<Administration> change(ChangeState command) {
    return db.inTransaction(
            tx -> plans.hold(tx, command.plan()).flatMap(held -> change(tx, command, held)))
        .doOnSuccess(life::tell);
  }

  private Single<Administration> change(Tx tx, ChangeState command, Held held) {
    return administrations
        .seen(tx, command.plan(), command.caller())
        .flatMap(
            seen -> {
              require(seen, command.state());
              return held.state() == command.state()
                  ? Single.just(seen.plan())
                  : write(tx, command, held);
            });
  }

  private static void require(Seen seen, State wanted) {
    boolean may = wanted == State.CLOSED ? mayClose(seen) : seen.administers();
    if (!may) {
      throw new Failure.Forbidden("access.denied");
    }
  }

  /** One who stands in for a while doesn't end what only an ORG_ADMIN opens again. */
  private static boolean mayClose(Seen seen) {
    return seen.by().filter(coordinator -> !coordinator.substitute()).isPresent();
  }

  private Single<Administration> write(Tx tx, ChangeState command, Held held) {
    Completable write =
        command.state() == State.CLOSED
            ? close(tx, command, held.startDate())
            : reopen(tx, command, held);
    return write.andThen(
        Single.defer(() -> administrations.of(tx, command.plan(), command.caller())));
  }

  private Completable close(Tx tx, ChangeState command, LocalDate startDate) {
    LocalDate today = access.today();
    LocalDate endDate = command.endDate() == null ? today : command.endDate();
    PlanRule.end(endDate, startDate, today);
    JsonObject detail = new JsonObject().put("endDate", endDate.toString());
    PersonId person = command.caller().person();
    return takeBackBaton(tx, command, today)
        .andThen(plans.close(tx, command.plan(), endDate, by(command)))
        .andThen(
            Completable.defer(
                () ->
                    log.add(
                        tx, new Entry(command.plan(), person, Event.PLAN_CLOSED, null, detail))));
  }

  /** Nobody is asked to run a plan that has ended (PLAN-6). */
  private Completable takeBackBaton(Tx tx, ChangeState command, LocalDate today) {
    PersonId person = command.caller().person();
    return batons
        .waiting(tx, command.plan(), today)
        .flatMapCompletable(
            baton ->
                batons
                    .answer(tx, baton.id(), "TAKEN_BACK", clock.instant())
                    .andThen(
                        log.add(
                            tx,
                            new Entry(
                                command.plan(), person, Event.BATON_TAKEN_BACK, baton.to()))));
  }

  private Completable reopen(Tx tx, ChangeState command, Held held) {
    PersonId person = command.caller().person();
    boolean warns = held.type() == PlanType.IP && !command.secondPlan();
    return (warns ? plans.warnOfSecond(tx, command.plan()) : Completable.complete())
        .andThen(plans.reopen(tx, command.plan(), by(command)))
        .andThen(log.add(tx, new Entry(command.plan(), person, Event.PLAN_REOPENED)));
  }

  private Doing by(ChangeState command) {
    return new Doing(command.caller().person(), clock.instant());
  }
}
