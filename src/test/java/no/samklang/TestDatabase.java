package no.samklang;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
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
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import no.samklang.config.DatabaseAddress;
import no.samklang.db.embedded.EmbeddedPostgres;

/**
 * A separate database in the shared embedded PostgreSQL of the test run, or another.
 *
 * @param address with the owner's role
 * @param service with the role of the service
 */
public record TestDatabase(DatabaseAddress address, DatabaseAddress service) {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static EmbeddedPostgres server;

  /** Creates an empty database. */
  public static synchronized TestDatabase create() {
    if (server == null) {
      server = EmbeddedPostgres.start(folder());
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    }
    return create("");
  }

  /** Creates an empty database whose collation has a version. */
  public static synchronized TestDatabase createWithIcu() {
    TestDatabase started = create();
    return create(
        " template template0 locale_provider icu icu_locale 'nb' locale '%s'"
            .formatted(
                started.value(
                    "select datcollate from pg_database where datname = current_database()")));
  }

  /** Creates a copy; requires that this database has no connections. */
  public TestDatabase copy() {
    TestConnections.closeIdle(address);
    return create(" template " + address.name());
  }

  private static synchronized TestDatabase create(String from) {
    DatabaseAddress admin = server.address();
    String name = "test_" + COUNT.incrementAndGet();
    TestDatabase adminDatabase = new TestDatabase(admin, server.serviceAddress());
    adminDatabase.run("create database " + name + from);
    // durability is tested in package fault
    adminDatabase.run("alter database " + name + " set synchronous_commit = off");
    return new TestDatabase(
        new DatabaseAddress(
            admin.host(), admin.port(), name, admin.user(), admin.password(), admin.sslMode()),
        server.serviceAddress());
  }

  /** Settings with two roles: that of the service, and the owner for migrations. */
  public Map<String, String> settings() {
    return Map.of(
        "database.uri", uri(address.withCredentials(service.user(), service.password())),
        "database.migrationUser", address.user(),
        "database.migrationPassword", address.password().reveal());
  }

  /** As {@link #settings()}, as environment variables of a process. */
  public Map<String, String> environment() {
    Map<String, String> settings = settings();
    return Map.of(
        "SAMKLANG_DATABASE_URI", settings.get("database.uri"),
        "SAMKLANG_DATABASE_MIGRATION_USER", settings.get("database.migrationUser"),
        "SAMKLANG_DATABASE_MIGRATION_PASSWORD", settings.get("database.migrationPassword"));
  }

  /** Value for the setting {@code database.uri}, with the owner's role: a superuser. */
  public String uri() {
    return uri(address);
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

  /**
   * Executes SQL as the database owner, bypassing the service; {@code current_date} is the date in
   * Norway, as in the service.
   */
  public void run(String statement) {
    use(
        connection -> {
          try (Statement run = connection.createStatement()) {
            return run.execute(withDateInNorway(statement));
          }
        });
  }

  @CanIgnoreReturnValue
  private <T> T use(TestConnections.ConnectionUse<T> use) {
    try {
      return TestConnections.lend(address, use);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Deletes rows of an append-only table, as only its owner can. */
  public void deleteFromLog(String table, String condition) {
    run(
        "begin; alter table %1$s disable trigger user; delete from %1$s where %2$s; alter table %1$s enable trigger user; commit"
            .formatted(table, condition));
  }

  private static String withDateInNorway(String sql) {
    return sql.replace("current_date", "(now() at time zone 'Europe/Oslo')::date");
  }

  /**
   * As {@link #run}, and returns the first column of the first row as text; null if there is none.
   */
  public String value(String query) {
    return use(
        connection -> {
          try (Statement run = connection.createStatement();
              ResultSet rows = run.executeQuery(withDateInNorway(query))) {
            return rows.next() ? rows.getString(1) : null;
          }
        });
  }

  /**
   * Generic execution plan of a statement with numbered or named parameters. Only the simple query
   * protocol accepts unbound parameters.
   */
  public String explain(String statement) {
    return explain(statement, "");
  }

  /** As {@link #explain}, where a small table that has been analysed isn't scanned instead. */
  public String explainByIndex(String statement) {
    return explain(statement, "-c enable_seqscan=off");
  }

  private String explain(String statement, String options) {
    Properties simple = new Properties();
    simple.put("options", options);
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

  /** Runs an action while a table is locked exclusively. */
  public void whileLocked(String table, Runnable meanwhile) {
    whileUncommitted("lock table " + table + " in access exclusive mode", meanwhile);
  }

  /** Runs an action between the execution and the commit of a statement. */
  public void whileUncommitted(String statement, Runnable meanwhile) {
    whileUncommitted(statement, meanwhile, "select");
  }

  /** Runs an action between two statements of one transaction. */
  public void whileUncommitted(String statement, Runnable meanwhile, String last) {
    try (Connection connection = connect();
        Statement change = connection.createStatement()) {
      connection.setAutoCommit(false);
      change.execute(statement);
      meanwhile.run();
      change.execute(last);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public Connection connect() throws SQLException {
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
