package no.samklang.db;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of the service's database sessions. They are start-up parameters, most of which
 * PgBouncer refuses: with {@code database.pooler} they are set by the first statement of each
 * connection instead, which a pooler in session mode keeps for it.
 */
final class SessionParameters {
  private static final Logger LOG = LoggerFactory.getLogger(SessionParameters.class);
  // what PgBouncer takes at start-up, in lower case
  private static final Set<String> ACCEPTED =
      Set.of("application_name", "client_encoding", "datestyle", "timezone");
  private static final String END_SESSION = "select pg_terminate_backend(pg_backend_pid())";

  private SessionParameters() {}

  /** The options without the parameters that a pooler refuses. */
  static PgConnectOptions withoutSettings(PgConnectOptions options) {
    Map<String, String> accepted = new LinkedHashMap<>(options.getProperties());
    accepted.keySet().removeIf(name -> !isAccepted(name));
    return new PgConnectOptions(options).setProperties(accepted);
  }

  /**
   * Sets the parameters that {@link #withoutSettings} leaves out, and hands the connection to the
   * pool. A connection that can't have them, for instance the runtime role, is ended.
   */
  static Handler<io.vertx.rxjava3.sqlclient.SqlConnection> applying(PgConnectOptions options) {
    Map<String, String> settings = new LinkedHashMap<>(options.getProperties());
    settings.keySet().removeIf(SessionParameters::isAccepted);
    String statement =
        IntStream.range(0, settings.size())
            .mapToObj(i -> "set_config($%d, $%d, false)".formatted(2 * i + 1, 2 * i + 2))
            .collect(Collectors.joining(", ", "select ", ""));
    return connection -> apply(connection.getDelegate(), statement, arguments(settings));
  }

  private static Tuple arguments(Map<String, String> settings) {
    Tuple arguments = Tuple.tuple();
    settings.forEach((name, value) -> arguments.addString(name).addString(value));
    return arguments;
  }

  private static void apply(SqlConnection connection, String statement, Tuple values) {
    connection
        .preparedQuery(statement)
        .execute(values)
        .recover(failure -> end(connection, failure))
        .onComplete(applied -> connection.close());
  }

  private static Future<RowSet<Row>> end(SqlConnection connection, Throwable failure) {
    LOG.error("The session settings can't be applied", failure);
    return connection.query(END_SESSION).execute();
  }

  private static boolean isAccepted(String name) {
    return ACCEPTED.contains(name.toLowerCase(Locale.ROOT));
  }
}
