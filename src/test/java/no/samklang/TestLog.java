package no.samklang;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import no.samklang.trace.Trace;
import org.slf4j.LoggerFactory;

/** Records log lines of level INFO and above, with their trace ids, until it is closed. */
public final class TestLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();
  private final Queue<LogLine> lines = new ConcurrentLinkedQueue<>();

  /** A log line; the trace is null outside a trace. */
  public record LogLine(String trace, String text) {}

  public static TestLog open() {
    TestLog log = new TestLog();
    log.start();
    log.root.setLevel(Level.INFO);
    log.root.addAppender(log);
    return log;
  }

  /** Lines of one trace. */
  public List<String> ofTrace(String trace) {
    return lines.stream().filter(line -> trace.equals(line.trace())).map(LogLine::text).toList();
  }

  public List<LogLine> lines() {
    return List.copyOf(lines);
  }

  /** All lines, without their traces. */
  public String text() {
    return lines.stream().map(LogLine::text).collect(Collectors.joining("\n"));
  }

  @Override
  protected void append(ILoggingEvent event) {
    String stack = ThrowableProxyUtil.asString(event.getThrowableProxy());
    lines.add(new LogLine(Trace.current(), event.getFormattedMessage() + stack));
  }

  @Override
  public void close() {
    root.detachAppender(this);
    root.setLevel(before);
    stop();
  }
}
