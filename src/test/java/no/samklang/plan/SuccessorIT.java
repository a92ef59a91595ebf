package no.samklang.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stafettlogg becomes an individual plan (PLAN-7). */
class SuccessorIT {
  @RegisterExtension static final TestServer server = TestServer.start();

  private static TestCreatedPlan stafettlogg() {
    TestClient coordinator = server.loggedIn("koordinator");
    JsonObject body = TestCreatedPlan.body(server).put("type", "SL");
    String id = coordinator.post("/plans", body).expect(201).body().getString("id");
    return new TestCreatedPlan(server, coordinator, id);
  }

  private static JsonObject body() {
    return new JsonObject().put("consent", TestCreatedPlan.consent(server));
  }

  private static TestClient.ClientAnswer make(TestCreatedPlan plan, JsonObject body) {
    return plan.coordinator().post(plan.path("/successor"), body);
  }

  private static TestCreatedPlan successor(TestCreatedPlan plan) {
    String id = make(plan, body()).expect(201).body().getString("id");
    return new TestCreatedPlan(server, plan.coordinator(), id);
  }

  /** Rows of a table in a plan, without what differs between the plans. */
  private static String rows(String table, String columns, TestCreatedPlan plan) {
    return server.value(
        "select string_agg(row(%s)::text, ';' order by id) from %s where plan_id = '%s'"
            .formatted(columns, table, plan.id()));
  }

  @Test
  void participantsGoalsActivitiesAndCommentsGoAlong() {
    TestCreatedPlan old = stafettlogg();
    String doctor = old.addParticipant("lege", "PROVIDER");
    fill(old, doctor);
    TestCreatedPlan made = successor(old);

    assertThat(rows("goal", "title, position, parent_id is null, agreed_at", made))
        .isEqualTo(rows("goal", "title, position, parent_id is null, agreed_at", old))
        .contains("Delmål");
    assertThat(rows("activity", "title, status, history_at", made))
        .isEqualTo(rows("activity", "title, status, history_at", old))
        .contains("Aktivitet");
    assertThat(rows("goal_comment", "text, created_at", made))
        .isEqualTo(rows("goal_comment", "text, created_at", old))
        .contains("andre");
    assertThat(rows("survey_status", "life_area, text", made)).contains("Bor hjemme");
    assertThat(
            server.value(
                "select count(*) from activity_responsible r join participant p on p.id = r.participant_id where p.plan_id = '%s'"
                    .formatted(made.id())))
        .isEqualTo("1");
    String rights =
        """
        select string_agg(role || ' ' || rights, ',' order by person_id) from participant
         where removed_at is null and plan_id = '%s'""";
    assertThat(server.value(rights.formatted(made.id())))
        .isEqualTo(server.value(rights.formatted(old.id())));
    assertThat(made.events()).contains("PLAN_CREATED").contains("CONSENT_GIVEN");
    assertThat(made.roleOf(server.loggedIn("lege"))).isEqualTo("PROVIDER");
    assertThat(server.loggedIn("lege").get(made.path("/goals")).expect(200).body().encode())
        .contains("Delmål")
        .doesNotContain(doctor);
  }

  private static void fill(TestCreatedPlan plan, String doctor) {
    String coordinator =
        server.value(
            "select id from participant where role = 'COORDINATOR' and plan_id = '%s'"
                .formatted(plan.id()));
    server.sql(
        """
        insert into goal (id, plan_id, position, title, registered_on, created_by, created_at, updated_at, content_at, content_by,
                          agreed_at)
        values ('019acd00-0000-7000-8000-%1$s', '%2$s', 1, 'Mål', current_date, '%3$s', now(), now(), now(), '%3$s', now());
        insert into goal (id, plan_id, parent_id, position, title, registered_on, created_by, created_at, updated_at, content_at,
                          content_by)
        values ('019acd00-0001-7000-8000-%1$s', '%2$s', '019acd00-0000-7000-8000-%1$s', 1, 'Delmål', current_date, '%4$s', now(), now(),
                now(), '%3$s');
        insert into activity (id, plan_id, goal_id, position, title, registered_on, created_by, created_at, updated_at, content_at,
                              content_by, history_at)
        values ('019acd00-0002-7000-8000-%1$s', '%2$s', '019acd00-0001-7000-8000-%1$s', 1, 'Aktivitet', current_date, '%3$s', now(), now(),
                now(), '%3$s', now());
        insert into activity_responsible (activity_id, participant_id, position) values ('019acd00-0002-7000-8000-%1$s', '%4$s', 1);
        insert into goal_comment (id, plan_id, goal_id, author_id, text, created_at)
        values ('019acd00-0003-7000-8000-%1$s', '%2$s', '019acd00-0000-7000-8000-%1$s', '%3$s', 'Den første', now());
        insert into goal_comment (id, plan_id, activity_id, author_id, text, created_at)
        values ('019acd00-0004-7000-8000-%1$s', '%2$s', '019acd00-0002-7000-8000-%1$s', '%4$s', 'Den andre', now());
        insert into survey_status (id, plan_id, life_area, text, at, by_id)
        values (gen_random_uuid(), '%2$s', 'HOUSING', 'Bor hjemme', now(), '%3$s')\
        """
            .formatted(plan.id().substring(24), plan.id(), coordinator, doctor));
  }

  @Test
  void stafettloggIsClosedAndPointsToThePlan() {
    TestCreatedPlan old = stafettlogg();
    TestCreatedPlan made = successor(old);
    JsonObject oldHome = old.open(old.coordinator()).expect(200).body();
    assertThat(oldHome.getString("state")).isEqualTo("CLOSED");
    assertThat(oldHome.getString("successorId")).isEqualTo(made.id());
    JsonObject newHome = made.open(made.coordinator()).expect(200).body();
    assertThat(newHome.getString("type")).isEqualTo("IP");
    assertThat(newHome.getString("state")).isEqualTo("ACTIVE");
    assertThat(newHome.getString("predecessorId")).isEqualTo(old.id());
    assertThat(old.events()).contains("PLAN_SUCCEEDED").endsWith("PLAN_CLOSED");
    make(old, body()).expect(403, "plan.closed");
    // who came later knows nothing of the stafettlogg
    made.addParticipant("nav", "PROVIDER");
    assertThat(made.open(server.loggedIn("nav")).expect(200).body().getValue("predecessorId"))
        .isNull();
  }

  @Test
  void sameKeyMakesOnePlan() {
    TestCreatedPlan old = stafettlogg();
    TestClient client = server.loggedIn("koordinator");
    client.header("Idempotency-Key", "successor-" + old.id());
    String first = client.post(old.path("/successor"), body()).expect(201).body().getString("id");
    String again = client.post(old.path("/successor"), body()).expect(201).body().getString("id");
    assertThat(again).isEqualTo(first);
    assertThat(server.value("select successor_id from plan where id = '%s'".formatted(old.id())))
        .isEqualTo(first);
  }

  @Test
  void refusesOtherTypesConsentsAndASecondPlan() {
    TestCreatedPlan ip = TestCreatedPlan.create(server, "koordinator");
    make(ip, body()).expect(409, "plan.notStafettlogg");
    TestCreatedPlan old = stafettlogg();
    JsonObject expired =
        new JsonObject().put("consent", TestCreatedPlan.consent(server).put("until", old.day(-1)));
    JsonArray errors =
        make(old, expired).expect(422, "consent.invalid").body().getJsonArray("errors");
    assertThat(errors.encode()).contains("consent.until");
    JsonObject second =
        TestCreatedPlan.body(server)
            .put(
                "owner",
                new JsonObject()
                    .put(
                        "personId",
                        server.value(
                            "select person_id from participant where role = 'OWNER' and plan_id = '%s'"
                                .formatted(old.id()))));
    old.coordinator().post("/plans", second).expect(201);
    make(old, body()).expect(409, "plan.secondActiveIp");
    assertThat(old.administration().getString("state")).isEqualTo("ACTIVE");
    make(old, body().put("secondPlan", true)).expect(201);
  }

  @Test
  void onlyTheCoordinatorMakesIt() {
    TestCreatedPlan old = stafettlogg();
    old.addParticipant("lege", "PROVIDER");
    server.loggedIn("lege").post(old.path("/successor"), body()).expect(403, "access.denied");
    server.loggedIn("koordinator2").post(old.path("/successor"), body()).expect(404, "not.found");
    server.loggedIn("admin").post(old.path("/successor"), body()).expect(404, "not.found");
  }

  /** What the owner has ended, the coordinator doesn't give again by another plan. */
  @Test
  void withdrawnConsentIsNotReplacedByTheCoordinator() {
    TestCreatedPlan old = stafettlogg();
    server.sql(
        """
        update consent set ended_at = now(), end_reason = 'WITHDRAWN',
                           ended_by = (select person_id from participant where plan_id = '%1$s' and role = 'OWNER')
         where plan_id = '%1$s'\
        """
            .formatted(old.id()));
    make(old, body()).expect(403, "consent.withdrawn");
    assertThat(server.value("select successor_id from plan where id = '%s'".formatted(old.id())))
        .isNull();
  }

  /** Who wrote a guardian into the stafettlogg is no second who could confirm them (PERSON-15). */
  @Test
  void guardianIsNotConfirmedByWhoAddedThem() {
    TestCreatedPlan old = stafettlogg();
    old.addParticipant("fremmed", "GUARDIAN");
    String other = old.addParticipant("lege", "PROVIDER");
    server.sql("update participant set role = 'COORDINATOR' where id = '%s'".formatted(other));
    String id =
        server
            .loggedIn("lege")
            .post(old.path("/successor"), body())
            .expect(201)
            .body()
            .getString("id");
    String guardian =
        server.value(
            "select id from participant where plan_id = '%s' and role = 'GUARDIAN'".formatted(id));
    String path = "/plans/" + id + "/participants/" + guardian + "/guardian";
    JsonObject confirmation = new JsonObject().put("paper", false);
    old.coordinator().post(path, confirmation).expect(403, "guardian.secondNeeded");
    server.loggedIn("lege").post(path, confirmation).expect(403, "guardian.secondNeeded");
  }
}
