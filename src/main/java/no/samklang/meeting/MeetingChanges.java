package no.samklang.meeting;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.bin.RestoreListener;
import no.samklang.event.PlanChanged;
import no.samklang.id.ParticipantId;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Outbox;

/** Tells of changes to meetings: in the plan log, to open pages, and by notices (MEET-1). */
@CheckReturnValue
final class MeetingChanges {
  private static final String SECTION = "meetings";
  // the plan is changed for all when all may read the meeting
  private static final String RAISE =
      """
      update plan
         set meetings_version = meetings_version + 1,
             changed_at = case when shared.by_all then $2 else changed_at end,
             changed_by = case when shared.by_all then $3 else changed_by end
        from (select $4 and not exists (
                select from open_participants($5) o where o.open_plan_id = $1 and o.open_id <> all ($6)) as by_all) as shared
       where id = $1 returning meetings_version as version""";

  private final Outbox outbox;

  MeetingChanges(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Logs a change, and tells those who may read the meeting or could before. */
  Completable record(PlanTx tx, PlanLogEvent event, UUID id, List<ParticipantId> before) {
    return MeetingRepository.findReaders(tx, id)
        .flatMapCompletable(
            readers -> {
              tx.logFor(event, readers);
              return raise(tx, true, union(before, readers));
            });
  }

  /** Tells those who may read the meeting of an answer. */
  Completable publishAnswer(PlanTx tx, UUID id) {
    return MeetingRepository.findReaders(tx, id)
        .flatMapCompletable(readers -> raise(tx, false, readers));
  }

  private static Completable raise(PlanTx tx, boolean content, List<ParticipantId> told) {
    UUID[] ids = told.stream().map(ParticipantId::value).toArray(UUID[]::new);
    return tx.execute(RAISE, tx.planId(), tx.now(), tx.caller().person(), content, tx.today(), ids)
        .map(rows -> rows.iterator().next().getInteger("version"))
        .doOnSuccess(
            version -> tx.publish(new PlanChanged(tx.planId(), SECTION, version, null, told)))
        .ignoreElement();
  }

  /** Enqueues notices to participants that the plan is open to, but not to who caused them. */
  Completable notify(PlanTx tx, NoticeType type, List<ParticipantId> participants) {
    return participants.isEmpty()
        ? Completable.complete()
        : outbox.enqueueForInvited(tx.tx(), type, participants, tx.member().participant());
  }

  /** Enqueues notices of a change to those who are to meet. */
  Completable notifyExpecting(PlanTx tx, UUID id) {
    return MeetingRepository.findExpecting(tx, id)
        .flatMapCompletable(invited -> notify(tx, NoticeType.MEETING_CHANGED, invited));
  }

  /** For the bin: logs a meeting that has been put back, and tells of it. */
  RestoreListener restoreListener() {
    return (tx, kind, id, area) ->
        record(tx, PlanLogEvent.MEETING_RESTORED, id, List.of())
            .andThen(Completable.defer(() -> notifyExpecting(tx, id)));
  }

  static List<ParticipantId> union(List<ParticipantId> some, List<ParticipantId> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().toList();
  }
}
