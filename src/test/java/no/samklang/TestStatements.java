package no.samklang;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import no.samklang.trace.Trace;
import org.slf4j.LoggerFactory;

/** Records the SQL statements of each request until it is closed. */
public final class TestStatements extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("no.samklang.db.SqlTrace");
  private final Queue<LoggedStatement> statements = new ConcurrentLinkedQueue<>();

  private record LoggedStatement(String trace, String sql) {}

  public static TestStatements open() {
    TestStatements statements = new TestStatements();
    statements.start();
    statements.logger.setLevel(Level.TRACE);
    statements.logger.setAdditive(false);
    statements.logger.addAppender(statements);
    return statements;
  }

  /** Statements of the request with this response. */
  public List<String> ofRequest(TestClient.ClientAnswer answer) {
    return ofTrace(answer.header("X-Trace-Id").orElseThrow());
  }

  /** Statements of a request with a trace id. */
  public List<String> ofTrace(String trace) {
    return statements.stream()
        .filter(statement -> trace.equals(statement.trace()))
        .map(LoggedStatement::sql)
        .toList();
  }

  @Override
  protected void append(ILoggingEvent event) {
    statements.add(new LoggedStatement(Trace.current(), event.getFormattedMessage()));
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(null);
    logger.setAdditive(true);
    stop();
  }
}
