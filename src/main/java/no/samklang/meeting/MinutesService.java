package no.samklang.meeting;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.error.Failure;
import no.samklang.goal.DecidedActivities;
import no.samklang.goal.DecidedActivities.DecidedActivity;
import no.samklang.id.NewId;
import no.samklang.id.ParticipantId;
import no.samklang.meeting.Meetings.Meeting;
import no.samklang.meeting.Meetings.MinutesAnswer;
import no.samklang.meeting.Meetings.MinutesInput;
import no.samklang.meeting.MinutesContent.PointDecision;
import no.samklang.message.MinutesMessages;
import no.samklang.operation.Command;

/**
 * Minutes: what was said and decided, and whether the invited agree to it (MEET-1, MEET-2). Each
 * change fails with {@code version.stale}.
 */
@CheckReturnValue
final class MinutesService {
  private final MeetingService meetings;
  private final MeetingChanges changes;
  private final DecidedActivities activities;
  private final String address;

  /**
   * @param address of the service's pages
   */
  MinutesService(
      MeetingService meetings,
      MeetingChanges changes,
      DecidedActivities activities,
      String address) {
    this.meetings = meetings;
    this.changes = changes;
    this.activities = activities;
    this.address = address;
  }

  /**
   * Writes the minutes, or changes them, which asks the invited anew. New decisions become
   * activities, the invited get the minutes as a message, and they are summoned to the next
   * meeting. Fails with {@code meeting.notStarted}, and as {@link MinutesContent#of} and {@link
   * DecidedActivities#insert} do.
   */
  Single<Meeting> write(Command<MinutesInput> command) {
    return meetings.change(
        command,
        Right.HOLD_MEETINGS,
        (tx, meeting) -> {
          if (MeetingContent.startOf(meeting).isAfter(tx.now())) {
            throw new Failure.Conflict("meeting.notStarted", meeting);
          }
          MinutesContent content = MinutesContent.of(tx, meeting, command.body());
          return insertActivities(tx, meeting, content)
              .andThen(Completable.defer(() -> MinutesRepository.update(tx, meeting.id(), content)))
              .andThen(Completable.defer(() -> setNext(tx, command, meeting, content.next())))
              .andThen(
                  Completable.defer(
                      () ->
                          changes.record(
                              tx, PlanLogEvent.MEETING_MINUTES, meeting.id(), List.of())))
              .andThen(read(tx, command, meeting.id()))
              .flatMap(written -> send(tx, written).toSingleDefault(written));
        });
  }

  private static Single<Meeting> read(PlanTx tx, Command<?> command, UUID id) {
    return Single.defer(() -> MeetingQueries.get(tx.reads(), command, id));
  }

  private Completable insertActivities(PlanTx tx, Meeting meeting, MinutesContent content) {
    List<DecidedActivity> decided =
        content.newDecisions().stream().map(MinutesService::activity).toList();
    return activities.insert(tx, meeting.title(), decided);
  }

  private static DecidedActivity activity(PointDecision decision) {
    return new DecidedActivity(
        decision.activityId(),
        decision.input().goalId(),
        decision.input().title(),
        decision.input().responsible(),
        decision.input().due());
  }

  /** Summons to the next meeting, or moves it. */
  private Completable setNext(PlanTx tx, Command<?> command, Meeting meeting, Instant start) {
    if (start == null) {
      return Completable.complete();
    }
    return MeetingRepository.findTakingPart(tx, meeting.id())
        .flatMapCompletable(
            invited ->
                meeting.next() == null
                    ? summonNext(tx, meeting, start, invited)
                    : read(tx, command, meeting.next().id())
                        .flatMapCompletable(next -> move(tx, next, start)));
  }

  private Completable summonNext(
      PlanTx tx, Meeting meeting, Instant start, List<ParticipantId> invited) {
    if (invited.isEmpty()) {
      throw new Failure.Invalid("request.invalid", "nextStart", "participant.unknown");
    }
    MeetingContent content = MeetingContent.following(meeting, start, invited);
    return meetings.summon(tx, NewId.random(), content, meeting.id());
  }

  private Completable move(PlanTx tx, Meeting next, Instant start) {
    if (next.minutes() != null || MeetingContent.startOf(next).equals(start)) {
      return Completable.complete();
    }
    return meetings.update(tx, next, MeetingContent.moved(next, start));
  }

  /** So that who reads only messages misses nothing. */
  private Completable send(PlanTx tx, Meeting meeting) {
    String page = address + "/planer/" + tx.planId().value() + "/moter/" + meeting.id();
    return MeetingRepository.findTakingPart(tx, meeting.id())
        .flatMapCompletable(
            invited ->
                MinutesMessages.send(tx, meeting.title(), MinutesText.of(meeting, page), invited));
  }

  /**
   * What the caller says to the minutes. Fails with {@code minutes.missing} before there are any,
   * with {@code agreement.expired} after the time for it, with {@code access.denied} for who isn't
   * invited, and with {@link Failure.Invalid} for an objection without words.
   */
  Single<Meeting> agree(Command<MinutesAnswer> command) {
    MinutesAnswer answer = command.body();
    if (!answer.agree() && answer.objection() == null) {
      return Single.error(new Failure.Invalid("request.invalid", "objection", "required"));
    }
    return meetings.change(
        command,
        Right.ANSWER_SUMMONS,
        (tx, meeting) -> {
          MeetingService.requireInvited(tx, meeting);
          requireOpen(meeting);
          String objection = answer.agree() ? null : answer.objection();
          return MeetingRepository.setAgreement(tx, meeting.id(), answer.agree(), objection)
              .andThen(Completable.defer(() -> changes.publishAnswer(tx, meeting.id())))
              .andThen(read(tx, command, meeting.id()));
        });
  }

  private static void requireOpen(Meeting meeting) {
    if (meeting.minutes() == null) {
      throw new Failure.Conflict("minutes.missing", meeting);
    }
    if (!meeting.minutes().open()) {
      throw new Failure.Conflict("agreement.expired", meeting);
    }
  }
}
