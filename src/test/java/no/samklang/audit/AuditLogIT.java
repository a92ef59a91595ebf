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
import no.samklang.access.AccessLog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
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

  @Test
  @DisplayName("PART-6: what says that the page reads by itself is noted too, the start page first")
  void backgroundReadsAreCountedApart() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 24);
    String id = plan.ownParticipantId();
    String message = plan.send("Bakgrunn", id);
    await().pollDelay(AccessLog.FLUSH_INTERVAL.multipliedBy(2)).until(() -> true); // all is written
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
    server.database().deleteFromLog("access_log", "participant_id = '%s'".formatted(id));
    plan.client().header("X-Background", "true");
    parts.forEach(part -> plan.client().get(plan.path(part)).expect(200));
    plan.client().header("X-Background", null).get(plan.path("/consent")).expect(200);
    String noted =
        """
        select string_agg(part || times || '+' || by_page, ' ' order by part)
          from (select part, sum(times) as times, sum(by_page) as by_page from access_log
                 where participant_id = '%s' group by part) parts"""
            .formatted(id);
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(server.value(noted))
                    .isEqualTo(
                        "ACCESS0+1 ADMINISTRATION0+1 CARD0+1 CONSENT1+0 HOME0+1 LOG0+1 MESSAGES0+2"
                            + " PARTICIPANTS0+1 RIGHTS0+1"));
    JsonObject consent = entryOf(plan, id, "CONSENT");
    assertThat(consent.getInteger("times")).isEqualTo(1);
    assertThat(consent.getInteger("timesByPage")).isZero();
    assertThat(entryOf(plan, id, "HOME").getInteger("timesByPage")).isPositive();
  }

  @Test
  @DisplayName("PERSON-15: what is read after help with the login carries the mark")
  void readsAfterHelpAreMarked() {
    TestPlan doctor = owner.as(server.loggedIn("lege"));
    String id = doctor.ownParticipantId();
    doctor.client().get(owner.path("/survey")).expect(200);
    await().atMost(TIMEOUT).until(() -> sectionsReadBy(id).contains("SURVEY"));
    server.sql("update account set marked_until = current_date + 7 where username = 'lege'");
    doctor.client().get(owner.path("/survey")).expect(200);
    server.sql("update account set marked_until = null where username = 'lege'");
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(owner.client().get(owner.path("/access?limit=200")).expect(200).items())
                    .map(JsonObject.class::cast)
                    .filteredOn(entry -> entry.getString("participantId").equals(id))
                    .filteredOn(entry -> entry.getString("part").equals("SURVEY"))
                    .map(entry -> entry.getBoolean("marked"))
                    .containsExactlyInAnyOrder(true, false));
  }

  @Test
  @DisplayName("PART-6: whose card was read is noted, and the reader's role and organisation then")
  void cardIsNotedWithItsPerson() {
    TestPlan doctor = owner.as(server.loggedIn("lege"));
    String id = doctor.ownParticipantId();
    String mother = owner.as(server.loggedIn("mor")).ownParticipantId();
    doctor.client().get(owner.path("/participants/" + mother)).expect(200);
    await().atMost(TIMEOUT).until(() -> sectionsReadBy(id).contains("CARD"));
    String motherName =
        server.value(
            "select first_name || ' ' || last_name from person where id = (select person_id from participant where id = '%s')"
                .formatted(mother));
    String workplace =
        server.value(
            "select workplace from person where id = (select person_id from participant where id = '%s')"
                .formatted(id));
    JsonObject card = entryOf(owner, id, "CARD");
    assertThat(card.getString("about")).isEqualTo(motherName);
    assertThat(card.getString("role")).isEqualTo("PROVIDER");
    assertThat(card.getString("organisation")).isEqualTo(workplace);
  }

  private static JsonObject entryOf(TestPlan plan, String participant, String part) {
    return access(plan, "?limit=200").items().stream()
        .map(JsonObject.class::cast)
        .filter(entry -> entry.getString("participantId").equals(participant))
        .filter(entry -> entry.getString("part").equals(part))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void readsOfAnHourAreOneEntry() {
    TestPlan nextOfKin = TestPlan.withConsentDaysLeft(server.loggedIn("mor"), 24);
    String id = nextOfKin.ownParticipantId();
    String times =
        "select sum(times) from access_log where part = 'HOME' and hour > now() - interval '2 hours' and participant_id = '%s'"
            .formatted(id);
    await().atMost(TIMEOUT).until(() -> server.value(times) != null);
    int before = Integer.parseInt(server.value(times));
    nextOfKin.home();
    await().atMost(TIMEOUT).until(() -> server.value(times), String.valueOf(before + 1)::equals);
    TestPlan plan = nextOfKin.as(server.loggedIn("koordinator"));
    assertThat(entryOf(plan, id, "HOME").getInteger("times")).isEqualTo(before + 1);
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
    TestDatabase database = TestServer.createDemoDatabase();
    try (TestServer own = TestServer.startOn(database, Map.of())) {
      TestPlan plan = TestPlan.withConsentDaysLeft(own.loggedIn("planeier"), 210);
      database.deleteFromLog("access_log", "true");
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
