package no.samklang.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A plan for a child who isn't born yet (PLAN-1); a guardian consents (PLAN-8). */
class UnbornOwnerIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient coordinator;

  @BeforeAll
  static void open() {
    coordinator = server.loggedIn("koordinator");
  }

  @Test
  void onlyGuardianConsents() {
    coordinator.post("/plans", body(90)).expect(422, "consent.guardianRequired");
    TestCreatedPlan plan = plan();
    JsonObject owner = plan.administration().getJsonObject("owner");
    assertThat(owner.getString("dueDate")).isEqualTo(plan.day(90));
    assertThat(owner.getValue("birthDate")).isNull();
    String guardian = plan.addParticipant("mor", "GUARDIAN");
    server.sql(
        "update participant set authority_confirmed_at = now(), authority_basis = 'COORDINATOR' where id = '%s'"
            .formatted(guardian));
    JsonObject consent = server.loggedIn("mor").get(plan.path("/consent")).expect(200).body();
    assertThat(consent.getBoolean("guardianNeeded")).isTrue();
    assertThat(consent.getBoolean("mayGive")).isTrue();
  }

  @Test
  void birthDateTakesTheDueDatesPlace() {
    TestCreatedPlan plan = plan();
    String card = plan.path("/participants/" + owner(plan));
    JsonObject person = coordinator.get(card).expect(200).body().getJsonObject("person");
    assertThat(person.getString("dueDate")).isEqualTo(plan.day(90));
    JsonObject change = input(person).put("birthDate", plan.day(0));
    int version = coordinator.get(card).body().getInteger("version");
    JsonObject changed =
        coordinator
            .put(card, version, new JsonObject().put("person", change))
            .expect(200)
            .body()
            .getJsonObject("person");
    assertThat(changed.getString("birthDate")).isEqualTo(plan.day(0));
    assertThat(changed.getValue("dueDate")).isNull();
    assertThat(plan.administration().getJsonObject("owner").getValue("dueDate")).isNull();
  }

  /** As the birth date, it decides who has the owner's authority. */
  @Test
  void guardianMayNotMoveTheDueDate() {
    TestCreatedPlan plan = plan();
    String guardian = plan.addParticipant("mor", "GUARDIAN");
    server.sql(
        "update participant set rights = jsonb_set(rights, '{editPerson}', 'true') where id = '%s'"
            .formatted(guardian));
    TestClient mother = server.loggedIn("mor");
    String card = plan.path("/participants/" + owner(plan));
    JsonObject before = mother.get(card).expect(200).body();
    JsonObject change = input(before.getJsonObject("person")).put("dueDate", plan.day(60));
    mother
        .put(card, before.getInteger("version"), new JsonObject().put("person", change))
        .expect(422, "birthDate.locked");
  }

  @Test
  void rejectsDueDateTooFarAhead() {
    JsonObject problem =
        coordinator
            .post("/plans", body(301).put("consent", guardianConsent()))
            .expect(422, "person.invalid")
            .body();
    assertThat(problem.getJsonArray("errors"))
        .containsExactly(new JsonObject().put("field", "owner.dueDate").put("code", "date.tooFar"));
  }

  private static TestCreatedPlan plan() {
    String id =
        coordinator
            .post("/plans", body(90).put("consent", guardianConsent()))
            .expect(201)
            .body()
            .getString("id");
    return new TestCreatedPlan(server, coordinator, id);
  }

  private static JsonObject body(int daysToBirth) {
    JsonObject body = TestCreatedPlan.body(server).put("type", "KO");
    body.getJsonObject("owner").remove("birthDate");
    body.getJsonObject("owner").put("dueDate", TestCreatedPlan.day(server, daysToBirth));
    return body;
  }

  private static JsonObject guardianConsent() {
    return TestCreatedPlan.consent(server)
        .put("capacity", "GUARDIAN")
        .put("givenByName", "Marit Eksempel");
  }

  private static String owner(TestCreatedPlan plan) {
    return server.value(
        "select id from participant where plan_id = '%s' and role = 'OWNER'".formatted(plan.id()));
  }

  private static JsonObject input(JsonObject person) {
    JsonObject input = person.copy();
    for (String field : new String[] {"personId", "version", "pictureVersion", "acrossPlans"}) {
      input.remove(field);
    }
    return input;
  }
}
