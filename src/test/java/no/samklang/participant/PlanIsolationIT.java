package no.samklang.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person with different roles in two plans: neither plan reveals the other (PERSON-5). */
class PlanIsolationIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan plan;
  private static List<String> otherPlanValues;
  private static String mother;

  @BeforeAll
  static void setUp() {
    plan = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    TestClient mor = server.loggedIn("mor");
    TestPlan other = TestPlan.withConsentDaysLeft(mor, 24);
    String otherParticipantId = other.ownParticipantId();
    mother = plan.as(mor).ownParticipantId();
    server.sql(
        """
        update participant set responsibility = 'Bare i den andre', consent_scope = 'Gjelder den andre' where id = '%s'"""
            .formatted(otherParticipantId));
    String type = other.home().getString("type");
    otherPlanValues =
        List.of(otherParticipantId, other.id(), "den andre", "GUARDIAN", '"' + type + '"');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/participants",
        "/participants/<mother>",
        "/rights",
        "/consent",
        "/access",
        "/log"
      })
  void pagesRevealNothingOfOtherPlan(String path) {
    TestClient.ClientAnswer answer = plan.client().get(plan.path(path.replace("<mother>", mother)));
    String read = answer.expect(200).body().encode();
    assertThat(read).doesNotContain(withoutDefaults(path));
  }

  /** The default rights name every role, so "GUARDIAN" beside them proves nothing. */
  private static List<String> withoutDefaults(String path) {
    Stream<String> values = otherPlanValues.stream();
    return (Set.of("/participants/<mother>", "/rights").contains(path)
            ? values.filter(value -> !value.equals("GUARDIAN"))
            : values)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"marit", "eksempel"})
  void personSearchRevealsNoPlan(String name) {
    TestClient.ClientAnswer answer =
        server.loggedIn("koordinator2").search("/persons", "name", name);
    String read = answer.expect(200).body().encode();
    assertThat(read).contains("Marit").doesNotContain(otherPlanValues).doesNotContain(mother);
  }
}
