package no.samklang.db;

import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who run the service why the database can't be asked: at most once in ten seconds,
 * however many requests fail, and with nothing of what was asked.
 */
final class Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
  private static final long PAUSE = Duration.ofSeconds(10).toNanos();
  private static final String DISK_FULL = "53100";
  private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());

  private Trouble() {}

  static void say(Throwable failure) {
    long now = System.nanoTime();
    long next = NEXT.get();
    if (now - next >= 0 && NEXT.compareAndSet(next, now + PAUSE)) {
      LOG.warn("The database can't be asked just now: {}", reason(failure));
    }
  }

  /** A message of the server may quote what was sent to it; its SQLSTATE says enough. */
  private static String reason(Throwable failure) {
    if (failure instanceof PgException refused) {
      return DISK_FULL.equals(refused.getSqlState())
          ? "its disk is full"
          : "SQLSTATE " + refused.getSqlState();
    }
    return failure.toString();
  }
}
