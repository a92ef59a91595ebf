package no.samklang.notification;

import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import java.util.Optional;
import no.samklang.notification.OutboxRepository.ClaimedNotice;

/**
 * Result of an attempt to send a notice.
 *
 * @param attempt number of the attempt; an outcome is ignored when another node has made a later
 *     attempt, unless it is SENT
 * @param at time of the attempt's end, or of the next attempt
 * @param reason a short code; null when there is none
 * @param later the outcome that replaces this one, when the channel hasn't answered yet
 */
record DeliveryOutcome(
    OutcomeKind kind,
    int attempt,
    Instant at,
    String reason,
    Optional<Single<DeliveryOutcome>> later) {

  /** What happens to the notice. */
  enum OutcomeKind {
    SENT,
    /** Retried at {@code at}. */
    RETRY,
    /** Retried, and the attempt isn't counted. */
    UNTRIED,
    /** Kept as failed. */
    FAILED,
    /** Deleted. */
    DROPPED
  }

  DeliveryOutcome(OutcomeKind kind, int attempt, Instant at, String reason) {
    this(kind, attempt, at, reason, Optional.empty());
  }

  /** Retried at a time at which the outcome of this attempt is known, unless that was sent. */
  static DeliveryOutcome pending(
      ClaimedNotice claimed, Instant nextAt, String reason, Single<DeliveryOutcome> later) {
    return new DeliveryOutcome(
        OutcomeKind.RETRY, claimed.attempt(), nextAt, reason, Optional.of(later));
  }

  static DeliveryOutcome sent(ClaimedNotice claimed, Instant now) {
    return new DeliveryOutcome(OutcomeKind.SENT, claimed.attempt(), now, null);
  }

  static DeliveryOutcome retry(ClaimedNotice claimed, Instant nextAt, String reason) {
    return new DeliveryOutcome(OutcomeKind.RETRY, claimed.attempt(), nextAt, reason);
  }

  static DeliveryOutcome untried(ClaimedNotice claimed, Instant now) {
    return new DeliveryOutcome(OutcomeKind.UNTRIED, claimed.attempt(), now, null);
  }

  static DeliveryOutcome failed(ClaimedNotice claimed, Instant now, String reason) {
    return new DeliveryOutcome(OutcomeKind.FAILED, claimed.attempt(), now, reason);
  }

  static DeliveryOutcome dropped(ClaimedNotice claimed, Instant now) {
    return new DeliveryOutcome(OutcomeKind.DROPPED, claimed.attempt(), now, null);
  }
}
