package no.samklang.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No plan is without a coordinator: an administrator names another (PLAN-6). */
class NameCoordinatorIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient admin;

  @BeforeAll
  static void open() {
    admin = server.loggedIn("admin");
  }

  @AfterEach
  void unblock() {
    server.sql("update account set blocked_at = null, blocked_by = null, block_reason = null");
  }

  private static void block(String username) {
    server.sql(
        "update account set blocked_at = now(), block_reason = 'Prøve', blocked_by = '%s' where username = '%s'"
            .formatted(TestCreatedPlan.person(server, "admin"), username));
  }

  @Test
  void planOfBlockedCoordinatorIsListedAndGetsAnother() {
    TestCreatedPlan plan = TestCreatedPlan.create(server, "koordinator2");
    assertThat(listed(plan)).isFalse();
    block("koordinator2");
    assertThat(listed(plan)).isTrue();
    assertThat(administration(plan).getBoolean("mayNameCoordinator")).isTrue();
    JsonObject named = name(plan, "koordinator").expect(200).body();
    assertThat(named.getBoolean("mayNameCoordinator")).isFalse();
    assertThat(plan.roleOf(server.loggedIn("koordinator"))).isEqualTo("COORDINATOR");
    assertThat(listed(plan)).isFalse();
    assertThat(plan.events()).endsWith("PARTICIPANT_ADDED COORDINATOR_NAMED");
    assertThat(
            server.value(
                """
                select string_agg(username || ' ' || template, ',') from outbox join account using (person_id)
                 where plan_id = '%s' and template = 'PLAN_GIVEN'\
                """
                    .formatted(plan.id())))
        .isEqualTo("koordinator PLAN_GIVEN");
  }

  @Test
  void participantBecomesCoordinator() {
    TestCreatedPlan plan = TestCreatedPlan.create(server, "koordinator2");
    plan.addParticipant("lege", "PROVIDER");
    plan.addParticipant("mor", "GUARDIAN");
    block("koordinator2");
    name(plan, "mor").expect(422, "plan.invalid");
    name(plan, "lege").expect(200);
    assertThat(plan.roleOf(server.loggedIn("lege"))).isEqualTo("COORDINATOR");
  }

  /** One whose consent the owner has withdrawn couldn't act: the plan would still have none. */
  @Test
  void rejectsPersonWhoseConsentWasWithdrawn() {
    TestCreatedPlan plan = TestCreatedPlan.create(server, "koordinator2");
    String doctor = plan.addParticipant("lege", "PROVIDER");
    server.sql(
        """
        update participant set consent_ended_at = now(), consent_ended_by = person_id, consent_owner_ended = true, removed_at = now()
         where id = '%s'\
        """
            .formatted(doctor));
    block("koordinator2");
    JsonObject refused = name(plan, "lege").expect(422, "plan.invalid").body();
    assertThat(refused.getJsonArray("errors").getJsonObject(0))
        .isEqualTo(new JsonObject().put("field", "coordinator").put("code", "role.notAllowed"));
    assertThat(administration(plan).getBoolean("mayNameCoordinator")).isTrue();
    assertThat(plan.events()).doesNotContain("COORDINATOR_NAMED");
    name(plan, "koordinator").expect(200);
  }

  @Test
  void rejectsPlanWithCoordinator() {
    TestCreatedPlan plan = TestCreatedPlan.create(server, "koordinator2");
    assertThat(administration(plan).getBoolean("mayNameCoordinator")).isFalse();
    name(plan, "koordinator").expect(409, "plan.hasCoordinator");
  }

  @Test
  void rejectsCallerAndBlockedPersons() {
    TestCreatedPlan plan = TestCreatedPlan.create(server, "koordinator2");
    block("koordinator2");
    JsonObject self = name(plan, "admin").expect(422, "plan.invalid").body();
    assertThat(self.getJsonArray("errors").getJsonObject(0).getString("code"))
        .isEqualTo("coordinator.self");
    block("lege");
    name(plan, "lege").expect(422, "plan.invalid");
    name(plan, "nabo").expect(422, "plan.invalid");
  }

  @Test
  void onlyAdministratorsOfTheOrganisationNameOne() {
    TestCreatedPlan plan = TestCreatedPlan.create(server, "koordinator2");
    plan.addParticipant("lege", "PROVIDER");
    block("koordinator2");
    JsonObject choice = new JsonObject().put("personId", TestCreatedPlan.person(server, "lege"));
    server.loggedIn("lege").post(plan.path("/coordinator"), choice).expect(403, "access.denied");
    server.loggedIn("nabo").post(plan.path("/coordinator"), choice).expect(404, "not.found");
  }

  /** The only other coordinator is blocked: the last who can log in can't leave. */
  @Test
  void lastCoordinatorWhoCanLogInStays() {
    TestCreatedPlan plan = TestCreatedPlan.create(server, "koordinator");
    plan.addParticipant("koordinator2", "COORDINATOR");
    block("koordinator2");
    String me =
        plan.open(plan.coordinator())
            .expect(200)
            .body()
            .getJsonObject("me")
            .getString("participantId");
    plan.coordinator().delete(plan.path("/participants/" + me)).expect(409, "coordinator.required");
  }

  private static TestClient.ClientAnswer name(TestCreatedPlan plan, String username) {
    return admin.post(
        plan.path("/coordinator"),
        new JsonObject().put("personId", TestCreatedPlan.person(server, username)));
  }

  private static JsonObject administration(TestCreatedPlan plan) {
    return admin.get(plan.path("/administration")).expect(200).body();
  }

  private static boolean listed(TestCreatedPlan plan) {
    JsonObject search = new JsonObject().put("withoutCoordinator", true).put("limit", 200);
    return admin.post("/plans/search", search).expect(200).items().stream()
        .anyMatch(item -> ((JsonObject) item).getString("id").equals(plan.id()));
  }
}
