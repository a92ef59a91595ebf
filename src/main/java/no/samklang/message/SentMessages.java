package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import no.samklang.access.PlanTx;
import no.samklang.message.Messages.Message;
import no.samklang.message.Messages.MessageSent;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Outbox;

/** Tells the recipients of a message that has been sent. */
@CheckReturnValue
final class SentMessages {
  private final Outbox outbox;

  SentMessages(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Publishes that a message was sent, and notifies its recipients; does nothing for a draft. */
  Completable publishAndNotify(PlanTx tx, Message message, ResolvedRecipients recipients) {
    if (!message.isSent()) {
      return Completable.complete();
    }
    tx.publish(
        new MessageSent(
            message.planId(),
            message.id(),
            message.kind(),
            message.from().participantId(),
            message.sentAt(),
            recipients.persons()));
    if (!message.notified()) {
      return Completable.complete();
    }
    return outbox.enqueueForParticipants(
        tx.tx(), NoticeType.NEW_MESSAGE, recipients.participants(), tx.member().participant());
  }
}
