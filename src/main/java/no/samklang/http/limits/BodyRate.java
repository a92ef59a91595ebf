package no.samklang.http.limits;

import java.time.Duration;
import no.samklang.config.HttpSettings;

/**
 * How fast a request body must be received. It may take any number of periods: what is limited is
 * the progress in each, so that a large file on a slow line arrives.
 *
 * @param period after which the progress is checked
 * @param minBytes that must have been received in each period
 */
record BodyRate(Duration period, long minBytes) {
  static BodyRate of(HttpSettings settings) {
    Duration period = settings.bodyTimeout();
    return new BodyRate(period, settings.minBodyRate() * period.toMillis() / 1000);
  }

  /** Whether the body may go on. */
  boolean isReached(long bytes) {
    return bytes > 0 && bytes >= minBytes;
  }
}
