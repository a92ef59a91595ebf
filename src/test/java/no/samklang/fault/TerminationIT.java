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
import no.samklang.Alone;
import no.samklang.TestClient.Answer;
import no.samklang.TestDatabase;
import no.samklang.TestPlan;
import no.samklang.TestSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service that is told to end (SIGTERM) while people use it. */
@Alone
@Timeout(120)
class TerminationIT {
  private static final int SENDERS = 25;
  private static final int READERS = 25;
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int UNAVAILABLE = 503;
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static OwnPostgres postgres;
  private static TestDatabase database;
  private static ServiceProcess service;
  private static TestPlan owner;
  private static TestPlan mother;
  private static String motherId;
  private static String ownerId;

  @BeforeAll
  static void open() {
    postgres = OwnPostgres.open();
    database = postgres.database();
    service = new ServiceProcess(folder, Map.of("SAMKLANG_DATABASE_URI", database.uri())).start();
    owner = TestPlan.withConsentFor(service.client().logIn("planeier"), 210);
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
  void whatIsAskedOnAnOpenConnectionIsAnsweredAndPagesAreToldToComeBack() {
    List<TestSocket> pages = Stream.generate(mother.client()::live).limit(5).toList();
    List<Caller> senders = callers(SENDERS, "/messages", message("Under last"));
    List<Caller> readers = callers(READERS, "/messages?folder=RECEIVED", null);
    List<Thread> threads =
        Stream.concat(senders.stream(), readers.stream()).map(Thread::new).toList();
    threads.forEach(Thread::start);
    await()
        .atMost(PATIENCE)
        .until(() -> senders.stream().allMatch(one -> one.statuses().size() > 3));

    service.terminate();
    assertThat(pages).allSatisfy(page -> assertThat(page.closeCode()).isEqualTo(1001));
    assertThat(service.endsWithin(ENDS_WITHIN)).isTrue();
    threads.forEach(TerminationIT::join);
    List<Caller> all = new ArrayList<>(senders);
    all.addAll(readers);
    assertThat(all).allSatisfy(TerminationIT::wasToldToLeave);
    assertThat(senders).flatExtracting(Caller::statuses).isSubsetOf(CREATED, UNAVAILABLE);
    assertThat(readers).flatExtracting(Caller::statuses).isSubsetOf(OK, UNAVAILABLE);
    assertThat(count("select count(*) from message where subject = 'Under last'"))
        .isBetween(count(senders, CREATED), count(senders, CREATED) + count(senders, UNAVAILABLE));
    endedInOrder();
  }

  /** A machine that is busy with other things may refuse some; refused isn't dropped. */
  private static int count(List<Caller> callers, int status) {
    return (int)
        callers.stream().flatMap(one -> one.statuses().stream()).filter(is -> is == status).count();
  }

  private static void wasToldToLeave(Caller caller) {
    assertThat(caller.fault()).isNull();
    assertThat(caller.wasToldToLeave()).isTrue();
  }

  @Test
  void whatTakesItsTimeIsAnsweredAndWhatIsToBeWrittenBehindIsWritten() throws SQLException {
    String before = visit();
    try (Connection counter = lockedCounter();
        Connection visits = postgres.lock("visit")) {
      owner.home();
      CompletableFuture<Answer> slow =
          CompletableFuture.supplyAsync(
              () ->
                  owner.client().post(owner.path("/messages"), TestPlan.message("Sent", motherId)));
      await().atMost(PATIENCE).until(() -> count(WAITING) > 0);

      service.terminate();
      await().atMost(PATIENCE).until(() -> service.health("/health/ready") == 503);
      assertThat(service.health("/health/live")).isEqualTo(200);
      await().atMost(PATIENCE).until(service::isClosed);
      assertThat(slow).isNotDone();
      counter.rollback();
      assertThat(slow.join().status()).isEqualTo(201);
      visits.rollback();
    }
    assertThat(service.endsWithin(ENDS_WITHIN)).isTrue();
    assertThat(visit()).isGreaterThan(before);
    endedInOrder();
  }

  /** The sender of a message to the mother waits for this row. */
  private static Connection lockedCounter() throws SQLException {
    Connection session = postgres.session();
    session.setAutoCommit(false);
    try (Statement lock = session.createStatement()) {
      lock.execute("update mailbox set unread = unread where participant_id = '" + motherId + "'");
    }
    return session;
  }

  private static final String WAITING =
      "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query not like '%into visit%'";

  @Test
  void aDatabaseThatHangsDoesNotKeepItFromEnding() {
    CompletableFuture<Answer> hanging;
    try {
      postgres.freeze();
      hanging = CompletableFuture.supplyAsync(() -> mother.client().get("/plans"));
      service.terminate();
      assertThat(service.endsWithin(ENDS_WITHIN)).isTrue();
    } finally {
      postgres.thaw();
    }
    assertThat(hanging).failsWithin(PATIENCE);
  }

  private static void endedInOrder() {
    assertThat(service.exitCode()).isZero();
    assertThat(service.log()).doesNotContain("Exception", " ERROR ", "Stopped before");
  }

  private static List<Caller> callers(int count, String path, String body) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Caller(service.port(), owner.client().cookie(), owner.path(path), body))
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
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
