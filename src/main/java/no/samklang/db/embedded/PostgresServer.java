package no.samklang.db.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import no.samklang.db.DatabaseStartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, finds and stops the PostgreSQL server process of one data directory. */
final class PostgresServer {
  static final String HOST = "127.0.0.1";

  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
  private static final int MAX_START_ATTEMPTS = 3;

  /** Long: crash recovery replays the WAL and must not be interrupted. */
  private static final String START_TIMEOUT_SECONDS = "600";

  private static final String STOP_TIMEOUT_SECONDS = "30";

  /** Durable, loopback only, small, and without personal data in the server log. */
  private static final List<String> OPTIONS =
      List.of(
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "listen_addresses=" + HOST,
          "unix_socket_directories=",
          "max_connections=60",
          "shared_buffers=128MB",
          "timezone=UTC",
          "log_timezone=UTC",
          "log_checkpoints=off",
          "log_error_verbosity=terse",
          "log_min_error_statement=panic");

  private final PostgresDataDirectory directory;
  private final PostgresTools tools;
  private final Path log;
  private int port;

  PostgresServer(PostgresDataDirectory directory, PostgresTools tools) {
    this.directory = directory;
    this.tools = tools;
    this.log = directory.path().resolveSibling("postgres.log");
  }

  /**
   * Starts the server on its last port, or on a free one, and returns the port.
   *
   * @throws DatabaseStartException with the server's error line
   */
  int start() throws IOException {
    stopOrphan();
    port = isPortFree(directory.readPort()) ? directory.readPort() : findFreePort();
    for (int attempt = 1; ; attempt++) {
      // Before the start: a failure after it would leave an orphaned server.
      directory.writePort(port);
      rotateLog();
      PostgresTools.ProcessResult result = startOnPort();
      if (result.isSuccess()) {
        return port;
      }
      boolean portTaken = !isPortFree(port);
      stopOrphan();
      if (!portTaken || attempt == MAX_START_ATTEMPTS) {
        throw DatabaseStartException.of(directory.path(), "postgres", result.output() + readLog());
      }
      port = findFreePort();
    }
  }

  /** Whether the process exists; it may be in crash recovery, or hang. */
  boolean isRunning() {
    try {
      return findProcess().isPresent();
    } catch (IOException e) {
      throw startException(e);
    }
  }

  /**
   * Restarts an ended server on the same port. Its session processes may outlive it briefly;
   * PostgreSQL refuses to start until they have ended.
   *
   * @param keepLog whether the log is of the crashed run and kept
   * @throws DatabaseStartException with the server's error line
   */
  void restart(boolean keepLog) throws IOException {
    if (keepLog) {
      rotateLog();
    } else {
      Files.deleteIfExists(log);
    }
    PostgresTools.ProcessResult result = startOnPort();
    if (!result.isSuccess()) {
      throw DatabaseStartException.of(directory.path(), "postgres", result.output() + readLog());
    }
  }

  DatabaseStartException startException(IOException e) {
    return DatabaseStartException.of(directory.path(), e);
  }

  /** Fast shutdown with a checkpoint; after a timeout an immediate one, which is crash-safe. */
  void stop() throws IOException {
    if (stop("fast").isSuccess() || findProcess().isEmpty()) {
      return;
    }
    LOG.warn("Embedded database not stopped within {} s; immediate shutdown", STOP_TIMEOUT_SECONDS);
    PostgresTools.ProcessResult result = stop("immediate");
    if (!result.isSuccess()) {
      throw DatabaseStartException.of(directory.path(), "pg_ctl stop", result.output());
    }
  }

  /**
   * Stops an orphaned server of a killed service. A pid file without a number, or with that of an
   * unrelated process, is only deleted; if a server runs nevertheless, PostgreSQL's shared memory
   * lock prevents a second one on the directory.
   */
  private void stopOrphan() throws IOException {
    if (findProcess().isPresent()) {
      LOG.warn("Stopping the orphaned embedded database of a killed process");
      stop();
    } else {
      Files.deleteIfExists(pidFile());
    }
  }

  private Optional<ProcessHandle> findProcess() throws IOException {
    return readPid().flatMap(ProcessHandle::of).filter(process -> isThisServer(process.info()));
  }

  private boolean isThisServer(ProcessHandle.Info info) {
    boolean postgres = info.command().map(path -> path.contains("/postgres")).orElse(true);
    List<String> arguments = List.of(info.arguments().orElse(new String[0]));
    return postgres && arguments.contains(directory.path().toString());
  }

  private Optional<Long> readPid() throws IOException {
    try {
      return Files.readAllLines(pidFile()).stream()
          .findFirst()
          .map(String::strip)
          .map(Long::valueOf);
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Path pidFile() {
    return directory.path().resolve("postmaster.pid");
  }

  private void rotateLog() throws IOException {
    if (Files.exists(log)) {
      Files.move(log, log.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private PostgresTools.ProcessResult startOnPort() throws IOException {
    String options =
        OPTIONS.stream().map(option -> "-c " + option).collect(Collectors.joining(" "));
    return tools.pgCtl(
        "start",
        "--pgdata=" + directory.path(),
        "--log=" + log,
        "--options=-p " + port + " " + options,
        "--wait",
        "--timeout=" + START_TIMEOUT_SECONDS);
  }

  private PostgresTools.ProcessResult stop(String mode) throws IOException {
    return tools.pgCtl(
        "stop",
        "--pgdata=" + directory.path(),
        "--mode=" + mode,
        "--wait",
        "--timeout=" + STOP_TIMEOUT_SECONDS);
  }

  private String readLog() throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  static boolean isPortFree(int port) {
    if (port == 0) {
      return false;
    }
    try (ServerSocket probe = new ServerSocket(port, 1, loopback())) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private static int findFreePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, loopback())) {
      return probe.getLocalPort();
    }
  }
}
