package no.samklang.message;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import no.samklang.bus.Failure;
import no.samklang.bus.Failure.FieldError;
import no.samklang.id.PlanId;
import no.samklang.message.Messages.Content;
import no.samklang.message.Messages.Kind;

/** What a message must hold. A draft may lack anything; one that is sent may not (MSG-3). */
final class MessageRule {
  private MessageRule() {}

  /** Fails with {@link Failure.Invalid} {@code message.incomplete}. */
  static void check(Content content) {
    List<FieldError> errors = new ArrayList<>();
    if (content.kind() == Kind.MESSAGE && content.category() != null) {
      errors.add(new FieldError("category", "invalid"));
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

  /** Tells whether two requests with the same key ask for the same. */
  static Buffer hash(PlanId plan, Content content) {
    List<Object> parts = new ArrayList<>();
    parts.add(plan);
    parts.add(content.kind());
    parts.add(content.category());
    parts.add(content.subject());
    parts.add(content.body());
    parts.add(content.to());
    parts.add(content.replyTo());
    parts.add(content.forwardOf());
    parts.add(content.send());
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Object part : parts) {
        byte[] bytes = String.valueOf(part).getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return Buffer.buffer(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void addIf(boolean missing, String field, List<FieldError> errors) {
    if (missing) {
      errors.add(new FieldError(field, "required"));
    }
  }
}
