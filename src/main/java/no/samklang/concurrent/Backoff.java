package no.samklang.concurrent;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The time before the next attempt at what has failed. */
public final class Backoff {
  private static final Duration MIN = Duration.ofSeconds(5);
  private static final Duration MAX = Duration.ofHours(1);
  private static final int MAX_DOUBLINGS = 12;

  private Backoff() {}

  /**
   * Doubles with each attempt, with jitter so that retries are spread: up to 5 s after the first,
   * up to an hour at most.
   *
   * @param attempt the number of the attempt that failed, from 1
   */
  public static Duration after(int attempt) {
    long full = Math.min(MIN.toMillis() << Math.min(attempt - 1, MAX_DOUBLINGS), MAX.toMillis());
    return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
  }
}
