package no.samklang.notification;

import io.reactivex.rxjava3.core.Completable;
import java.time.Duration;
import java.util.Optional;

/** A channel didn't accept a notice. The message is a short code without content of the notice. */
final class SendFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final FailureKind kind;
  private final transient Optional<Duration> retryAfter;
  private final transient Optional<Completable> answer;

  private enum FailureKind {
    CHANNEL_DOWN,
    TRANSIENT,
    PERMANENT,
    PENDING,
    UNKNOWN
  }

  private SendFailure(String reason, FailureKind kind, Optional<Duration> retryAfter) {
    this(reason, kind, retryAfter, Optional.empty());
  }

  private SendFailure(
      String reason,
      FailureKind kind,
      Optional<Duration> retryAfter,
      Optional<Completable> answer) {
    super(reason, null, false, false);
    this.kind = kind;
    this.retryAfter = retryAfter;
    this.answer = answer;
  }

  /** The channel is down; retried. */
  static SendFailure channelDown(String reason) {
    return channelDown(reason, Optional.empty());
  }

  /** The channel is down; retried, not before the channel's Retry-After. */
  static SendFailure channelDown(String reason, Optional<Duration> retryAfter) {
    return new SendFailure(reason, FailureKind.CHANNEL_DOWN, retryAfter);
  }

  /** The channel works, but doesn't accept this notice now; retried. */
  static SendFailure transientFailure(String reason, Optional<Duration> retryAfter) {
    return new SendFailure(reason, FailureKind.TRANSIENT, retryAfter);
  }

  /** The address is invalid or the notice is rejected; never retried. */
  static SendFailure permanent(String reason) {
    return new SendFailure(reason, FailureKind.PERMANENT, Optional.empty());
  }

  /**
   * The channel has the notice, but hasn't answered yet.
   *
   * @param latest time until which the answer comes
   * @param answer completes, or fails with a {@link SendFailure}, when it has come or hasn't
   */
  static SendFailure pending(String reason, Duration latest, Completable answer) {
    return new SendFailure(reason, FailureKind.PENDING, Optional.of(latest), Optional.of(answer));
  }

  /** The channel had the notice and never answered: it may have been delivered. */
  static SendFailure unknown(String reason) {
    return new SendFailure(reason, FailureKind.UNKNOWN, Optional.empty());
  }

  /** Whether it isn't known if the notice was delivered: sent once more at most. */
  boolean isUnknown() {
    return kind == FailureKind.UNKNOWN;
  }

  /** The answer that is awaited; empty unless it is pending. */
  Optional<Completable> answer() {
    return answer;
  }

  boolean isPermanent() {
    return kind == FailureKind.PERMANENT;
  }

  /** Whether other notices would fail too. */
  boolean isChannelDown() {
    return kind == FailureKind.CHANNEL_DOWN;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
