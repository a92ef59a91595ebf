package no.samklang.notify;

import java.time.Duration;
import java.util.Optional;

/** A channel didn't take a notice. Its reason is a short code that holds nothing of the notice. */
final class SendFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final transient Optional<Duration> retryAfter;

  private enum Kind {
    CHANNEL,
    NOT_NOW,
    NEVER
  }

  private SendFailure(String reason, Kind kind, Optional<Duration> retryAfter) {
    super(reason, null, false, false);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** The channel is in trouble. May go well another time. */
  static SendFailure passing(String reason) {
    return passing(reason, Optional.empty());
  }

  /** The same, when the channel may have said when to try again. */
  static SendFailure passing(String reason, Optional<Duration> retryAfter) {
    return new SendFailure(reason, Kind.CHANNEL, retryAfter);
  }

  /** The channel works, but doesn't want this notice yet. */
  static SendFailure notNow(String reason, Optional<Duration> retryAfter) {
    return new SendFailure(reason, Kind.NOT_NOW, retryAfter);
  }

  /** Will never go well: the address is wrong, or the notice refused. */
  static SendFailure forGood(String reason) {
    return new SendFailure(reason, Kind.NEVER, Optional.empty());
  }

  boolean isForGood() {
    return kind == Kind.NEVER;
  }

  /** Whether others would fail as well. */
  boolean isOfTheChannel() {
    return kind == Kind.CHANNEL;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
