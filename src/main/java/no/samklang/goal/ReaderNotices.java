package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.util.List;
import no.samklang.access.Area;
import no.samklang.access.PlanTx;
import no.samklang.db.RowValues;
import no.samklang.id.ParticipantId;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Outbox;

/** Notices to the participants who may read an area, but not to who caused them (NOTIF-3). */
@CheckReturnValue
public final class ReaderNotices {
  private static final String READERS =
      """
      select p.id from open_participants($2) o join participant p on p.id = o.open_id
       where o.open_plan_id = $1 and ($3::text is null or reads_area(p.role, p.rights::text, $3))""";

  private final Outbox outbox;

  public ReaderNotices(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * Enqueues a notice in the transaction of its cause (NOTIF-4).
   *
   * @param area null for what all participants may read
   */
  public Completable enqueue(PlanTx tx, Area area, NoticeType type) {
    return tx.query(READERS, tx.planId(), tx.today(), area)
        .map(
            rows ->
                RowValues.stream(rows).map(row -> new ParticipantId(row.getUUID("id"))).toList())
        .flatMapCompletable(readers -> enqueue(tx, type, readers));
  }

  private Completable enqueue(PlanTx tx, NoticeType type, List<ParticipantId> readers) {
    return outbox.enqueueForParticipants(tx.tx(), type, readers, tx.member().participant());
  }
}
