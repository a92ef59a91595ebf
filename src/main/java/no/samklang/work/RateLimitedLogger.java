package no.samklang.work;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes about what may happen with every request: no more lines than it is allowed to, the next
 * with the number of those left out. Safe for any thread.
 */
public final class RateLimitedLogger {
  private static final String LEFT_OUT = ", {} more not shown";

  private final Logger log;
  private final Allowance lines;
  private final AtomicLong leftOut = new AtomicLong();

  /**
   * @param perMinute lines in the long run
   * @param atOnce lines in a row after a pause
   */
  public RateLimitedLogger(Logger log, int perMinute, int atOnce) {
    this(log, new Allowance(Clock.systemUTC(), perMinute, atOnce));
  }

  RateLimitedLogger(Logger log, Allowance lines) {
    this.log = log;
    this.lines = lines;
  }

  /**
   * Writes a warning, or counts it.
   *
   * @param arguments in place of each <code>{}</code>
   */
  public void warn(String format, Object... arguments) {
    write(Level.WARN, null, format, arguments);
  }

  /** Writes what nobody expected, with its stack, or counts it. */
  public void error(String message, Throwable failure) {
    write(Level.ERROR, failure, message);
  }

  private void write(Level level, Throwable failure, String format, Object... arguments) {
    if (!lines.take().isZero()) {
      leftOut.incrementAndGet();
      return;
    }
    long missing = leftOut.getAndSet(0);
    LoggingEventBuilder line = log.atLevel(level).setCause(failure);
    for (Object argument : arguments) {
      line = line.addArgument(argument);
    }
    line = missing == 0 ? line.setMessage(format) : with(missing, line, format);
    line.log();
  }

  private static LoggingEventBuilder with(long missing, LoggingEventBuilder line, String format) {
    return line.addArgument(missing).setMessage(format + LEFT_OUT);
  }
}
