package no.samklang.concurrent;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A rate limiter with bursts, by the generic cell rate algorithm (GCRA): its only state is the
 * theoretical arrival time in microseconds. Thread-safe.
 */
public final class RateLimiter {
  private static final long MICROS_PER_MINUTE = 60_000_000;

  private final Clock clock;
  private final long intervalMicros;
  private final long burstMicros;
  private final AtomicLong theoreticalArrival = new AtomicLong(Long.MIN_VALUE);

  /**
   * @param perMinute sustained permits per minute, at most 60 million
   * @param atOnce maximum burst
   */
  public RateLimiter(Clock clock, int perMinute, int atOnce) {
    this.clock = clock;
    this.intervalMicros = MICROS_PER_MINUTE / perMinute;
    this.burstMicros = intervalMicros * atOnce;
  }

  /** Acquires a permit. Returns zero when acquired, else the time until one is available. */
  @CanIgnoreReturnValue // some callers only record a use
  public Duration tryAcquire() {
    while (true) {
      long stored = theoreticalArrival.get();
      long now = nowMicros();
      long next = clamp(stored, now) + intervalMicros;
      if (next - now > burstMicros) {
        return ofMicros(next - now - burstMicros);
      }
      if (theoreticalArrival.compareAndSet(stored, next)) {
        return Duration.ZERO;
      }
    }
  }

  /** As {@link #tryAcquire()}, but acquires nothing. */
  public Duration untilNext() {
    long now = nowMicros();
    return ofMicros(
        Math.max(0, clamp(theoreticalArrival.get(), now) + intervalMicros - now - burstMicros));
  }

  /** Returns a permit that was acquired. */
  public void release() {
    theoreticalArrival.addAndGet(-intervalMicros);
  }

  /** Bounds the wait after the clock was set back: never longer than after a full burst. */
  private long clamp(long stored, long now) {
    return Math.min(Math.max(stored, now), now + burstMicros);
  }

  private long nowMicros() {
    long millis = clock.millis();
    return millis * 1000;
  }

  private static Duration ofMicros(long micros) {
    return Duration.ofNanos(micros * 1000);
  }
}
