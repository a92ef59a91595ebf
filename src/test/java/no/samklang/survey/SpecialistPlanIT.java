package no.samklang.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Specialist plans, and the goals that they serve (SPEC-1). */
class SpecialistPlanIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan coordinator;
  private static TestPlan owner;
  private static TestPlan doctor;

  @BeforeAll
  static void open() {
    coordinator = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    owner = coordinator.as(server.loggedIn("planeier"));
    doctor = coordinator.as(server.loggedIn("lege"));
  }

  private static ClientAnswer post(TestPlan as, JsonObject input) {
    return as.client().post(as.path("/specialist-plans"), input);
  }

  private static ClientAnswer put(TestPlan as, JsonObject plan, JsonObject input) {
    return as.client().put(path(as, plan), plan.getInteger("version"), input);
  }

  private static String path(TestPlan as, JsonObject plan) {
    return as.path("/specialist-plans/" + plan.getString("id"));
  }

  private static JsonObject input(String title, String... goals) {
    return new JsonObject()
        .put("title", title)
        .put("responsible", "Voksenhabiliteringen")
        .put("keptAt", "Journalen på sykehuset")
        .put("points", "Nora trenger pauser")
        .put("goals", new JsonArray(List.of(goals)));
  }

  private static JsonObject list(TestPlan as) {
    return as.client().get(as.path("/specialist-plans")).expect(200).body();
  }

  private static JsonObject find(TestPlan as, JsonObject plan) {
    return list(as).getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(item -> item.getString("id").equals(plan.getString("id")))
        .findFirst()
        .orElse(null);
  }

  private static JsonObject goal(String title) {
    return coordinator
        .client()
        .post(coordinator.path("/goals"), new JsonObject().put("title", title))
        .expect(201)
        .body();
  }

  private static void setDoctors(String area, String level) {
    server.sql(
        """
        update participant p set rights = jsonb_set(rights, '{areas,%s}', '"%s"')
          from account a where a.person_id = p.person_id and a.username = 'lege' and p.plan_id = '%s'\
        """
            .formatted(area, level, coordinator.id()));
  }

  @Test
  void isWrittenByThoseWhoMayAndReadByTheOthers() {
    setDoctors("SPECIALIST_PLANS", "READ");
    String goal = goal("Sove bedre").getString("id");
    JsonObject stored = post(coordinator, input("Behandlingsplan", goal)).expect(201).body();
    assertThat(stored.getJsonArray("goals")).containsExactly(goal);
    assertThat(find(doctor, stored)).isEqualTo(stored);
    post(doctor, input("Ikke min")).expect(403, "access.denied");
    put(doctor, stored, input("Ikke min")).expect(403, "access.denied");
    JsonObject changed = put(owner, stored, input("Ny plan")).expect(200).body();
    assertThat(changed.getJsonArray("goals")).isEmpty();
    JsonObject problem = put(coordinator, stored, input("For sent")).expect(409).body();
    assertThat(problem.getJsonObject("current").getString("title")).isEqualTo("Ny plan");
    setDoctors("SPECIALIST_PLANS", "NONE");
    doctor.client().get(doctor.path("/specialist-plans")).expect(403, "access.denied");
  }

  @Test
  void goalsAreLeftAloneByWhoMayNotReadThem() {
    setDoctors("SPECIALIST_PLANS", "WRITE");
    setDoctors("GOALS", "NONE");
    String goal = goal("Skjult for legen").getString("id");
    JsonObject stored = post(coordinator, input("Med mål", goal)).expect(201).body();
    assertThat(find(doctor, stored).getJsonArray("goals")).isEmpty();
    put(doctor, stored, input("Endret av legen")).expect(200);
    assertThat(find(owner, stored).getJsonArray("goals")).containsExactly(goal);
    setDoctors("GOALS", "READ");
  }

  @Test
  void goalInTheBinIsServedAgainWhenItIsBack() {
    JsonObject goal = goal("Slettes og kommer tilbake");
    JsonObject stored =
        post(coordinator, input("Tjener et mål", goal.getString("id"))).expect(201).body();
    String path = coordinator.path("/goals/" + goal.getString("id"));
    JsonObject deletion =
        coordinator.client().delete(path, goal.getInteger("version")).expect(200).body();
    assertThat(find(owner, stored).getJsonArray("goals")).isEmpty();
    put(coordinator, stored, input("Endret imens")).expect(200);
    String restore = coordinator.path("/bin/" + deletion.getString("binId") + "/restore");
    coordinator.client().post(restore, null).expect(200);
    assertThat(find(owner, stored).getJsonArray("goals")).containsExactly(goal.getString("id"));
  }

  @Test
  void badInputIsRefusedWithNothingStored() {
    JsonObject before = list(coordinator);
    String ofAnotherPlan =
        server.value(
            "select id from goal where plan_id <> '%s' limit 1".formatted(coordinator.id()));
    JsonObject refused = post(coordinator, input("Feil mål", ofAnotherPlan)).expect(422).body();
    assertThat(refused.getJsonArray("errors").getJsonObject(0).getString("field"))
        .isEqualTo("goals");
    post(coordinator, input(" ")).expect(422, "request.invalid");
    post(coordinator, input("x".repeat(201))).expect(422, "request.invalid");
    post(coordinator, input("\u202Eskjult")).expect(422, "request.invalid");
    post(coordinator, input("Punkter").put("points", "x".repeat(5001)))
        .expect(422, "request.invalid");
    assertThat(list(coordinator)).isEqualTo(before);
  }

  /** GOAL-7. */
  @Test
  void deletedOneLiesInTheBinAndIsGoneForGoodAfterThirtyDays() {
    JsonObject stored =
        post(coordinator, input("Slettes", goal("Består").getString("id"))).expect(201).body();
    JsonObject deletion =
        coordinator.client().delete(path(coordinator, stored), 1).expect(200).body();
    assertThat(find(owner, stored)).isNull();
    String restore = coordinator.path("/bin/" + deletion.getString("binId") + "/restore");
    coordinator.client().post(restore, null).expect(200);
    JsonObject restored = find(owner, stored);
    assertThat(restored.getJsonArray("goals")).hasSize(1);
    JsonObject again =
        coordinator
            .client()
            .delete(path(coordinator, stored), restored.getInteger("version"))
            .expect(200)
            .body();
    server.sql(
        "update bin_entry set deleted_at = now() - interval '31 days' where id = '%s'"
            .formatted(again.getString("binId")));
    server.runJobs();
    assertThat(
            server.value(
                "select count(*) from specialist_plan where id = '%s'"
                    .formatted(stored.getString("id"))))
        .isEqualTo("0");
  }

  @Test
  void changeIsToldAndLogged() {
    try (TestSocket reader = owner.client().openSocket()) {
      reader.next("hello");
      int version = list(owner).getInteger("version");
      post(coordinator, input("Fortalt")).expect(201);
      JsonObject frame = reader.next("changed");
      assertThat(frame.getString("section")).isEqualTo("specialistPlans");
      assertThat(frame.getInteger("version")).isEqualTo(version + 1);
    }
    JsonObject entry = owner.client().get(owner.path("/log?limit=1")).expect(200).item(0);
    assertThat(entry.getString("event")).isEqualTo("CONTENT_ADDED");
    assertThat(entry.getString("area")).isEqualTo("SPECIALIST_PLANS");
  }
}
