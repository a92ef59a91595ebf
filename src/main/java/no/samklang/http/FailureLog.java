package no.samklang.http;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for a request that we failed (5xx), by operation, never by path; a few each second when
 * they all fail, with the number of those left out.
 */
final class FailureLog {
  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
  private static final int A_SECOND = 10;

  private final AtomicLong second = new AtomicLong();
  private final AtomicLong inSecond = new AtomicLong();
  private final AtomicLong leftOut = new AtomicLong();

  void failed(Exchange exchange, Problem problem) {
    if (admits(System.nanoTime() / 1_000_000_000)) {
      LOG.warn(
          "{} answered {} {} after {} ms, {} more not shown",
          exchange.route(),
          problem.status(),
          problem.code(),
          exchange.millis(),
          leftOut.getAndSet(0));
    } else {
      leftOut.incrementAndGet();
    }
  }

  private boolean admits(long now) {
    if (second.getAndSet(now) != now) {
      inSecond.set(0);
    }
    return inSecond.incrementAndGet() <= A_SECOND;
  }
}
