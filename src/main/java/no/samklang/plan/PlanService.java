package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.Map;
import no.samklang.access.Access;
import no.samklang.access.AccessLog;
import no.samklang.access.Membership;
import no.samklang.access.PlanChanged;
import no.samklang.access.PlanSection;
import no.samklang.access.Right;
import no.samklang.bus.Bus;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.message.LatestMessages;
import no.samklang.operation.Command;
import no.samklang.operation.Operation;
import no.samklang.participant.PlanGroup;
import no.samklang.plan.Plans.ListPlans;
import no.samklang.plan.Plans.OpenPlan;
import no.samklang.plan.Plans.PlanHome;
import no.samklang.plan.Plans.PlanPage;
import no.samklang.plan.Plans.Status;
import no.samklang.plan.Plans.UpdateStatus;

/** The plan list and a plan's start page. */
@CheckReturnValue
final class PlanService {
  private static final int MESSAGES_SHOWN = 5;

  private final Database db;
  private final Bus bus;
  private final Access access;
  private final Visits visits;
  private final AccessLog seen;
  private final PlanListStore lists = new PlanListStore();
  private final HomeStore homes;
  private final LatestMessages latest;
  private final PlanGroup group;

  PlanService(
      Database db,
      Bus bus,
      Clock clock,
      Access access,
      Visits visits,
      AccessLog seen,
      LatestMessages latest,
      PlanGroup group) {
    this.group = group;
    this.latest = latest;
    this.db = db;
    this.bus = bus;
    this.access = access;
    this.visits = visits;
    this.seen = seen;
    this.homes = new HomeStore(access, clock);
  }

  Single<PlanPage> list(ListPlans question) {
    return lists.list(db, question, access.today());
  }

  /** The plan, its group and its latest messages are asked side by side, each guarded by itself. */
  Single<PlanHome> open(OpenPlan question) {
    return Single.zip(
        homes
            .home(db, question.plan(), question.caller())
            .doOnSuccess(home -> noteVisit(question, home.member())),
        group.group(command(question)),
        latest.find(command(question), MESSAGES_SHOWN),
        (home, group, latest) -> home.page().with(group.items(), latest.items()));
  }

  private static Command<Void> command(OpenPlan question) {
    return new Command<>(
        new Operation("openPlan", 200, null),
        question.caller(),
        null,
        Map.of("planId", question.plan().toString()),
        Command.Headers.NONE,
        null,
        null);
  }

  private void noteVisit(OpenPlan question, Membership member) {
    if (question.caller().looks()) {
      visits.add(member, question.caller());
      seen.saw(question.caller(), member, PlanSection.HOME);
    }
  }

  Single<Status> updateStatus(UpdateStatus command) {
    return db.inTransaction(tx -> updateStatus(tx, command))
        .doOnSuccess(
            status -> bus.publish(new PlanChanged(command.plan(), "status", status.version())));
  }

  private Single<Status> updateStatus(Tx tx, UpdateStatus command) {
    return access
        .require(tx, command.caller(), command.plan(), Right.UPDATE_STATUS)
        .flatMap(member -> homes.updateStatus(tx, command))
        .flatMap(updated -> updated.map(Single::just).orElseGet(() -> stale(tx, command)));
  }

  private Single<Status> stale(Tx tx, UpdateStatus command) {
    return homes
        .status(tx, command.plan())
        .flatMap(current -> Single.error(new Failure.Conflict("version.stale", current)));
  }
}
