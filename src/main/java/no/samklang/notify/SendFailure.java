package no.samklang.notify;

import java.time.Duration;
import java.util.Optional;

/** A channel didn't take a notice. Its reason is a short code that holds nothing of the notice. */
final class SendFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean forGood;
  private final transient Optional<Duration> retryAfter;

  private SendFailure(String reason, boolean forGood, Optional<Duration> retryAfter) {
    super(reason, null, false, false);
    this.forGood = forGood;
    this.retryAfter = retryAfter;
  }

  /** May go well another time. */
  static SendFailure passing(String reason) {
    return new SendFailure(reason, false, Optional.empty());
  }

  /** The channel says when to try again. */
  static SendFailure passing(String reason, Duration retryAfter) {
    return new SendFailure(reason, false, Optional.of(retryAfter));
  }

  /** Will never go well: the address is wrong, or the notice refused. */
  static SendFailure forGood(String reason) {
    return new SendFailure(reason, true, Optional.empty());
  }

  boolean isForGood() {
    return forGood;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
