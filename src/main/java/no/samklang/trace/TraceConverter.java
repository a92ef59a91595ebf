package no.samklang.trace;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** The word {@code %trace} of a log pattern: the current id, or {@code -} when there is none. */
public final class TraceConverter extends ClassicConverter {
  @Override
  public String convert(ILoggingEvent event) {
    String id = Trace.current();
    return id == null ? "-" : id;
  }
}
