package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.AccessLog;
import no.samklang.access.PlanReads;
import no.samklang.message.LatestMessages;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;
import no.samklang.participant.PlanGroup;
import no.samklang.plan.PlanHomeQuery.Home;
import no.samklang.plan.Plans.PlanHome;

/** A plan's start page (HOME-1, HOME-3). */
@CheckReturnValue
final class PlanHomeService {
  private static final int MESSAGES_SHOWN = 5;

  private final PlanHomeQuery homes;
  private final PlanGroup group;
  private final LatestMessages latest;
  private final VisitRecorder visits;
  private final AccessLog accessLog;

  PlanHomeService(
      Platform platform,
      PlanReads planReads,
      VisitRecorder visits,
      AccessLog accessLog,
      PlanGroup group,
      LatestMessages latest) {
    this.homes = new PlanHomeQuery(planReads.unrecorded(), platform.clock());
    this.visits = visits;
    this.accessLog = accessLog;
    this.group = group;
    this.latest = latest;
  }

  /**
   * The plan, its group and its latest messages, in one trip. A visit, unless the page only
   * refreshes itself. Fails as {@link no.samklang.access.Access#require} does.
   */
  Single<PlanHome> open(Command<Void> command) {
    return Single.zip(
        homes.find(command).doOnSuccess(home -> record(command, home)),
        group.group(command),
        latest.find(command, MESSAGES_SHOWN),
        (home, people, messages) -> home.page().with(people.items(), messages.items()));
  }

  private void record(Command<?> command, Home home) {
    if (command.caller().looks()) {
      visits.add(home.member(), command.caller());
      accessLog.record(command, home.member());
    }
  }
}
