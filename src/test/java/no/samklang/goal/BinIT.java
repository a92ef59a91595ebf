package no.samklang.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deleting, undoing, and the bin (GOAL-7). */
class BinIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestGoals coordinator;
  private static TestGoals owner;
  private static TestGoals doctor;

  @BeforeAll
  static void open() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    coordinator = TestGoals.of(plan);
    owner = coordinator.as(server.loggedIn("planeier"));
    doctor = coordinator.as(server.loggedIn("lege"));
  }

  @Test
  void deletedGoalComesBackWithAllThatBelongsToIt() {
    JsonObject goal = coordinator.add("Slettes");
    JsonObject below = coordinator.addBelow(goal, "Slettes med");
    JsonObject activity = coordinator.addActivity(below, "Slettes også");
    coordinator.comment(activity, TestGoals.text("Og kommentaren")).expect(201);
    JsonObject deletion = coordinator.delete(goal).expect(200).body();
    assertThat(TestGoals.titles(coordinator.tree())).doesNotContain("Slettes", "Slettes med");
    coordinator.get(goal).expect(404);
    JsonObject listed = coordinator.bin().expect(200).item(0);
    assertThat(listed.getString("title")).isEqualTo("Slettes");
    assertThat(listed.getString("deletedBy")).isEqualTo("Kari Testnes");
    owner.bin().expect(403, "access.denied");
    coordinator.restore(deletion).expect(200);
    assertThat(TestGoals.titles(coordinator.tree())).contains("Slettes", "Slettes med");
    assertThat(coordinator.comments(activity, "").expect(200).items()).hasSize(1);
    coordinator.restore(deletion).expect(404);
  }

  @Test
  void whoDeletedUndoesWithinTenSeconds() {
    JsonObject first = owner.delete(owner.add("Angres")).expect(200).body();
    owner.restore(first).expect(200);
    JsonObject second = owner.delete(owner.add("Angres for sent")).expect(200).body();
    doctor.restore(second).expect(404);
    server.advanceClock(Duration.ofSeconds(11));
    owner.restore(second).expect(409, "undo.expired");
    coordinator.restore(second).expect(200);
  }

  @Test
  void activityIsNotRestoredWhileItsGoalIsGone() {
    JsonObject goal = coordinator.add("Er borte");
    JsonObject activity = coordinator.addActivity(goal, "Var her");
    JsonObject comment = coordinator.comment(activity, TestGoals.text("Og her")).body();
    JsonObject ofComment = coordinator.deleteComment(comment).expect(200).body();
    JsonObject ofActivity = coordinator.delete(activity).expect(200).body();
    JsonObject ofGoal = coordinator.delete(goal).expect(200).body();
    coordinator.restore(ofComment).expect(409, "activity.deleted");
    coordinator.restore(ofActivity).expect(409, "goal.deleted");
    coordinator.restore(ofGoal).expect(200);
    assertThat(coordinator.get(goal).body().getJsonArray("activities")).isEmpty();
    coordinator.restore(ofActivity).expect(200);
    coordinator.restore(ofComment).expect(200);
  }

  @Test
  void deletingAGoalLeavesNothingOfAnEditOfItsActivity() {
    JsonObject goal = coordinator.add("Slettes mens noen skriver");
    JsonObject activity = coordinator.addActivity(goal, "Noen skriver her");
    coordinator.delete(goal).expect(200);
    owner.putActivity(activity, TestGoals.input("For sent")).expect(404, "not.found");
  }

  @Test
  void whatWasDeletedIsGoneForGoodAfterThirtyDays() {
    JsonObject goal = coordinator.add("Borte for godt");
    coordinator.comment(coordinator.addActivity(goal, "Også borte"), TestGoals.text("Borte"));
    JsonObject deletion = coordinator.delete(goal).expect(200).body();
    server.sql(
        "update bin_entry set deleted_at = now() - interval '31 days' where id = '%s'"
            .formatted(deletion.getString("binId")));
    coordinator.restore(deletion).expect(404);
    server.runJobs();
    assertThat(
            server.value(
                "select count(*) from goal where id = '%s'".formatted(goal.getString("id"))))
        .isEqualTo("0");
  }

  /** A third level would leave a goal without its main goal, and the bin could never be emptied. */
  @Test
  void aGoalWithADeletedSubGoalBecomesNoSubGoal() {
    JsonObject main = coordinator.add("Har et slettet delmål");
    JsonObject other = coordinator.add("Et annet hovedmål");
    JsonObject deletion = coordinator.delete(coordinator.addBelow(main, "Slettet")).body();
    coordinator
        .put(main, TestGoals.input("Har et slettet delmål").put("parentId", other.getString("id")))
        .expect(422, "request.invalid");
    coordinator.restore(deletion).expect(200);
  }
}
