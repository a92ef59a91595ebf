package no.samklang.fault;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import no.samklang.TestDatabase;
import no.samklang.config.DatabaseAddress;
import no.samklang.db.embedded.EmbeddedPostgres;

/**
 * A separate PostgreSQL that a test can stop, kill, freeze and restart on the same port. The
 * service uses it as an external database.
 */
final class ControllablePostgres implements AutoCloseable {
  /** Shared by all tests, unpacked once. */
  static final Path BINARIES = Path.of("target", "test-data", "fault-postgres-bin");

  private final Path folder;
  private EmbeddedPostgres server;
  private List<ProcessHandle> frozen = List.of();

  private ControllablePostgres(Path folder) {
    this.folder = folder;
    start();
  }

  /** Starts a server with its data below {@code target}. */
  static ControllablePostgres open() {
    return new ControllablePostgres(newFolder());
  }

  static Path newFolder() {
    try {
      Files.createDirectories(BINARIES);
      return Files.createTempDirectory(Path.of("target", "test-data"), "fault");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void start() {
    server = EmbeddedPostgres.start(folder, BINARIES);
  }

  TestDatabase database() {
    return new TestDatabase(server.address(), server.serviceAddress());
  }

  /** Regular shutdown: sessions are terminated with an error. */
  void stop() {
    server.close();
  }

  /** {@code pg_ctl stop -m immediate}: connections are dropped; start recovers from WAL. */
  void stopImmediately() {
    signal("QUIT", List.of(postmaster(folder)));
    awaitExit();
  }

  /** Kills the server and all its sessions, as a power failure does. */
  void kill() {
    signal("KILL", processes(folder));
    awaitExit();
  }

  /** Stops all processes: connections stay open and new ones are accepted, without any response. */
  void freeze() {
    frozen = processes(folder);
    signal("STOP", frozen);
  }

  void resume() {
    signal("CONT", frozen);
    frozen = List.of();
  }

  /** Terminates the sessions of the service. */
  void terminateSessions() {
    database()
        .run(
            "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()");
  }

  /** Opens a session. */
  Connection openSession() throws SQLException {
    DatabaseAddress address = server.address();
    return DriverManager.getConnection(
        address.jdbcUrl(), address.user(), address.password().reveal());
  }

  /** Locks a table against writes until the session is closed. */
  Connection lockTable(String table) throws SQLException {
    Connection session = openSession();
    session.setAutoCommit(false);
    try (Statement lock = session.createStatement()) {
      lock.execute("lock table " + table + " in share mode");
    }
    return session;
  }

  @Override
  public void close() {
    if (!frozen.isEmpty()) {
      resume();
    }
    server.close();
  }

  private void awaitExit() {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> processes(folder).isEmpty());
    server.close();
  }

  /** The postmaster of a data directory, by its pid file. */
  static ProcessHandle postmaster(Path dataDir) {
    return processes(dataDir).get(0);
  }

  private static List<ProcessHandle> processes(Path dataDir) {
    try {
      Path file = dataDir.resolve("postgres/postmaster.pid");
      long pid = Long.parseLong(Files.readAllLines(file).get(0).strip());
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).stream()
          .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.children()))
          .toList();
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      return List.of();
    }
  }

  static void signal(String name, List<ProcessHandle> processes) {
    processes.forEach(process -> signal(name, process.pid()));
  }

  static void signal(String name, long pid) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
