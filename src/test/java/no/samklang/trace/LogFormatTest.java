package no.samklang.trace;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The log lines of conf/logback.xml for each value of the setting log.format. */
class LogFormatTest {
  private final Vertx vertx = Vertx.vertx();
  private final LoggerContext logback = new LoggerContext();

  @AfterEach
  void close() {
    logback.stop();
    vertx.rxClose().blockingAwait();
  }

  @Test
  void jsonIsOneObjectPerLineWithTheStackInOneField() throws JoranException {
    String written = write("json", "Two\nlines", new IllegalStateException("broken"));
    assertThat(written.strip().lines()).hasSize(1);
    JsonObject line = new JsonObject(written);
    assertThat(line.fieldNames())
        .containsExactlyInAnyOrder(
            "time", "level", "trace", "logger", "thread", "message", "stack");
    assertThat(OffsetDateTime.parse(line.getString("time")).toInstant())
        .isEqualTo(Instant.ofEpochSecond(1_800_000_000));
    assertThat(line.getString("level")).isEqualTo("WARN");
    assertThat(line.getString("logger")).isEqualTo("no.samklang.Test");
    assertThat(line.getString("trace")).matches("[0-9a-f]{32}");
    assertThat(line.getString("message")).isEqualTo("Two\nlines");
    assertThat(line.getString("stack")).contains("IllegalStateException: broken", "LogFormatTest");
  }

  @Test
  void jsonWithoutAnExceptionHasNoStackField() throws JoranException {
    assertThat(new JsonObject(write("json", "Well", null)).fieldNames()).doesNotContain("stack");
  }

  @Test
  void textIncludesTheTraceId() throws JoranException {
    assertThat(write("text", "Well", null))
        .matches("\\S+T\\S+ WARN  [0-9a-f]{32} no.samklang.Test Well\\R");
  }

  @Test
  void textHasTheStackOnLinesOfItsOwn() throws JoranException {
    String written = write("text", "Broken", new IllegalStateException("why"));
    assertThat(written.lines().skip(1).findFirst())
        .hasValue("java.lang.IllegalStateException: why");
    assertThat(written.lines().skip(2)).isNotEmpty().allMatch(line -> line.startsWith("\t"));
    assertThat(written).endsWith(System.lineSeparator());
  }

  /** Logs within a context that has a trace id. */
  private String write(String format, String message, Throwable failure) throws JoranException {
    logback.putProperty("log.format", format);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(logback);
    configurator.doConfigure(getClass().getClassLoader().getResource("conf/logback.xml"));
    assertThat(logback.getStatusManager().getCopyOfStatusList())
        .noneMatch(status -> status.getLevel() > Status.INFO);
    LoggingEvent event = event(message, failure);
    return Single.<String>create(
            result ->
                vertx.runOnContext(
                    ignored -> Trace.runDetached(() -> result.onSuccess(encoded(event)))))
        .blockingGet();
  }

  private LoggingEvent event(String message, Throwable failure) {
    Logger logger = logback.getLogger("no.samklang.Test");
    LoggingEvent event = new LoggingEvent("test", logger, Level.WARN, message, failure, null);
    event.setInstant(Instant.ofEpochSecond(1_800_000_000));
    return event;
  }

  private String encoded(LoggingEvent event) {
    var console =
        (OutputStreamAppender<ILoggingEvent>)
            logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("console");
    return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
