package no.samklang.http;

import no.samklang.concurrent.RateLimitedLogger;
import org.slf4j.LoggerFactory;

/**
 * One log line per response with status 5xx, by operation, never by path; at most ten per second.
 */
final class ServerErrorLog {
  private static final int MAX_PER_SECOND = 10;
  private static final RateLimitedLogger LOG =
      new RateLimitedLogger(
          LoggerFactory.getLogger(ServerErrorLog.class), 60 * MAX_PER_SECOND, MAX_PER_SECOND);

  private ServerErrorLog() {}

  static void log(RequestContext requestContext, Problem problem) {
    LOG.warn(
        "{} answered {} {} after {} ms",
        requestContext.route(),
        problem.status(),
        problem.code(),
        requestContext.millis());
  }
}
