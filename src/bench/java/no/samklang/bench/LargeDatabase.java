package no.samklang.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.samklang.config.DatabaseAddress;
import no.samklang.db.embedded.EmbeddedPostgres;
import no.samklang.demo.LargeData;

/**
 * The large data set in an embedded PostgreSQL, created once by {@code --large}; each run uses a
 * copy.
 */
final class LargeDatabase implements AutoCloseable {
  /** The key outside the database, of the services that are measured. */
  static final String KEY = "c2Fta2xhbmctYmVuY2gta2V5LW9mLTMyLWJ5dGVzISE=";

  private static final String COPY = "bench_run";

  private final EmbeddedPostgres postgres;
  private final Path folder;

  private LargeDatabase(EmbeddedPostgres postgres, Path folder) {
    this.postgres = postgres;
    this.folder = folder;
  }

  static LargeDatabase open(BenchOptions options) throws IOException, InterruptedException {
    Path folder = options.target().resolve("bench");
    Files.createDirectories(folder);
    Path data = folder.resolve("data");
    LargeDatabase database = new LargeDatabase(EmbeddedPostgres.start(data), data);
    Runtime.getRuntime().addShutdownHook(new Thread(database::close));
    database.fillOnce(options, folder.resolve("made-by"));
    database.copy();
    return database;
  }

  /** Creates the data set if there is none, or if its script has changed. */
  private void fillOnce(BenchOptions options, Path stamp) throws IOException, InterruptedException {
    String maker = generator();
    if (Files.exists(stamp) && Files.readString(stamp).equals(maker)) {
      return;
    }
    DatabaseAddress large = postgres.address();
    inMaintenance("drop database if exists " + large.name() + " with (force)");
    inMaintenance("create database " + large.name());
    Bench.print("Making the large data set, once ...");
    try (ChildProcess filler =
        ChildProcess.start(
            "large",
            options,
            List.of("-jar", options.jar().toString(), LargeData.ARGUMENT),
            environment(large))) {
      Duration took = filler.awaitReady("/health/ready", Duration.ofMillis(200));
      Bench.print("... made in " + took.toSeconds() + " s");
    }
    Files.writeString(stamp, maker);
  }

  private static String generator() throws IOException {
    try (var in = LargeData.class.getResourceAsStream("/demo/large.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void copy() {
    inMaintenance("drop database if exists " + COPY + " with (force)");
    inMaintenance(
        "create database %s template %s strategy file_copy"
            .formatted(COPY, postgres.address().name()));
    inMaintenance("checkpoint");
  }

  /** Pid of the parent process of the backends. */
  long postmaster() throws IOException {
    try (var lines = Files.lines(folder.resolve("postgres").resolve("postmaster.pid"))) {
      return Long.parseLong(lines.findFirst().orElseThrow().strip());
    }
  }

  DatabaseAddress address() {
    return named(COPY);
  }

  /** The environment of a service on the copy. */
  Map<String, String> environment() {
    return environment(address());
  }

  private static Map<String, String> environment(DatabaseAddress address) {
    return Map.of(
        "SAMKLANG_DATABASE_URI", uri(address),
        "SAMKLANG_SECURITY_KEY", KEY,
        "SAMKLANG_HTTP_PORT", "PORT",
        "SAMKLANG_MANAGEMENT_PORT", "0",
        "SAMKLANG_LIVE_MAX_SOCKETS_PER_PERSON", "2000",
        "SAMKLANG_HTTP_LIMITS_SEARCHES_PER_MINUTE", "1000000");
  }

  static String uri(DatabaseAddress address) {
    return "postgresql://%s:%s@%s:%d/%s?sslmode=disable"
        .formatted(
            address.user(),
            address.password().reveal(),
            address.host(),
            address.port(),
            address.name());
  }

  void run(String statement) {
    run(address(), statement);
  }

  /** The single value of a query. */
  String one(String query) {
    return rows(query).get(0).get(0);
  }

  /** Rows as texts. */
  List<List<String>> rows(String query) {
    List<List<String>> all = new ArrayList<>();
    try (Connection connection = connect(address());
        Statement run = connection.createStatement();
        ResultSet rows = run.executeQuery(query)) {
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(rows.getString(i));
        }
        all.add(row);
      }
      return all;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void inMaintenance(String statement) {
    run(named("postgres"), statement);
  }

  private static void run(DatabaseAddress address, String statement) {
    try (Connection connection = connect(address);
        Statement run = connection.createStatement()) {
      run.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(
        address.jdbcUrl(), address.user(), address.password().reveal());
  }

  private DatabaseAddress named(String name) {
    DatabaseAddress own = postgres.address();
    return new DatabaseAddress(
        own.host(), own.port(), name, own.user(), own.password(), own.sslMode());
  }

  @Override
  public void close() {
    postgres.close();
  }
}
