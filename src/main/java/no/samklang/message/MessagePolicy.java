package no.samklang.message;

import java.util.ArrayList;
import java.util.List;
import no.samklang.error.Failure;
import no.samklang.error.Failure.FieldError;
import no.samklang.message.Messages.MessageContent;
import no.samklang.message.Messages.MessageKind;

/**
 * Validates messages: a sent message requires recipients, subject and text; a draft doesn't
 * (MSG-3).
 */
final class MessagePolicy {
  private MessagePolicy() {}

  /** Fails with {@link Failure.Invalid} {@code message.incomplete}. */
  static void validate(MessageContent content) {
    List<FieldError> errors = new ArrayList<>();
    if (content.kind() == MessageKind.MESSAGE && content.category() != null) {
      errors.add(new FieldError("category", "invalid"));
    }
    if (!content.to().containsAll(content.awaitAnswerFrom())) {
      errors.add(new FieldError("awaitAnswerFrom", "recipient.unknown"));
    }
    if (content.send()) {
      addIf(content.to().isEmpty(), "to", errors);
      addIf(content.subject().isBlank(), "subject", errors);
      addIf(content.body().isBlank(), "body", errors);
    }
    if (!errors.isEmpty()) {
      throw new Failure.Invalid("message.incomplete", errors);
    }
  }

  private static void addIf(boolean missing, String field, List<FieldError> errors) {
    if (missing) {
      errors.add(new FieldError(field, "required"));
    }
  }
}
