package no.samklang.participant;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A participant stands for a service, and another person takes the place (PART-9). */
class RepresentationIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan plan;
  private static String nav;

  @BeforeAll
  static void open() {
    plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    nav = participant("nav");
  }

  @BeforeEach
  void restore() {
    server.sql(
        """
        update participant set removed_at = coalesce(removed_at, now()), rights_limit = null,
               consent_ended_at = null, consent_ended_by = null, consent_owner_ended = false
         where plan_id = '%1$s' and person_id = '%2$s';
        update participant set removed_at = null, removed_by = null, role = 'PROVIDER',
               service_name = 'Oppfølging', service_organisation = 'NAV',
               ends_on = null, rights_limit = null, substitute_from = null, substitute_until = null where id = '%3$s'\
        """
            .formatted(plan.id(), person("fremmed"), nav));
  }

  @Test
  void replacementKeepsScopeAndPeriod() {
    String ends = server.value("select current_date + 20");
    server.sql(
        """
        update participant set ends_on = '%s', rights_limit = '{"editPerson": false, "print": false, "areas": {"WORK": "READ"}}'
         where id = '%s'\
        """
            .formatted(ends, nav));
    JsonObject before = card(nav);
    JsonObject card = replace("fremmed").expect(201).body();
    String id = card.getString("participantId");
    assertThat(card.getJsonObject("service").getString("name")).isEqualTo("Oppfølging");
    assertThat(card.getJsonObject("service").getString("organisation")).isEqualTo("NAV");
    assertThat(card.getString("endsOn")).isEqualTo(ends);
    assertThat(card.getString("consentScope")).isEqualTo(before.getString("consentScope"));
    assertThat(card.getJsonObject("rights")).isEqualTo(before.getJsonObject("rights"));
    String limit = "rights_limit -> 'areas' ->> 'WORK'";
    assertThat(column(id, limit)).isEqualTo("READ");
    assertThat(column(nav, "removed_at")).isNotNull();
  }

  @Test
  void formerLosesAccessAndKeepsMessages() {
    TestClient former = server.loggedIn("nav");
    String message = plan.send("Til NAV", nav);
    former.get(plan.path("/messages/" + message)).expect(200);
    try (var socket = former.openSocket()) {
      socket.next("hello");
      replace("fremmed").expect(201);
      assertThat(socket.closeCode()).isEqualTo(4403);
    }
    former.get(plan.path("")).expect(404, "not.found");
    TestClient successor = server.loggedIn("fremmed");
    successor.get(plan.path("")).expect(200);
    successor.get(plan.path("/messages/" + message)).expect(404, "not.found");
    assertThat(successor.get(plan.path("/messages?folder=RECEIVED")).expect(200).items()).isEmpty();
  }

  @Test
  void ownerIsToldAndItIsLogged() {
    int removals = removalsOfFormer();
    String id = replace("fremmed").expect(201).body().getString("participantId");
    assertThat(
            server.value(
                """
                select string_agg(distinct username, ' ') from outbox join account using (person_id)
                 where template = 'SERVICE_PERSON_CHANGED' and plan_id = '%s'\
                """
                    .formatted(plan.id())))
        .isEqualTo("planeier");
    assertThat(
            server.value(
                "select count(*) from plan_log where event = 'PARTICIPANT_REPLACED' and participant_id = '%s'"
                    .formatted(id)))
        .isEqualTo("1");
    assertThat(removalsOfFormer()).isEqualTo(removals + 1);
  }

  private static int removalsOfFormer() {
    return Integer.parseInt(
        server.value(
            """
            select count(*) from plan_log
             where event = 'PARTICIPANT_REMOVED' and participant_id = '%s' and detail ->> 'role' = 'PROVIDER'\
            """
                .formatted(nav)));
  }

  /** What the owner has taken from a person isn't given back as a successor (PART-1). */
  @Test
  void ownersDecisionAboutTheSuccessorHolds() {
    String id = replace("fremmed").expect(201).body().getString("participantId");
    server.sql(
        """
        update participant set rights_limit = '{"editPerson": false, "print": false, "areas": {}}', removed_at = now()
         where id = '%s';
        update participant set removed_at = null where id = '%s'\
        """
            .formatted(id, nav));
    JsonObject card = replace("fremmed").expect(201).body();
    assertThat(card.getJsonObject("rights").getJsonObject("areas").getMap().values())
        .containsOnly("NONE");
  }

  /** The service would be without anybody who has access. */
  @Test
  void rejectsPersonWhoseConsentTheOwnerHasWithdrawn() {
    String id = replace("fremmed").expect(201).body().getString("participantId");
    server.sql(
        """
        update participant set consent_ended_at = now(), consent_ended_by = person_id, consent_owner_ended = true, removed_at = now()
         where id = '%s';
        update participant set removed_at = null where id = '%s'\
        """
            .formatted(id, nav));
    replace("fremmed").expect(403, "rights.ownerDecided");
    assertThat(column(nav, "removed_at")).isNull();
  }

  @Test
  void substituteDoesNotReplaceThemselves() {
    server.sql(
        "update participant set substitute_from = current_date - 1, substitute_until = current_date + 5 where id = '%s'"
            .formatted(nav));
    TestClient substitute = server.loggedIn("nav");
    String path = plan.path("/participants/" + nav);
    assertThat(card(nav).getJsonObject("may").getBoolean("replace")).isTrue();
    JsonObject own = substitute.get(path).expect(200).body();
    assertThat(own.getJsonObject("may").getBoolean("replace")).isFalse();
    substitute
        .post(path + "/replacement", new JsonObject().put("personId", person("fremmed")))
        .expect(403, "access.denied");
    assertThat(column(nav, "removed_at")).isNull();
  }

  @Test
  void retryReplacesOnce() {
    TestClient sender = server.loggedIn("koordinator").header("Idempotency-Key", "replace-000001");
    String path = plan.path("/participants/" + nav + "/replacement");
    JsonObject body = new JsonObject().put("personId", person("fremmed"));
    String first = sender.post(path, body).expect(201).body().getString("participantId");
    assertThat(sender.post(path, body).expect(201).body().getString("participantId"))
        .isEqualTo(first);
  }

  @Test
  void rejectsParticipantWithoutService() {
    server.sql(
        "update participant set service_name = null, service_organisation = null where id = '%s'"
            .formatted(nav));
    replace("fremmed").expect(409, "service.missing");
  }

  @Test
  void rejectsParticipantWithoutAccess() {
    server.sql("update participant set ends_on = current_date - 1 where id = '%s'".formatted(nav));
    replace("fremmed").expect(409, "service.noAccess");
  }

  @Test
  void rejectsPersonInThePlan() {
    replace("lege").expect(409, "participant.exists");
    replace("nav").expect(409, "participant.exists");
    assertThat(column(nav, "removed_at")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"planeier", "lege", "mor"})
  void onlyCoordinatorsReplace(String username) {
    server
        .loggedIn(username)
        .post(
            plan.path("/participants/" + nav + "/replacement"),
            new JsonObject().put("personId", person("fremmed")))
        .expect(403, "access.denied");
    server
        .loggedIn(username)
        .put(plan.path("/participants/" + nav + "/service"), 1, new JsonObject().putNull("service"))
        .expect(403, "access.denied");
  }

  @Test
  void onlyProvidersStandForServices() {
    JsonObject service = new JsonObject().put("service", new JsonObject().put("name", "  Skolen "));
    plan.client()
        .put(plan.path("/participants/" + participant("mor") + "/service"), 1, service)
        .expect(422, "service.notAllowed");
    String path = plan.path("/participants/" + nav + "/service");
    int version = card(nav).getInteger("rightsVersion");
    JsonObject card = plan.client().put(path, version, service).expect(200).body();
    plan.client().put(path, version, service).expect(409, "version.stale");
    assertThat(card.getJsonObject("service").getString("name")).isEqualTo("Skolen");
    plan.client()
        .put(
            path,
            card.getInteger("rightsVersion"),
            new JsonObject().put("service", new JsonObject().put("name", "  ")))
        .expect(422, "request.invalid");
  }

  /** Who no longer provides, stands for no service, nor in the same role later. */
  @Test
  void serviceGoesWithTheRole() {
    assertThat(setRole("NEXT_OF_KIN").getValue("service")).isNull();
    assertThat(setRole("PROVIDER").getValue("service")).isNull();
    assertThat(column(nav, "service_organisation")).isNull();
  }

  @Test
  void serviceOfAnotherRoleCanBeTakenAway() {
    server.sql("update participant set role = 'NEXT_OF_KIN' where id = '%s'".formatted(nav));
    JsonObject before = card(nav);
    assertThat(before.getJsonObject("may").getBoolean("service")).isTrue();
    JsonObject none = new JsonObject().putNull("service");
    JsonObject card =
        plan.client()
            .put(
                plan.path("/participants/" + nav + "/service"),
                before.getInteger("rightsVersion"),
                none)
            .expect(200)
            .body();
    assertThat(card.getValue("service")).isNull();
    assertThat(card.getJsonObject("may").getBoolean("service")).isFalse();
  }

  private static JsonObject setRole(String role) {
    JsonObject card = card(nav);
    JsonObject decision =
        new JsonObject()
            .put("role", role)
            .put("rights", card.getJsonObject("rights"))
            .put("consentScope", card.getString("consentScope"));
    return plan.client()
        .put(
            plan.path("/participants/" + nav + "/rights"),
            card.getInteger("rightsVersion"),
            decision)
        .expect(200)
        .body();
  }

  private static TestClient.ClientAnswer replace(String username) {
    return plan.client()
        .post(
            plan.path("/participants/" + nav + "/replacement"),
            new JsonObject().put("personId", person(username)));
  }

  private static JsonObject card(String participant) {
    return plan.client().get(plan.path("/participants/" + participant)).expect(200).body();
  }

  private static String column(String participant, String column) {
    return server.value(
        "select %s from participant where id = '%s'".formatted(column, participant));
  }

  private static String participant(String username) {
    return server.value(
        "select id from participant where plan_id = '%s' and removed_at is null and person_id = '%s'"
            .formatted(plan.id(), person(username)));
  }

  private static String person(String username) {
    return server.value("select person_id from account where username = '" + username + "'");
  }
}
