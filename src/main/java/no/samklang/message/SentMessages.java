package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import no.samklang.access.PlanTx;
import no.samklang.id.MessageId;
import no.samklang.message.Messages.Message;
import no.samklang.message.Messages.MessageContent;
import no.samklang.message.Messages.MessageSent;
import no.samklang.notification.Notices;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Outbox;

/** Tells the recipients of a message that has been sent. */
@CheckReturnValue
final class SentMessages {
  private final Outbox outbox;

  SentMessages(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * Publishes that a message was sent by {@link NewMessageRepository#CREATE}, nothing for a draft.
   *
   * @return the message
   */
  static Message publishNew(
      PlanTx tx,
      MessageId id,
      MessageContent content,
      ResolvedRecipients recipients,
      RowSet<Row> created) {
    Message message =
        MessageRowMapper.ofNew(tx, id, content, recipients, created.iterator().next());
    publish(tx, message, recipients);
    if (NewMessageRepository.hasNotices(created)) {
      tx.publish(new Notices.OutboxChanged());
    }
    return message;
  }

  /**
   * Publishes that a draft was sent, and notifies the recipients; does nothing for one that is
   * still a draft.
   */
  Completable publishAndNotify(PlanTx tx, Message draft, ResolvedRecipients recipients) {
    publish(tx, draft, recipients);
    return draft.isSent() && draft.notified()
        ? outbox.enqueueForParticipants(
            tx.tx(), NoticeType.NEW_MESSAGE, recipients.participants(), tx.member().participant())
        : Completable.complete();
  }

  private static void publish(PlanTx tx, Message message, ResolvedRecipients recipients) {
    if (message.isSent()) {
      tx.publish(
          new MessageSent(
              message.planId(),
              message.id(),
              message.kind(),
              message.from().participantId(),
              message.sentAt(),
              recipients.persons()));
    }
  }
}
