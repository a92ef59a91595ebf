package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanCommands.Locking;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.error.Failure;
import no.samklang.id.MessageId;
import no.samklang.message.Messages.Message;
import no.samklang.message.Messages.MessageContent;
import no.samklang.notification.Outbox;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;
import no.samklang.operation.Result.Created;

/** Sends messages; creates, updates, sends and deletes drafts (MSG-3). */
@CheckReturnValue
final class MessageWriteService {
  private final PlanCommands planCommands;
  private final SentMessages sent;
  private final DeliveryRepository deliveries = new DeliveryRepository();
  private final MessageRepository messages = new MessageRepository();

  MessageWriteService(PlanCommands planCommands, Outbox outbox) {
    this.planCommands = planCommands;
    this.sent = new SentMessages(outbox);
  }

  /**
   * Sends a message or creates a draft, once for each idempotency key (MSG-7). Fails with {@code
   * message.incomplete} for a sent message without recipients, subject or text. One round trip,
   * unless the request is repeated or refused.
   */
  Single<Created> create(Command<MessageContent> command) {
    MessageContent content = command.body();
    MessagePolicy.validate(content);
    return planCommands
        .createAtOnce(
            command,
            Right.WRITE_MESSAGES,
            Locking.NONE,
            NewMessageRepository.CREATE,
            NewMessageRepository.params(content),
            (tx, rows, request) ->
                request.isNew()
                    ? Single.just(publish(tx, new MessageId(request.id()), content, rows))
                    : messages.get(tx, new MessageId(request.id()), tx.member()))
        .map(message -> new Created(message.id(), message));
  }

  private static Message publish(
      PlanTx tx, MessageId id, MessageContent content, RowSet<Row> rows) {
    ResolvedRecipients recipients = requireResolved(rows, content);
    if (!NewMessageRepository.isCreated(rows)) {
      throw new IllegalStateException("Stored nothing, but refused nothing");
    }
    return SentMessages.publishNew(tx, id, content, recipients, rows);
  }

  private static ResolvedRecipients requireResolved(RowSet<Row> rows, MessageContent content) {
    ResolvedRecipients resolution = ResolvedRecipients.of(rows, content);
    resolution.validate(content);
    return resolution;
  }

  /**
   * Updates or sends a draft; a repeated request with the same key returns the message (MSG-7).
   * Fails with {@code version.stale} or {@code message.sent}.
   */
  Single<Message> updateDraft(Command<MessageContent> command) {
    MessageContent content = command.body();
    MessagePolicy.validate(content);
    return planCommands.runOnce(
        command,
        Right.WRITE_MESSAGES,
        command.messageId().value(),
        DeliveryRepository.RESERVE_AND_RESOLVE,
        DeliveryRepository.params(content),
        (tx, rows, request) ->
            messages
                .lockOwn(tx, command.messageId())
                .flatMap(
                    draft ->
                        request.isNew() ? update(tx, command, draft, rows) : Single.just(draft)));
  }

  private Single<Message> update(
      PlanTx tx, Command<MessageContent> command, Message draft, RowSet<Row> rows) {
    requireDraft(draft);
    return tx.requireCurrent(draft.version(), Single.just(draft))
        .andThen(
            Single.defer(
                () ->
                    updateWithRecipients(
                        tx, draft.id(), command.body(), requireResolved(rows, command.body()))));
  }

  private Single<Message> updateWithRecipients(
      PlanTx tx, MessageId id, MessageContent content, ResolvedRecipients recipients) {
    return messages
        .update(tx, id, content)
        .andThen(deliveries.reinsert(tx, id, content, recipients))
        .andThen(Single.defer(() -> messages.get(tx, id, tx.member())))
        .flatMap(
            message -> sent.publishAndNotify(tx, message, recipients).toSingleDefault(message));
  }

  /** Deletes a draft. Fails with {@code message.sent}. */
  Single<NoContent> deleteDraft(Command<Void> command) {
    return planCommands.runUnlocked(
        command,
        Right.WRITE_MESSAGES,
        tx ->
            messages
                .lockOwn(tx, command.messageId())
                .doOnSuccess(MessageWriteService::requireDraft)
                .flatMapCompletable(draft -> messages.delete(tx, draft.id()))
                .toSingleDefault(NoContent.NO_CONTENT));
  }

  private static void requireDraft(Message message) {
    if (message.isSent()) {
      throw new Failure.Conflict("message.sent", message);
    }
  }
}
