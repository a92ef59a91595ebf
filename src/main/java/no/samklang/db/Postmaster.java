package no.samklang.db;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PostgreSQL server process on one folder: started, found again after a crash, and stopped. */
final class Postmaster {
  static final String HOST = "127.0.0.1";

  private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
  private static final int ATTEMPTS = 3;

  /** Long: after a crash a server first works through its log, and that must not be cut short. */
  private static final String START_SECONDS = "600";

  private static final String STOP_SECONDS = "30";

  /** Durable, loopback only, small, and with nothing of people's data in the server's log. */
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

  private final PostgresFolder folder;
  private final PostgresTools tools;
  private final Path log;
  private int port;

  Postmaster(PostgresFolder folder, PostgresTools tools) {
    this.folder = folder;
    this.tools = tools;
    this.log = folder.path().resolveSibling("postgres.log");
  }

  /**
   * Starts the server on the port of the last time, or on a free one, and returns the port.
   *
   * @throws DatabaseStartException with the server's own reason
   */
  int start() throws IOException {
    stopOrphan();
    port = isFree(folder.port()) ? folder.port() : freePort();
    for (int attempt = 1; ; attempt++) {
      // Before the start: what fails after it would leave a server behind.
      folder.rememberPort(port);
      keepLog();
      PostgresTools.Outcome outcome = startOnPort();
      if (outcome.isWell()) {
        return port;
      }
      boolean lostRace = !isFree(port);
      stopOrphan();
      if (!lostRace || attempt == ATTEMPTS) {
        throw DatabaseStartException.of(folder.path(), "postgres", outcome.output() + logged());
      }
      port = freePort();
    }
  }

  /** Whether the process is there; it may be busy with its log, or hang. */
  boolean isRunning() {
    try {
      return process().isPresent();
    } catch (IOException e) {
      throw problem(e);
    }
  }

  /**
   * Starts a server that has died, on the port that its clients know. Its sessions may outlive it
   * for a moment; PostgreSQL refuses to start until they have gone.
   *
   * @param first whether the log tells of the death, and so is kept
   * @throws DatabaseStartException with the server's own reason
   */
  void startAgain(boolean first) throws IOException {
    if (first) {
      keepLog();
    } else {
      Files.deleteIfExists(log);
    }
    PostgresTools.Outcome outcome = startOnPort();
    if (!outcome.isWell()) {
      throw DatabaseStartException.of(folder.path(), "postgres", outcome.output() + logged());
    }
  }

  DatabaseStartException problem(IOException e) {
    return DatabaseStartException.of(folder.path(), e);
  }

  /** Ends sessions, writes what is in memory and stops; a server that hangs is cut off, safely. */
  void stop() throws IOException {
    if (stop("fast").isWell() || process().isEmpty()) {
      return;
    }
    LOG.warn("The embedded database didn't stop in {} s and is cut off", STOP_SECONDS);
    PostgresTools.Outcome outcome = stop("immediate");
    if (!outcome.isWell()) {
      throw DatabaseStartException.of(folder.path(), "pg_ctl stop", outcome.output());
    }
  }

  /**
   * A server that outlived its killed service is stopped. A file without a number, or with one that
   * now belongs to somebody else's process, is only removed; should a server be there all the same,
   * PostgreSQL's lock on shared memory still keeps a second one from the folder.
   */
  private void stopOrphan() throws IOException {
    if (process().isPresent()) {
      LOG.warn("Stopping the embedded database that a killed process left behind");
      stop();
    } else {
      Files.deleteIfExists(pidFile());
    }
  }

  private Optional<ProcessHandle> process() throws IOException {
    return recorded().flatMap(ProcessHandle::of).filter(process -> isOurs(process.info()));
  }

  private boolean isOurs(ProcessHandle.Info info) {
    boolean postgres = info.command().map(path -> path.contains("/postgres")).orElse(true);
    List<String> arguments = List.of(info.arguments().orElse(new String[0]));
    return postgres && arguments.contains(folder.path().toString());
  }

  private Optional<Long> recorded() throws IOException {
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
    return folder.path().resolve("postmaster.pid");
  }

  private void keepLog() throws IOException {
    if (Files.exists(log)) {
      Files.move(log, log.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private PostgresTools.Outcome startOnPort() throws IOException {
    String options =
        OPTIONS.stream().map(option -> "-c " + option).collect(Collectors.joining(" "));
    return tools.pgCtl(
        "start",
        "--pgdata=" + folder.path(),
        "--log=" + log,
        "--options=-p " + port + " " + options,
        "--wait",
        "--timeout=" + START_SECONDS);
  }

  private PostgresTools.Outcome stop(String mode) throws IOException {
    return tools.pgCtl(
        "stop",
        "--pgdata=" + folder.path(),
        "--mode=" + mode,
        "--wait",
        "--timeout=" + STOP_SECONDS);
  }

  private String logged() throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private static boolean isFree(int port) {
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

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, loopback())) {
      return probe.getLocalPort();
    }
  }
}
