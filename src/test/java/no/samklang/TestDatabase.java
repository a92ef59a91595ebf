package no.samklang;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import no.samklang.config.DatabaseAddress;
import no.samklang.db.EmbeddedPostgres;

/** A database of one's own in the one embedded PostgreSQL of the test run. */
public record TestDatabase(DatabaseAddress address) {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static EmbeddedPostgres postgres;

  /** A new one, empty. */
  public static synchronized TestDatabase create() {
    if (postgres == null) {
      postgres = EmbeddedPostgres.start(folder());
      Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
    }
    return create("");
  }

  /** Another one with the same in it; nobody may be using this one meanwhile. */
  public TestDatabase copy() {
    return create(" template " + address.name());
  }

  private static synchronized TestDatabase create(String from) {
    DatabaseAddress server = postgres.address();
    String name = "test_" + COUNT.incrementAndGet();
    TestDatabase everything = new TestDatabase(server);
    everything.run("create database " + name + from);
    // whether a commit outlives a power cut is tried elsewhere
    everything.run("alter database " + name + " set synchronous_commit = off");
    return new TestDatabase(
        new DatabaseAddress(
            server.host(),
            server.port(),
            name,
            server.user(),
            server.password(),
            server.sslMode()));
  }

  /** As {@code database.uri}. */
  public String uri() {
    return "postgresql://%s:%s@%s:%d/%s?sslmode=%s"
        .formatted(
            address.user(),
            address.password().reveal(),
            address.host(),
            address.port(),
            address.name(),
            address.sslMode());
  }

  /** Runs SQL as the database's owner, past every rule of the service. */
  public void run(String statement) {
    try (Connection connection = connect();
        Statement run = connection.createStatement()) {
      run.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of the first row, as text; null when there is none. */
  public String value(String query) {
    try (Connection connection = connect();
        Statement run = connection.createStatement();
        ResultSet rows = run.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * How the database would carry out a statement, whatever its parameters are, numbered or named.
   * Only the simple protocol lets them stand open.
   */
  public String plan(String statement) {
    Properties simple = new Properties();
    simple.put("user", address.user());
    simple.put("password", address.password().reveal());
    simple.put("preferQueryMode", "simple");
    try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), simple);
        Statement run = connection.createStatement();
        ResultSet rows = run.executeQuery("explain (generic_plan) " + numbered(statement))) {
      StringBuilder plan = new StringBuilder();
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
      return plan.toString();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String numbered(String statement) {
    List<String> names = new ArrayList<>();
    return Pattern.compile("#\\{(\\w+)}")
        .matcher(statement)
        .replaceAll(
            found -> {
              if (!names.contains(found.group(1))) {
                names.add(found.group(1));
              }
              return "\\$" + (names.indexOf(found.group(1)) + 1);
            });
  }

  /** Does something while nobody can read a table. */
  public void holding(String table, Runnable meanwhile) {
    beforeCommit("lock table " + table + " in access exclusive mode", meanwhile);
  }

  /** Does something while a change has been made and isn't committed yet. */
  public void beforeCommit(String statement, Runnable meanwhile) {
    try (Connection connection = connect();
        Statement change = connection.createStatement()) {
      connection.setAutoCommit(false);
      change.execute(statement);
      meanwhile.run();
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        address.jdbcUrl(), address.user(), address.password().reveal());
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory(
          Files.createDirectories(Path.of("target", "test-data")), "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
