package no.samklang.meeting;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.bin.Bin;
import no.samklang.bin.Bin.Deletion;
import no.samklang.bin.BinKind;
import no.samklang.error.Failure;
import no.samklang.id.ParticipantId;
import no.samklang.meeting.Meetings.AgendaPoint;
import no.samklang.meeting.Meetings.Invited;
import no.samklang.meeting.Meetings.Meeting;
import no.samklang.meeting.Meetings.MeetingInput;
import no.samklang.meeting.Meetings.MeetingPage;
import no.samklang.meeting.Meetings.MeetingQuery;
import no.samklang.meeting.Meetings.SummonsAnswer;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.operation.Command;
import no.samklang.operation.Result.Created;

/**
 * Summons to meetings and the answers to them (MEET-1). Each change fails with {@code
 * version.stale} unless it is based on the meeting as it is.
 */
@CheckReturnValue
final class MeetingService {
  private final PlanReads planReads;
  private final PlanCommands planCommands;
  private final MeetingChanges changes;

  MeetingService(PlanReads planReads, PlanCommands planCommands, MeetingChanges changes) {
    this.planReads = planReads;
    this.planCommands = planCommands;
    this.changes = changes;
  }

  /** The meetings that the caller may read. */
  Single<MeetingPage> list(Command<MeetingQuery> command) {
    return MeetingQueries.page(planReads, command);
  }

  Single<Meeting> get(Command<Void> command) {
    return MeetingQueries.get(planReads, command, command.id("meetingId"));
  }

  /**
   * Summons, once for each idempotency key. A meeting that is over is only registered. Fails as
   * {@link MeetingContent#of} and {@link MeetingRepository#insert} do.
   */
  Single<Created> create(Command<MeetingInput> command) {
    MeetingContent content = MeetingContent.of(command.body(), Set.of());
    return planCommands
        .create(
            command,
            Right.HOLD_MEETINGS,
            (tx, id) -> summon(tx, id, content, null).andThen(read(tx, command, id)),
            (tx, id) -> read(tx, command, id))
        .map(meeting -> new Created(meeting.id(), meeting));
  }

  /**
   * Summons to a meeting, in the transaction of its cause.
   *
   * @param follows the meeting whose minutes set its time, or null
   */
  Completable summon(PlanTx tx, UUID id, MeetingContent content, UUID follows) {
    return MeetingRepository.insert(tx, id, content, follows)
        .andThen(
            Completable.defer(() -> changes.record(tx, PlanLogEvent.MEETING_ADDED, id, List.of())))
        .andThen(
            content.end().isAfter(tx.now())
                ? changes.notify(tx, NoticeType.MEETING_SUMMONS, content.invited())
                : Completable.complete());
  }

  private static Single<Meeting> read(PlanTx tx, Command<?> command, UUID id) {
    return Single.defer(() -> MeetingQueries.get(tx.reads(), command, id));
  }

  /**
   * Changes what one is summoned to. A meeting that is moved asks for answers anew. Fails with
   * {@code meeting.held} once there are minutes, and as {@link #create} does.
   */
  Single<Meeting> update(Command<MeetingInput> command) {
    return change(
        command,
        Right.HOLD_MEETINGS,
        (tx, before) -> {
          if (before.minutes() != null) {
            throw new Failure.Conflict("meeting.held", before);
          }
          MeetingContent content = MeetingContent.of(command.body(), points(before));
          return update(tx, before, content).andThen(read(tx, command, before.id()));
        });
  }

  private static Set<UUID> points(Meeting meeting) {
    return meeting.agenda().stream().map(AgendaPoint::id).collect(Collectors.toSet());
  }

  /** Changes a meeting, in the transaction of its cause. */
  Completable update(PlanTx tx, Meeting before, MeetingContent content) {
    UUID id = before.id();
    boolean moved = content.isMovedFrom(before);
    return MeetingRepository.findReaders(tx, id)
        .flatMapCompletable(
            readers ->
                MeetingRepository.update(tx, id, content, moved)
                    .andThen(
                        Completable.defer(
                            () -> changes.record(tx, PlanLogEvent.MEETING_CHANGED, id, readers))))
        .andThen(notifyOfChange(tx, before, content));
  }

  private Completable notifyOfChange(PlanTx tx, Meeting before, MeetingContent content) {
    if (!content.end().isAfter(tx.now())) {
      return Completable.complete();
    }
    List<ParticipantId> already = before.invited().stream().map(Invited::participantId).toList();
    List<ParticipantId> added =
        content.invited().stream().filter(one -> !already.contains(one)).toList();
    List<ParticipantId> kept = content.invited().stream().filter(already::contains).toList();
    Completable summons = changes.notify(tx, NoticeType.MEETING_SUMMONS, added);
    return content.differsFrom(before)
        ? summons.andThen(changes.notify(tx, NoticeType.MEETING_CHANGED, kept))
        : summons;
  }

  /** Cancels a meeting: it goes to the bin (GOAL-7), and those who were to meet are told. */
  Single<Deletion> delete(Command<Void> command) {
    return change(
        command,
        Right.HOLD_MEETINGS,
        (tx, meeting) ->
            Bin.delete(tx, BinKind.MEETING, meeting.id(), MeetingRepository.DELETE)
                .flatMap(
                    deletion ->
                        changes
                            .record(tx, PlanLogEvent.MEETING_DELETED, meeting.id(), List.of())
                            .andThen(
                                Completable.defer(() -> changes.notifyExpecting(tx, meeting.id())))
                            .toSingleDefault(deletion)));
  }

  /**
   * The caller's answer, to the time that they have seen. Fails with {@code meeting.over} after the
   * meeting, and with {@code access.denied} for who isn't invited.
   */
  Single<Meeting> answer(Command<SummonsAnswer> command) {
    return change(
        command,
        Right.ANSWER_SUMMONS,
        (tx, meeting) -> {
          requireInvited(tx, meeting);
          if (!MeetingContent.endOf(meeting).isAfter(tx.now())) {
            throw new Failure.Conflict("meeting.over", meeting);
          }
          return MeetingRepository.setAnswer(tx, meeting.id(), command.body().coming())
              .andThen(Completable.defer(() -> changes.publishAnswer(tx, meeting.id())))
              .andThen(read(tx, command, meeting.id()));
        });
  }

  /** Fails with {@code access.denied} for who isn't invited. */
  static void requireInvited(PlanTx tx, Meeting meeting) {
    boolean isInvited =
        meeting.invited().stream()
            .anyMatch(one -> one.participantId().equals(tx.member().participant()));
    if (!isInvited) {
      throw new Failure.Forbidden("access.denied");
    }
  }

  /** Changes the meeting of the path, if the change is based on it as it is. */
  <B, T> Single<T> change(
      Command<B> command, Right right, BiFunction<PlanTx, Meeting, Single<T>> change) {
    return planCommands.run(
        command,
        right,
        tx ->
            MeetingQueries.get(tx.reads(), command, command.id("meetingId"))
                .flatMap(
                    meeting ->
                        tx.requireCurrent(meeting.version(), Single.just(meeting))
                            .andThen(Single.defer(() -> change.apply(tx, meeting)))));
  }
}
