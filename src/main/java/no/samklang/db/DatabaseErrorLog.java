package no.samklang.db;

import io.vertx.pgclient.PgException;
import no.samklang.concurrent.RateLimitedLogger;
import org.slf4j.LoggerFactory;

/**
 * Logs why the database is unavailable: a full disk, and any other cause, each rate-limited to one
 * line in ten seconds. Logs no SQL and no parameters.
 */
final class DatabaseErrorLog {
  private static final int LINES_PER_MINUTE = 6;
  private static final String DISK_FULL = "53100";
  private static final String UNAVAILABLE = "Database unavailable: {}";
  private static final RateLimitedLogger DISK_FULL_LOGGER = rateLimitedLogger();
  private static final RateLimitedLogger UNAVAILABLE_LOGGER = rateLimitedLogger();

  private DatabaseErrorLog() {}

  static void log(Throwable failure) {
    if (isDiskFull(failure)) {
      DISK_FULL_LOGGER.warn(UNAVAILABLE, "disk full");
    } else {
      UNAVAILABLE_LOGGER.warn(UNAVAILABLE, reason(failure));
    }
  }

  private static RateLimitedLogger rateLimitedLogger() {
    return new RateLimitedLogger(
        LoggerFactory.getLogger(DatabaseErrorLog.class), LINES_PER_MINUTE, 1);
  }

  private static boolean isDiskFull(Throwable failure) {
    return failure instanceof PgException e && DISK_FULL.equals(e.getSqlState());
  }

  /** Only the SQLSTATE: the server's message may quote data. */
  private static String reason(Throwable failure) {
    if (failure instanceof PgException e) {
      return "SQLSTATE " + e.getSqlState();
    }
    return failure.toString();
  }
}
