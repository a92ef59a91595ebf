package no.samklang.trace;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * The {@code %trace} conversion word of a log pattern: the current trace id, or {@code -} without
 * one.
 */
public final class TraceConverter extends ClassicConverter {
  @Override
  public String convert(ILoggingEvent event) {
    String id = Trace.current();
    return id == null ? "-" : id;
  }
}
