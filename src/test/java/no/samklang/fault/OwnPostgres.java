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
import no.samklang.db.EmbeddedPostgres;

/**
 * A PostgreSQL of a test's own, which stops, dies, freezes and comes back on the same port. To the
 * service it is an external one.
 */
final class OwnPostgres implements AutoCloseable {
  /** Unpacked once for all the tests. */
  static final Path BINARIES = Path.of("target", "test-data", "fault-postgres-bin");

  private final Path folder;
  private EmbeddedPostgres server;
  private List<ProcessHandle> frozen = List.of();

  private OwnPostgres(Path folder) {
    this.folder = folder;
    start();
  }

  /** Starts one; its files stay below {@code target}. */
  static OwnPostgres open() {
    return new OwnPostgres(newFolder());
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
    return new TestDatabase(server.address());
  }

  /** As an administrator stops it: sessions are told. */
  void stop() {
    server.close();
  }

  /** As {@code pg_ctl stop -m immediate}: no goodbye, and the log must be worked through. */
  void quit() {
    signal("QUIT", List.of(postmaster(folder)));
    gone();
  }

  /** The server and all its sessions at once, as when the machine loses its power. */
  void kill() {
    signal("KILL", processes(folder));
    gone();
  }

  /** It holds its connections, takes new ones, and does nothing. */
  void freeze() {
    frozen = processes(folder);
    signal("STOP", frozen);
  }

  void thaw() {
    signal("CONT", frozen);
    frozen = List.of();
  }

  /** Ends the sessions of the service, as a connection pooler or a network may. */
  void cutSessions() {
    database()
        .run(
            "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()");
  }

  /** A session that can hold locks until it is closed. */
  Connection session() throws SQLException {
    DatabaseAddress address = server.address();
    return DriverManager.getConnection(
        address.jdbcUrl(), address.user(), address.password().reveal());
  }

  /** Keeps everybody else from changing a table until the session is closed. */
  Connection lock(String table) throws SQLException {
    Connection session = session();
    session.setAutoCommit(false);
    try (Statement lock = session.createStatement()) {
      lock.execute("lock table " + table + " in share mode");
    }
    return session;
  }

  @Override
  public void close() {
    if (!frozen.isEmpty()) {
      thaw();
    }
    server.close();
  }

  private void gone() {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> processes(folder).isEmpty());
    server.close();
  }

  /** The postmaster of a data folder; its process id is in its own file. */
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
