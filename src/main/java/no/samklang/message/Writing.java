package no.samklang.message;

import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import no.samklang.bus.Caller;
import no.samklang.id.PlanId;
import no.samklang.message.Messages.Change;
import no.samklang.message.Messages.Content;
import no.samklang.message.Messages.Create;

/**
 * What a request wants written.
 *
 * @param key names the request, so that a retry makes nothing new (MSG-7)
 * @param hash tells whether two requests with the same key ask for the same
 * @param now as exact as the database keeps it
 */
record Writing(
    Caller caller, PlanId plan, Content content, Optional<String> key, Buffer hash, Instant now) {

  static Writing of(Create command, Clock clock) {
    return of(command.caller(), command.plan(), command.content(), command.idempotencyKey(), clock);
  }

  static Writing of(Change command, Clock clock) {
    return of(command.caller(), command.plan(), command.content(), command.idempotencyKey(), clock);
  }

  private static Writing of(
      Caller caller, PlanId plan, Content content, Optional<String> key, Clock clock) {
    MessageRule.check(content);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new Writing(caller, plan, content, key, MessageRule.hash(plan, content), now);
  }

  /** Null for a draft. */
  Instant sentAt() {
    return content.send() ? now : null;
  }

  @Override
  public String toString() {
    return "Writing";
  }
}
