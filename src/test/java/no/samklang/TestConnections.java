package no.samklang;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import no.samklang.config.DatabaseAddress;

/**
 * Connections that are used again: opening one, and reading the catalogue in it, takes longer than
 * most statements of tests. Few stay open, since the databases of all tests are on one server.
 */
final class TestConnections {
  private static final int MAX_IDLE = 4;
  private static final int VALID_WITHIN_SECONDS = 2;
  private static final Deque<IdleConnection> IDLE = new ArrayDeque<>();

  private TestConnections() {}

  private record IdleConnection(DatabaseAddress address, Connection connection) {}

  /** What is done with a connection. */
  interface ConnectionUse<T> {
    T apply(Connection connection) throws SQLException;
  }

  /** Lends a connection in its initial state. One whose use fails is closed. */
  static <T> T lend(DatabaseAddress address, ConnectionUse<T> use) throws SQLException {
    Connection connection = take(address);
    try {
      T result = use.apply(connection);
      reset(connection);
      keep(new IdleConnection(address, connection));
      return result;
    } catch (SQLException | RuntimeException e) {
      close(connection);
      throw e;
    }
  }

  /** Closes those to a database, so that it can be copied. */
  static void closeIdle(DatabaseAddress address) {
    synchronized (IDLE) {
      IDLE.removeIf(
          idle -> {
            boolean isOurs = idle.address().equals(address);
            if (isOurs) {
              close(idle.connection());
            }
            return isOurs;
          });
    }
  }

  private static Connection take(DatabaseAddress address) throws SQLException {
    for (Connection idle = idle(address); idle != null; idle = idle(address)) {
      if (idle.isValid(VALID_WITHIN_SECONDS)) {
        return idle;
      }
      close(idle);
    }
    return DriverManager.getConnection(
        address.jdbcUrl(), address.user(), address.password().reveal());
  }

  private static Connection idle(DatabaseAddress address) {
    synchronized (IDLE) {
      for (Iterator<IdleConnection> all = IDLE.iterator(); all.hasNext(); ) {
        IdleConnection idle = all.next();
        if (idle.address().equals(address)) {
          all.remove();
          return idle.connection();
        }
      }
      return null;
    }
  }

  private static void keep(IdleConnection used) {
    synchronized (IDLE) {
      IDLE.addFirst(used);
      if (IDLE.size() > MAX_IDLE) {
        close(IDLE.removeLast().connection());
      }
    }
  }

  /** Fails within a transaction. */
  private static void reset(Connection connection) throws SQLException {
    try (Statement discard = connection.createStatement()) {
      discard.execute("discard all");
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // the server has closed it
    }
  }
}
