package no.samklang.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Consent is given, registered, renewed and withdrawn (PART-4, PLAN-8). */
class ConsentIT {
  private TestServer server;
  private LocalDate today;
  private TestPlan owner;
  private TestPlan coordinator;
  private TestPlan doctor;

  @BeforeEach
  void open() {
    server = TestServer.start();
    today = LocalDate.now(server.clock().withZone(ZoneId.of("Europe/Oslo")));
    owner = TestPlan.withConsentFor(server.loggedIn("planeier"), 210);
    coordinator = owner.as(server.loggedIn("koordinator"));
    doctor = owner.as(server.loggedIn("lege"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theOwnerSeesWhatIsConsentedToAndForWhom() {
    JsonObject page = read(owner);
    JsonObject current = page.getJsonObject("current");
    assertThat(current.getInteger("daysLeft")).isEqualTo(210);
    assertThat(current.getString("givenBy")).isEqualTo("Nora Eksempel");
    assertThat(current.getString("capacity")).isEqualTo("OWNER");
    assertThat(current.getBoolean("differentiated")).isTrue();
    assertThat(page.getInteger("consentAge")).isEqualTo(16);
    assertThat(page.getBoolean("mayGive")).isTrue();
    assertThat(page.getBoolean("mayRegister")).isFalse();
    assertThat(page.getBoolean("mayWithdraw")).isTrue();
    assertThat(page.getJsonArray("history")).hasSize(1);
    assertThat(scopes(page)).anyMatch(scope -> scope.startsWith("Skole og hverdag"));
  }

  @Test
  void othersSeeTheDatesTheScopeAndTheirOwnPart() {
    JsonObject page = read(doctor);
    assertThat(page.getBoolean("seesAll")).isFalse();
    assertThat(page.getJsonArray("participants")).hasSize(1);
    assertThat(page.getJsonArray("history")).isEmpty();
    assertThat(page.getJsonObject("current").fieldNames())
        .containsExactlyInAnyOrder("id", "from", "until", "daysLeft", "scope", "differentiated");
    assertThat(page.getBoolean("mayGive")).isFalse();
    assertThat(page.getBoolean("mayRegister")).isFalse();
    assertThat(page.getBoolean("mayWithdraw")).isFalse();
  }

  @Test
  void itSaysWhomAWithdrawalShutsOut() {
    JsonObject page = read(owner);
    assertThat(page.getBoolean("seesAll")).isTrue();
    assertThat(page.getJsonArray("participants").stream().map(JsonObject.class::cast))
        .allSatisfy(
            one ->
                assertThat(one.getBoolean("losesAccess"))
                    .isNotEqualTo(List.of("OWNER", "COORDINATOR").contains(one.getString("role"))));
    standsIn("lege");
    JsonObject doctors = read(doctor);
    assertThat(doctors.getBoolean("seesAll")).isTrue();
    assertThat(
            doctors.getJsonArray("participants").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getBoolean("me")))
        .singleElement()
        .satisfies(one -> assertThat(one.getBoolean("losesAccess")).isFalse());
  }

  private void standsIn(String username) {
    server.sql(
        """
        update participant p set substitute_from = current_date - 1, substitute_until = current_date + 5
          from account a where a.person_id = p.person_id and a.username = '%s' and p.plan_id = '%s'"""
            .formatted(username, owner.id()));
  }

  @Test
  void theOwnerRenewsItAndTheOneBeforeIsKept() {
    JsonObject page = renew(owner, given(today, today.plusYears(1))).expect(200).body();
    assertThat(page.getJsonObject("current").getString("until"))
        .isEqualTo(today.plusYears(1).toString());
    assertThat(page.getJsonArray("history")).hasSize(2);
    assertThat(page.getJsonArray("history").getJsonObject(0).getString("endReason"))
        .isEqualTo("RENEWED");
    assertThat(page.getInteger("version")).isGreaterThan(1);
    assertThat(owner.home().getInteger("consentDaysLeft")).isGreaterThan(360);
    assertThat(lastLogged()).isEqualTo("CONSENT_GIVEN");
  }

  @Test
  void whatIsForWhomIsSaidWithIt() {
    JsonArray shares = new JsonArray();
    String doctorId = doctor.ownParticipantId();
    shares.add(new JsonObject().put("participantId", doctorId).put("scope", " Bare helse "));
    JsonObject wish = given(today, today.plusDays(100)).put("differentiated", true);
    JsonObject page = renew(owner, wish.copy().put("participants", shares)).expect(200).body();
    assertThat(scopes(page)).contains("Bare helse");
    assertThat(read(doctor).getJsonArray("participants").getJsonObject(0).getString("consentScope"))
        .isEqualTo("Bare helse");
    shares.add(new JsonObject().put("participantId", elsewhere()).put("scope", "Alt"));
    renew(owner, wish.put("participants", shares)).expect(422, "consent.invalid");
    page = renew(owner, given(today, today.plusDays(100))).expect(200).body();
    assertThat(scopes(page)).isEmpty();
  }

  @Test
  void twoWhoRenewAtOnceAreShownEachOthersVersion() {
    int version = read(owner).getInteger("version");
    JsonObject wish = given(today, today.plusDays(50));
    coordinator.client().put(owner.path("/consent"), version, wish).expect(200);
    TestClient.Answer late =
        owner.client().put(owner.path("/consent"), version, given(today, today.plusDays(70)));
    late.expect(409, "version.stale");
    JsonObject current = late.body().getJsonObject("current");
    assertThat(current.getJsonObject("current").getInteger("daysLeft")).isEqualTo(50);
    assertThat(current.getInteger("version")).isEqualTo(version + 1);
  }

  @Test
  void theCoordinatorRegistersOneThatWasGiven() {
    JsonObject page = renew(coordinator, given(today, today.plusDays(90))).expect(200).body();
    JsonObject current = page.getJsonObject("current");
    assertThat(current.getString("givenBy")).isEqualTo("Nora Eksempel");
    assertThat(current.getString("registeredBy")).isEqualTo("Kari Testnes");
    assertThat(lastLogged()).isEqualTo("CONSENT_GIVEN");
    assertThat(
            server.value(
                "select username from plan_log join account using (person_id) where plan_id = '%s' and event = 'CONSENT_GIVEN' and detail->>'registered' = 'true' order by at desc limit 1"
                    .formatted(owner.id())))
        .isEqualTo("koordinator");
  }

  @Test
  void whoDecidesIsToldOfAConsentThatAnotherRegisters() {
    renew(owner, given(today, today.plusDays(90))).expect(200);
    assertThat(toldOfRegistered(owner)).isEqualTo("nobody");
    owner.client().delete(owner.path("/consent")).expect(204);
    renew(coordinator, given(today, today.plusDays(90))).expect(200);
    assertThat(toldOfRegistered(owner)).isEqualTo("planeier");
    TestPlan mother = TestPlan.withConsentFor(server.loggedIn("mor"), 24);
    JsonObject guardians =
        given(today, today.plusDays(90)).put("capacity", "GUARDIAN").put("givenByName", "Mor");
    renew(mother.as(coordinator.client()), guardians).expect(200);
    assertThat(toldOfRegistered(mother)).isEqualTo("mor");
  }

  @Test
  void whoStandsInNeitherRegistersNorRenews() {
    server.sql(
        "update participant set substitute_from = '%s', substitute_until = '%s' where id = '%s'"
            .formatted(today, today.plusDays(9), doctor.ownParticipantId()));
    renew(doctor, given(today, today.plusDays(90))).expect(403, "access.denied");
    doctor
        .client()
        .upload("PUT", owner.path("/consent/paper"), "application/pdf", no.samklang.TestPdf.plain())
        .expect(403, "access.denied");
    assertThat(read(doctor).getBoolean("mayRegister")).isFalse();
    assertThat(read(doctor).getBoolean("mayGive")).isFalse();
  }

  @Test
  void rightsThatEndWhileOneWaitsAreNotUsed() {
    int version = read(owner).getInteger("version");
    JsonObject wish = given(today, today.plusDays(90));
    String removed =
        """
        update plan set changed_at = now() where id = '%s';
        update participant set removed_at = now() where id = '%s'"""
            .formatted(owner.id(), coordinator.ownParticipantId());
    MeanwhileLocked.answer(
            server, removed, () -> coordinator.client().put(owner.path("/consent"), version, wish))
        .expect(404);
    assertThat(read(owner).getInteger("version")).isEqualTo(version);
  }

  @Test
  void nobodyWithdrawsWhoseRightsEndMeanwhile() {
    String removed =
        """
        update plan set changed_at = now() where id = '%s';
        update participant set removed_at = now() where id = '%s'"""
            .formatted(owner.id(), coordinator.ownParticipantId());
    MeanwhileLocked.answer(
            server, removed, () -> coordinator.client().delete(owner.path("/consent")))
        .expect(404);
    assertThat(read(owner).getValue("current")).isNotNull();
  }

  @Test
  void aRepresentativeSaysWhy() {
    JsonObject wish =
        given(today, today.plusDays(90))
            .put("capacity", "REPRESENTATIVE")
            .put("givenByName", "Ola Verge");
    renew(coordinator, wish).expect(422, "consent.reasonNeeded");
    wish.put("reason", "Vergemål fra statsforvalteren");
    renew(coordinator, wish.copy().put("givenByName", " ")).expect(422, "consent.invalid");
    JsonObject current = renew(coordinator, wish).expect(200).body().getJsonObject("current");
    assertThat(current.getString("givenBy")).isEqualTo("Ola Verge");
    assertThat(current.getString("reason")).isEqualTo("Vergemål fra statsforvalteren");
    renew(owner, wish).expect(422, "consent.invalid");
  }

  @Test
  void datesMustFit() {
    refused(given(today, today.minusDays(1)), "until");
    refused(given(today.minusDays(9), today.minusDays(1)), "until");
    refused(given(today, today.plusYears(5).plusDays(1)), "until");
    refused(given(today.minusYears(6), today.plusDays(1)), "from");
    refused(given(today.plusDays(1), today.plusDays(9)), "from");
    refused(given(today, today.plusDays(9)).put("scope", " "), "scope");
  }

  @Test
  void whoIsTooYoungNeedsAGuardianByTheMunicipalitysAge() {
    TestPlan mother = TestPlan.withConsentFor(server.loggedIn("mor"), 24);
    TestPlan theirs = mother.as(coordinator.client());
    assertThat(read(mother).getBoolean("guardianNeeded")).isTrue();
    assertThat(read(mother).getBoolean("mayGive")).isTrue();
    renew(theirs, given(today, today.plusDays(90))).expect(422, "consent.guardianNeeded");
    JsonObject current =
        renew(mother, given(today, today.plusDays(90))).expect(200).body().getJsonObject("current");
    assertThat(current.getString("capacity")).isEqualTo("GUARDIAN");
    assertThat(current.getString("givenBy"))
        .isEqualTo(
            server.value(
                "select first_name || ' ' || last_name from person join account a on a.person_id = person.id where username = 'mor'"));
    makeOld(mother, 15);
    server.sql("update organisation set consent_age = 15");
    assertThat(read(mother).getBoolean("guardianNeeded")).isFalse();
    renew(mother, given(today, today.plusDays(90))).expect(403, "access.denied");
    JsonObject guardians =
        given(today, today.plusDays(90)).put("capacity", "GUARDIAN").put("givenByName", "Mor");
    renew(theirs, guardians).expect(422, "consent.ownerOfAge");
    renew(theirs, given(today, today.plusDays(90))).expect(200);
  }

  @Test
  void aWithdrawnConsentShutsThePlanAtOnceForAllButOwnerAndCoordinator() {
    try (TestSocket doctors = hello(doctor);
        TestSocket owners = hello(owner)) {
      owner.client().delete(owner.path("/consent")).expect(204);
      assertThat(doctors.closeCode()).isEqualTo(4403);
      assertThat(owners.next("changed").getString("section")).isEqualTo("consent");
    }
    doctor.client().get(owner.path("")).expect(403, "consent.expired");
    doctor.client().get(owner.path("/consent")).expect(403, "consent.expired");
    assertThat(read(owner).getValue("current")).isNull();
    assertThat(read(owner).getJsonArray("history").getJsonObject(0).getString("endReason"))
        .isEqualTo("WITHDRAWN");
    assertThat(lastLogged()).isEqualTo("CONSENT_WITHDRAWN");
    owner.client().delete(owner.path("/consent")).expect(204);
    renew(coordinator, given(today, today.plusDays(90))).expect(200);
    doctor.client().get(owner.path("")).expect(200);
  }

  @Test
  void oneThatRunsOutWhileAPageIsOpenShutsIt() {
    server.sql(
        "update consent set valid_until = '%s' where ended_at is null and plan_id = '%s'"
            .formatted(today, owner.id()));
    try (TestSocket doctors = hello(doctor)) {
      doctors.send(new JsonObject().put("type", "watch").put("planId", owner.id()));
      doctor.client().get(owner.path("")).expect(200);
      server.clock().pass(java.time.Duration.ofDays(1));
      server.sql(
          "update session set last_seen_at = last_seen_at + interval '1 day', created_at = created_at + interval '1 day'");
      assertThat(doctors.closeCode()).isIn(4403, 4401);
    }
    server.loggedIn("lege").get(owner.path("")).expect(403, "consent.expired");
  }

  @Test
  void othersAreRefused() {
    JsonObject wish = given(today, today.plusDays(90));
    int version = read(owner).getInteger("version");
    for (String who : new String[] {"fremmed", "nabo", "admin"}) {
      TestClient stranger = server.loggedIn(who);
      stranger.get(owner.path("/consent")).expect(404);
      stranger.put(owner.path("/consent"), version, wish).expect(404);
      stranger.delete(owner.path("/consent")).expect(404);
    }
    TestClient mother = server.loggedIn("mor"); // next of kin here: she doesn't decide
    mother.put(owner.path("/consent"), version, wish).expect(403, "access.denied");
    mother.delete(owner.path("/consent")).expect(403, "access.denied");
    assertThat(read(owner).getInteger("version")).isEqualTo(version);
  }

  @Test
  void aClosedPlanKeepsItsConsentButItCanBeWithdrawn() {
    server.sql(
        "update plan set state = 'CLOSED', end_date = current_date where id = '"
            + owner.id()
            + "'");
    renew(owner, given(today, today.plusDays(90))).expect(403, "plan.closed");
    assertThat(read(owner).getBoolean("mayGive")).isFalse();
    owner.client().delete(owner.path("/consent")).expect(204);
  }

  private void refused(JsonObject wish, String field) {
    TestClient.Answer answer = renew(owner, wish).expect(422, "consent.invalid");
    assertThat(answer.body().getJsonArray("errors").getJsonObject(0).getString("field"))
        .isEqualTo(field);
  }

  private static JsonObject given(LocalDate from, LocalDate until) {
    return new JsonObject()
        .put("from", from.toString())
        .put("until", until.toString())
        .put("scope", "Samarbeid om skole og hverdag.");
  }

  private static JsonObject read(TestPlan plan) {
    return plan.client().get(plan.path("/consent")).expect(200).body();
  }

  private static TestClient.Answer renew(TestPlan plan, JsonObject wish) {
    return plan.client().put(plan.path("/consent"), read(plan).getInteger("version"), wish);
  }

  private static java.util.List<String> scopes(JsonObject page) {
    return page.getJsonArray("participants").stream()
        .map(JsonObject.class::cast)
        .map(share -> share.getString("consentScope"))
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  private TestSocket hello(TestPlan plan) {
    TestSocket socket = plan.client().live();
    socket.next("hello");
    return socket;
  }

  private String toldOfRegistered(TestPlan plan) {
    return server.value(
        "select coalesce(string_agg(username, ' ' order by username), 'nobody') from outbox join account using (person_id) where template = 'CONSENT_REGISTERED' and plan_id = '%s'"
            .formatted(plan.id()));
  }

  private String lastLogged() {
    return server.value(
        "select event from plan_log where plan_id = '%s' order by at desc limit 1"
            .formatted(owner.id()));
  }

  private String elsewhere() {
    return server.value("select id from participant where plan_id <> '" + owner.id() + "' limit 1");
  }

  private void makeOld(TestPlan plan, int years) {
    server.sql(
        "update person set birth_date = date '%s' from participant p where p.person_id = person.id and p.role = 'OWNER' and p.plan_id = '%s'"
            .formatted(today.minusYears(years), plan.id()));
  }
}
