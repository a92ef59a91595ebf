package no.samklang.concurrent;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Bounds the log lines about events that can occur with every request. The next line logged states
 * how many were omitted. Thread-safe.
 */
public final class RateLimitedLogger {
  private static final String OMITTED = ", {} more omitted";

  private final Logger log;
  private final RateLimiter limiter;
  private final AtomicLong omitted = new AtomicLong();

  /**
   * @param perMinute sustained lines per minute
   * @param atOnce maximum burst of lines
   */
  public RateLimitedLogger(Logger log, int perMinute, int atOnce) {
    this(log, new RateLimiter(Clock.systemUTC(), perMinute, atOnce));
  }

  RateLimitedLogger(Logger log, RateLimiter limiter) {
    this.log = log;
    this.limiter = limiter;
  }

  /**
   * Logs a warning, or counts it as omitted.
   *
   * @param arguments for the <code>{}</code> placeholders
   */
  public void warn(String format, Object... arguments) {
    log(Level.WARN, null, format, arguments);
  }

  /** Logs an unexpected failure with its stack trace, or counts it as omitted. */
  public void error(String message, Throwable failure) {
    log(Level.ERROR, failure, message);
  }

  private void log(Level level, Throwable failure, String format, Object... arguments) {
    if (!limiter.tryAcquire().isZero()) {
      omitted.incrementAndGet();
      return;
    }
    long count = omitted.getAndSet(0);
    LoggingEventBuilder line = log.atLevel(level).setCause(failure);
    for (Object argument : arguments) {
      line = line.addArgument(argument);
    }
    line = count == 0 ? line.setMessage(format) : withOmittedCount(count, line, format);
    line.log();
  }

  private static LoggingEventBuilder withOmittedCount(
      long count, LoggingEventBuilder line, String format) {
    return line.addArgument(count).setMessage(format + OMITTED);
  }
}
