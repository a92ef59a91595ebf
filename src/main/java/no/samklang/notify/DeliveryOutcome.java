package no.samklang.notify;

import java.time.Instant;
import no.samklang.notify.OutboxStore.Taken;

/**
 * How an attempt to send a notice ended.
 *
 * @param attempt which attempt of the notice; one that another node has tried since goes by that
 * @param at when it ended, or when the next attempt is due
 * @param reason a short code; null when there is none
 */
record DeliveryOutcome(Kind kind, int attempt, Instant at, String reason) {
  /** What becomes of the notice. */
  enum Kind {
    SENT,
    /** Tried again at a time. */
    RETRY,
    /** The same, and the attempt isn't counted. */
    UNTRIED,
    /** Kept as failed. */
    FAILED,
    /** Deleted. */
    DROPPED
  }

  static DeliveryOutcome sent(Taken taken, Instant now) {
    return new DeliveryOutcome(Kind.SENT, taken.attempt(), now, null);
  }

  static DeliveryOutcome retry(Taken taken, Instant nextAt, String reason) {
    return new DeliveryOutcome(Kind.RETRY, taken.attempt(), nextAt, reason);
  }

  static DeliveryOutcome untried(Taken taken, Instant now) {
    return new DeliveryOutcome(Kind.UNTRIED, taken.attempt(), now, null);
  }

  static DeliveryOutcome failed(Taken taken, Instant now, String reason) {
    return new DeliveryOutcome(Kind.FAILED, taken.attempt(), now, reason);
  }

  static DeliveryOutcome dropped(Taken taken, Instant now) {
    return new DeliveryOutcome(Kind.DROPPED, taken.attempt(), now, null);
  }
}
