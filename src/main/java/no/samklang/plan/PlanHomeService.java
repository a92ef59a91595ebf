package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.AccessLog;
import no.samklang.access.PlanReads;
import no.samklang.message.LatestMessagesQuery;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;
import no.samklang.participant.PlanGroupQuery;
import no.samklang.plan.PlanHomeQuery.HomeRow;
import no.samklang.plan.Plans.PlanHome;

/** A plan's start page (HOME-1, HOME-3). */
@CheckReturnValue
final class PlanHomeService {
  private static final int MAX_MESSAGES = 5;

  private final PlanHomeQuery homeQuery;
  private final PlanGroupQuery group;
  private final LatestMessagesQuery latestMessages;
  private final VisitRecorder visits;
  private final AccessLog accessLog;

  PlanHomeService(
      Platform platform,
      PlanReads planReads,
      VisitRecorder visits,
      AccessLog accessLog,
      PlanGroupQuery group,
      LatestMessagesQuery latest) {
    this.homeQuery = new PlanHomeQuery(planReads.withoutAccessLog(), platform.clock());
    this.visits = visits;
    this.accessLog = accessLog;
    this.group = group;
    this.latestMessages = latest;
  }

  /**
   * The plan, its group and its latest messages, in three concurrent reads, and one more where a
   * handover is asked for. Records the read, and a visit except for a background refresh. Fails as
   * {@link no.samklang.access.AccessPolicy#require} does.
   */
  Single<PlanHome> open(Command<Void> command) {
    return Single.zip(
        homeQuery.find(command).doOnSuccess(home -> record(command, home)),
        group.membersWithoutAccessLog(command).map(HomeGroup::new),
        latestMessages.find(command, MAX_MESSAGES),
        (home, members, messages) -> home.page().with(members, messages, home.visitedBefore()));
  }

  private void record(Command<?> command, HomeRow home) {
    accessLog.record(command, home.member());
    if (command.caller().interactive()) {
      visits.record(home.member(), command.caller());
    }
  }
}
