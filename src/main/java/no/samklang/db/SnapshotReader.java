package no.samklang.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import no.samklang.config.DatabaseAddress;
import no.samklang.config.Settings;
import no.samklang.db.embedded.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads rows of any number in one snapshot of the database, apart from a running service, whose
 * data stays usable meanwhile. Starts the embedded database if it doesn't run. Blocking: never on
 * an event loop.
 */
public final class SnapshotReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotReader.class);
  private static final int FETCHED_ROWS = 2_000;

  private final EmbeddedPostgres started;
  private final DatabaseAddress address;
  private final Connection connection;

  private SnapshotReader(EmbeddedPostgres started, DatabaseAddress address, Connection connection) {
    this.started = started;
    this.address = address;
    this.connection = connection;
  }

  /**
   * @throws DatabaseStartException if the database can't be reached
   */
  public static SnapshotReader open(Settings settings) {
    if (settings.database().uri().isPresent()) {
      return open(null, settings.database().uri().get());
    }
    return EmbeddedPostgres.findRunning(settings.data().dir())
        .map(running -> open(null, running))
        .orElseGet(() -> openStarted(EmbeddedPostgres.start(settings.data().dir())));
  }

  private static SnapshotReader openStarted(EmbeddedPostgres embedded) {
    try {
      return open(embedded, embedded.address());
    } catch (DatabaseStartException e) {
      embedded.close();
      throw e;
    }
  }

  private static SnapshotReader open(EmbeddedPostgres started, DatabaseAddress address) {
    try {
      Connection connection =
          DriverManager.getConnection(
              address.jdbcUrl(), address.user(), address.password().reveal());
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false); // without it the driver would load all rows at once
      return new SnapshotReader(started, address, connection);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * Another reader of the same snapshot, for another thread; to be closed before this one.
   *
   * @throws DatabaseStartException if the database can't be reached
   */
  public SnapshotReader another() {
    String[] snapshot = new String[1];
    forEach("select pg_export_snapshot()", row -> snapshot[0] = row[0]);
    SnapshotReader other = open(null, address);
    try (Statement statement = other.connection.createStatement()) {
      statement.execute("set transaction snapshot '" + snapshot[0] + "'");
      return other;
    } catch (SQLException e) {
      other.close();
      throw failed(e);
    }
  }

  /**
   * Passes each row on, its columns as text, null for null.
   *
   * @throws DatabaseStartException if the statement fails
   */
  public void forEach(String sql, Consumer<String[]> consumer) {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCHED_ROWS);
      try (ResultSet rows = statement.executeQuery(sql)) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          String[] values = new String[columns];
          for (int i = 0; i < columns; i++) {
            values[i] = rows.getString(i + 1);
          }
          consumer.accept(values);
        }
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    } finally {
      if (started != null) {
        started.close();
      }
    }
  }

  private static DatabaseStartException failed(SQLException cause) {
    LOG.error("The database can't be read", cause);
    return DatabaseStartException.ofConfigured(cause);
  }
}
