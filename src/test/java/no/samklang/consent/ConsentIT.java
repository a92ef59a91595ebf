package no.samklang.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestPdf;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Giving, registering, renewing and withdrawing consent (PART-4, PLAN-8). */
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
    owner = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    coordinator = owner.as(server.loggedIn("koordinator"));
    doctor = owner.as(server.loggedIn("lege"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void ownerSeesConsentAndScopes() {
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
  void othersSeeDatesScopeAndOwnShare() {
    JsonObject page = read(doctor);
    assertThat(page.getBoolean("seesAll")).isFalse();
    assertThat(page.getJsonArray("participants")).hasSize(1);
    assertThat(page.getJsonArray("history")).isEmpty();
    assertThat(page.getJsonObject("current").fieldNames())
        .containsExactlyInAnyOrder(
            "id", "from", "until", "daysLeft", "scope", "notCovered", "differentiated");
    assertThat(page.getBoolean("mayGive")).isFalse();
    assertThat(page.getBoolean("mayRegister")).isFalse();
    assertThat(page.getBoolean("mayWithdraw")).isFalse();
  }

  @Test
  void pageSaysWhoLosesAccessOnWithdrawal() {
    JsonObject page = read(owner);
    assertThat(page.getBoolean("seesAll")).isTrue();
    assertThat(page.getJsonArray("participants").stream().map(JsonObject.class::cast))
        .allSatisfy(
            one ->
                assertThat(one.getBoolean("losesAccess"))
                    .isNotEqualTo(List.of("OWNER", "COORDINATOR").contains(one.getString("role"))));
    makeSubstitute("lege");
    JsonObject doctors = read(doctor);
    assertThat(doctors.getBoolean("seesAll")).isTrue();
    assertThat(
            doctors.getJsonArray("participants").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getBoolean("me")))
        .singleElement()
        .satisfies(one -> assertThat(one.getBoolean("losesAccess")).isFalse());
  }

  private void makeSubstitute(String username) {
    server.sql(
        """
        update participant p set substitute_from = current_date - 1, substitute_until = current_date + 5
          from account a where a.person_id = p.person_id and a.username = '%s' and p.plan_id = '%s'"""
            .formatted(username, owner.id()));
  }

  @Test
  void renewalKeepsThePreviousConsent() {
    JsonObject page = renew(owner, consent(today, today.plusYears(1))).expect(200).body();
    assertThat(page.getJsonObject("current").getString("until"))
        .isEqualTo(today.plusYears(1).toString());
    assertThat(page.getJsonArray("history")).hasSize(2);
    assertThat(page.getJsonArray("history").getJsonObject(0).getString("endReason"))
        .isEqualTo("RENEWED");
    assertThat(page.getInteger("version")).isGreaterThan(1);
    assertThat(owner.home().getInteger("consentDaysLeft")).isGreaterThan(360);
    assertThat(lastPlanLogEvent()).isEqualTo("CONSENT_GIVEN");
  }

  @Test
  void renewalSetsScopes() {
    JsonArray shares = new JsonArray();
    String doctorId = doctor.ownParticipantId();
    shares.add(new JsonObject().put("participantId", doctorId).put("scope", " Bare helse "));
    JsonObject input = consent(today, today.plusDays(100)).put("differentiated", true);
    JsonObject page = renew(owner, input.copy().put("participants", shares)).expect(200).body();
    assertThat(scopes(page)).contains("Bare helse");
    assertThat(read(doctor).getJsonArray("participants").getJsonObject(0).getString("consentScope"))
        .isEqualTo("Bare helse");
    shares.add(
        new JsonObject().put("participantId", participantOfAnotherPlan()).put("scope", "Alt"));
    renew(owner, input.put("participants", shares)).expect(422, "consent.invalid");
    page = renew(owner, consent(today, today.plusDays(100))).expect(200).body();
    assertThat(scopes(page)).isEmpty();
  }

  /** A full text for each participant of a full plan, in characters of four bytes (PART-4). */
  @Test
  void theLargestConsentCanBeGiven() {
    fillPlan();
    String longest = "😀".repeat(2000);
    JsonArray shares = new JsonArray();
    read(owner).getJsonArray("participants").stream()
        .map(one -> ((JsonObject) one).getString("participantId"))
        .forEach(id -> shares.add(new JsonObject().put("participantId", id).put("scope", longest)));
    JsonObject input =
        consent(today, today.plusDays(100))
            .put("scope", longest)
            .put("notCovered", longest)
            .put("differentiated", true)
            .put("participants", shares);
    JsonObject page = renew(owner, input).expect(200).body();
    assertThat(scopes(page)).hasSize(200).containsOnly(longest);
    input.put("padding", "x".repeat(600_000));
    renew(owner, input).expect(413, "request.tooLarge");
  }

  /** Adds participants until there are as many as a plan may have. */
  private void fillPlan() {
    server.sql(
        """
        with added as (
          insert into person (id, municipality_id, first_name, last_name)
          select gen_random_uuid(), o.municipality_id, 'Deltaker', 'Nr ' || n
            from plan pl join organisation o on o.id = pl.organisation_id
           cross join generate_series(1, 200 - (select count(*) from participant where plan_id = pl.id and removed_at is null)) as n
           where pl.id = '%1$s' returning id
        )
        insert into participant (id, plan_id, person_id, role, since, rights)
        select gen_random_uuid(), '%1$s', added.id, 'PROVIDER', now(), standard.rights
          from added join role_rights standard on standard.role = 'PROVIDER'"""
            .formatted(owner.id()));
  }

  /** Those who may give a consent anew get the limits of the last one (PART-4). */
  @Test
  void limitsOfTheLastConsentAreReadAfterItsWithdrawal() {
    JsonArray shares =
        new JsonArray()
            .add(
                new JsonObject()
                    .put("participantId", doctor.ownParticipantId())
                    .put("scope", "Bare helse"));
    JsonObject input = consent(today, today.plusDays(100)).put("differentiated", true);
    renew(owner, input.put("participants", shares)).expect(200);
    owner.client().delete(owner.path("/consent")).expect(204);
    for (TestPlan giver : List.of(owner, coordinator)) {
      JsonObject page = read(giver);
      assertThat(page.getValue("current")).isNull();
      JsonObject last = page.getJsonArray("history").getJsonObject(0);
      assertThat(last.getString("endReason")).isEqualTo("WITHDRAWN");
      assertThat(last.getBoolean("differentiated")).isTrue();
      assertThat(scopes(page)).contains("Bare helse");
    }
  }

  @Test
  void staleRenewalReturnsCurrentState() {
    int version = read(owner).getInteger("version");
    JsonObject input = consent(today, today.plusDays(50));
    coordinator.client().put(owner.path("/consent"), version, input).expect(200);
    TestClient.ClientAnswer late =
        owner.client().put(owner.path("/consent"), version, consent(today, today.plusDays(70)));
    late.expect(409, "version.stale");
    JsonObject current = late.body().getJsonObject("current");
    assertThat(current.getJsonObject("current").getInteger("daysLeft")).isEqualTo(50);
    assertThat(current.getInteger("version")).isEqualTo(version + 1);
  }

  @Test
  void coordinatorRegistersConsent() {
    JsonObject page = renew(coordinator, consent(today, today.plusDays(90))).expect(200).body();
    JsonObject current = page.getJsonObject("current");
    assertThat(current.getString("givenBy")).isEqualTo("Nora Eksempel");
    assertThat(current.getString("registeredBy")).isEqualTo("Kari Testnes");
    assertThat(lastPlanLogEvent()).isEqualTo("CONSENT_GIVEN");
    assertThat(
            server.value(
                """
                select username from plan_log join account using (person_id) where plan_id =
                '%s' and event = 'CONSENT_GIVEN' and detail->>'registered' = 'true' order by at
                desc limit 1"""
                    .formatted(owner.id())))
        .isEqualTo("koordinator");
  }

  @Test
  void decidersAreNotifiedOfRegisteredConsent() {
    renew(owner, consent(today, today.plusDays(90))).expect(200);
    assertThat(notifiedOfRegistration(owner)).isEqualTo("nobody");
    owner.client().delete(owner.path("/consent")).expect(204);
    renew(coordinator, consent(today, today.plusDays(90))).expect(403, "consent.withdrawn");
    assertThat(read(coordinator).getBoolean("needsPaper")).isTrue();
    addPaper();
    assertThat(read(coordinator).getBoolean("needsPaper")).isFalse();
    renew(coordinator, consent(today, today.plusDays(90))).expect(200);
    assertThat(read(coordinator).getJsonObject("current").getJsonObject("paper")).isNotNull();
    assertThat(notifiedOfRegistration(owner)).isEqualTo("planeier");
    TestPlan mother = TestPlan.withConsentDaysLeft(server.loggedIn("mor"), 24);
    JsonObject guardians =
        consent(today, today.plusDays(90)).put("capacity", "GUARDIAN").put("givenByName", "Mor");
    renew(mother.as(coordinator.client()), guardians).expect(200);
    assertThat(notifiedOfRegistration(mother)).isEqualTo("mor");
  }

  @Test
  void substituteCanNotRegisterOrRenew() {
    server.sql(
        "update participant set substitute_from = '%s', substitute_until = '%s' where id = '%s'"
            .formatted(today, today.plusDays(9), doctor.ownParticipantId()));
    renew(doctor, consent(today, today.plusDays(90))).expect(403, "access.denied");
    doctor
        .client()
        .upload("PUT", owner.path("/consent/paper"), "application/pdf", no.samklang.TestPdf.plain())
        .expect(403, "access.denied");
    assertThat(read(doctor).getBoolean("mayRegister")).isFalse();
    assertThat(read(doctor).getBoolean("mayGive")).isFalse();
  }

  @Test
  void renewalChecksRightsAfterTheLock() {
    int version = read(owner).getInteger("version");
    JsonObject input = consent(today, today.plusDays(90));
    String removed =
        """
        update plan set changed_at = now() where id = '%s';
        update participant set removed_at = now() where id = '%s'"""
            .formatted(owner.id(), coordinator.ownParticipantId());
    PlanLockedMeanwhile.answer(
            server, removed, () -> coordinator.client().put(owner.path("/consent"), version, input))
        .expect(404);
    assertThat(read(owner).getInteger("version")).isEqualTo(version);
  }

  @Test
  void withdrawalChecksRightsAfterTheLock() {
    String removed =
        """
        update plan set changed_at = now() where id = '%s';
        update participant set removed_at = now() where id = '%s'"""
            .formatted(owner.id(), coordinator.ownParticipantId());
    PlanLockedMeanwhile.answer(
            server, removed, () -> coordinator.client().delete(owner.path("/consent")))
        .expect(404);
    assertThat(read(owner).getValue("current")).isNotNull();
  }

  @Test
  void representativeRequiresReason() {
    JsonObject input =
        consent(today, today.plusDays(90))
            .put("capacity", "REPRESENTATIVE")
            .put("givenByName", "Ola Verge");
    renew(coordinator, input).expect(422, "consent.reasonRequired");
    input.put("reason", "Vergemål fra statsforvalteren");
    renew(coordinator, input.copy().put("givenByName", " ")).expect(422, "consent.invalid");
    JsonObject current = renew(coordinator, input).expect(200).body().getJsonObject("current");
    assertThat(current.getString("givenBy")).isEqualTo("Ola Verge");
    assertThat(current.getString("reason")).isEqualTo("Vergemål fra statsforvalteren");
    renew(owner, input).expect(422, "consent.invalid");
  }

  @Test
  void validatesDates() {
    assertRejected(consent(today, today.minusDays(1)), "until");
    assertRejected(consent(today.minusDays(9), today.minusDays(1)), "until");
    assertRejected(consent(today, today.plusYears(5).plusDays(1)), "until");
    assertRejected(consent(today.minusYears(6), today.plusDays(1)), "from");
    assertRejected(consent(today.plusDays(1), today.plusDays(9)), "from");
    assertRejected(consent(today, today.plusDays(9)).put("scope", " "), "scope");
  }

  @Test
  void guardianRequiredBelowConsentAge() {
    TestPlan mother = TestPlan.withConsentDaysLeft(server.loggedIn("mor"), 24);
    TestPlan guardedPlan = mother.as(coordinator.client());
    assertThat(read(mother).getBoolean("guardianNeeded")).isTrue();
    assertThat(read(mother).getBoolean("mayGive")).isTrue();
    renew(guardedPlan, consent(today, today.plusDays(90))).expect(422, "consent.guardianRequired");
    JsonObject current =
        renew(mother, consent(today, today.plusDays(90)))
            .expect(200)
            .body()
            .getJsonObject("current");
    assertThat(current.getString("capacity")).isEqualTo("GUARDIAN");
    assertThat(current.getString("givenBy"))
        .isEqualTo(
            server.value(
                "select first_name || ' ' || last_name from person join account a on a.person_id = person.id where username = 'mor'"));
    setOwnerAge(mother, 15);
    server.sql("update organisation set consent_age = 15");
    assertThat(read(mother).getBoolean("guardianNeeded")).isFalse();
    renew(mother, consent(today, today.plusDays(90))).expect(403, "access.denied");
    JsonObject guardians =
        consent(today, today.plusDays(90)).put("capacity", "GUARDIAN").put("givenByName", "Mor");
    renew(guardedPlan, guardians).expect(422, "consent.ownerOfAge");
    renew(guardedPlan, consent(today, today.plusDays(90))).expect(200);
  }

  @Test
  void withdrawalEndsAccessAtOnce() {
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
    assertThat(lastPlanLogEvent()).isEqualTo("CONSENT_WITHDRAWN");
    owner.client().delete(owner.path("/consent")).expect(204);
    renew(owner, consent(today, today.plusDays(90))).expect(200);
    doctor.client().get(owner.path("")).expect(200);
  }

  /** Who decides for the owner isn't shut out by another who withdraws the consent (PART-4). */
  @Test
  void otherGuardianIsNotShutOutByWithdrawal() {
    TestPlan mother = TestPlan.withConsentDaysLeft(server.loggedIn("mor"), 24);
    server.sql(
        """
        insert into participant (id, plan_id, person_id, role, since, authority_confirmed_at, authority_basis)
        select gen_random_uuid(), '%s', person_id, 'GUARDIAN', now(), now(), 'EARLIER' from account where username = 'fremmed'"""
            .formatted(mother.id()));
    TestPlan father = mother.as(server.loggedIn("fremmed"));
    assertThat(read(father).getJsonArray("participants").stream().map(JsonObject.class::cast))
        .filteredOn(one -> one.getString("role").equals("GUARDIAN"))
        .hasSize(2)
        .allSatisfy(one -> assertThat(one.getBoolean("losesAccess")).isFalse());
    mother.client().delete(mother.path("/consent")).expect(204);
    for (TestPlan guardian : List.of(mother, father)) {
      assertThat(read(guardian).getBoolean("mayGive")).isTrue();
      assertThat(guardian.home().getJsonObject("me").getString("role")).isEqualTo("GUARDIAN");
    }
    renew(father, consent(today, today.plusDays(90))).expect(200);
    mother.client().delete(mother.path("/consent")).expect(204);
    setOwnerAge(mother, 17);
    father.client().get(mother.path("")).expect(403, "consent.expired");
  }

  @Test
  void whatIsNotCoveredIsKeptAndShownToAll() {
    JsonObject input =
        consent(today, today.plusDays(100)).put("notCovered", " Journalen hos legen ");
    JsonObject page = renew(owner, input).expect(200).body();
    assertThat(page.getJsonObject("current").getString("notCovered"))
        .isEqualTo("Journalen hos legen");
    assertThat(read(doctor).getJsonObject("current").getString("notCovered"))
        .isEqualTo("Journalen hos legen");
    page = renew(owner, input.put("notCovered", " ")).expect(200).body();
    assertThat(page.getJsonObject("current").containsKey("notCovered")).isFalse();
    assertThat(page.getJsonArray("history").getJsonObject(0).getString("notCovered"))
        .isEqualTo("Journalen hos legen");
  }

  @Test
  void expiryClosesOpenSockets() {
    server.sql(
        "update consent set valid_until = '%s' where ended_at is null and plan_id = '%s'"
            .formatted(today, owner.id()));
    try (TestSocket doctors = hello(doctor)) {
      doctors.send(new JsonObject().put("type", "watch").put("planId", owner.id()));
      doctor.client().get(owner.path("")).expect(200);
      server.clock().advance(java.time.Duration.ofDays(1));
      server.sql(
          "update session set last_seen_at = last_seen_at + interval '1 day', created_at = created_at + interval '1 day'");
      assertThat(doctors.closeCode()).isIn(4403, 4401);
    }
    server.loggedIn("lege").get(owner.path("")).expect(403, "consent.expired");
  }

  @Test
  void rejectsOtherCallers() {
    JsonObject input = consent(today, today.plusDays(90));
    int version = read(owner).getInteger("version");
    for (String who : new String[] {"fremmed", "nabo", "admin"}) {
      TestClient stranger = server.loggedIn(who);
      stranger.get(owner.path("/consent")).expect(404);
      stranger.put(owner.path("/consent"), version, input).expect(404);
      stranger.delete(owner.path("/consent")).expect(404);
    }
    TestClient mother = server.loggedIn("mor"); // next of kin in this plan, without owner authority
    mother.put(owner.path("/consent"), version, input).expect(403, "access.denied");
    mother.delete(owner.path("/consent")).expect(403, "access.denied");
    assertThat(read(owner).getInteger("version")).isEqualTo(version);
  }

  @Test
  void consentOfClosedPlanCanOnlyBeWithdrawn() {
    server.sql(
        "update plan set state = 'CLOSED', end_date = current_date where id = '"
            + owner.id()
            + "'");
    renew(owner, consent(today, today.plusDays(90))).expect(403, "plan.closed");
    assertThat(read(owner).getBoolean("mayGive")).isFalse();
    owner.client().delete(owner.path("/consent")).expect(204);
  }

  /** After a withdrawal a coordinator registers nothing without one (PART-4). */
  private void addPaper() {
    coordinator
        .client()
        .upload("PUT", owner.path("/consent/paper"), "application/pdf", TestPdf.plain())
        .expect(200);
  }

  private void assertRejected(JsonObject input, String field) {
    TestClient.ClientAnswer answer = renew(owner, input).expect(422, "consent.invalid");
    assertThat(answer.body().getJsonArray("errors").getJsonObject(0).getString("field"))
        .isEqualTo(field);
  }

  private static JsonObject consent(LocalDate from, LocalDate until) {
    return new JsonObject()
        .put("from", from.toString())
        .put("until", until.toString())
        .put("scope", "Samarbeid om skole og hverdag.");
  }

  private static JsonObject read(TestPlan plan) {
    return plan.client().get(plan.path("/consent")).expect(200).body();
  }

  private static TestClient.ClientAnswer renew(TestPlan plan, JsonObject input) {
    return plan.client().put(plan.path("/consent"), read(plan).getInteger("version"), input);
  }

  private static java.util.List<String> scopes(JsonObject page) {
    return page.getJsonArray("participants").stream()
        .map(JsonObject.class::cast)
        .map(share -> share.getString("consentScope"))
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  private TestSocket hello(TestPlan plan) {
    TestSocket socket = plan.client().openSocket();
    socket.next("hello");
    return socket;
  }

  private String notifiedOfRegistration(TestPlan plan) {
    return server.value(
        """
        select coalesce(string_agg(username, ' ' order by username), 'nobody') from
        outbox join account using (person_id) where template = 'CONSENT_REGISTERED' and
        plan_id = '%s'"""
            .formatted(plan.id()));
  }

  private String lastPlanLogEvent() {
    return server.value(
        "select event from plan_log where plan_id = '%s' order by at desc limit 1"
            .formatted(owner.id()));
  }

  private String participantOfAnotherPlan() {
    return server.value("select id from participant where plan_id <> '" + owner.id() + "' limit 1");
  }

  private void setOwnerAge(TestPlan plan, int years) {
    server.sql(
        """
        update person set birth_date = date '%s' from participant p where p.person_id =
        person.id and p.role = 'OWNER' and p.plan_id = '%s'"""
            .formatted(today.minusYears(years), plan.id()));
  }
}
