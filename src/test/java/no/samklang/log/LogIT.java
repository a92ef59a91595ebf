package no.samklang.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.samklang.TestClient;
import no.samklang.TestDatabase;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who has seen what, and what has been done (PART-6, LOG-1). */
class LogIT {
  private static final Duration SOON = Duration.ofSeconds(5);
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan owner;
  private static TestPlan coordinator;

  @BeforeAll
  static void open() {
    owner = TestPlan.withConsentFor(server.loggedIn("planeier"), 210);
    coordinator = owner.as(server.loggedIn("koordinator"));
  }

  @Test
  void theOwnerSeesWhoHasSeenWhatAndWhen() {
    TestPlan doctor = owner.as(server.loggedIn("lege"));
    doctor.home();
    doctor.folder("RECEIVED");
    doctor.client().get(owner.path("/participants")).expect(200);
    doctor.client().get(owner.path("/consent")).expect(200);
    String id = doctor.ownParticipantId();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(seenBy(id)).contains("HOME", "MESSAGES", "PARTICIPANTS", "CONSENT"));
    JsonObject newest = access(owner, "?limit=1").item(0);
    assertThat(newest.getString("name")).isNotBlank();
    assertThat(newest.getInteger("times")).isPositive();
    assertThat(newest.getString("lastAt")).isNotBlank();
  }

  @Test
  void theHomePageIsSeenAsOnePart() {
    TestPlan mother = owner.as(server.loggedIn("mor"));
    mother.home();
    String id = mother.ownParticipantId();
    await().atMost(SOON).untilAsserted(() -> assertThat(seenBy(id)).containsOnly("HOME"));
  }

  @Test
  void aMessageIsSeenAsMessagesNeverAsWhich() {
    TestPlan doctor = owner.as(server.loggedIn("lege"));
    String message = doctor.folder("RECEIVED").item(0).getString("id");
    doctor.client().get(owner.path("/messages/" + message)).expect(200);
    await().atMost(SOON).until(() -> seenBy(doctor.ownParticipantId()).contains("MESSAGES"));
    assertThat(access(owner, "").response().body()).doesNotContain(message);
  }

  /** A page that refreshes itself isn't somebody who looks. */
  @Test
  void whatAnOpenPageFetchesByItselfAddsNothingToWhatWasLookedAt() {
    TestPlan plan = TestPlan.withConsentFor(server.loggedIn("koordinator"), 24);
    String id = plan.ownParticipantId();
    String message = plan.send("Bakgrunn", id);
    List<String> parts =
        List.of(
            "",
            "/participants",
            "/participants/" + id,
            "/rights",
            "/messages",
            "/messages/" + message,
            "/access",
            "/log",
            "/administration");
    server.sql("delete from access_log where participant_id = '%s'".formatted(id));
    parts.forEach(part -> plan.client().get(plan.path(part)).expect(200));
    String looks =
        "select count(distinct part) from access_log where participant_id = '%s'".formatted(id);
    await().atMost(SOON).until(() -> server.value(looks), "8"::equals);
    String times = "select sum(times) from access_log where participant_id = '%s'".formatted(id);
    int before = Integer.parseInt(server.value(times));
    plan.client().header("X-Background", "true");
    parts.forEach(part -> plan.client().get(plan.path(part)).expect(200));
    plan.client().header("X-Background", null).get(plan.path("/consent")).expect(200);
    await().atMost(SOON).until(() -> server.value(looks), "9"::equals);
    assertThat(Integer.parseInt(server.value(times))).isEqualTo(before + 1);
  }

  /** The header is the client's word: nobody reads a plan behind it without a trace. */
  @Test
  void whatNobodyHasOpenedBeforeIsWrittenDownWhateverTheRequestSays() {
    TestPlan plan = TestPlan.withConsentFor(server.loggedIn("lege"), 305);
    String id = plan.ownParticipantId();
    server.sql("delete from access_log where participant_id = '%s'".formatted(id));
    plan.client().header("X-Background", "true").get(plan.path("/participants")).expect(200);
    plan.client().header("X-Background", null);
    String seen =
        "select count(*) from access_log where part = 'PARTICIPANTS' and participant_id = '%s'"
            .formatted(id);
    await().atMost(SOON).until(() -> server.value(seen), "1"::equals);
  }

  @Test
  void theReadsOfAnHourAreOneRow() {
    TestPlan nextOfKin = TestPlan.withConsentFor(server.loggedIn("mor"), 24);
    String id = nextOfKin.ownParticipantId();
    nextOfKin.home();
    nextOfKin.home();
    String rows =
        "select count(*) || ' ' || sum(times) from access_log where part = 'HOME' and hour = date_trunc('hour', now()) and participant_id = '%s'"
            .formatted(id);
    await().atMost(SOON).until(() -> server.value(rows), "1 3"::equals);
  }

  @Test
  void itIsPagedThrough() {
    coordinator.home();
    coordinator.folder("SENT");
    coordinator.client().get(owner.path("/consent")).expect(200);
    await().atMost(SOON).until(() -> access(owner, "").items().size() > 3);
    TestClient.Answer first = access(owner, "?limit=2");
    assertThat(first.items()).hasSize(2);
    String next = first.body().getString("next");
    TestClient.Answer second = access(owner, "?limit=2&after=" + next);
    assertThat(second.item(0)).isNotIn(first.items().stream().toList());
    assertThat(second.item(0).getString("lastAt"))
        .isLessThanOrEqualTo(first.item(1).getString("lastAt"));
    owner.client().get(owner.path("/access?after=no")).expect(422);
  }

  @Test
  void whatHasBeenDoneIsInTheLog() {
    TestPlan other = TestPlan.withConsentFor(server.loggedIn("planeier2"), 305);
    other.client().delete(other.path("/consent")).expect(204);
    JsonObject last = other.client().get(other.path("/log")).expect(200).item(0);
    assertThat(last.getString("event")).isEqualTo("CONSENT_WITHDRAWN");
    assertThat(last.getString("by")).isNotBlank();
    JsonObject given = other.client().get(other.path("/log")).expect(200).item(1);
    assertThat(given.getJsonObject("detail").fieldNames())
        .containsExactlyInAnyOrder("from", "until", "capacity", "registered");
  }

  @Test
  void othersAreRefused() {
    for (String path : List.of("/access", "/log")) {
      for (String who : List.of("fremmed", "nabo", "admin")) {
        server.loggedIn(who).get(owner.path(path)).expect(404);
      }
      server.loggedIn("lege").get(owner.path(path)).expect(403, "access.denied");
      coordinator.client().get(owner.path(path)).expect(200);
    }
  }

  @Test
  void aCoordinatorWhomTheOwnerHasShutOutOfTheLogDoesNotReadIt() {
    TestPlan plan = TestPlan.withConsentFor(server.loggedIn("koordinator"), 24);
    String level =
        "update participant set rights = jsonb_set(rights, '{areas,LOG}', '\"%s\"') where id = '%s'";
    String id = plan.ownParticipantId();
    server.sql(level.formatted("NONE", id));
    plan.client().get(plan.path("/log")).expect(403, "access.denied");
    plan.client().get(plan.path("/access")).expect(200);
    server.sql(level.formatted("READ", id));
    plan.client().get(plan.path("/log")).expect(200);
  }

  /** What is read waits for nobody: it answers while the log can't be written to. */
  @Test
  void aReadDoesNotWaitForTheLog() {
    TestPlan doctor = owner.as(server.loggedIn("lege"));
    server
        .database()
        .beforeCommit("lock table access_log in exclusive mode", () -> doctor.folder("RECEIVED"));
    await().atMost(SOON).until(() -> seenBy(doctor.ownParticipantId()).contains("MESSAGES"));
  }

  @Test
  void whatWasSeenLastIsWrittenWhenTheServiceStops() {
    TestDatabase database = TestDatabase.create();
    try (TestServer own = TestServer.on(database, Map.of())) {
      TestPlan plan = TestPlan.withConsentFor(own.loggedIn("planeier"), 210);
      database.run("delete from access_log");
      plan.client().get(plan.path("/consent")).expect(200);
    }
    assertThat(database.value("select string_agg(part, ' ') from access_log")).isEqualTo("CONSENT");
  }

  private static List<String> seenBy(String participant) {
    return access(owner, "?limit=200").items().stream()
        .map(JsonObject.class::cast)
        .filter(seen -> seen.getString("participantId").equals(participant))
        .map(seen -> seen.getString("part"))
        .toList();
  }

  private static TestClient.Answer access(TestPlan plan, String query) {
    return plan.client().get(plan.path("/access" + query)).expect(200);
  }
}
