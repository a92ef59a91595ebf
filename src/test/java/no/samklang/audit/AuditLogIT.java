package no.samklang.audit;

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

/** The access log and the plan log (PART-6, LOG-1). */
class AuditLogIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan owner;
  private static TestPlan coordinator;

  @BeforeAll
  static void open() {
    owner = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    coordinator = owner.as(server.loggedIn("koordinator"));
  }

  @Test
  void ownerSeesReadsBySectionAndTime() {
    TestPlan doctor = owner.as(server.loggedIn("lege"));
    doctor.home();
    doctor.folder("RECEIVED");
    doctor.client().get(owner.path("/participants")).expect(200);
    doctor.client().get(owner.path("/consent")).expect(200);
    String id = doctor.ownParticipantId();
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(sectionsReadBy(id))
                    .contains("HOME", "MESSAGES", "PARTICIPANTS", "CONSENT"));
    JsonObject newest = access(owner, "?limit=1").item(0);
    assertThat(newest.getString("name")).isNotBlank();
    assertThat(newest.getInteger("times")).isPositive();
    assertThat(newest.getString("lastAt")).isNotBlank();
  }

  @Test
  void homePageIsLoggedAsOneSection() {
    TestPlan mother = owner.as(server.loggedIn("mor"));
    mother.home();
    String id = mother.ownParticipantId();
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(sectionsReadBy(id)).containsOnly("HOME"));
  }

  @Test
  void messageReadIsLoggedWithoutItsId() {
    TestPlan doctor = owner.as(server.loggedIn("lege"));
    String message = doctor.folder("RECEIVED").item(0).getString("id");
    doctor.client().get(owner.path("/messages/" + message)).expect(200);
    await()
        .atMost(TIMEOUT)
        .until(() -> sectionsReadBy(doctor.ownParticipantId()).contains("MESSAGES"));
    assertThat(access(owner, "").response().body()).doesNotContain(message);
  }

  /** Background requests don't count as reads of a section that was read before. */
  @Test
  void backgroundReadsAreNotCountedAgain() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 24);
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
    String sectionCount =
        "select count(distinct part) from access_log where participant_id = '%s'".formatted(id);
    await().atMost(TIMEOUT).until(() -> server.value(sectionCount), "8"::equals);
    String times = "select sum(times) from access_log where participant_id = '%s'".formatted(id);
    int before = Integer.parseInt(server.value(times));
    plan.client().header("X-Background", "true");
    parts.forEach(part -> plan.client().get(plan.path(part)).expect(200));
    plan.client().header("X-Background", null).get(plan.path("/consent")).expect(200);
    await().atMost(TIMEOUT).until(() -> server.value(sectionCount), "9"::equals);
    assertThat(Integer.parseInt(server.value(times))).isEqualTo(before + 1);
  }

  /** The client sets the header, so the first read of a section is always logged. */
  @Test
  void firstReadIsLoggedEvenInBackground() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("lege"), 305);
    String id = plan.ownParticipantId();
    server.sql("delete from access_log where participant_id = '%s'".formatted(id));
    plan.client().header("X-Background", "true").get(plan.path("/participants")).expect(200);
    plan.client().header("X-Background", null);
    String seen =
        "select count(*) from access_log where part = 'PARTICIPANTS' and participant_id = '%s'"
            .formatted(id);
    await().atMost(TIMEOUT).until(() -> server.value(seen), "1"::equals);
  }

  @Test
  void readsOfAnHourAreOneRow() {
    TestPlan nextOfKin = TestPlan.withConsentDaysLeft(server.loggedIn("mor"), 24);
    String id = nextOfKin.ownParticipantId();
    nextOfKin.home();
    nextOfKin.home();
    String rows =
        """
        select count(*) || ' ' || sum(times) from access_log where part = 'HOME' and
        hour = date_trunc('hour', now()) and participant_id = '%s'"""
            .formatted(id);
    await().atMost(TIMEOUT).until(() -> server.value(rows), "1 3"::equals);
  }

  @Test
  void accessLogIsPaged() {
    coordinator.home();
    coordinator.folder("SENT");
    coordinator.client().get(owner.path("/consent")).expect(200);
    await().atMost(TIMEOUT).until(() -> access(owner, "").items().size() > 3);
    TestClient.ClientAnswer first = access(owner, "?limit=2");
    assertThat(first.items()).hasSize(2);
    String next = first.body().getString("next");
    TestClient.ClientAnswer second = access(owner, "?limit=2&after=" + next);
    assertThat(second.item(0)).isNotIn(first.items().stream().toList());
    assertThat(second.item(0).getString("lastAt"))
        .isLessThanOrEqualTo(first.item(1).getString("lastAt"));
    owner.client().get(owner.path("/access?after=no")).expect(422);
  }

  @Test
  void changesAreInThePlanLog() {
    TestPlan other = TestPlan.withConsentDaysLeft(server.loggedIn("planeier2"), 305);
    other.client().delete(other.path("/consent")).expect(204);
    JsonObject last = other.client().get(other.path("/log")).expect(200).item(0);
    assertThat(last.getString("event")).isEqualTo("CONSENT_WITHDRAWN");
    assertThat(last.getString("by")).isNotBlank();
    JsonObject given = other.client().get(other.path("/log")).expect(200).item(1);
    assertThat(given.getJsonObject("detail").fieldNames())
        .containsExactlyInAnyOrder("from", "until", "capacity", "registered");
    server.sql(
        "update consent set ended_at = null, ended_by = null, end_reason = null where end_reason = 'WITHDRAWN'");
  }

  @Test
  void rejectsOtherCallers() {
    for (String path : List.of("/access", "/log")) {
      for (String who : List.of("fremmed", "nabo", "admin")) {
        server.loggedIn(who).get(owner.path(path)).expect(404);
      }
      server.loggedIn("lege").get(owner.path(path)).expect(403, "access.denied");
      coordinator.client().get(owner.path(path)).expect(200);
    }
  }

  /** A read is answered while the access log is locked. */
  @Test
  void readDoesNotWaitForTheAccessLog() {
    TestPlan doctor = owner.as(server.loggedIn("lege"));
    server
        .database()
        .whileUncommitted(
            "lock table access_log in exclusive mode", () -> doctor.folder("RECEIVED"));
    await()
        .atMost(TIMEOUT)
        .until(() -> sectionsReadBy(doctor.ownParticipantId()).contains("MESSAGES"));
  }

  @Test
  void bufferIsFlushedOnStop() {
    TestDatabase database = TestDatabase.create();
    try (TestServer own = TestServer.startOn(database, Map.of())) {
      TestPlan plan = TestPlan.withConsentDaysLeft(own.loggedIn("planeier"), 210);
      database.run("delete from access_log");
      plan.client().get(plan.path("/consent")).expect(200);
    }
    assertThat(database.value("select string_agg(part, ' ') from access_log")).isEqualTo("CONSENT");
  }

  private static List<String> sectionsReadBy(String participant) {
    return access(owner, "?limit=200").items().stream()
        .map(JsonObject.class::cast)
        .filter(seen -> seen.getString("participantId").equals(participant))
        .map(seen -> seen.getString("part"))
        .toList();
  }

  private static TestClient.ClientAnswer access(TestPlan plan, String query) {
    return plan.client().get(plan.path("/access" + query)).expect(200);
  }
}
