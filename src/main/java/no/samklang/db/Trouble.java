package no.samklang.db;

import io.vertx.pgclient.PgException;
import no.samklang.work.RateLimitedLogger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who run the service why the database can't be asked: a full disk, and all else, each
 * at most once in ten seconds, however many requests fail, and with nothing of what was asked.
 */
final class Trouble {
  private static final int A_MINUTE = 6;
  private static final String DISK_FULL = "53100";
  private static final String UNAVAILABLE = "The database can't be asked just now: {}";
  private static final RateLimitedLogger DISK = limited();
  private static final RateLimitedLogger OTHERS = limited();

  private Trouble() {}

  static void say(Throwable failure) {
    if (isDiskFull(failure)) {
      DISK.warn(UNAVAILABLE, "its disk is full");
    } else {
      OTHERS.warn(UNAVAILABLE, reason(failure));
    }
  }

  private static RateLimitedLogger limited() {
    return new RateLimitedLogger(LoggerFactory.getLogger(Trouble.class), A_MINUTE, 1);
  }

  private static boolean isDiskFull(Throwable failure) {
    return failure instanceof PgException refused && DISK_FULL.equals(refused.getSqlState());
  }

  /** A message of the server may quote what was sent to it; its SQLSTATE says enough. */
  private static String reason(Throwable failure) {
    if (failure instanceof PgException refused) {
      return "SQLSTATE " + refused.getSqlState();
    }
    return failure.toString();
  }
}
