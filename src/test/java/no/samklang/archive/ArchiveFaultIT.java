package no.samklang.archive;

import static no.samklang.archive.ArchiveTests.awaitFailure;
import static no.samklang.archive.ArchiveTests.awaitState;
import static no.samklang.archive.ArchiveTests.order;
import static no.samklang.archive.ArchiveTests.post;
import static no.samklang.archive.ArchiveTests.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.archive.TestArchive.ReceivedArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing is lost when the channel, the plan or its readers fail on the way (PLAN-3). */
class ArchiveFaultIT {
  private static final JsonObject PART =
      new JsonObject().put("parts", new JsonArray().add("ABOUT"));
  private static final int MAX_ATTEMPTS = 3;
  private static final TestArchive archive = new TestArchive();

  @RegisterExtension
  static final TestServer server =
      TestServer.start(
          Map.of(
              "archive.channel",
              "https.yaml",
              "archive.values.url",
              archive.url(),
              "archive.values.token",
              TestArchive.TOKEN,
              "archive.timeout",
              "1s",
              "archive.maxAttempts",
              Integer.toString(MAX_ATTEMPTS)));

  private static TestPlan plan;
  private static TestClient admin;

  @BeforeAll
  static void logIn() {
    plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    admin = server.loggedIn("admin");
  }

  @BeforeEach
  void receive() {
    archive.receive();
    server.sql("delete from plan_archive; update plan set archived_at = null");
    server.sql("delete from outbox where template = 'ARCHIVE_FAILED'");
  }

  @AfterAll
  static void close() {
    archive.close();
  }

  @ParameterizedTest
  @CsvSource({
    "500, '', NOT_RECEIVED",
    "404, '', NOT_RECEIVED",
    "302, '', REDIRECTED",
    "401, '', REFUSED",
    "403, '', REFUSED",
    "201, 'tull', NO_RECEIPT",
    "201, '{}', NO_RECEIPT",
    "201, '{\"receipt\": \" \"}', NO_RECEIPT",
    "200, '', NO_RECEIPT"
  })
  void whatTheChannelDoesNotReceiveIsTriedAgain(int status, String body, String failure) {
    archive.answer(status, body);
    String id = order(plan, PART);
    JsonObject failed = awaitFailure(plan, id, failure);
    assertThat(failed.getString("state")).isEqualTo("SENDING");
    assertThat(failed.getString("nextAttemptAt")).isNotNull();
    assertThat(archivedAt()).isNull();
    archive.receive();
    server.clock().advance(Duration.ofSeconds(10));
    assertThat(awaitState(plan, id, "RECEIVED").containsKey("failure")).isFalse();
    assertThat(archivedAt()).isNotNull();
    assertThat(archive.received()).extracting(ReceivedArchive::id).containsOnlyOnce(id);
  }

  @Test
  void anAnswerWithoutEndIsCutOff() {
    archive.answer(201, "x".repeat(200_000));
    awaitFailure(plan, order(plan, PART), "NO_RECEIPT");
  }

  @Test
  void aChannelThatDoesNotAnswerIsTriedAgain() {
    CountDownLatch later = new CountDownLatch(1);
    archive.answerAfter(later);
    String id = order(plan, PART);
    awaitFailure(plan, id, "NO_ANSWER");
    assertThat(archivedAt()).isNull();
    later.countDown();
    archive.receive();
    plan.client().post(plan.path("/archive/" + id + "/retry"), null).expect(200);
    awaitState(plan, id, "RECEIVED");
  }

  @Test
  void afterTheLastAttemptTheAdministratorSeesItAndTriesAgain() {
    archive.answer(500, "");
    String id = order(plan, PART);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              server.clock().advance(Duration.ofSeconds(3));
              return state(plan, id).getString("state").equals("FAILED");
            });
    assertThat(archive.attempts().stream().filter(id::equals)).hasSize(MAX_ATTEMPTS);
    assertThat(server.value("select count(*) > 0 from plan_archive_chunk")).isEqualTo("t");
    JsonObject shown = admin.get("/failed-archives").expect(200).item(0);
    assertThat(shown.getString("id")).isEqualTo(id);
    assertThat(shown.getString("failure")).isEqualTo("NOT_RECEIVED");
    assertThat(shown.getString("by")).isEqualTo("Kari Testnes");
    plan.client().get("/failed-archives").expect(403, "access.denied");
    assertThat(told()).isEqualTo("admin (no plan), enhetsleder (no plan), koordinator (plan)");
    otherAdministratorSeesNothing(id);
    archive.receive();
    JsonObject again = admin.post("/failed-archives/" + id + "/retry", null).expect(200).body();
    assertThat(again.getInteger("count")).isOne();
    awaitState(plan, id, "RECEIVED");
    assertThat(admin.get("/failed-archives").expect(200).items()).isEmpty();
    admin.post("/failed-archives/" + id + "/retry", null).expect(200);
  }

  /** Who was told of failures, each by a notice that says nothing of the plan (NOTIF-2). */
  private static String told() {
    return server.value(
        """
        select string_agg(a.username || case when o.plan_id is null then ' (no plan)' else ' (plan)' end, ', ' order by a.username)
          from outbox o join account a on a.person_id = o.person_id where o.template = 'ARCHIVE_FAILED'""");
  }

  private static void otherAdministratorSeesNothing(String id) {
    server.sql(
        """
        insert into organisation_admin (organisation_id, person_id)
        select municipality_id, id from person where first_name = 'Nina' on conflict do nothing""");
    TestClient other = server.loggedIn("nabo");
    assertThat(other.get("/failed-archives").expect(200).items()).isEmpty();
    other.post("/failed-archives/" + id + "/retry", null).expect(404);
  }

  /** What has been received of a plan that is deleted meanwhile leaves nothing behind. */
  @Test
  void deletedOnTheWay() {
    CountDownLatch later = new CountDownLatch(1);
    archive.answerAfter(later);
    String id = order(plan, PART);
    await().until(() -> archive.attempts().contains(id));
    server.sql("delete from plan_archive where id = '" + id + "'");
    later.countDown();
    await().until(() -> archive.received().stream().anyMatch(one -> one.id().equals(id)));
    String next = order(plan, PART);
    awaitState(plan, next, "RECEIVED");
    plan.client().get(plan.path("/archive/" + id)).expect(404);
    assertThat(server.value("select count(*) from plan_archive_chunk")).isEqualTo("0");
  }

  @Test
  void closedOnTheWay() {
    CountDownLatch later = new CountDownLatch(1);
    archive.answerAfter(later);
    String id = order(plan, PART);
    await().until(() -> archive.attempts().contains(id));
    try {
      server.sql(
          "update plan set state = 'CLOSED', end_date = current_date where id = '%s'"
              .formatted(plan.id()));
      later.countDown();
      awaitState(plan, id, "RECEIVED");
      assertThat(archivedAt()).isNotNull();
      order(plan, PART); // a closed plan too
    } finally {
      server.sql(
          "update plan set state = 'ACTIVE', end_date = null where id = '%s'".formatted(plan.id()));
    }
  }

  @Test
  void whoLosesTheRightBeforeItIsMadeGetsNothing() {
    TestPlan doctor = plan.as(server.loggedIn("lege"));
    setRole(doctor, "COORDINATOR");
    String id = waiting(doctor);
    setRole(doctor, "PROVIDER");
    release();
    assertThat(awaitState(plan, id, "FAILED").getString("failure")).isEqualTo("ACCESS_LOST");
    assertThat(told()).isEqualTo("admin (no plan), enhetsleder (no plan)");
    assertThat(archive.attempts()).doesNotContain(id);
    post(doctor, UUID.randomUUID().toString(), PART).expect(403, "access.denied");
  }

  private static void setRole(TestPlan participant, String role) {
    server.sql(
        "update participant set role = '%s' where id = '%s'"
            .formatted(role, participant.ownParticipantId()));
  }

  /** A node that dies with it, again and again, isn't given it for ever. */
  @Test
  void whatAlwaysEndsWithItsNodeFails() {
    String id = waiting(plan);
    server.sql("update plan_archive set attempts = " + MAX_ATTEMPTS);
    release();
    assertThat(awaitState(plan, id, "FAILED").getString("failure")).isEqualTo("INTERRUPTED");
  }

  /** 50 at once: some are taken, the others are asked to come back. */
  @Test
  void manyAtOnceAreBounded() {
    ExecutorService threads = Executors.newFixedThreadPool(50);
    List<ClientAnswer> answers;
    try {
      answers =
          IntStream.range(0, 50)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> post(plan, UUID.randomUUID().toString(), PART), threads))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
    } finally {
      threads.shutdown();
    }
    assertThat(answers).extracting(ClientAnswer::status).containsOnly(201, 503).contains(201, 503);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 503)
        .allSatisfy(answer -> assertThat(answer.header("Retry-After")).isPresent());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                server
                    .value("select count(*) from plan_archive where state <> 'RECEIVED'")
                    .equals("0"));
  }

  @Test
  void contentOfWhatFailedIsPurgedAndMadeAnew() {
    archive.answer(500, "");
    String id = order(plan, PART);
    awaitFailure(plan, id, "NOT_RECEIVED");
    server.sql(
        """
        update plan_archive set state = 'FAILED', next_at = null, failed_at = now() - interval '91 days' where id = '%s'"""
            .formatted(id));
    server.runJobs();
    assertThat(server.value("select count(*) from plan_archive_chunk")).isEqualTo("0");
    archive.receive();
    plan.client().post(plan.path("/archive/" + id + "/retry"), null).expect(200);
    awaitState(plan, id, "RECEIVED");
  }

  private static String archivedAt() {
    return server.value("select archived_at from plan where id = '" + plan.id() + "'");
  }

  /** An archive that isn't made before {@link #release}. */
  private static String waiting(TestPlan by) {
    String id = UUID.randomUUID().toString();
    server.sql(
        """
        insert into plan_archive (id, plan_id, participant_id, parts, history, comments, asked_at, state, next_at)
        select '%s', plan_id, id, '{ABOUT}', false, false, now(), 'MAKING', now() + interval '1 day'
          from participant where id = '%s'"""
            .formatted(id, by.ownParticipantId()));
    return id;
  }

  private static void release() {
    server.sql(
        "update plan_archive set next_at = now() - interval '1 day' where next_at is not null");
  }
}
