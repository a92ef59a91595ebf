package no.samklang.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** So many a minute, so many at once. */
class AllowanceTest {
  private final StoppedClock clock = new StoppedClock();
  private final Allowance allowance = new Allowance(clock, 60, 3);

  @Test
  void afterThoseAtOnceEachIsEarned() {
    takeAll();
    assertThat(allowance.take()).isEqualTo(Duration.ofSeconds(1));
    assertThat(allowance.untilNext()).isEqualTo(Duration.ofSeconds(1));
    clock.pass(Duration.ofSeconds(1));
    assertThat(allowance.take()).isZero();
    assertThat(allowance.take()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void noMoreThanThoseAtOnceIsEverSavedUp() {
    clock.pass(Duration.ofDays(1));
    takeAll();
    assertThat(allowance.take()).isPositive();
  }

  @Test
  void whatIsGivenBackCanBeTaken() {
    takeAll();
    allowance.giveBack();
    assertThat(allowance.untilNext()).isZero();
    assertThat(allowance.take()).isZero();
    assertThat(allowance.take()).isPositive();
  }

  @Test
  void aClockThatIsSetBackMakesNobodyWaitForLong() {
    takeAll();
    clock.pass(Duration.ofHours(-1));
    assertThat(allowance.take()).isEqualTo(Duration.ofSeconds(1));
    clock.pass(Duration.ofSeconds(3));
    assertThat(allowance.untilNext()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  private void takeAll() {
    for (int i = 0; i < 3; i++) {
      assertThat(allowance.take()).isZero();
    }
  }

  private static final class StoppedClock extends Clock {
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    void pass(Duration time) {
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
