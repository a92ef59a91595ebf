package no.samklang.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Comments and status updates (GOAL-4). */
class CommentIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestGoals coordinator;
  private static TestGoals doctor;
  private JsonObject goal;
  private JsonObject activity;

  @BeforeAll
  static void open() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    coordinator = TestGoals.of(plan);
    doctor = coordinator.as(server.loggedIn("lege"));
    server.sql(
        """
        update participant p set rights = jsonb_set(rights, '{areas}', rights -> 'areas' || '{"GOALS": "READ", "ACTIVITIES": "READ"}')
          from account a where a.person_id = p.person_id and a.username = 'lege' and p.plan_id = '%s'\
        """
            .formatted(plan.id()));
  }

  @BeforeEach
  void addElements() {
    goal = coordinator.add("Et mål");
    activity = coordinator.addActivity(goal, "En aktivitet");
  }

  @Test
  void readersCommentAndAllReadersSeeIt() {
    String text = "Hei \uD83D\uDC4B\n- én\n- to \u05E9\u05DC\u05D5\u05DD " + "x".repeat(200);
    JsonObject comment = doctor.comment(goal, TestGoals.text(text)).expect(201).body();
    assertThat(comment.getString("text")).isEqualTo(text);
    assertThat(comment.getJsonObject("author").getString("name")).isEqualTo("Leila Tenkestad");
    assertThat(comment.getValue("accepted")).isNull();
    assertThat(coordinator.comments(goal, "").expect(200).item(0)).isEqualTo(comment);
    assertThat(coordinator.get(goal).body().getInteger("comments")).isEqualTo(1);
  }

  @Test
  void readersUpdateIsAProposalThatAWriterAccepts() {
    JsonObject proposal =
        doctor.comment(activity, TestGoals.text("").put("status", "DONE")).expect(201).body();
    assertThat(proposal.getBoolean("accepted")).isFalse();
    assertThat(status()).isEqualTo("PLANNED");
    doctor.accept(proposal).expect(403);
    JsonObject changed =
        doctor
            .client()
            .put(doctor.commentPath(proposal), 1, TestGoals.text("Nå").put("status", "DONE"))
            .expect(200)
            .body();
    coordinator.accept(proposal).expect(409, "version.stale");
    JsonObject accepted = coordinator.accept(changed).expect(200).body();
    assertThat(accepted.getBoolean("accepted")).isTrue();
    assertThat(status()).isEqualTo("DONE");
    assertThat(coordinator.accept(changed).expect(200).body()).isEqualTo(accepted);
  }

  private String status() {
    return coordinator
        .client()
        .get(coordinator.path(activity, ""))
        .expect(200)
        .body()
        .getString("status");
  }

  @Test
  void writersUpdateIsInForceAtOnce() {
    JsonObject update =
        coordinator
            .comment(goal, TestGoals.text("Halvveis").put("progress", 50))
            .expect(201)
            .body();
    assertThat(update.getBoolean("accepted")).isTrue();
    assertThat(coordinator.get(goal).body().getInteger("progress")).isEqualTo(50);
    coordinator
        .client()
        .put(coordinator.commentPath(update), 1, TestGoals.text("Halvveis").put("progress", 60))
        .expect(409, "comment.accepted");
  }

  @Test
  void refusesUpdatesOfTheOtherKindAndEmptyComments() {
    coordinator.comment(goal, TestGoals.text("Hei").put("status", "DONE")).expect(422);
    coordinator.comment(activity, TestGoals.text("Hei").put("progress", 5)).expect(422);
    coordinator.comment(goal, TestGoals.text(" \n ")).expect(422);
    coordinator.comment(goal, TestGoals.text("x".repeat(5001))).expect(422);
  }

  @Test
  void onlyTheAuthorChangesOrDeletes() {
    JsonObject comment = doctor.comment(goal, TestGoals.text("Min")).body();
    coordinator
        .client()
        .put(coordinator.commentPath(comment), 1, TestGoals.text("Din"))
        .expect(403, "access.denied");
    coordinator.deleteComment(comment).expect(403, "access.denied");
    JsonObject changed =
        doctor
            .client()
            .put(doctor.commentPath(comment), 1, TestGoals.text("Rettet"))
            .expect(200)
            .body();
    assertThat(changed.getString("editedAt")).isNotNull();
    doctor
        .client()
        .put(doctor.commentPath(comment), 1, TestGoals.text("Igjen"))
        .expect(409, "version.stale");
    doctor.deleteComment(changed).expect(200);
    assertThat(doctor.comments(goal, "").items()).isEmpty();
  }

  @Test
  void commentOnWhatWasDeletedIsNotFound() {
    coordinator.delete(activity).expect(200);
    doctor.comment(activity, TestGoals.text("For sent")).expect(404, "not.found");
    doctor.comments(activity, "").expect(404, "not.found");
  }

  @Test
  void whatIsInHistoryIsNotCommented() {
    JsonObject alone = coordinator.setHistory(activity, true).expect(200).body();
    doctor.comment(alone, TestGoals.text("For sent")).expect(409, "activity.inHistory");
    doctor.comment(goal, TestGoals.text("I tide")).expect(201);
    coordinator.setHistory(goal, true).expect(200);
    coordinator.comment(goal, TestGoals.text("For sent")).expect(409, "goal.inHistory");
    coordinator
        .client()
        .post(
            coordinator.plan().path("/goals/" + alone.getString("id") + "/comments"),
            TestGoals.text("Feil slag"))
        .expect(404, "not.found");
    assertThat(coordinator.comments(goal, "").expect(200).items()).hasSize(1);
  }

  @Test
  void commentsComeInPages() {
    for (int i = 1; i <= 5; i++) {
      doctor.comment(goal, TestGoals.text("Nummer " + i)).expect(201);
    }
    JsonObject first = coordinator.comments(goal, "?limit=2").expect(200).body();
    assertThat(first.getInteger("total")).isEqualTo(5);
    JsonObject second =
        coordinator.comments(goal, "?limit=2&after=" + first.getString("next")).expect(200).body();
    assertThat(second.getJsonArray("items").getJsonObject(0).getString("text"))
        .isEqualTo("Nummer 3");
  }
}
