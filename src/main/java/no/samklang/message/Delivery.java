package no.samklang.message;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import no.samklang.access.Membership;
import no.samklang.bus.Failure;
import no.samklang.id.MessageId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.message.Messages.Content;
import no.samklang.message.Messages.Correspondent;
import no.samklang.message.Messages.Message;
import no.samklang.message.Messages.Recipient;

/**
 * From whom a message goes to whom.
 *
 * @param to those of the wanted recipients who have access to the plan today
 * @param isComplete whether that is all of them
 * @param mayRefer whether the sender sees what the message answers or forwards
 * @param made what the request's key has made before
 */
record Delivery(
    Membership sender,
    String senderName,
    List<Addressee> to,
    boolean isComplete,
    boolean mayRefer,
    Optional<Made> made) {

  record Addressee(ParticipantId participant, PersonId person, String name) {}

  record Made(MessageId message, Buffer requestHash) {}

  /** A draft may have been meant for someone who has left since: it is kept without them. */
  void require(Content content) {
    if (!mayRefer) {
      throw new Failure.Invalid("request.invalid", "replyTo", "unknown");
    }
    if (content.send() && !isComplete) {
      throw new Failure.Invalid("message.incomplete", "to", "recipient.unknown");
    }
  }

  List<PersonId> persons() {
    return to.stream().map(Addressee::person).toList();
  }

  /** The message that has just been written, as its sender sees it. */
  Message message(MessageId id, Writing writing) {
    Content content = writing.content();
    return new Message(
        id,
        1,
        sender.plan(),
        content.kind(),
        content.category(),
        content.subject(),
        content.body(),
        new Correspondent(sender.participant(), senderName),
        to.stream().map(one -> new Recipient(one.participant(), one.name(), null)).toList(),
        writing.sentAt(),
        null,
        writing.now(),
        content.replyTo(),
        content.forwardOf());
  }
}
