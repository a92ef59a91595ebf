package no.samklang;

import io.reactivex.rxjava3.core.Completable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.config.DatabaseAddress;
import no.samklang.config.Settings;
import no.samklang.db.EmbeddedPostgres;

/**
 * A whole service on free ports, filled with the demo data, on a database of its own in the one
 * embedded PostgreSQL of the test run. Its clock stands where it is put and else goes on.
 */
public final class TestServer implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static EmbeddedPostgres postgres;
  private static TestServer shared;

  private final Service service;
  private final DatabaseAddress database;
  private final TestClock clock;

  private TestServer(Service service, DatabaseAddress database, TestClock clock) {
    this.service = service;
    this.database = database;
    this.clock = clock;
  }

  /**
   * The server that most tests share. Don't move its clock, and don't change what other tests rely
   * on.
   */
  public static synchronized TestServer shared() {
    if (shared == null) {
      shared = start(Map.of());
      Runtime.getRuntime().addShutdownHook(new Thread(TestServer::closeAll));
    }
    return shared;
  }

  /** A server of one's own, with some settings; to be closed. */
  public static TestServer start(Map<String, String> settings) {
    DatabaseAddress database = newDatabase();
    TestClock clock = new TestClock();
    Map<String, String> all = new HashMap<>();
    all.put("http.port", "0");
    all.put("http.instances", "1");
    all.put("management.port", "0");
    all.put("password.argon2.memoryKiB", "64");
    all.put("password.argon2.iterations", "1");
    all.put("notices.pollInterval", "1s");
    all.put("database.uri", uri(database));
    all.putAll(settings);
    Service service = Service.start(Settings.with(all), clock).blockingGet();
    return new TestServer(service, database, clock);
  }

  public int port() {
    return service.port();
  }

  public String url() {
    return "http://localhost:" + port();
  }

  public TestClock clock() {
    return clock;
  }

  /**
   * Moves the clock on, and lets the timers of the sessions do what they would have done by then.
   */
  public void pass(Duration time) {
    clock.pass(time);
    sweep().blockingAwait();
  }

  public Completable sweep() {
    return service.sweepSessions();
  }

  /** A client that isn't logged in. */
  public TestClient client() {
    return new TestClient(this);
  }

  /** A client logged in as a demo user, past the terms of use. */
  public TestClient loggedIn(String username) {
    return client().logIn(username);
  }

  /** Runs SQL on the server's database as its owner, past every rule of the service. */
  public void sql(String statement) {
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

  public DatabaseAddress database() {
    return database;
  }

  @Override
  public void close() {
    service.stop().blockingAwait();
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.user(), database.password().reveal());
  }

  private static synchronized DatabaseAddress newDatabase() {
    if (postgres == null) {
      postgres = EmbeddedPostgres.start(folder());
    }
    DatabaseAddress server = postgres.address();
    String name = "test_" + COUNT.incrementAndGet();
    try (Connection connection =
            DriverManager.getConnection(
                server.jdbcUrl(), server.user(), server.password().reveal());
        Statement run = connection.createStatement()) {
      run.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new DatabaseAddress(
        server.host(), server.port(), name, server.user(), server.password(), server.sslMode());
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory(
          Files.createDirectories(Path.of("target", "test-data")), "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String uri(DatabaseAddress address) {
    return "postgresql://%s:%s@%s:%d/%s?sslmode=%s"
        .formatted(
            address.user(),
            address.password().reveal(),
            address.host(),
            address.port(),
            address.name(),
            address.sslMode());
  }

  private static synchronized void closeAll() {
    shared.close();
    postgres.close();
  }
}
