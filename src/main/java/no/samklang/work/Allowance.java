package no.samklang.work;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How often something may be done: so many times a minute, a number of them at once. Holds one
 * number, the time at which all that has been taken is earned again (the generic cell rate
 * algorithm); safe for any thread.
 */
public final class Allowance {
  private static final long MICROS_OF_A_MINUTE = 60_000_000;

  private final Clock clock;
  private final long each;
  private final long most;
  private final AtomicLong earnedAt = new AtomicLong(Long.MIN_VALUE);

  /**
   * @param perMinute how often in the long run, at most 60 million
   * @param atOnce how often in a row after a pause
   */
  public Allowance(Clock clock, int perMinute, int atOnce) {
    this.clock = clock;
    this.each = MICROS_OF_A_MINUTE / perMinute;
    this.most = each * atOnce;
  }

  /** Takes one; zero when there was one to take, else how long until there is. */
  @CanIgnoreReturnValue // it may be enough that it is counted
  public Duration take() {
    while (true) {
      long known = earnedAt.get();
      long now = now();
      long next = current(known, now) + each;
      if (next - now > most) {
        return micros(next - now - most);
      }
      if (earnedAt.compareAndSet(known, next)) {
        return Duration.ZERO;
      }
    }
  }

  /** As {@link #take()}, but takes nothing. */
  public Duration untilNext() {
    long now = now();
    return micros(Math.max(0, current(earnedAt.get(), now) + each - now - most));
  }

  /** One that was taken didn't count. */
  public void giveBack() {
    earnedAt.addAndGet(-each);
  }

  /** A clock that was set back doesn't make anyone wait for longer than after taking all. */
  private long current(long known, long now) {
    return Math.min(Math.max(known, now), now + most);
  }

  private long now() {
    long millis = clock.millis();
    return millis * 1000;
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1000);
  }
}
