package no.samklang.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import no.samklang.Exclusive;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestDatabase;
import no.samklang.TestPlan;
import no.samklang.config.DatabaseAddress;
import no.samklang.config.Secret;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Crash and full disk of the embedded database while the service runs. */
@Exclusive
@Timeout(120)
class EmbeddedPostgresFaultIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  // it is looked at once a second
  private static final Duration MAX_READINESS_AGE = Duration.ofSeconds(2);
  private static final int DISK = 250;
  // more than the disk holds, and than the server has recycled
  private static final int WAL_FILES = 4 * DISK / 16;
  // a server that has no space for its log either stops, and isn't restarted
  private static final Pattern DISK_FULL =
      Pattern.compile("Database unavailable: disk full|can't be written: the disk is full");

  @TempDir static Path folder;
  private static LimitedDisk disk;
  private static Path data;
  private static ServiceProcess service;
  private static TestPlan owner;
  private static String motherId;

  private final List<String> acknowledged = new ArrayList<>();

  @BeforeAll
  static void open() throws IOException {
    if (LimitedDisk.isAllowed()) {
      disk = LimitedDisk.mount(folder.resolve("disk"), DISK);
    }
    data = disk == null ? ControllablePostgres.newFolder() : disk.folder().resolve("data");
    service =
        new ServiceProcess(folder, Map.of("SAMKLANG_DATA_DIR", data.toAbsolutePath().toString()))
            .start();
    owner = TestPlan.withConsentDaysLeft(service.client().logIn("planeier"), 210);
    motherId = owner.as(service.client().logIn("mor")).ownParticipantId();
  }

  @AfterAll
  static void stop() throws IOException {
    service.close();
    if (disk != null) {
      disk.close();
    }
  }

  @BeforeEach
  void start() {
    if (!service.isRunning()) {
      service.start();
    }
  }

  @Test
  void aKilledServerIsRestartedAtTheSameAddress() throws IOException {
    String address = database().address().toString();
    acknowledged.add(send().expect(201).body().getString("id"));
    ProcessHandle killed = ControllablePostgres.postmaster(data);
    ControllablePostgres.signal("KILL", killed.pid());
    await().atMost(TIMEOUT).until(() -> service.log().contains("Embedded database restarted"));
    awaitRecovery();
    assertThat(ControllablePostgres.postmaster(data)).isNotEqualTo(killed);
    assertThat(database().address()).hasToString(address);
    assertNothingLost();
    assertThat(service.log()).contains("Embedded database ended unexpectedly");

    service.terminate();
    assertThat(service.endsWithin(Duration.ofSeconds(10))).isTrue();
    assertThat(service.exitCode()).isZero();
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void writesAreRefusedOnAFullDiskAndRecoverWithoutLoss() throws IOException {
    assumeTrue(disk != null, "only root can mount a small disk");
    disk.fill();
    int logged = service.log().length();
    awaitRefusal(() -> DISK_FULL.matcher(service.log()).find(logged));
    assertThat(service.healthStatus("/health/live")).isEqualTo(200);
    disk.free();
    awaitRecovery();
    assertNothingLost();
  }

  @Test
  void aDatabaseStoppedByAFullDiskIsRestartedWhenThereIsSpace() throws IOException {
    assumeTrue(disk != null, "only root can mount a small disk");
    acknowledged.add(send().expect(201).body().getString("id"));
    disk.fill();
    try {
      int logged = service.log().length();
      exhaustWalSpace();
      await().atMost(TIMEOUT).until(() -> service.log().indexOf("the disk is full", logged) > 0);
      await().atMost(MAX_READINESS_AGE).until(() -> service.healthStatus("/health/ready") == 503);
      send().expect(503, "unavailable");
    } finally {
      disk.free();
    }
    awaitRecovery();
    assertNothingLost();
  }

  private static ClientAnswer send() {
    return owner
        .client()
        .post(
            owner.path("/messages"),
            TestPlan.message("Plass?", motherId).put("body", "Hei! ".repeat(4000)));
  }

  private void awaitRefusal(BooleanSupplier isTold) {
    await()
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              ClientAnswer answer = send();
              if (answer.status() == 201) {
                acknowledged.add(answer.body().getString("id"));
                return false;
              }
              answer.expect(503, "unavailable");
              assertThat(answer.header("Retry-After")).isPresent();
              return isTold.getAsBoolean();
            });
  }

  /**
   * Commits into one WAL file after another. A server that has no space for the next one when it
   * commits stops.
   */
  private static void exhaustWalSpace() throws IOException {
    DatabaseAddress address = database().address();
    try (Connection session =
            DriverManager.getConnection(
                address.jdbcUrl(), address.user(), address.password().reveal());
        Statement statement = session.createStatement()) {
      for (int file = 0; file < WAL_FILES; file++) {
        statement.execute("select pg_current_xact_id()");
        switchWal(statement);
      }
    } catch (SQLException stopped) {
      assertThat(stopped.getSQLState()).isIn("53100", "57P02", "57P03", "08003", "08006");
    }
  }

  private static void switchWal(Statement statement) throws SQLException {
    try {
      statement.execute("select pg_switch_wal()");
    } catch (SQLException e) {
      if (!"53100".equals(e.getSQLState())) { // the next commit needs the file
        throw e;
      }
    }
  }

  private void awaitRecovery() {
    await().atMost(TIMEOUT).until(() -> service.healthStatus("/health/ready") == 200);
    await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              ClientAnswer answer = send();
              if (answer.status() == 201) {
                acknowledged.add(answer.body().getString("id"));
              }
              return answer.status() == 201;
            });
    assertThat(service.client().submitPassword("mor", TestClient.PASSWORD).status()).isEqualTo(200);
  }

  private void assertNothingLost() throws IOException {
    TestDatabase database = database();
    assertThat(acknowledged).isNotEmpty();
    acknowledged.forEach(
        id ->
            assertThat(database.value("select length(body) from message where id = '" + id + "'"))
                .isNotNull());
    assertThat(database.value("select count(*) from (" + WRONG_COUNTERS + ") wrong"))
        .isEqualTo("0");
  }

  private static final String WRONG_COUNTERS =
      """
      select from mailbox b
       where b.unread <> (select count(*) from message_recipient r
                           where r.participant_id = b.participant_id
                             and r.sent_at is not null and r.read_at is null)""";

  private static TestDatabase database() throws IOException {
    Path postgres = data.resolve("postgres");
    DatabaseAddress owner =
        new DatabaseAddress(
            "127.0.0.1",
            Integer.parseInt(Files.readString(postgres.resolve("samklang.port")).strip()),
            "samklang",
            "samklang",
            new Secret(Files.readString(postgres.resolve("samklang.password")).strip()),
            "disable");
    return new TestDatabase(owner, owner); // only read by the owner
  }
}
