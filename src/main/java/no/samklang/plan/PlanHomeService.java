package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import no.samklang.access.AccessLog;
import no.samklang.access.Membership;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.message.LatestMessagesQuery;
import no.samklang.message.Messages.LatestMessages;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;
import no.samklang.participant.Participants.GroupMember;
import no.samklang.participant.PlanGroupQuery;
import no.samklang.plan.PlanHomeQuery.HomeHandovers;
import no.samklang.plan.PlanHomeQuery.HomeRow;
import no.samklang.plan.Plans.PlanHome;

/** A plan's start page (HOME-1, HOME-3). */
@CheckReturnValue
final class PlanHomeService {
  private static final int MAX_MESSAGES = 5;

  private final PlanReads planReads;
  private final PlanHomeQuery homeQuery;
  private final VisitRecorder visits;
  private final AccessLog accessLog;

  PlanHomeService(
      Platform platform, PlanReads planReads, VisitRecorder visits, AccessLog accessLog) {
    this.planReads = planReads;
    this.homeQuery = new PlanHomeQuery(planReads.withoutAccessLog(), platform.clock());
    this.visits = visits;
    this.accessLog = accessLog;
  }

  private record HomeParts(HomeRow home, List<GroupMember> members, LatestMessages messages) {
    PlanHome page(HomeHandovers handovers) {
      return home.page().with(new HomeGroup(members), messages, home.visitedBefore(), handovers);
    }
  }

  /**
   * The plan, its group and its latest messages, in three concurrent reads, and one more where a
   * handover is asked for. Records the read, and a visit except for a background refresh. Fails as
   * {@link no.samklang.access.AccessPolicy#require} does.
   */
  Single<PlanHome> open(Command<Void> command) {
    return planReads
        .queryTogether(
            command,
            Right.READ,
            homeQuery.statement(command),
            PlanGroupQuery.members(),
            LatestMessagesQuery.statement(MAX_MESSAGES),
            (member, home, members, messages) -> {
              record(command, member);
              return new HomeParts(home, members, messages);
            })
        .flatMap(parts -> homeQuery.findHandovers(command, parts.home()).map(parts::page));
  }

  private void record(Command<?> command, Membership member) {
    accessLog.record(command, member);
    if (command.caller().interactive()) {
      visits.record(member, command.caller());
    }
  }
}
