package no.samklang.db.embedded;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Restarts an ended server with exponential backoff. Blocking; not thread-safe. */
final class RestartBackoff {
  private static final Logger LOG = LoggerFactory.getLogger(RestartBackoff.class);
  private static final Duration MIN_DELAY = Duration.ofSeconds(1);
  private static final Duration MAX_DELAY = Duration.ofSeconds(10);

  private final PostgresServer server;
  private Duration delay = Duration.ZERO;
  private long nextAttemptAt = System.nanoTime();

  RestartBackoff(PostgresServer server) {
    this.server = server;
  }

  /**
   * Restarts the server if its process has ended, unless within the delay after a failed attempt.
   *
   * @return whether the server was restarted
   */
  boolean restartIfDue() {
    if (server.isRunning()) {
      delay = Duration.ZERO;
      return false;
    }
    return System.nanoTime() - nextAttemptAt >= 0 && restart();
  }

  private boolean restart() {
    boolean firstAttempt = delay.isZero();
    delay = firstAttempt ? MIN_DELAY : min(delay.multipliedBy(2), MAX_DELAY);
    if (firstAttempt) {
      LOG.error("Embedded database ended unexpectedly; restarting");
    }
    try {
      server.restart(firstAttempt);
    } catch (IOException e) {
      throw server.startException(e);
    } finally {
      nextAttemptAt = System.nanoTime() + delay.toNanos();
    }
    LOG.warn("Embedded database restarted");
    return true;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
