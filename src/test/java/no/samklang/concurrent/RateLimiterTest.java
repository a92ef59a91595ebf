package no.samklang.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Sustained rate and burst. */
class RateLimiterTest {
  private final StoppedClock clock = new StoppedClock();
  private final RateLimiter limiter = new RateLimiter(clock, 60, 3);

  @Test
  void permitsRefillAtTheRateAfterTheBurst() {
    acquireBurst();
    assertThat(limiter.tryAcquire()).isEqualTo(Duration.ofSeconds(1));
    assertThat(limiter.untilNext()).isEqualTo(Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(1));
    assertThat(limiter.tryAcquire()).isZero();
    assertThat(limiter.tryAcquire()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void permitsNeverExceedTheBurst() {
    clock.advance(Duration.ofDays(1));
    acquireBurst();
    assertThat(limiter.tryAcquire()).isPositive();
  }

  @Test
  void aReleasedPermitCanBeAcquired() {
    acquireBurst();
    limiter.release();
    assertThat(limiter.untilNext()).isZero();
    assertThat(limiter.tryAcquire()).isZero();
    assertThat(limiter.tryAcquire()).isPositive();
  }

  @Test
  void aClockSetBackDoesNotExtendTheWait() {
    acquireBurst();
    clock.advance(Duration.ofHours(-1));
    assertThat(limiter.tryAcquire()).isEqualTo(Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(3));
    assertThat(limiter.untilNext()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  private void acquireBurst() {
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.tryAcquire()).isZero();
    }
  }

  private static final class StoppedClock extends Clock {
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    void advance(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
