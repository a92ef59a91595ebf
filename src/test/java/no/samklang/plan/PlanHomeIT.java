package no.samklang.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A plan's start page: owner, group, status and visits (HOME-1, HOME-3). */
class PlanHomeIT {
  private static final String LAST_VISIT =
      "(select last_at from visit where participant_id = '%s')";
  private static final String HIDE_NUMBERS =
      """
      update person set hide_phone = %1$s, hide_mobile = %1$s
       where id = (select person_id from participant where id = '%2$s')""";
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan owner;
  private static TestPlan doctor;

  @BeforeAll
  static void open() {
    owner = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    doctor = owner.as(server.loggedIn("lege"));
  }

  @Test
  void returnsOwnerGroupAndOwnParticipation() {
    JsonObject home = doctor.home();
    assertThat(home.getString("id")).isEqualTo(owner.id());
    assertThat(home.getJsonObject("owner").getString("participantId"))
        .isEqualTo(owner.ownParticipantId());
    assertThat(home.getJsonObject("me").getString("role")).isEqualTo("PROVIDER");
    assertThat(home.getInteger("consentDaysLeft")).isBetween(209, 210);
    assertThat(home.getJsonArray("participants").size()).isBetween(5, 9);
    assertThat(home.getJsonArray("messages").size()).isBetween(1, 5);
    assertThat(home.getJsonObject("myRights"))
        .isEqualTo(
            new JsonObject()
                .put("sendMessages", true)
                .put("updateStatus", false)
                .put("administer", false)
                .put("seeLog", false)
                .put("print", false)
                .put("archive", false)
                .put("goals", "READ")
                .put("activities", "READ")
                .put("comment", true)
                .put("orderGoals", false)
                .put("agree", false)
                .put("editAbout", false)
                .put("editEmergency", false)
                .put("holdMeetings", false)
                .put("exportPlan", false)
                .put("areas", areas()));
    JsonObject group = doctor.client().get(doctor.path("/participants")).expect(200).body();
    assertThat(group.getJsonArray("items")).isEqualTo(home.getJsonArray("participants"));
  }

  private static JsonObject areas() {
    JsonObject areas = new JsonObject();
    for (String area : List.of("WORK", "HOUSING", "LEISURE", "NETWORK", "ECONOMY")) {
      areas.put(area, "NONE");
    }
    for (String area : List.of("GOALS", "ACTIVITIES", "HEALTH", "SPECIALIST_PLANS")) {
      areas.put(area, "READ");
    }
    return areas;
  }

  /** Also without the plan's start page: a participant knows why it is shut, and whom to ask. */
  @Test
  void shutPlanSaysWhyAndWhomToAsk() {
    JsonObject open = doctor.client().get(doctor.path("/closure")).expect(200).body();
    assertThat(open.getValue("reason")).isNull();
    TestPlan expired = TestPlan.withExpiredConsent(server.loggedIn("koordinator"));
    TestPlan shut = expired.as(server.loggedIn("lege"));
    JsonObject closure = shut.client().get(shut.path("/closure")).expect(200).body();
    assertThat(closure.getString("reason")).isEqualTo("EXPIRED");
    assertThat(closure.getJsonObject("coordinator").getString("email")).contains("@");
    String consents = "update consent set ended_at = %s where plan_id = '" + shut.id() + "'";
    server.sql(consents.formatted("coalesce(ended_at, '2000-01-01')"));
    assertThat(shut.client().get(shut.path("/closure")).expect(200).body().getString("reason"))
        .isEqualTo("WITHDRAWN");
    server.sql(consents.formatted("nullif(ended_at, '2000-01-01')"));
    server.loggedIn("fremmed").get(shut.path("/closure")).expect(404);
  }

  /** Of an expired plan: who coordinates, and who decides for the owner (PART-4, PLAN-8). */
  @Test
  void saysWhoMayReceiveMessages() {
    TestPlan expired = TestPlan.withExpiredConsent(server.loggedIn("koordinator"));
    String another =
        server.value(
            "select min(id::text) from participant where plan_id = '%s' and role = 'PROVIDER' and removed_at is null"
                .formatted(expired.id()));
    String ownersBirthDate =
        "update person set birth_date = %s where id = (select person_id from participant where plan_id = '"
            + expired.id()
            + "' and role = 'OWNER')";
    String change = "update participant set %s where id = '" + another + "'";
    assertThat(mayReceive(expired, expired.ownParticipantId())).isTrue();
    assertThat(mayReceive(expired, another)).isFalse();
    server.sql(ownersBirthDate.formatted("current_date - 3000"));
    server.sql(change.formatted("role = 'GUARDIAN'"));
    assertThat(mayReceive(expired, another)).isFalse();
    server.sql(change.formatted("authority_confirmed_at = now(), authority_basis = 'EARLIER'"));
    assertThat(mayReceive(expired, another)).isTrue();
    server.sql(ownersBirthDate.formatted("'1980-05-05'"));
    assertThat(mayReceive(expired, another)).isFalse();
    server.sql(change.formatted("role = 'PROVIDER'"));
    assertThat(mayReceive(owner, doctor.ownParticipantId())).isTrue();
  }

  private static boolean mayReceive(TestPlan plan, String participant) {
    return plan.home().getJsonArray("participants").stream()
        .map(JsonObject.class::cast)
        .filter(one -> participant.equals(one.getString("participantId")))
        .anyMatch(one -> one.getBoolean("mayReceiveMessages"));
  }

  @Test
  void saysHowTheCoordinatorIsReached() {
    JsonObject coordinator = doctor.home().getJsonObject("coordinator");
    assertThat(coordinator.getString("participantId"))
        .isEqualTo(owner.as(server.loggedIn("koordinator")).ownParticipantId());
    assertThat(coordinator.getString("email")).contains("@");
    assertThat(coordinator.getString("mobile")).startsWith("+47");
  }

  @Test
  void keepsTheNumbersThatTheCoordinatorHides() {
    TestPlan hidden = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    server.sql(HIDE_NUMBERS.formatted(true, hidden.ownParticipantId()));
    JsonObject coordinator = doctor.home().getJsonObject("coordinator");
    server.sql(HIDE_NUMBERS.formatted(false, hidden.ownParticipantId()));
    assertThat(coordinator.getString("mobile")).isNull();
    assertThat(coordinator.getString("email")).contains("@");
  }

  @Test
  void listsVisitsSinceLastVisit() {
    TestPlan mother = owner.as(server.loggedIn("mor"));
    String motherId = mother.ownParticipantId();
    String ownerId = owner.ownParticipantId();
    await().atMost(Duration.ofSeconds(5)).until(() -> visitors(owner).contains(motherId));
    assertThat(visitors(mother)).doesNotContain(motherId);
    server.clock().advance(Duration.ofMinutes(1));
    owner.home();
    await().atMost(Duration.ofSeconds(5)).until(() -> lastVisitIsNewer(ownerId, motherId));
    TestPlan again = owner.as(server.loggedIn("planeier"));
    assertThat(visitors(again))
        .doesNotContain(motherId); // a new visit: hers was before the last one
    server.clock().advance(Duration.ofMinutes(1));
    mother.home();
    await().atMost(Duration.ofSeconds(5)).until(() -> visitors(again).contains(motherId));
  }

  @Test
  void backgroundRefreshIsNotAVisit() {
    TestPlan coordinator = owner.as(server.loggedIn("koordinator"));
    String id = coordinator.ownParticipantId();
    await().atMost(Duration.ofSeconds(5)).until(() -> visitors(doctor).contains(id));
    String doctorId = doctor.ownParticipantId();
    server.clock().advance(Duration.ofMinutes(1));
    doctor.home();
    await().atMost(Duration.ofSeconds(5)).until(() -> lastVisitIsNewer(doctorId, id));
    TestPlan again = owner.as(server.loggedIn("lege"));
    again.home();
    server.clock().advance(Duration.ofMinutes(1));
    coordinator.client().header("X-Background", "true");
    coordinator.home();
    doctor.home();
    await()
        .during(Duration.ofMillis(600))
        .atMost(Duration.ofSeconds(5))
        .until(() -> !visitors(again).contains(id));
  }

  @Test
  void ownerUpdatesStatus() {
    int version = owner.home().getInteger("version");
    JsonObject status =
        owner
            .client()
            .put(owner.path("/status"), version, new JsonObject().put("text", "Bra uke"))
            .expect(200)
            .body();
    assertThat(status.getString("text")).isEqualTo("Bra uke");
    assertThat(status.getInteger("version")).isEqualTo(version + 1);
    assertThat(doctor.home().getJsonObject("status").getString("text")).isEqualTo("Bra uke");
    JsonObject conflict =
        owner
            .client()
            .put(owner.path("/status"), version, new JsonObject().put("text", "Annet"))
            .expect(409, "version.stale")
            .body();
    assertThat(conflict.getJsonObject("current").getString("text")).isEqualTo("Bra uke");
    owner
        .client()
        .put(owner.path("/status"), version + 1, new JsonObject().put("text", "x".repeat(501)))
        .expect(422, "request.invalid");
  }

  @Test
  void onlyOwnerUpdatesStatus() {
    int version = doctor.home().getInteger("version");
    JsonObject text = new JsonObject().put("text", "Ikke min");
    doctor.client().put(doctor.path("/status"), version, text).expect(403, "access.denied");
    for (String stranger : List.of("fremmed", "nabo", "admin")) {
      server.loggedIn(stranger).put(owner.path("/status"), version, text).expect(404, "not.found");
    }
    server.client().put(owner.path("/status"), version, text).expect(401, "session.required");
  }

  private static boolean lastVisitIsNewer(String one, String other) {
    return "t"
        .equals(
            server.value(
                "select %s > %s"
                    .formatted(LAST_VISIT.formatted(one), LAST_VISIT.formatted(other))));
  }

  private static List<String> visitors(TestPlan plan) {
    return plan.home().getJsonArray("visitedSinceLast").stream()
        .map(visit -> ((JsonObject) visit).getString("participantId"))
        .toList();
  }
}
