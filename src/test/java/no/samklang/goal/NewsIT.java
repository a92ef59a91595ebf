package no.samklang.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is new since the last visit, as far as one may read it (HOME-4). */
class NewsIT {
  @RegisterExtension static final TestServer server = TestServer.start();

  @Test
  void tellsEachReaderWhatOthersHaveDoneSinceTheLastVisit() {
    TestGoals coordinator =
        TestGoals.of(TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210));
    TestGoals owner = coordinator.as(server.loggedIn("planeier"));
    TestGoals doctor = coordinator.as(server.loggedIn("lege"));
    List.of(owner, doctor).forEach(NewsIT::visit);
    setDoctorsActivities(coordinator, "NONE");
    JsonObject goal = coordinator.add("Nytt mål");
    JsonObject activity = coordinator.addActivity(goal, "Ny aktivitet");
    coordinator.comment(activity, TestGoals.text("Ny kommentar")).expect(201);
    assertThat(titles(owner)).containsExactly("Ny kommentar", "Ny aktivitet", "Nytt mål");
    assertThat(titles(doctor)).containsExactly("Nytt mål");
    assertThat(titles(coordinator)).doesNotContain("Nytt mål");
    coordinator.delete(coordinator.get(goal).body()).expect(200);
    assertThat(titles(owner)).isEmpty();
  }

  private static void visit(TestGoals goals) {
    goals.plan().home();
    String query =
        "select count(*) from visit where participant_id = '%s' and last_at > now() - interval '1 minute'"
            .formatted(goals.plan().ownParticipantId());
    Awaitility.await().until(() -> server.value(query).equals("1"));
    server.sql(
        "update visit set session_id = gen_random_uuid() where participant_id = '%s'"
            .formatted(goals.plan().ownParticipantId()));
  }

  private static List<String> titles(TestGoals goals) {
    return goals.client().get(goals.plan().path("/news")).expect(200).items().stream()
        .map(item -> ((JsonObject) item).getString("title"))
        .toList();
  }

  private static void setDoctorsActivities(TestGoals goals, String level) {
    server.sql(
        """
        update participant p set rights = jsonb_set(rights, '{areas,ACTIVITIES}', '"%s"')
          from account a where a.person_id = p.person_id and a.username = 'lege' and p.plan_id = '%s'\
        """
            .formatted(level, goals.plan().id()));
  }
}
