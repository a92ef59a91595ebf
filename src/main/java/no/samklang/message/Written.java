package no.samklang.message;

import java.util.List;
import no.samklang.bus.Bus;
import no.samklang.id.PersonId;
import no.samklang.message.Messages.Message;
import no.samklang.message.Messages.MessageSent;

/** What a transaction has written; told only when it is new, and sent. */
record Written(Message message, List<PersonId> recipients, boolean isNew) {

  static Written before(Message message) {
    return new Written(message, List.of(), false);
  }

  void tell(Bus bus) {
    if (isNew && message.isSent()) {
      bus.publish(
          new MessageSent(
              message.planId(),
              message.id(),
              message.kind(),
              message.from().participantId(),
              message.sentAt(),
              recipients));
    }
  }
}
