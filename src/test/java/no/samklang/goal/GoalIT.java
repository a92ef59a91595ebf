package no.samklang.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goals and activities: content, order, history, agreement and access (GOAL-1 to GOAL-11). */
class GoalIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestGoals coordinator;
  private static TestGoals owner;
  private static TestGoals doctor;
  private static TestPlan plan;

  @BeforeAll
  static void open() {
    plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    coordinator = TestGoals.of(plan);
    owner = coordinator.as(server.loggedIn("planeier"));
    doctor = coordinator.as(server.loggedIn("lege"));
    setLevels("lege", "READ", "READ");
  }

  private static void setLevels(String username, String goals, String activities) {
    server.sql(
        """
        update participant p set rights = jsonb_set(jsonb_set(rights, '{areas,GOALS}', '"%s"'), '{areas,ACTIVITIES}', '"%s"')
          from account a where a.person_id = p.person_id and a.username = '%s' and p.plan_id = '%s'\
        """
            .formatted(goals, activities, username, plan.id()));
  }

  /** GOAL-1. */
  @Test
  void demoPlanTellsItsStory() {
    JsonObject tree = owner.tree();
    assertThat(TestGoals.titles(tree)).contains("Jeg vil ha en jobb jeg trives i");
    assertThat(TestGoals.titles(owner.history())).contains("Komme i gang med svømming igjen");
    assertThat(tree.getJsonArray("activities")).isEmpty();
  }

  /** GOAL-2, GOAL-9: what was typed, and each change of the progress. */
  @Test
  void goalIsCreatedAndChanged() {
    JsonObject input =
        TestGoals.input("  Bli tryggere  ")
            .put("description", "Linje 1\nLinje 2 \uD83D\uDE00")
            .put("progress", 10);
    JsonObject goal = coordinator.post(input).expect(201).body();
    assertThat(goal.getString("title")).isEqualTo("Bli tryggere");
    assertThat(goal.getInteger("progress")).isEqualTo(10);
    assertThat(goal.getString("agreed")).isEqualTo("PROPOSED");
    int version = coordinator.tree().getInteger("version");
    JsonObject changed =
        coordinator.put(goal, input.copy().put("title", "Tryggere").put("progress", 40)).body();
    assertThat(changed.getString("title")).isEqualTo("Tryggere");
    assertThat(changed.getInteger("version")).isEqualTo(goal.getInteger("version") + 1);
    assertThat(coordinator.tree().getInteger("version")).isEqualTo(version + 1);
    JsonArray progress =
        coordinator.client().get(coordinator.path(goal, "/progress")).expect(200).items();
    assertThat(progress)
        .extracting(point -> ((JsonObject) point).getInteger("progress"))
        .containsExactly(10, 40);
  }

  @Test
  void createdGoalHasItsAddress() {
    JsonObject goal = coordinator.add("Har adresse");
    String location =
        coordinator
            .postActivity(goal, TestGoals.input("Har også adresse"))
            .expect(201)
            .header("Location")
            .orElseThrow();
    assertThat(location).startsWith("/api/v1" + plan.path("/activities/"));
  }

  @Test
  void createIsIdempotent() {
    coordinator.client().header("Idempotency-Key", "goal-key-0001");
    JsonObject first = coordinator.add("Bare én gang");
    JsonObject again = coordinator.add("Bare én gang");
    coordinator.client().header("Idempotency-Key", null);
    assertThat(again).isEqualTo(first);
    assertThat(TestGoals.titles(coordinator.tree())).containsOnlyOnce("Bare én gang");
  }

  /** GOAL-8. */
  @Test
  void secondOfTwoChangesGetsTheOthersVersion() {
    JsonObject goal = coordinator.add("Begge endrer");
    coordinator.put(goal, TestGoals.input("Den første")).expect(200);
    JsonObject conflict =
        owner.put(goal, TestGoals.input("Den andre")).expect(409, "version.stale").body();
    assertThat(conflict.getJsonObject("current").getString("title")).isEqualTo("Den første");
    assertThat(coordinator.get(goal).body().getString("title")).isEqualTo("Den første");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 101})
  void refusesProgressOutsidePercent(int progress) {
    coordinator.post(TestGoals.input("Mål").put("progress", progress)).expect(422);
  }

  @Test
  void refusesTitlesThatAreTooLongOrBlank() {
    coordinator.post(TestGoals.input("x".repeat(10_000))).expect(422);
    coordinator.post(TestGoals.input("   ")).expect(422);
    coordinator.post(TestGoals.input("x".repeat(200))).expect(201);
  }

  @Test
  void refusesAParentThatIsNoMainGoal() {
    JsonObject main = coordinator.add("Hovedmål");
    JsonObject below = coordinator.addBelow(main, "Delmål");
    assertThat(below.getString("parentId")).isEqualTo(main.getString("id"));
    coordinator
        .post(TestGoals.input("Under et delmål").put("parentId", below.getString("id")))
        .expect(422, "request.invalid");
    coordinator
        .put(main, TestGoals.input("Sin egen").put("parentId", main.getString("id")))
        .expect(422);
    JsonObject other = coordinator.add("Et annet");
    coordinator
        .put(main, TestGoals.input("Har delmål").put("parentId", other.getString("id")))
        .expect(422);
    coordinator
        .post(TestGoals.input("Finnes ikke").put("parentId", UUID.randomUUID().toString()))
        .expect(422);
    TestPlan foreign = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator2"), 305);
    JsonObject foreignGoal = TestGoals.items(TestGoals.of(foreign).tree()).get(0);
    coordinator
        .post(TestGoals.input("En annen plan").put("parentId", foreignGoal.getString("id")))
        .expect(422);
    coordinator.get(foreignGoal).expect(404);
    coordinator.postActivity(foreignGoal, TestGoals.input("Der")).expect(404);
  }

  /** GOAL-3, GOAL-10. */
  @Test
  void activityHasPeriodResponsibleAndEvaluation() {
    JsonObject goal = coordinator.add("Med aktivitet");
    String doctorId = plan.as(doctor.client()).ownParticipantId();
    JsonObject input =
        TestGoals.input("Gå tur")
            .put("status", "ONGOING")
            .put("from", "2026-01-01")
            .put("to", "2026-02-01")
            .put("evaluateOn", "2026-02-10")
            .put("responsible", new JsonArray(List.of(doctorId)));
    JsonObject activity = coordinator.postActivity(goal, input).expect(201).body();
    assertThat(activity.getJsonArray("responsible")).containsExactly(doctorId);
    JsonObject evaluated =
        coordinator
            .putActivity(
                activity,
                input
                    .copy()
                    .put("effect", "PARTLY")
                    .put("effectReason", "For langt")
                    .put("responsible", new JsonArray()))
            .expect(200)
            .body();
    assertThat(evaluated.getString("effect")).isEqualTo("PARTLY");
    assertThat(evaluated.getJsonArray("responsible")).isEmpty();
  }

  @Test
  void refusesInvalidActivities() {
    JsonObject goal = coordinator.add("Ugyldige aktiviteter");
    JsonObject backwards =
        TestGoals.input("Baklengs").put("from", "2026-02-01").put("to", "2026-01-01");
    JsonObject refused = coordinator.postActivity(goal, backwards).expect(422).body();
    assertThat(refused.getJsonArray("errors").getJsonObject(0).getString("field")).isEqualTo("to");
    coordinator
        .postActivity(goal, TestGoals.input("Grunn").put("effectReason", "Uten effekt"))
        .expect(422);
    coordinator
        .postActivity(goal, withResponsible(UUID.randomUUID().toString()))
        .expect(422, "request.invalid");
    assertThat(coordinator.get(goal).body().getJsonArray("activities")).isEmpty();
  }

  private static JsonObject withResponsible(String participant) {
    return TestGoals.input("Ansvar").put("responsible", new JsonArray(List.of(participant)));
  }

  @Test
  void whoHasLeftStaysResponsibleButIsNotChosen() {
    JsonObject goal = coordinator.add("Noen har sluttet");
    String therapist =
        server.value(
            "select p.id from participant p join person on person.id = p.person_id where p.plan_id = '"
                + plan.id()
                + "' and person.first_name = 'Ingrid'");
    JsonObject activity = coordinator.postActivity(goal, withResponsible(therapist)).body();
    server.sql("update participant set removed_at = now() where id = '%s'".formatted(therapist));
    try {
      coordinator.postActivity(goal, withResponsible(therapist)).expect(422);
      coordinator.putActivity(activity, withResponsible(therapist)).expect(200);
    } finally {
      server.sql("update participant set removed_at = null where id = '%s'".formatted(therapist));
    }
  }

  /** GOAL-5. */
  @Test
  void coordinatorReordersAndMoves() {
    JsonObject first = coordinator.add("Først");
    JsonObject second = coordinator.add("Sist");
    JsonObject activity = coordinator.addActivity(first, "Flyttes");
    JsonObject tree = coordinator.tree();
    JsonArray order = new JsonArray();
    List<JsonObject> items = TestGoals.items(tree);
    order.add(place(second, null, List.of(activity)));
    order.add(place(first, second, List.of()));
    items.stream()
        .filter(goal -> !List.of(first, second).stream().anyMatch(own -> sameId(own, goal)))
        .forEach(goal -> order.add(asItIs(goal)));
    JsonObject moved = coordinator.order(tree.getInteger("version"), order).expect(200).body();
    assertThat(TestGoals.titles(moved)).startsWith("Sist", "Først");
    assertThat(TestGoals.items(moved).get(0).getJsonArray("activities")).hasSize(1);
    assertThat(TestGoals.items(moved).get(1).getString("parentId"))
        .isEqualTo(second.getString("id"));
    coordinator.order(tree.getInteger("version"), order).expect(409, "version.stale");
    coordinator
        .order(moved.getInteger("version"), new JsonArray().add(asItIs(second)))
        .expect(422, "goals.invalidOrder");
    doctor.order(moved.getInteger("version"), order).expect(403, "access.denied");
  }

  private static boolean sameId(JsonObject one, JsonObject other) {
    return one.getString("id").equals(other.getString("id"));
  }

  private static JsonObject asItIs(JsonObject goal) {
    return new JsonObject()
        .put("id", goal.getString("id"))
        .put("parentId", goal.getString("parentId"))
        .put(
            "activities",
            new JsonArray(
                goal.getJsonArray("activities").stream()
                    .map(activity -> ((JsonObject) activity).getString("id"))
                    .toList()));
  }

  private static JsonObject place(JsonObject goal, JsonObject parent, List<JsonObject> activities) {
    return new JsonObject()
        .put("id", goal.getString("id"))
        .put("parentId", parent == null ? null : parent.getString("id"))
        .put(
            "activities",
            new JsonArray(activities.stream().map(each -> each.getString("id")).toList()));
  }

  /** GOAL-6. */
  @Test
  void historyHoldsAGoalWithItsActivitiesOrOneActivity() {
    JsonObject goal = coordinator.add("Til historikk");
    JsonObject activity = coordinator.addActivity(goal, "Følger med");
    JsonObject moved = coordinator.setHistory(goal, true).expect(200).body();
    assertThat(TestGoals.titles(coordinator.tree())).doesNotContain("Til historikk");
    assertThat(TestGoals.titles(doctor.history())).contains("Til historikk");
    assertThat(
            coordinator.client().get(coordinator.path(activity, "")).body().getBoolean("inHistory"))
        .isTrue();
    coordinator.setHistory(moved, false).expect(200);
    assertThat(TestGoals.titles(coordinator.tree())).contains("Til historikk");
    JsonObject again = coordinator.client().get(coordinator.path(activity, "")).body();
    coordinator.setHistory(again, true).expect(200);
    assertThat(coordinator.get(goal).body().getBoolean("inHistory")).isFalse();
    assertThat(activitiesOf(coordinator.tree(), "Til historikk")).isEmpty();
    assertThat(activitiesOf(coordinator.history(), "Til historikk")).hasSize(1);
  }

  /** GOAL-6. */
  @Test
  void nothingIsTakenBackWhileTheGoalAboveItIsInHistory() {
    JsonObject goal = coordinator.add("Over");
    JsonObject below = coordinator.addBelow(goal, "Under");
    JsonObject activity = coordinator.addActivity(below, "Underst");
    JsonObject moved = coordinator.setHistory(goal, true).expect(200).body();
    coordinator.setHistory(below, false).expect(409, "goal.inHistory");
    coordinator.setHistory(activity, false).expect(409, "goal.inHistory");
    coordinator.postActivity(below, TestGoals.input("Ny")).expect(409, "goal.inHistory");
    JsonObject changed =
        coordinator.putActivity(activity, TestGoals.input("Rettet")).expect(200).body();
    coordinator.setHistory(moved, false).expect(200);
    coordinator.setHistory(changed, false).expect(200);
    coordinator.postActivity(below, TestGoals.input("Ny")).expect(201);
  }

  private static JsonArray activitiesOf(JsonObject tree, String title) {
    return TestGoals.items(tree).stream()
        .filter(goal -> goal.getString("title").equals(title))
        .findFirst()
        .orElseThrow()
        .getJsonArray("activities");
  }

  @Test
  void aGoalTakesItsActivitiesToHistoryOnlyByOneWhoMayWriteThem() {
    JsonObject goal = coordinator.add("Med andres aktivitet");
    coordinator.addActivity(goal, "En aktivitet");
    try {
      setLevels("lege", "WRITE", "READ");
      doctor.setHistory(goal, true).expect(403, "access.denied");
      doctor.delete(goal).expect(403, "access.denied");
    } finally {
      setLevels("lege", "READ", "READ");
    }
    assertThat(TestGoals.titles(coordinator.tree())).contains("Med andres aktivitet");
  }

  @Test
  void aGoalWithASubGoalInHistoryIsNotPlacedUnderAnother() {
    JsonObject main = coordinator.add("Har historikk");
    JsonObject other = coordinator.add("Et hovedmål");
    coordinator.setHistory(coordinator.addBelow(main, "I historikk"), true).expect(200);
    JsonObject tree = coordinator.tree();
    JsonArray order = new JsonArray();
    TestGoals.items(tree)
        .forEach(
            goal -> order.add(sameId(goal, main) ? place(main, other, List.of()) : asItIs(goal)));
    coordinator.order(tree.getInteger("version"), order).expect(422, "goals.invalidOrder");
  }

  /** GOAL-11. */
  @Test
  void ownerAgreesAndIsToldOfChanges() {
    JsonObject goal = coordinator.add("Et forslag");
    coordinator.agree(goal).expect(403, "access.denied");
    JsonObject agreed = owner.agree(goal).expect(200).body();
    assertThat(agreed.getString("agreed")).isEqualTo("AGREED");
    JsonObject progressed =
        coordinator
            .put(agreed, TestGoals.input("Et forslag").put("progress", 30))
            .expect(200)
            .body();
    assertThat(progressed.getBoolean("changedSinceAgreed")).isFalse();
    JsonObject changed =
        coordinator.put(progressed, TestGoals.input("Et annet forslag")).expect(200).body();
    assertThat(changed.getString("agreed")).isEqualTo("AGREED");
    assertThat(changed.getBoolean("changedSinceAgreed")).isTrue();
    assertThat(owner.agree(changed).body().getBoolean("changedSinceAgreed")).isFalse();
    assertThat(owner.add("Mitt eget").getString("agreed")).isEqualTo("AGREED");
  }

  @Test
  void whatCannotBeReadIsNowhere() {
    JsonObject goal = coordinator.add("Hemmelig mål");
    JsonObject activity = coordinator.addActivity(goal, "Hemmelig aktivitet");
    JsonObject comment = coordinator.comment(goal, TestGoals.text("Hemmelig")).body();
    try {
      setLevels("lege", "NONE", "READ");
      JsonObject tree = doctor.tree();
      assertThat(tree.getJsonArray("items")).isEmpty();
      assertThat(tree.getJsonArray("activities").encode()).contains("Hemmelig aktivitet");
      doctor.get(goal).expect(403, "access.denied");
      doctor.comments(goal, "").expect(403, "access.denied");
      doctor.client().put(doctor.commentPath(comment), 1, TestGoals.text("Min")).expect(404);
      setLevels("lege", "READ", "NONE");
      assertThat(doctor.tree().encode()).contains("Hemmelig mål").doesNotContain("Hemmelig aktiv");
      doctor.client().get(doctor.path(activity, "")).expect(403, "access.denied");
      coordinator.setHistory(activity, true).expect(200);
      assertThat(doctor.history().encode()).doesNotContain("Hemmelig mål");
      assertThat(coordinator.history().encode()).contains("Hemmelig mål");
      setLevels("lege", "NONE", "NONE");
      doctor.client().get(plan.path("/goals")).expect(403, "access.denied");
    } finally {
      setLevels("lege", "READ", "READ");
    }
  }

  @Test
  void frameGoesOnlyToThoseWhoMayReadTheArea() {
    try (TestSocket reader = owner.client().openSocket();
        TestSocket other = doctor.client().openSocket()) {
      reader.next("hello");
      other.next("hello");
      setLevels("lege", "NONE", "READ");
      JsonObject goal = coordinator.add("Sendes ikke");
      JsonObject frame = reader.next("changed");
      assertThat(frame.getString("section")).isEqualTo("goals");
      assertThat(frame.encode()).doesNotContain("Sendes");
      coordinator.addActivity(goal, "Sendes");
      assertThat(other.next("changed").getString("section")).isEqualTo("activities");
    } finally {
      setLevels("lege", "READ", "READ");
    }
  }

  @Test
  void readersAreNotifiedButNotTheAuthor() {
    server.sql(
        """
        insert into notification_preference (participant_id, event, sms, email)
        select id, 'NEW_GOAL', true, false from participant where plan_id = '%s' on conflict do nothing\
        """
            .formatted(plan.id()));
    String before = server.value("select count(*) from outbox where template = 'NEW_GOAL'");
    coordinator.add("Varsles");
    server.advanceClock(Duration.ofSeconds(1));
    String person = "select person_id from account where username = 'koordinator'";
    assertThat(
            server.value(
                "select count(*) from outbox where template = 'NEW_GOAL' and person_id = ("
                    + person
                    + ")"))
        .isEqualTo("0");
    assertThat(before)
        .isNotEqualTo(server.value("select count(*) from outbox where template = 'NEW_GOAL'"));
  }

  @Test
  void closedPlanIsReadOnly() {
    TestPlan closed = TestPlan.closed(server.loggedIn("koordinator"));
    TestGoals goals = TestGoals.of(closed);
    assertThat(TestGoals.items(goals.tree())).isNotEmpty();
    goals.post(TestGoals.input("For sent")).expect(403, "plan.closed");
  }
}
