package no.samklang.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import no.samklang.TestDatabase;
import no.samklang.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plan has a period, and is closed by itself the day after its planned end (PLAN-1, PLAN-2). */
class PlanPeriodIT {
  private TestDatabase database;
  private TestServer server;

  @BeforeEach
  void open() {
    database = TestServer.createDemoDatabase();
    server = TestServer.startOn(database, Map.of());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void plannedEndIsSetMovedAndRemoved() {
    TestCreatedPlan plan = planEndingIn(100);
    assertThat(plannedEnd(plan)).isEqualTo(plan.day(100));
    change(plan, changes(plan).put("plannedEnd", plan.day(200)));
    assertThat(plannedEnd(plan)).isEqualTo(plan.day(200));
    change(plan, changes(plan));
    assertThat(plannedEnd(plan)).as("omitted").isEqualTo(plan.day(200));
    change(plan, changes(plan).putNull("plannedEnd"));
    assertThat(plannedEnd(plan)).isNull();
    assertThat(
            server.value(
                "select string_agg(detail::text, ' ' order by id) from plan_log where event = 'PLAN_CHANGED' and plan_id = '%s'"
                    .formatted(plan.id())))
        .isEqualTo("{\"plannedEnd\": \"%s\"} {} {\"plannedEnd\": null}".formatted(plan.day(200)));
  }

  @Test
  void rejectsPlannedEndBeforeTheStart() {
    TestCreatedPlan plan = planEndingIn(100);
    JsonObject problem =
        plan.coordinator()
            .put(plan.path(""), 1, changes(plan).put("startDate", plan.day(101)))
            .expect(422, "plan.invalid")
            .body();
    assertThat(problem.getJsonArray("errors"))
        .containsExactly(
            new JsonObject().put("field", "plannedEnd").put("code", "date.beforeStart"));
    plan.coordinator()
        .put(plan.path(""), 1, changes(plan).put("plannedEnd", plan.day(-1)))
        .expect(422, "plan.invalid");
  }

  @Test
  void legalBasisIsKeptAndOtherNeedsText() {
    TestCreatedPlan plan = planEndingIn(100);
    JsonObject other = new JsonObject().put("basis", "OTHER");
    plan.coordinator()
        .put(plan.path(""), 1, changes(plan).put("legalBasis", other))
        .expect(422, "plan.invalid");
    other.put("text", "Vedtak i kommunestyret");
    change(plan, changes(plan).put("legalBasis", other));
    change(plan, changes(plan));
    assertThat(plan.administration().getJsonObject("legalBasis")).isEqualTo(other);
    change(plan, changes(plan).putNull("legalBasis"));
    assertThat(plan.administration().getValue("legalBasis")).isNull();
  }

  @Test
  void closesTheDayAfter() {
    TestCreatedPlan plan = planEndingIn(2);
    String successor = plan.addParticipant("lege", "PROVIDER");
    plan.coordinator().post(plan.path("/baton"), new JsonObject().put("to", successor)).expect(200);
    pass(2);
    assertThat(state(plan)).isEqualTo("ACTIVE");
    try (var socket = server.loggedIn("koordinator").openSocket()) {
      socket.next("hello");
      pass(1);
      assertThat(socket.next("changed").getString("section")).isEqualTo("plan");
    }
    assertThat(state(plan)).isEqualTo("CLOSED");
    JsonObject closed = administration(plan);
    assertThat(closed.getString("endDate")).isEqualTo(closed.getString("plannedEnd"));
    assertThat(closed.getValue("baton")).isNull();
    assertThat(plan.events()).endsWith("BATON_ASKED BATON_TAKEN_BACK PLAN_ENDED");
    assertThat(recipients(plan, "PLAN_ENDED")).isEqualTo("koordinator");
  }

  @Test
  void closesOnceWithTwoNodes() {
    TestCreatedPlan plan = planEndingIn(1);
    try (TestServer second = TestServer.startOn(database, Map.of())) {
      second.clock().advance(Duration.ofDays(2));
      server.clock().advance(Duration.ofDays(2));
      IntStream.range(0, 8).parallel().forEach(i -> (i % 2 == 0 ? server : second).runJobs());
    }
    assertThat(state(plan)).isEqualTo("CLOSED");
    assertThat(plan.events()).containsOnlyOnce("PLAN_ENDED");
    assertThat(recipients(plan, "PLAN_ENDED")).isEqualTo("koordinator");
    assertThat(recipients(plan, "PLAN_ENDS")).isNull();
  }

  @Test
  void warnsThirtyDaysBeforeAndAnewWhenMoved() {
    TestCreatedPlan plan = planEndingIn(31);
    pass(0);
    assertThat(recipients(plan, "PLAN_ENDS")).isNull();
    pass(1);
    pass(0);
    assertThat(recipients(plan, "PLAN_ENDS")).isEqualTo("koordinator");
    server.sql(
        "update plan set planned_end = planned_end + 60 where id = '%s'".formatted(plan.id()));
    server.sql("delete from outbox where template = 'PLAN_ENDS'");
    pass(59);
    assertThat(recipients(plan, "PLAN_ENDS")).isNull();
    pass(1);
    assertThat(recipients(plan, "PLAN_ENDS")).isEqualTo("koordinator");
  }

  @Test
  void reopenedPlanIsNotClosedAgain() {
    TestCreatedPlan plan = planEndingIn(0);
    pass(1);
    assertThat(state(plan)).isEqualTo("CLOSED");
    server
        .loggedIn("admin")
        .put(plan.path("/state"), new JsonObject().put("state", "ACTIVE"))
        .expect(200);
    pass(1);
    assertThat(state(plan)).isEqualTo("ACTIVE");
    assertThat(administration(plan).getValue("plannedEnd")).isNull();
  }

  @Test
  void listSortsByPlannedEnd() {
    planEndingIn(300);
    planEndingIn(200);
    JsonArray items = server.loggedIn("koordinator").get("/plans?sort=endDate").items();
    assertThat(
            items.stream()
                .map(item -> ((JsonObject) item).getString("plannedEnd"))
                .filter(end -> end != null)
                .toList())
        .isSorted()
        .contains(TestCreatedPlan.day(server, 200), TestCreatedPlan.day(server, 300));
  }

  @CanIgnoreReturnValue
  private TestCreatedPlan planEndingIn(int days) {
    JsonObject body =
        TestCreatedPlan.body(server).put("plannedEnd", TestCreatedPlan.day(server, days));
    var coordinator = server.loggedIn("koordinator");
    String id = coordinator.post("/plans", body).expect(201).body().getString("id");
    return new TestCreatedPlan(server, coordinator, id);
  }

  private JsonObject changes(TestCreatedPlan plan) {
    return new JsonObject().put("shortName", "Ny").put("startDate", plan.day(0));
  }

  private static void change(TestCreatedPlan plan, JsonObject change) {
    int version = plan.administration().getInteger("version");
    plan.coordinator().put(plan.path(""), version, change).expect(200);
  }

  private static String plannedEnd(TestCreatedPlan plan) {
    return plan.administration().getString("plannedEnd");
  }

  private JsonObject administration(TestCreatedPlan plan) {
    return server.loggedIn("koordinator").get(plan.path("/administration")).expect(200).body();
  }

  private String state(TestCreatedPlan plan) {
    return server.value("select state from plan where id = '%s'".formatted(plan.id()));
  }

  private void pass(int days) {
    server.clock().advance(Duration.ofDays(days));
    server.runJobs();
  }

  private String recipients(TestCreatedPlan plan, String template) {
    return server.value(
        """
        select string_agg(username, ' ' order by username) from outbox join account using (person_id)
         where template = '%s' and plan_id = '%s'\
        """
            .formatted(template, plan.id()));
  }
}
