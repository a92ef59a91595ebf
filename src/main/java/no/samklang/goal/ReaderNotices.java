package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import no.samklang.access.Area;
import no.samklang.access.PlanTx;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Outbox;

/** Notices to the participants who may read an area, but not to who caused them (NOTIF-3). */
@CheckReturnValue
public final class ReaderNotices {
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
    return outbox.enqueueForReaders(tx.tx(), type, tx.planId(), area, tx.member().participant());
  }
}
