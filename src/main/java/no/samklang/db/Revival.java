package no.samklang.db;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attempts to start a server again that has died. Blocking, and for one thread at a time. */
final class Revival {
  private static final Logger LOG = LoggerFactory.getLogger(Revival.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Postmaster server;
  private Duration pause = Duration.ZERO;
  private long notBefore = System.nanoTime();

  Revival(Postmaster server) {
    this.server = server;
  }

  /**
   * Starts the server if it has died, unless an attempt has failed a moment ago.
   *
   * @return whether it had died and runs now
   */
  boolean attempt() {
    if (server.isRunning()) {
      pause = Duration.ZERO;
      return false;
    }
    return System.nanoTime() - notBefore >= 0 && start();
  }

  private boolean start() {
    boolean first = pause.isZero();
    pause = first ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    if (first) {
      LOG.error("The embedded database has died; it is started again");
    }
    try {
      server.startAgain(first);
    } catch (IOException e) {
      throw server.problem(e);
    } finally {
      notBefore = System.nanoTime() + pause.toNanos();
    }
    LOG.warn("The embedded database runs again");
    return true;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
