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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real PostgreSQL on a real folder: kept, durable, closed to others. */
class EmbeddedPostgresIT {
  @TempDir static Path binaries;
  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void nameWithASpace() {
    data = folder.resolve("plan data");
  }

  @Test
  void rowsAreThereAtTheNextStartOnTheSamePort() throws SQLException {
    DatabaseAddress first;
    try (EmbeddedPostgres postgres = start()) {
      first = postgres.address();
      OneRow.write(first, "kept");
    }
    try (EmbeddedPostgres postgres = start()) {
      assertThat(OneRow.read(postgres.address())).containsExactly("kept");
      assertThat(postgres.address()).isEqualTo(first);
    }
  }

  @Test
  void aRowThatAKilledProcessCommittedIsThere() throws Exception {
    Process child = OneRow.inChildProcess(data, binaries, "committed");
    long orphan = orphan();
    String port = Files.readString(data.resolve("postgres/samklang.port"));
    child.destroyForcibly().waitFor();
    assertThat(ProcessHandle.of(orphan)).as("the server outlives its service").isPresent();
    try (EmbeddedPostgres postgres = start()) {
      assertThat(OneRow.read(postgres.address())).containsExactly("committed");
      assertThat(orphan()).isNotEqualTo(orphan);
      assertThat(data.resolve("postgres/samklang.port"))
          .hasContent(port)
          .hasContent(Integer.toString(postgres.address().port()));
    }
  }

  @Test
  void anotherProcessOnTheSameFolderIsRefused() throws Exception {
    Process child = OneRow.inChildProcess(data, binaries, "theirs");
    ProcessHandle theirs = ProcessHandle.of(orphan()).orElseThrow();
    assertThatExceptionOfType(DatabaseStartException.class)
        .isThrownBy(this::start)
        .withMessage("data.dir: " + data + " is in use by another Samklang process");
    assertThat(theirs.isAlive()).as("their server is left alone").isTrue();
    child.destroyForcibly().waitFor();
    start().close();
    assertThat(theirs.onExit()).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void aSecondStartWithinOneProcessIsRefusedAndFreesNothing() {
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
  void aNumberThatBelongsToSomebodyElseIsLeftAlone() throws Exception {
    start().close();
    Process somebody = new ProcessBuilder("sleep", "600").start();
    try {
      Path pidFile = data.resolve("postgres/postmaster.pid");
      Files.writeString(pidFile, somebody.pid() + "\n" + data.resolve("postgres") + "\n1\n5432\n");
      start().close();
      assertThat(somebody.isAlive()).isTrue();
    } finally {
      somebody.destroyForcibly().waitFor();
    }
  }

  @Test
  void aStaleOrTornPidFileIsHarmless() throws Exception {
    start().close();
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path pidFile = data.resolve("postgres/postmaster.pid");
    Files.writeString(pidFile, gone.pid() + "\n" + data.resolve("postgres") + "\n1\n5432\n");
    start().close();
    Files.writeString(pidFile, "");
    start().close();
  }

  @Test
  void aTakenPortIsExchangedForAFreeOne() throws IOException {
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
  void commitsReachTheDiskAndTheServerIsSmall() throws SQLException {
    try (EmbeddedPostgres postgres = start()) {
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        assertThat(OneRow.ask(postgres.address(), "show " + setting)).containsExactly("on");
      }
      assertThat(OneRow.ask(postgres.address(), "show max_connections")).containsExactly("60");
      assertThat(OneRow.ask(postgres.address(), "show data_checksums")).containsExactly("on");
    }
  }

  @Test
  void norwegianLettersAreLetters() throws SQLException {
    try (EmbeddedPostgres postgres = start()) {
      OneRow.run(postgres.address(), "create extension pg_trgm");
      assertThat(OneRow.ask(postgres.address(), "select lower('ÆØÅ')")).containsExactly("æøå");
      assertThat(OneRow.ask(postgres.address(), "select array_length(show_trgm('ø'), 1)"))
          .containsExactly("2");
    }
  }

  @Test
  void onlyThisMachineAndOnlyThePasswordOpensIt() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      DatabaseAddress address = postgres.address();
      DatabaseAddress stranger = address.as(address.user(), new Secret("wrong"));
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> OneRow.ask(stranger, "select 1"))
          .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
      assertThat(OneRow.ask(address, "show unix_socket_directories")).containsExactly("");
      assertThat(OneRow.ask(address, "show listen_addresses")).containsExactly("127.0.0.1");
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
  void aFolderThatCannotBeWrittenIsNamedInOneLine() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatExceptionOfType(DatabaseStartException.class)
        .isThrownBy(() -> EmbeddedPostgres.start(file.resolve("data"), binaries))
        .withMessageStartingWith("data.dir: " + file)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }

  @Test
  void theServersOwnReasonIsGivenInOneLine() throws IOException {
    start().close();
    Files.writeString(data.resolve("postgres/postgresql.conf"), "no_such_setting = 1\n");
    assertThatExceptionOfType(DatabaseStartException.class)
        .isThrownBy(this::start)
        .withMessageContaining("postgres: ")
        .withMessageContaining("FATAL: ")
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }

  @Test
  void aLostPasswordIsNamedAndNoServerIsLeft() throws IOException {
    start().close();
    Path password = data.resolve("postgres/samklang.password");
    Files.delete(password);
    assertThatExceptionOfType(DatabaseStartException.class)
        .isThrownBy(this::start)
        .withMessage("data.dir: " + data + " can't be used: " + password + " is missing");
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void aFullDiskIsToldApart() {
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
