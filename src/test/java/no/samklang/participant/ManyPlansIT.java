package no.samklang.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A person in two plans, with another role in each: neither shows that the other exists (PERSON-5).
 */
class ManyPlansIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan here;
  private static List<String> ofTheOther;
  private static String mother;

  @BeforeAll
  static void open() {
    here = TestPlan.withConsentFor(server.loggedIn("planeier"), 210);
    TestClient mor = server.loggedIn("mor");
    TestPlan other = TestPlan.withConsentFor(mor, 24);
    String there = other.ownParticipantId();
    mother = here.as(mor).ownParticipantId();
    server.sql(
        """
        update participant set responsibility = 'Bare i den andre', consent_scope = 'Gjelder den andre' where id = '%s'"""
            .formatted(there));
    String type = other.home().getString("type");
    ofTheOther = List.of(there, other.id(), "den andre", "GUARDIAN", '"' + type + '"');
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
  void onePlanTellsNothingOfTheOther(String path) {
    TestClient.Answer answer = here.client().get(here.path(path.replace("<mother>", mother)));
    String read = answer.expect(200).body().encode();
    assertThat(read).doesNotContain(withoutDefaults(path));
  }

  /** What every role may by default is the same in all plans, and says nothing of this one. */
  private static List<String> withoutDefaults(String path) {
    Stream<String> traces = ofTheOther.stream();
    return (path.equals("/participants/<mother>")
            ? traces.filter(trace -> !trace.equals("GUARDIAN"))
            : traces)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"marit", "eksempel"})
  void aSearchTellsOfNoPlan(String name) {
    TestClient.Answer answer = server.loggedIn("koordinator2").search("/persons", "name", name);
    String read = answer.expect(200).body().encode();
    assertThat(read).contains("Marit").doesNotContain(ofTheOther).doesNotContain(mother);
  }
}
