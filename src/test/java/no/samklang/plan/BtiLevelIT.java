package no.samklang.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The BTI level of a stafettlogg: set with its day, with its history kept (PLAN-7). */
class BtiLevelIT {
  @RegisterExtension static final TestServer server = TestServer.start();

  private static TestCreatedPlan plan(String type) {
    TestClient coordinator = server.loggedIn("koordinator");
    JsonObject body =
        TestCreatedPlan.body(server)
            .put("type", type)
            .put("startDate", TestCreatedPlan.day(server, -30));
    String id = coordinator.post("/plans", body).expect(201).body().getString("id");
    return new TestCreatedPlan(server, coordinator, id);
  }

  @CanIgnoreReturnValue
  private static ClientAnswer set(TestClient client, TestCreatedPlan plan, int level, int day) {
    return client.put(
        plan.path("/bti-level"),
        new JsonObject().put("level", level).put("from", TestCreatedPlan.day(server, day)));
  }

  private static JsonArray levels(TestClient client, TestCreatedPlan plan) {
    return client.get(plan.path("/bti-level")).expect(200).items();
  }

  @Test
  void coordinatorSetsItAndTheHistoryIsKept() {
    TestCreatedPlan plan = plan("SL");
    plan.addParticipant("lege", "PROVIDER");
    assertThat(levels(plan.coordinator(), plan)).isEmpty();
    set(plan.coordinator(), plan, 1, -20).expect(200);
    set(plan.coordinator(), plan, 3, -1).expect(200);
    set(plan.coordinator(), plan, 3, -1).expect(200);
    JsonArray levels = levels(server.loggedIn("lege"), plan);
    assertThat(levels).hasSize(2);
    assertThat(levels.getJsonObject(0).getInteger("level")).isEqualTo(3);
    assertThat(levels.getJsonObject(0).getString("from")).isEqualTo(plan.day(-1));
    assertThat(levels.getJsonObject(0).getString("by")).isEqualTo("Kari Testnes");
    assertThat(levels.getJsonObject(1).getInteger("level")).isEqualTo(1);
    assertThat(plan.events()).endsWith("BTI_LEVEL_SET BTI_LEVEL_SET");
    JsonObject entry = plan.coordinator().get(plan.path("/log?limit=1")).item(0);
    assertThat(entry.getJsonObject("detail").getInteger("level")).isEqualTo(3);
    assertThat(print(plan)).contains("BTI-nivå", "Nivå 3: Flere tjenester samarbeider", "Nivå 1");
  }

  private static String print(TestCreatedPlan plan) {
    JsonObject parts = new JsonObject().put("parts", new JsonArray().add("ABOUT"));
    return plan.coordinator().post(plan.path("/prints/preview"), parts).expect(200).body().encode();
  }

  @Test
  void onlyTheCoordinatorOfAnOpenStafettloggSetsIt() {
    TestCreatedPlan plan = plan("SL");
    plan.addParticipant("lege", "PROVIDER");
    set(server.loggedIn("lege"), plan, 2, 0).expect(403, "access.denied");
    set(server.loggedIn("koordinator2"), plan, 2, 0).expect(404, "not.found");
    set(plan.coordinator(), plan("IP"), 2, 0).expect(409, "bti.notStafettlogg");
    set(plan.coordinator(), plan, 4, 0).expect(422);
    set(plan.coordinator(), plan, -1, 0).expect(422);
    assertField(set(plan.coordinator(), plan, 2, 1), "date.future");
    assertField(set(plan.coordinator(), plan, 2, -31), "date.beforeStart");
    assertThat(levels(plan.coordinator(), plan)).isEmpty();
    plan.close().expect(200);
    set(plan.coordinator(), plan, 2, 0).expect(403, "plan.closed");
    assertThat(print(plan("IP"))).doesNotContain("BTI");
  }

  private static void assertField(ClientAnswer answer, String code) {
    JsonObject error =
        answer.expect(422, "plan.invalid").body().getJsonArray("errors").getJsonObject(0);
    assertThat(error.getString("field")).isEqualTo("from");
    assertThat(error.getString("code")).isEqualTo(code);
  }

  /** It belongs to the stafettlogg: the individual plan has none. */
  @Test
  void staysWithTheStafettlogg() {
    TestCreatedPlan plan = plan("SL");
    set(plan.coordinator(), plan, 2, 0).expect(200);
    TestClient client = server.loggedIn("koordinator");
    client.header("Idempotency-Key", UUID.randomUUID().toString());
    String made =
        client
            .post(
                plan.path("/successor"),
                new JsonObject().put("consent", TestCreatedPlan.consent(server)))
            .expect(201)
            .body()
            .getString("id");
    assertThat(levels(client, plan)).hasSize(1);
    assertThat(client.get("/plans/" + made + "/bti-level").expect(200).items()).isEmpty();
  }
}
