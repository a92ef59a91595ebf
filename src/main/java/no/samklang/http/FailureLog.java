package no.samklang.http;

import no.samklang.work.RateLimitedLogger;
import org.slf4j.LoggerFactory;

/**
 * One line for a request that we failed (5xx), by operation, never by path; ten each second when
 * they all fail.
 */
final class FailureLog {
  private static final int A_SECOND = 10;
  private static final RateLimitedLogger LOG =
      new RateLimitedLogger(LoggerFactory.getLogger(FailureLog.class), 60 * A_SECOND, A_SECOND);

  private FailureLog() {}

  static void failed(Exchange exchange, Problem problem) {
    LOG.warn(
        "{} answered {} {} after {} ms",
        exchange.route(),
        problem.status(),
        problem.code(),
        exchange.millis());
  }
}
