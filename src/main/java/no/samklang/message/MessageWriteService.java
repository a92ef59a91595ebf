package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.UUID;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanCommands.IdempotentChange;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.bus.Done;
import no.samklang.bus.Failure;
import no.samklang.id.MessageId;
import no.samklang.id.NewId;
import no.samklang.message.Messages.Message;
import no.samklang.message.Messages.MessageContent;
import no.samklang.message.Messages.MessageSent;
import no.samklang.notify.Notices.Template;
import no.samklang.notify.Outbox;
import no.samklang.operation.Command;
import no.samklang.operation.Result.Created;

/** Writes messages: sends them, keeps them as drafts, changes and deletes drafts (MSG-3). */
@CheckReturnValue
final class MessageWriteService {
  private final PlanCommands planCommands;
  private final Outbox outbox;
  private final DeliveryRepository deliveries = new DeliveryRepository();
  private final MessageRepository messages = new MessageRepository();

  MessageWriteService(PlanCommands planCommands, Outbox outbox) {
    this.planCommands = planCommands;
    this.outbox = outbox;
  }

  /**
   * Stores a message, sent or as a draft, once for each idempotency key (MSG-7). Fails with {@code
   * message.incomplete} when one without recipients, subject or text is to be sent.
   */
  Single<Created> create(Command<MessageContent> command) {
    MessageContent content = command.body();
    MessagePolicy.check(content);
    return runOnce(
            command,
            NewId.inTimeOrder(),
            (tx, rows, request) ->
                request.isNew()
                    ? insert(tx, new MessageId(request.id()), content, resolution(rows, content))
                    : messages.get(tx, new MessageId(request.id()), tx.member()))
        .map(message -> new Created(message.id(), message));
  }

  private Single<Message> runOnce(
      Command<MessageContent> command, UUID id, IdempotentChange<Message> change) {
    return planCommands.runOnce(
        command,
        Right.WRITE_MESSAGES,
        id,
        DeliveryRepository.RESOLVE,
        DeliveryRepository.wanted(command.body()),
        change);
  }

  private static RecipientResolution resolution(RowSet<Row> rows, MessageContent content) {
    RecipientResolution resolution = RecipientResolution.of(rows, content);
    resolution.require(content);
    return resolution;
  }

  private Single<Message> insert(
      PlanTx tx, MessageId id, MessageContent content, RecipientResolution recipients) {
    Message message = MessageRows.written(tx, id, content, recipients);
    return deliveries
        .insert(tx, id, content, recipients)
        .andThen(announce(tx, message, recipients))
        .toSingleDefault(message);
  }

  /**
   * Changes a draft, or sends it; sending again with the same key gives the message that was sent
   * (MSG-7). Fails with {@code version.stale} or {@code message.sent}.
   */
  Single<Message> updateDraft(Command<MessageContent> command) {
    MessageContent content = command.body();
    MessagePolicy.check(content);
    return runOnce(
        command,
        command.messageId().value(),
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
                () -> rewrite(tx, draft.id(), command.body(), resolution(rows, command.body()))));
  }

  private Single<Message> rewrite(
      PlanTx tx, MessageId id, MessageContent content, RecipientResolution recipients) {
    return messages
        .update(tx, id, content)
        .andThen(deliveries.deliver(tx, id, content, recipients))
        .andThen(Single.defer(() -> messages.get(tx, id, tx.member())))
        .flatMap(message -> announce(tx, message, recipients).toSingleDefault(message));
  }

  /** Throws a draft away. Fails with {@code message.sent}. */
  Single<Done> deleteDraft(Command<Void> command) {
    return planCommands.runUnlocked(
        command,
        Right.WRITE_MESSAGES,
        tx ->
            messages
                .lockOwn(tx, command.messageId())
                .doOnSuccess(MessageWriteService::requireDraft)
                .flatMapCompletable(draft -> messages.delete(tx, draft.id()))
                .toSingleDefault(Done.DONE));
  }

  private static void requireDraft(Message message) {
    if (message.isSent()) {
      throw new Failure.Conflict("message.sent", message);
    }
  }

  private Completable announce(PlanTx tx, Message message, RecipientResolution recipients) {
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
    return outbox.happened(
        tx.tx(), Template.NEW_MESSAGE, recipients.participants(), tx.member().participant());
  }
}
