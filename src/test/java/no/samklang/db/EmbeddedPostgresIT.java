package no.samklang.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import no.samklang.config.DatabaseAddress;
import no.samklang.config.Secret;
import no.samklang.db.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded PostgreSQL on a real directory: persistence, durability and isolation. */
class EmbeddedPostgresIT {
  @TempDir static Path binaries;
  @TempDir Path directory;
  private Path data;

  @BeforeEach
  void createPathWithSpace() {
    data = directory.resolve("plan data");
  }

  @Test
  void rowsAndPortSurviveRestart() throws SQLException {
    DatabaseAddress first;
    try (EmbeddedPostgres postgres = start()) {
      first = postgres.address();
      CommitThenHang.write(first, "kept");
    }
    try (EmbeddedPostgres postgres = start()) {
      assertThat(CommitThenHang.read(postgres.address())).containsExactly("kept");
      assertThat(postgres.address()).isEqualTo(first);
    }
  }

  @Test
  void committedRowSurvivesKilledProcess() throws Exception {
    Process child = CommitThenHang.inChildProcess(data, binaries, "committed");
    long orphan = orphan();
    String port = Files.readString(data.resolve("postgres/samklang.port"));
    child.destroyForcibly().waitFor();
    assertThat(ProcessHandle.of(orphan)).as("orphaned server").isPresent();
    try (EmbeddedPostgres postgres = start()) {
      assertThat(CommitThenHang.read(postgres.address())).containsExactly("committed");
      assertThat(orphan()).isNotEqualTo(orphan);
      assertThat(data.resolve("postgres/samklang.port"))
          .hasContent(port)
          .hasContent(Integer.toString(postgres.address().port()));
    }
  }

  @Test
  void rejectsSecondProcessOnSameDirectory() throws Exception {
    Process child = CommitThenHang.inChildProcess(data, binaries, "other");
    ProcessHandle otherServer = ProcessHandle.of(orphan()).orElseThrow();
    assertThatExceptionOfType(DatabaseStartException.class)
        .isThrownBy(this::start)
        .withMessage("data.dir: " + data + " is in use by another Samklang process");
    assertThat(otherServer.isAlive()).as("the other process' server still runs").isTrue();
    child.destroyForcibly().waitFor();
    start().close();
    assertThat(otherServer.onExit()).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void rejectsSecondStartInSameProcessAndKeepsLock() {
    EmbeddedPostgres postgres = start();
    try (postgres) {
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatExceptionOfType(DatabaseStartException.class)
            .isThrownBy(this::start)
            .withMessageContaining("is in use");
      }
    }
    postgres.close();
    start().close();
  }

  @Test
  void doesNotStopUnrelatedProcessOfStalePidFile() throws Exception {
    start().close();
    Process unrelated = new ProcessBuilder("sleep", "600").start();
    try {
      Path pidFile = data.resolve("postgres/postmaster.pid");
      Files.writeString(pidFile, unrelated.pid() + "\n" + data.resolve("postgres") + "\n1\n5432\n");
      start().close();
      assertThat(unrelated.isAlive()).isTrue();
    } finally {
      unrelated.destroyForcibly().waitFor();
    }
  }

  @Test
  void startsWithStaleOrEmptyPidFile() throws Exception {
    start().close();
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Path pidFile = data.resolve("postgres/postmaster.pid");
    Files.writeString(pidFile, ended.pid() + "\n" + data.resolve("postgres") + "\n1\n5432\n");
    start().close();
    Files.writeString(pidFile, "");
    start().close();
  }

  @Test
  void usesFreePortIfLastPortIsTaken() throws IOException {
    int port;
    try (EmbeddedPostgres postgres = start()) {
      port = postgres.address().port();
    }
    try (ServerSocket taken = new ServerSocket(port);
        EmbeddedPostgres postgres = start()) {
      assertThat(postgres.address().port()).isNotEqualTo(taken.getLocalPort());
    }
  }

  @Test
  void usesDurableAndSmallSettings() throws SQLException {
    try (EmbeddedPostgres postgres = start()) {
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        assertThat(CommitThenHang.query(postgres.address(), "show " + setting))
            .containsExactly("on");
      }
      assertThat(CommitThenHang.query(postgres.address(), "show max_connections"))
          .containsExactly("60");
      assertThat(CommitThenHang.query(postgres.address(), "show data_checksums"))
          .containsExactly("on");
    }
  }

  @Test
  void classifiesNorwegianLetters() throws SQLException {
    try (EmbeddedPostgres postgres = start()) {
      CommitThenHang.execute(postgres.address(), "create extension pg_trgm");
      assertThat(CommitThenHang.query(postgres.address(), "select lower('ÆØÅ')"))
          .containsExactly("æøå");
      assertThat(CommitThenHang.query(postgres.address(), "select array_length(show_trgm('ø'), 1)"))
          .containsExactly("2");
    }
  }

  @Test
  void requiresLoopbackAndPassword() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      DatabaseAddress address = postgres.address();
      DatabaseAddress stranger = address.withCredentials(address.user(), new Secret("wrong"));
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> CommitThenHang.query(stranger, "select 1"))
          .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
      assertThat(CommitThenHang.query(address, "show unix_socket_directories")).containsExactly("");
      assertThat(CommitThenHang.query(address, "show listen_addresses"))
          .containsExactly("127.0.0.1");
      for (InetAddress other : otherAddresses()) {
        assertThatExceptionOfType(ConnectException.class)
            .isThrownBy(() -> new Socket(other, address.port()).close());
      }
    }
    Path password = data.resolve("postgres/samklang.password");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
        .isEqualTo("rw-------");
  }

  @Test
  void unwritableDirectoryIsReportedInOneLine() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatExceptionOfType(DatabaseStartException.class)
        .isThrownBy(() -> EmbeddedPostgres.start(file.resolve("data"), binaries))
        .withMessageStartingWith("data.dir: " + file)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }

  @Test
  void serverErrorIsReportedInOneLine() throws IOException {
    start().close();
    Files.writeString(data.resolve("postgres/postgresql.conf"), "no_such_setting = 1\n");
    assertThatExceptionOfType(DatabaseStartException.class)
        .isThrownBy(this::start)
        .withMessageContaining("postgres: ")
        .withMessageContaining("FATAL: ")
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }

  @Test
  void missingPasswordFileIsReportedAndServerStopped() throws IOException {
    start().close();
    Path password = data.resolve("postgres/samklang.password");
    Files.delete(password);
    assertThatExceptionOfType(DatabaseStartException.class)
        .isThrownBy(this::start)
        .withMessage("data.dir: " + data + " can't be used: " + password + " is missing");
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void fullDiskIsReported() {
    assertThat(DatabaseStartException.of(data, new IOException("No space left on device")))
        .hasMessage("data.dir: " + data + " can't be written: the disk is full");
    assertThat(
            DatabaseStartException.of(data, "initdb", "a\ninitdb: error: No space left on device"))
        .hasMessage("data.dir: " + data + " can't be written: the disk is full");
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(data, binaries);
  }

  private long orphan() throws IOException {
    Path pidFile = data.resolve("postgres/postmaster.pid");
    return Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
  }

  private static List<InetAddress> otherAddresses() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.getHostAddress().equals("127.0.0.1"))
        .toList();
  }
}
