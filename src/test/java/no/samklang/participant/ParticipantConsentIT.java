package no.samklang.participant;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Each participant's consent inside the plan's: period, withdrawal and renewal (PART-4, PART-7).
 */
class ParticipantConsentIT {
  private TestServer server;
  private LocalDate today;
  private TestPlan owner;
  private TestPlan coordinator;
  private TestPlan doctor;
  private String doctorId;

  @BeforeEach
  void open() {
    server = TestServer.start();
    today = LocalDate.now(server.clock().withZone(ZoneId.of("Europe/Oslo")));
    owner = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    coordinator = owner.as(server.loggedIn("koordinator"));
    doctor = owner.as(server.loggedIn("lege"));
    doctorId = doctor.ownParticipantId();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void periodIsThePlansAtFirst() {
    JsonObject card = card(coordinator);
    assertThat(card.getString("endsOn")).isNull();
    assertThat(card.getJsonObject("consent").getString("until"))
        .isEqualTo(today.plusDays(210).toString());
    assertThat(card.getJsonObject("consent").getInteger("daysLeft")).isEqualTo(210);
    assertThat(listed().getJsonObject("consent")).isEqualTo(card.getJsonObject("consent"));
  }

  @Test
  void listAndCardShowDaysLeftOfOwnPeriod() {
    JsonObject card = change(coordinator, today.plusDays(29)).expect(200).body();
    assertThat(card.getJsonObject("consent").getInteger("daysLeft")).isEqualTo(29);
    assertThat(listed().getJsonObject("consent").getInteger("daysLeft")).isEqualTo(29);
    assertThat(listed().getString("endsOn")).isEqualTo(today.plusDays(29).toString());
    assertThat(lastPlanLogEvent()).isEqualTo("PARTICIPANT_CONSENT_GIVEN");
    assertThat(owner.home().getInteger("consentDaysLeft")).isBetween(209, 210);
  }

  @Test
  void periodIsInsideThePlans() {
    assertRejected(change(coordinator, today.minusDays(1)), "date.past");
    assertRejected(change(coordinator, today.plusDays(211)), "date.afterConsent");
    change(coordinator, today.plusDays(210)).expect(200);
    change(owner, null).expect(200);
    server.sql("update consent set ended_at = now() where plan_id = '" + owner.id() + "'");
    assertRejected(change(coordinator, today.plusDays(5)), "date.afterConsent");
    change(coordinator, null).expect(200);
    assertThat(card(coordinator).getJsonObject("consent")).isNull();
  }

  /** Who followed the plan's consent follows the renewed one; a shorter period stays (PART-4). */
  @Test
  void renewalLeavesOwnPeriods() {
    change(coordinator, today.plusDays(10)).expect(200);
    renew(today.plusDays(300));
    assertThat(card(coordinator).getJsonObject("consent").getInteger("daysLeft")).isEqualTo(10);
    assertThat(
            coordinator.client().get(coordinator.path("/participants")).items().stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("endsOn") == null)
                .map(one -> one.getJsonObject("consent").getInteger("daysLeft")))
        .isNotEmpty()
        .containsOnly(300);
    change(coordinator, null).expect(200);
    assertThat(card(coordinator).getJsonObject("consent").getInteger("daysLeft")).isEqualTo(300);
  }

  /** A plan's consent that ends earlier than a participant's own period ends that one too. */
  @Test
  void planEndsOwnPeriod() {
    change(coordinator, today.plusDays(100)).expect(200);
    renew(today.plusDays(50));
    assertThat(card(coordinator).getJsonObject("consent").getInteger("daysLeft")).isEqualTo(50);
  }

  @Test
  void withdrawalEndsOneAccessAtOnceAndLeavesTheOthers() {
    TestPlan mother = owner.as(server.loggedIn("mor"));
    try (TestSocket doctors = hello(doctor);
        TestSocket mothers = hello(mother)) {
      withdraw(coordinator).expect(204);
      assertThat(doctors.closeCode()).isEqualTo(4403);
      assertThat(mothers.next("changed").getString("section")).isEqualTo("participants");
    }
    doctor.client().get(owner.path("")).expect(404);
    assertThat(doctor.client().get("/plans").items())
        .noneMatch(plan -> ((JsonObject) plan).getString("id").equals(owner.id()));
    mother.client().get(owner.path("")).expect(200);
    JsonObject card = card(coordinator);
    assertThat(card.getBoolean("open")).isFalse();
    assertThat(card.getString("consentEndedBy")).isEqualTo("Kari Testnes");
    assertThat(card(mother).getString("consentEndedBy")).isNull();
    assertThat(lastPlanLogEvent()).isEqualTo("PARTICIPANT_CONSENT_WITHDRAWN");
    assertThat(ended().getBoolean("withdrawn")).isTrue();
    assertThat(ended().getString("endsOn")).isEqualTo(today.toString());
    withdraw(coordinator).expect(204);
    change(coordinator, null).expect(200);
    doctor.client().get(owner.path("")).expect(200);
  }

  @Test
  void renewalLeavesWithdrawal() {
    withdraw(owner).expect(204);
    renew(today.plusDays(300));
    doctor.client().get(owner.path("")).expect(404);
  }

  /** What the owner has withdrawn, a coordinator can't give again, not by a detour either. */
  @Test
  void coordinatorDoesNotGiveWhatTheOwnerWithdrew() {
    withdraw(coordinator).expect(204);
    withdraw(owner).expect(204);
    change(coordinator, null).expect(403, "rights.ownerDecided");
    assertThat(card(coordinator).getJsonObject("may").getBoolean("giveConsent")).isFalse();
    coordinator.client().delete(owner.path("/participants/" + doctorId)).expect(204);
    String person = server.value("select person_id from account where username = 'lege'");
    doctorId =
        coordinator
            .client()
            .post(
                owner.path("/participants"),
                new JsonObject().put("personId", person).put("role", "PROVIDER"))
            .expect(201)
            .body()
            .getString("participantId");
    doctor.client().get(owner.path("")).expect(404);
    change(owner, null).expect(200);
    doctor.client().get(owner.path("")).expect(200);
  }

  @Test
  void ownerIsToldOfWhatACoordinatorGives() {
    change(owner, today.plusDays(20)).expect(200);
    assertThat(notified()).isNull();
    change(coordinator, null).expect(200);
    assertThat(notified()).isEqualTo("planeier");
  }

  @Test
  void ownerIsToldOfAPeriodGivenWithTheRights() {
    TestGroup group = TestGroup.of(server, coordinator);
    JsonObject decision = group.decision(coordinator.client(), "lege");
    group.decide(coordinator.client(), "lege", decision).expect(200);
    assertThat(notified()).isNull();
    decision.put("endsOn", today.plusDays(20).toString());
    group.decide(coordinator.client(), "lege", decision).expect(200);
    assertThat(notified()).isEqualTo("planeier");
    decision.put("endsOn", null);
    group.decide(coordinator.client(), "lege", decision).expect(200);
    assertThat(notified()).isEqualTo("planeier planeier");
  }

  /** A substitute doesn't renew consents, not by a detour either. */
  @Test
  void substituteChangesNoPeriod() {
    server.sql(
        "update participant set substitute_from = current_date - 1, substitute_until = current_date + 5 where id = '%s'"
            .formatted(doctorId));
    TestGroup group = TestGroup.of(server, coordinator);
    JsonObject decision = group.decision(doctor.client(), "mor");
    group.decide(doctor.client(), "mor", decision).expect(200);
    decision.put("endsOn", today.plusDays(20).toString());
    group.decide(doctor.client(), "mor", decision).expect(403, "access.denied");
    group.decide(coordinator.client(), "mor", decision).expect(200);
    decision.put("endsOn", null);
    group.decide(doctor.client(), "mor", decision).expect(403, "access.denied");
    doctorId = participant("mor", owner.id());
    change(doctor, null).expect(403, "access.denied");
  }

  /** A consent that was withdrawn in another role is given again to a coordinator too. */
  @Test
  void withdrawnCoordinatorGetsConsentAgain() {
    withdraw(owner).expect(204);
    String end = today.plusDays(300).toString();
    TestGroup group = TestGroup.of(server, coordinator);
    JsonObject decision = group.decision(coordinator.client(), "lege");
    decision.put("role", "COORDINATOR").put("endsOn", end);
    group.decide(coordinator.client(), "lege", decision).expect(200);
    doctor.client().get(owner.path("")).expect(404);
    assertThat(card(coordinator).getJsonObject("may").getBoolean("giveConsent")).isFalse();
    change(coordinator, null).expect(403, "rights.ownerDecided");
    assertThat(card(owner).getJsonObject("may").getBoolean("giveConsent")).isTrue();
    change(owner, today.plusDays(10)).expect(422, "consent.notNeeded");
    JsonObject given = change(owner, null).expect(200).body();
    assertThat(given.getString("endsOn")).as("no consent period").isEqualTo(end);
    assertThat(given.getJsonObject("may").getBoolean("giveConsent")).isFalse();
    doctor.client().get(owner.path("")).expect(200);
    change(owner, null).expect(422, "consent.notNeeded");
  }

  @Test
  void notNeededByThoseWhoKeepAccess() {
    for (String who : new String[] {"planeier", "koordinator"}) {
      doctorId = participant(who, owner.id());
      withdraw(owner).expect(422, "consent.notNeeded");
      change(owner, null).expect(422, "consent.notNeeded");
      assertThat(card(owner).getJsonObject("may").getBoolean("withdrawConsent")).isFalse();
    }
    TestPlan guarded = TestPlan.withConsentDaysLeft(server.loggedIn("mor"), 24);
    doctorId = participant("mor", guarded.id());
    withdraw(guarded.as(coordinator.client())).expect(422, "consent.notNeeded");
  }

  @Test
  void rejectsOtherCallers() {
    for (String who : new String[] {"fremmed", "nabo", "admin"}) {
      TestPlan stranger = owner.as(server.loggedIn(who));
      withdraw(stranger).expect(404);
      put(stranger, 1, null).expect(404);
    }
    TestPlan mother = owner.as(server.loggedIn("mor")); // next of kin in this plan
    withdraw(mother).expect(403, "access.denied");
    put(mother, 1, null).expect(403, "access.denied");
    withdraw(doctor).expect(403, "access.denied");
  }

  @Test
  void staleChangeReturnsTheCard() {
    int version = card(owner).getInteger("rightsVersion");
    change(coordinator, today.plusDays(20)).expect(200);
    ClientAnswer late = put(owner, version, today.plusDays(30)).expect(409, "version.stale");
    assertThat(late.body().getJsonObject("current").getString("endsOn"))
        .isEqualTo(today.plusDays(20).toString());
  }

  private ClientAnswer change(TestPlan by, LocalDate until) {
    return put(by, card(by).getInteger("rightsVersion"), until);
  }

  private ClientAnswer put(TestPlan by, int version, LocalDate until) {
    JsonObject body = new JsonObject().put("until", until == null ? null : until.toString());
    return by.client().put(by.path("/participants/" + doctorId + "/consent"), version, body);
  }

  private ClientAnswer withdraw(TestPlan by) {
    return by.client().delete(by.path("/participants/" + doctorId + "/consent"));
  }

  private JsonObject card(TestPlan by) {
    return by.client().get(by.path("/participants/" + doctorId)).expect(200).body();
  }

  private JsonObject listed() {
    return coordinator.client().get(owner.path("/participants")).items().stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("participantId").equals(doctorId))
        .findFirst()
        .orElseThrow();
  }

  private JsonObject ended() {
    JsonObject group = coordinator.client().get(owner.path("/participants")).body();
    return group.getJsonArray("ended").getJsonObject(0);
  }

  private void renew(LocalDate until) {
    TestClient client = owner.client();
    int version = client.get(owner.path("/consent")).body().getInteger("version");
    JsonObject consent =
        new JsonObject()
            .put("from", today.toString())
            .put("until", until.toString())
            .put("scope", "Samarbeid om skole og hverdag.");
    client.put(owner.path("/consent"), version, consent).expect(200);
  }

  private static void assertRejected(ClientAnswer answer, String code) {
    answer.expect(422, "request.invalid");
    assertThat(answer.body().getJsonArray("errors").getJsonObject(0))
        .isEqualTo(new JsonObject().put("field", "until").put("code", code));
  }

  private TestSocket hello(TestPlan plan) {
    TestSocket socket = plan.client().openSocket();
    socket.next("hello");
    return socket;
  }

  private String participant(String username, String plan) {
    return server.value(
        "select p.id from participant p join account a using (person_id) where a.username = '%s' and p.plan_id = '%s'"
            .formatted(username, plan));
  }

  private String notified() {
    return server.value(
        """
        select string_agg(username, ' ' order by username) from outbox join account using (person_id)
         where template = 'CONSENT_REGISTERED' and plan_id = '%s'"""
            .formatted(owner.id()));
  }

  private String lastPlanLogEvent() {
    return server.value(
        "select event from plan_log where plan_id = '%s' order by at desc limit 1"
            .formatted(owner.id()));
  }
}
