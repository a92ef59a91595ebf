package no.samklang;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The system clock plus an offset set by the test, in microseconds, the precision of the database.
 */
public final class TestClock extends Clock {
  private volatile Duration offset = Duration.ZERO;

  /** Adds to the offset. */
  public void advance(Duration time) {
    offset = offset.plus(time);
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(offset).truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.offset(Clock.system(zone), offset);
  }
}
