package no.samklang.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan is, and whether it goes on (PLAN-2, PLAN-5). */
class PlanLifeIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient admin;
  private static TestClient neighbour;

  @BeforeAll
  static void open() {
    admin = server.loggedIn("admin");
    neighbour = server.loggedIn("nabo");
    server.sql(
        """
        insert into organisation_admin (organisation_id, person_id)
        select municipality_id, id from person where first_name = 'Nina'""");
  }

  @Test
  void aCoordinatorSeesHowThePlanIsRun() {
    MadePlan plan = plan();
    String doctor = plan.add("lege", "PROVIDER");
    JsonObject seen = plan.administration();
    assertThat(seen.getString("shortName")).isEqualTo("Veien videre");
    assertThat(seen.getJsonObject("organisation").getString("name"))
        .isEqualTo("Eksempelvik kommune");
    assertThat(seen.getJsonArray("coordinators")).hasSize(1);
    assertThat(seen.getJsonObject("consent").getInteger("daysLeft")).isEqualTo(365);
    assertThat(seen.getJsonArray("candidates").getJsonObject(0).getString("participantId"))
        .isEqualTo(doctor);
    assertThat(seen.getBoolean("mayClose")).isTrue();
    assertThat(seen.getBoolean("mayReopen")).isFalse();
    assertThat(seen.getValue("baton")).isNull();
  }

  /** Until it begins there is none (PART-4). */
  @Test
  void aConsentThatHasNotBegunIsNoneYet() {
    MadePlan plan = plan();
    server.sql(
        "update consent set valid_from = '%s' where plan_id = '%s'"
            .formatted(plan.day(1), plan.id()));
    assertThat(plan.administration().getValue("consent")).isNull();
    server.sql(
        "update consent set valid_from = '%s' where plan_id = '%s'"
            .formatted(plan.day(0), plan.id()));
    assertThat(plan.administration().getJsonObject("consent").getInteger("daysLeft"))
        .isEqualTo(365);
  }

  @Test
  void anAdministratorSeesThatItIsThereAndNothingInIt() {
    MadePlan plan = plan();
    plan.add("lege", "PROVIDER");
    JsonObject seen = admin.get(plan.path("/administration")).expect(200).body();
    assertThat(seen.getJsonObject("owner").getString("firstName")).isEqualTo("Prøve");
    assertThat(seen.getBoolean("coordinates")).isFalse();
    assertThat(seen.getValue("shortName")).isNull();
    assertThat(seen.getValue("consent")).isNull();
    assertThat(seen.getJsonArray("coordinators")).isEmpty();
    assertThat(seen.getJsonArray("candidates")).isEmpty();
    admin.get(plan.path("")).expect(404, "not.found");
    admin.put(plan.path(""), 1, change()).expect(404, "not.found");
  }

  @ParameterizedTest
  @CsvSource({
    "fremmed, 404, not.found",
    "nabo, 404, not.found",
    "lege, 403, access.denied",
    "koordinator2, 404, not.found"
  })
  void nobodyElseSeesOrChangesIt(String username, int status, String code) {
    MadePlan plan = plan();
    plan.add("lege", "PROVIDER");
    TestClient client = server.loggedIn(username);
    client.get(plan.path("/administration")).expect(status, code);
    client.put(plan.path(""), 1, change()).expect(status, code);
    client.put(plan.path("/state"), closed()).expect(status, code);
    client.put(plan.path("/state"), active()).expect(status, code);
    assertThat(plan.administration().getInteger("version")).isEqualTo(1);
  }

  @Test
  void whatThePlanIsCanBeChangedByVersion() {
    MadePlan plan = plan();
    int version = plan.administration().getInteger("version");
    JsonObject change = change().put("shortName", "  Ny kurs ").put("startDate", plan.day(-5));
    JsonObject changed = plan.coordinator().put(plan.path(""), version, change).expect(200).body();
    assertThat(changed.getString("shortName")).isEqualTo("Ny kurs");
    assertThat(changed.getString("startDate")).isEqualTo(plan.day(-5));
    assertThat(changed.getString("type")).isEqualTo("IP");
    JsonObject stale =
        plan.coordinator()
            .put(plan.path(""), version, change())
            .expect(409, "version.stale")
            .body();
    assertThat(stale.getJsonObject("current")).isEqualTo(plan.administration());
    plan.coordinator()
        .put(plan.path(""), version + 1, change().put("startDate", "2999-01-01"))
        .expect(422, "plan.invalid");
    assertThat(plan.events()).endsWith("PLAN_CHANGED");
  }

  @Test
  void aPlanThatBecomesASecondIpWarns() {
    TestClient coordinator = server.loggedIn("koordinator");
    JsonObject owner = new JsonObject().put("personId", MadePlan.person(server, "planeier"));
    JsonObject body = MadePlan.body(server).put("owner", owner).put("type", "IUP");
    String path = "/plans/" + coordinator.post("/plans", body).expect(201).body().getString("id");
    JsonObject change = change().put("type", "IP");
    coordinator.put(path, 1, change).expect(409, "plan.secondActiveIp");
    coordinator.put(path, 1, change.put("secondPlan", true)).expect(200);
  }

  @Test
  void aPlanThatIsReopenedAsASecondIpWarns() {
    JsonObject owner = new JsonObject().put("personId", MadePlan.person(server, "planeier"));
    JsonObject body = MadePlan.body(server).put("owner", owner).put("secondPlan", true);
    TestClient coordinator = server.loggedIn("koordinator");
    String id = coordinator.post("/plans", body).expect(201).body().getString("id");
    MadePlan plan = new MadePlan(server, coordinator, id);
    plan.close().expect(200);
    admin.put(plan.path("/state"), active()).expect(409, "plan.secondActiveIp");
    assertThat(plan.administration().getString("state")).isEqualTo("CLOSED");
    admin.put(plan.path("/state"), active().put("secondPlan", true)).expect(200);
    assertThat(plan.administration().getString("state")).isEqualTo("ACTIVE");
  }

  @Test
  void closingNeedsNoConsentAndOnlyAnAdministratorReopens() {
    MadePlan plan = plan();
    plan.expire();
    JsonObject closed = plan.close().expect(200).body();
    assertThat(closed.getString("endDate")).isEqualTo(plan.day(0));
    assertThat(closed.getBoolean("mayReopen")).isFalse();
    plan.close().expect(200); // twice is once
    plan.coordinator().put(plan.path("/state"), active()).expect(403, "access.denied");
    neighbour.put(plan.path("/state"), active()).expect(404, "not.found");
    assertThat(admin.get(plan.path("/administration")).body().getBoolean("mayReopen")).isTrue();
    JsonObject open = admin.put(plan.path("/state"), active()).expect(200).body();
    assertThat(open.getString("state")).isEqualTo("ACTIVE");
    assertThat(open.getValue("endDate")).isNull();
    admin.put(plan.path("/state"), active()).expect(200);
    admin.put(plan.path("/state"), closed()).expect(403, "access.denied");
    assertThat(plan.events()).endsWith("CONSENT_GIVEN PLAN_CLOSED PLAN_REOPENED");
  }

  @ParameterizedTest
  @CsvSource({"-1, date.beforeStart", "1, date.future"})
  void aPlanEndsAfterItsStartAndNotLaterThanToday(int days, String code) {
    MadePlan plan = plan();
    JsonObject problem =
        plan.coordinator()
            .put(plan.path("/state"), closed().put("endDate", plan.day(days)))
            .expect(422, "plan.invalid")
            .body();
    assertThat(problem.getJsonArray("errors"))
        .containsExactly(new JsonObject().put("field", "endDate").put("code", code));
  }

  @Test
  void aClosedPlanIsReadAndNotWritten() {
    MadePlan plan = plan();
    String doctor = plan.add("lege", "PROVIDER");
    TestClient client = plan.coordinator();
    String draft =
        client
            .post(plan.path("/messages"), TestPlan.draft("Kladd", doctor))
            .expect(201)
            .body()
            .getString("id");
    plan.close().expect(200);
    client.get(plan.path("")).expect(200);
    server.loggedIn("lege").get(plan.path("/messages")).expect(200);
    closed(client.post(plan.path("/messages"), TestPlan.message("Hei", doctor)));
    closed(client.put(plan.path("/messages/" + draft), 1, TestPlan.message("Hei", doctor)));
    closed(client.delete(plan.path("/messages/" + draft)));
    closed(client.put(plan.path(""), 2, change()));
    closed(client.post(plan.path("/baton"), new JsonObject().put("to", doctor)));
    closed(client.delete(plan.path("/baton")));
    closed(
        server
            .loggedIn("lege")
            .post(plan.path("/baton/answer"), new JsonObject().put("accept", true)));
    JsonObject period = new JsonObject().put("from", plan.day(0)).put("until", plan.day(1));
    closed(client.put(plan.path("/substitutes/" + doctor), period));
    closed(client.delete(plan.path("/substitutes/" + doctor)));
    closed(
        client.post(
            plan.path("/participants"),
            new JsonObject()
                .put("personId", MadePlan.person(server, "nav"))
                .put("role", "PROVIDER")));
  }

  private static void closed(TestClient.Answer answer) {
    answer.expect(403, "plan.closed");
  }

  @Test
  void theOwnersStatusIsClosedToo() {
    TestClient coordinator = server.loggedIn("koordinator");
    JsonObject owner = new JsonObject().put("personId", MadePlan.person(server, "planeier2"));
    JsonObject body = MadePlan.body(server).put("owner", owner).put("type", "IUP");
    String id = coordinator.post("/plans", body).expect(201).body().getString("id");
    MadePlan plan = new MadePlan(server, coordinator, id);
    JsonObject text = new JsonObject().put("text", "Hei");
    TestClient client = server.loggedIn("planeier2");
    client.put(plan.path("/status"), 1, text).expect(200);
    plan.close().expect(200);
    closed(client.put(plan.path("/status"), 3, text));
  }

  @Test
  void openPagesHearOfIt() {
    MadePlan plan = plan();
    try (var socket = plan.coordinator().live()) {
      socket.next("hello");
      plan.close().expect(200);
      assertThat(socket.next("changed").getString("section")).isEqualTo("plan");
    }
  }

  @Test
  void aStateThatIsNoneIsRefused() {
    MadePlan plan = plan();
    plan.coordinator()
        .put(plan.path("/state"), new JsonObject().put("state", "ARCHIVED"))
        .expect(422, "request.invalid");
    plan.coordinator()
        .put(plan.path(""), 1, change().put("startDate", new JsonArray()))
        .expect(422, "request.invalid");
  }

  private static MadePlan plan() {
    return MadePlan.by(server, "koordinator");
  }

  private static JsonObject change() {
    return new JsonObject().put("shortName", null).put("startDate", MadePlan.day(server, 0));
  }

  private static JsonObject closed() {
    return new JsonObject().put("state", "CLOSED");
  }

  private static JsonObject active() {
    return new JsonObject().put("state", "ACTIVE");
  }
}
