package no.samklang.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Overdue evaluations are told to those responsible, once (GOAL-10). */
class EvaluationReminderIT {
  @RegisterExtension static final TestServer server = TestServer.start();

  @Test
  void tellsThoseResponsibleOnce() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    TestGoals goals = TestGoals.of(plan);
    String doctor = plan.as(server.loggedIn("lege")).ownParticipantId();
    JsonObject goal = goals.add("Vurderes");
    JsonObject input =
        TestGoals.input("Skulle vært vurdert i går")
            .put("evaluateOn", today().minusDays(1).toString())
            .put("responsible", new JsonArray(List.of(doctor)));
    JsonObject activity = goals.postActivity(goal, input).expect(201).body();
    goals
        .postActivity(goal, input.copy().put("evaluateOn", today().toString()))
        .expect(201); // isn't overdue before tomorrow
    server.runJobs();
    server.runJobs();
    assertThat(notices()).isEqualTo("1");
    goals
        .putActivity(activity, input.copy().put("evaluateOn", today().minusDays(2).toString()))
        .expect(200);
    server.runJobs();
    assertThat(notices()).isEqualTo("2");
  }

  private static LocalDate today() {
    return LocalDate.now(server.clock().withZone(ZoneId.of("Europe/Oslo")));
  }

  private static String notices() {
    return server.value("select count(*) from outbox where template = 'EVALUATION_DUE'");
  }
}
