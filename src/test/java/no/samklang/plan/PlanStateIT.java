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

/** Changing, closing and reopening plans (PLAN-2, PLAN-5). */
class PlanStateIT {
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
  void coordinatorGetsFullAdministration() {
    TestCreatedPlan plan = plan();
    String doctor = plan.addParticipant("lege", "PROVIDER");
    JsonObject administration = plan.administration();
    assertThat(administration.getString("shortName")).isEqualTo("Veien videre");
    assertThat(administration.getJsonObject("organisation").getString("name"))
        .isEqualTo("Eksempelvik kommune");
    assertThat(administration.getJsonArray("coordinators")).hasSize(1);
    assertThat(administration.getJsonObject("consent").getInteger("daysLeft")).isEqualTo(365);
    assertThat(
            administration.getJsonArray("candidates").getJsonObject(0).getString("participantId"))
        .isEqualTo(doctor);
    assertThat(administration.getBoolean("mayClose")).isTrue();
    assertThat(administration.getBoolean("mayReopen")).isFalse();
    assertThat(administration.getValue("baton")).isNull();
  }

  /** A consent is effective from its start date (PART-4). */
  @Test
  void futureConsentIsNotEffective() {
    TestCreatedPlan plan = plan();
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
  void administratorGetsPlanWithoutContent() {
    TestCreatedPlan plan = plan();
    plan.addParticipant("lege", "PROVIDER");
    JsonObject administration = admin.get(plan.path("/administration")).expect(200).body();
    assertThat(administration.getJsonObject("owner").getString("firstName")).isEqualTo("Prøve");
    assertThat(administration.getBoolean("coordinates")).isFalse();
    assertThat(administration.getValue("shortName")).isNull();
    assertThat(administration.getValue("consent")).isNull();
    assertThat(administration.getJsonArray("coordinators")).isEmpty();
    assertThat(administration.getJsonArray("candidates")).isEmpty();
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
  void rejectsOtherCallers(String username, int status, String code) {
    TestCreatedPlan plan = plan();
    plan.addParticipant("lege", "PROVIDER");
    TestClient client = server.loggedIn(username);
    client.get(plan.path("/administration")).expect(status, code);
    client.put(plan.path(""), 1, change()).expect(status, code);
    client.put(plan.path("/state"), closed()).expect(status, code);
    client.put(plan.path("/state"), active()).expect(status, code);
    assertThat(plan.administration().getInteger("version")).isEqualTo(1);
  }

  @Test
  void changesDetailsWithIfMatch() {
    TestCreatedPlan plan = plan();
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
  void changeToSecondIpRequiresConfirmation() {
    TestClient coordinator = server.loggedIn("koordinator");
    JsonObject owner = new JsonObject().put("personId", TestCreatedPlan.person(server, "planeier"));
    JsonObject body = TestCreatedPlan.body(server).put("owner", owner).put("type", "IUP");
    String path = "/plans/" + coordinator.post("/plans", body).expect(201).body().getString("id");
    JsonObject change = change().put("type", "IP");
    coordinator.put(path, 1, change).expect(409, "plan.secondActiveIp");
    coordinator.put(path, 1, change.put("secondPlan", true)).expect(200);
  }

  @Test
  void reopeningSecondIpRequiresConfirmation() {
    JsonObject owner = new JsonObject().put("personId", TestCreatedPlan.person(server, "planeier"));
    JsonObject body = TestCreatedPlan.body(server).put("owner", owner).put("secondPlan", true);
    TestClient coordinator = server.loggedIn("koordinator");
    String id = coordinator.post("/plans", body).expect(201).body().getString("id");
    TestCreatedPlan plan = new TestCreatedPlan(server, coordinator, id);
    plan.close().expect(200);
    admin.put(plan.path("/state"), active()).expect(409, "plan.secondActiveIp");
    assertThat(plan.administration().getString("state")).isEqualTo("CLOSED");
    admin.put(plan.path("/state"), active().put("secondPlan", true)).expect(200);
    assertThat(plan.administration().getString("state")).isEqualTo("ACTIVE");
  }

  @Test
  void closesWithoutConsentAndReopensByAdministrator() {
    TestCreatedPlan plan = plan();
    plan.expireConsent();
    JsonObject closed = plan.close().expect(200).body();
    assertThat(closed.getString("endDate")).isEqualTo(plan.day(0));
    assertThat(closed.getBoolean("mayReopen")).isFalse();
    plan.close().expect(200); // idempotent
    plan.coordinator().put(plan.path("/state"), active()).expect(403, "access.denied");
    neighbour.put(plan.path("/state"), active()).expect(404, "not.found");
    assertThat(admin.get(plan.path("/administration")).body().getBoolean("mayReopen")).isTrue();
    JsonObject open = admin.put(plan.path("/state"), active()).expect(200).body();
    assertThat(open.getString("state")).isEqualTo("ACTIVE");
    assertThat(open.getValue("endDate")).isNull();
    admin.put(plan.path("/state"), active()).expect(200);
    admin.put(plan.path("/state"), closed()).expect(403, "access.denied");
    assertThat(plan.events()).endsWith("CONSENT_GIVEN PLAN_CLOSED PLAN_REOPENED");
    assertThat(open.getJsonArray("reopenings")).hasSize(1);
    plan.close().expect(200);
    admin.put(plan.path("/state"), active()).expect(200);
    JsonArray reopenings = plan.administration().getJsonArray("reopenings");
    assertThat(reopenings)
        .hasSize(2)
        .allSatisfy(
            one -> assertThat(((JsonObject) one).getString("by")).isEqualTo("Astrid Mønster"));
  }

  @ParameterizedTest
  @CsvSource({"-1, date.beforeStart", "1, date.future"})
  void validatesEndDate(int days, String code) {
    TestCreatedPlan plan = plan();
    JsonObject problem =
        plan.coordinator()
            .put(plan.path("/state"), closed().put("endDate", plan.day(days)))
            .expect(422, "plan.invalid")
            .body();
    assertThat(problem.getJsonArray("errors"))
        .containsExactly(new JsonObject().put("field", "endDate").put("code", code));
  }

  @Test
  void closedPlanIsReadOnly() {
    TestCreatedPlan plan = plan();
    String doctor = plan.addParticipant("lege", "PROVIDER");
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
    expectClosed(client.post(plan.path("/messages"), TestPlan.message("Hei", doctor)));
    expectClosed(client.put(plan.path("/messages/" + draft), 1, TestPlan.message("Hei", doctor)));
    expectClosed(client.delete(plan.path("/messages/" + draft)));
    expectClosed(client.put(plan.path(""), 2, change()));
    expectClosed(client.post(plan.path("/baton"), new JsonObject().put("to", doctor)));
    expectClosed(client.delete(plan.path("/baton")));
    expectClosed(
        server
            .loggedIn("lege")
            .post(plan.path("/baton/answer"), new JsonObject().put("accept", true)));
    JsonObject period = new JsonObject().put("from", plan.day(0)).put("until", plan.day(1));
    expectClosed(client.put(plan.path("/substitutes/" + doctor), period));
    expectClosed(client.delete(plan.path("/substitutes/" + doctor)));
    expectClosed(
        client.post(
            plan.path("/participants"),
            new JsonObject()
                .put("personId", TestCreatedPlan.person(server, "nav"))
                .put("role", "PROVIDER")));
  }

  private static void expectClosed(TestClient.ClientAnswer answer) {
    answer.expect(403, "plan.closed");
  }

  @Test
  void statusOfClosedPlanIsReadOnly() {
    TestClient coordinator = server.loggedIn("koordinator");
    JsonObject owner =
        new JsonObject().put("personId", TestCreatedPlan.person(server, "planeier2"));
    JsonObject body = TestCreatedPlan.body(server).put("owner", owner).put("type", "IUP");
    String id = coordinator.post("/plans", body).expect(201).body().getString("id");
    TestCreatedPlan plan = new TestCreatedPlan(server, coordinator, id);
    JsonObject text = new JsonObject().put("text", "Hei");
    TestClient client = server.loggedIn("planeier2");
    client.put(plan.path("/status"), 1, text).expect(200);
    plan.close().expect(200);
    expectClosed(client.put(plan.path("/status"), 3, text));
  }

  @Test
  void publishesChangeToOpenPages() {
    TestCreatedPlan plan = plan();
    try (var socket = plan.coordinator().openSocket()) {
      socket.next("hello");
      plan.close().expect(200);
      assertThat(socket.next("changed").getString("section")).isEqualTo("plan");
    }
  }

  @Test
  void rejectsUnknownState() {
    TestCreatedPlan plan = plan();
    plan.coordinator()
        .put(plan.path("/state"), new JsonObject().put("state", "ARCHIVED"))
        .expect(422, "request.invalid");
    plan.coordinator()
        .put(plan.path(""), 1, change().put("startDate", new JsonArray()))
        .expect(422, "request.invalid");
  }

  private static TestCreatedPlan plan() {
    return TestCreatedPlan.create(server, "koordinator");
  }

  private static JsonObject change() {
    return new JsonObject().put("shortName", null).put("startDate", TestCreatedPlan.day(server, 0));
  }

  private static JsonObject closed() {
    return new JsonObject().put("state", "CLOSED");
  }

  private static JsonObject active() {
    return new JsonObject().put("state", "ACTIVE");
  }
}
