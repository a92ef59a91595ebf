package no.samklang.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.samklang.Exclusive;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestDatabase;
import no.samklang.TestPlan;
import no.samklang.TestSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Graceful shutdown on SIGTERM under load. */
@Exclusive
@Timeout(120)
class TerminationIT {
  private static final int SENDERS = 25;
  private static final int READERS = 25;
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int UNAVAILABLE = 503;
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static ControllablePostgres postgres;
  private static TestDatabase database;
  private static ServiceProcess service;
  private static TestPlan owner;
  private static TestPlan mother;
  private static String motherId;
  private static String ownerId;

  @BeforeAll
  static void open() {
    postgres = ControllablePostgres.open();
    database = postgres.database();
    service = new ServiceProcess(folder, Map.of("SAMKLANG_DATABASE_URI", database.uri())).start();
    owner = TestPlan.withConsentDaysLeft(service.client().logIn("planeier"), 210);
    ownerId = owner.ownParticipantId();
    mother = owner.as(service.client().logIn("mor"));
    motherId = mother.ownParticipantId();
  }

  @AfterAll
  static void stop() {
    service.close();
    postgres.close();
  }

  @BeforeEach
  void start() {
    if (!service.isRunning()) {
      service.start();
    }
  }

  @Test
  void openConnectionsAreAnsweredAndSocketsAreClosedWith1001() {
    List<TestSocket> pages = Stream.generate(mother.client()::openSocket).limit(5).toList();
    List<KeepAliveClient> senders = clients(SENDERS, "/messages", message("Under last"));
    List<KeepAliveClient> readers = clients(READERS, "/messages?folder=RECEIVED", null);
    List<Thread> threads =
        Stream.concat(senders.stream(), readers.stream()).map(Thread::new).toList();
    threads.forEach(Thread::start);
    await()
        .atMost(TIMEOUT)
        .until(() -> senders.stream().allMatch(one -> one.statuses().size() > 3));

    service.terminate();
    assertThat(pages).allSatisfy(page -> assertThat(page.closeCode()).isEqualTo(1001));
    assertThat(service.endsWithin(STOP_TIMEOUT)).isTrue();
    threads.forEach(TerminationIT::join);
    List<KeepAliveClient> all = new ArrayList<>(senders);
    all.addAll(readers);
    assertThat(all).allSatisfy(TerminationIT::assertClosedGracefully);
    assertThat(senders).flatExtracting(KeepAliveClient::statuses).isSubsetOf(CREATED, UNAVAILABLE);
    assertThat(readers).flatExtracting(KeepAliveClient::statuses).isSubsetOf(OK, UNAVAILABLE);
    assertThat(count("select count(*) from message where subject = 'Under last'"))
        .isBetween(count(senders, CREATED), count(senders, CREATED) + count(senders, UNAVAILABLE));
    assertStoppedWithoutErrors();
  }

  /** Under other load, requests may be refused (503), but never dropped. */
  private static int count(List<KeepAliveClient> callers, int status) {
    return (int)
        callers.stream().flatMap(one -> one.statuses().stream()).filter(is -> is == status).count();
  }

  private static void assertClosedGracefully(KeepAliveClient caller) {
    assertThat(caller.fault()).isNull();
    assertThat(caller.isCloseRequested()).isTrue();
  }

  @Test
  void slowRequestsAreAnsweredAndPendingVisitsAreWritten() throws SQLException {
    String before = visit();
    try (Connection counter = lockedCounter();
        Connection visits = postgres.lockTable("visit")) {
      owner.home();
      CompletableFuture<ClientAnswer> slow =
          CompletableFuture.supplyAsync(
              () ->
                  owner.client().post(owner.path("/messages"), TestPlan.message("Sent", motherId)));
      await().atMost(TIMEOUT).until(() -> count(COUNT_LOCK_WAITS) > 0);

      service.terminate();
      await().atMost(TIMEOUT).until(() -> service.healthStatus("/health/ready") == 503);
      assertThat(service.healthStatus("/health/live")).isEqualTo(200);
      await().atMost(TIMEOUT).until(service::refusesConnections);
      assertThat(slow).isNotDone();
      counter.rollback();
      assertThat(slow.join().status()).isEqualTo(201);
      visits.rollback();
    }
    assertThat(service.endsWithin(STOP_TIMEOUT)).isTrue();
    assertThat(visit()).isGreaterThan(before);
    assertStoppedWithoutErrors();
  }

  /** Locks the row that a message to the mother updates. */
  private static Connection lockedCounter() throws SQLException {
    Connection session = postgres.openSession();
    session.setAutoCommit(false);
    try (Statement lock = session.createStatement()) {
      lock.execute("update mailbox set unread = unread where participant_id = '" + motherId + "'");
    }
    return session;
  }

  private static final String COUNT_LOCK_WAITS =
      "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query not like '%into visit%'";

  @Test
  void aHangingDatabaseDoesNotDelayTheStop() {
    CompletableFuture<ClientAnswer> hanging;
    try {
      postgres.freeze();
      hanging = CompletableFuture.supplyAsync(() -> mother.client().get("/plans"));
      service.terminate();
      assertThat(service.endsWithin(STOP_TIMEOUT)).isTrue();
    } finally {
      postgres.resume();
    }
    assertThat(hanging.handle(TerminationIT::isRefused)).succeedsWithin(TIMEOUT).isEqualTo(true);
  }

  /**
   * Accepted just before the end, it is answered with 503; just after, the connection is refused.
   */
  private static boolean isRefused(ClientAnswer answer, Throwable failure) {
    return failure != null || answer.status() == UNAVAILABLE;
  }

  private static void assertStoppedWithoutErrors() {
    assertThat(service.exitCode()).isZero();
    assertThat(service.log()).doesNotContain("Exception", " ERROR ", "Stop timed out");
  }

  private static List<KeepAliveClient> clients(int count, String path, String body) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new KeepAliveClient(
                    service.port(), owner.client().cookie(), owner.path(path), body))
        .toList();
  }

  private static String message(String subject) {
    return TestPlan.message(subject, motherId).encode();
  }

  private static String visit() {
    return database.value("select last_at from visit where participant_id = '" + ownerId + "'");
  }

  private static int count(String query) {
    return Integer.parseInt(database.value(query));
  }

  private static void join(Thread thread) {
    try {
      thread.join(TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
