package no.samklang.db;

import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who run the service why the database can't be asked: a full disk, and all else, each
 * at most once in ten seconds, however many requests fail, and with nothing of what was asked.
 */
final class Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
  private static final long PAUSE = Duration.ofSeconds(10).toNanos();
  private static final String DISK_FULL = "53100";
  private static final AtomicLong NEXT_OF_DISK = new AtomicLong(System.nanoTime());
  private static final AtomicLong NEXT_OF_OTHERS = new AtomicLong(System.nanoTime());

  private Trouble() {}

  static void say(Throwable failure) {
    if (isDiskFull(failure)) {
      say(NEXT_OF_DISK, "its disk is full");
    } else {
      say(NEXT_OF_OTHERS, reason(failure));
    }
  }

  private static void say(AtomicLong nextTime, String reason) {
    long now = System.nanoTime();
    long next = nextTime.get();
    if (now - next >= 0 && nextTime.compareAndSet(next, now + PAUSE)) {
      LOG.warn("The database can't be asked just now: {}", reason);
    }
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
