package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.stream.IntStream;
import no.samklang.TestClient;
import no.samklang.TestLog;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What those who run the service find in the log when a request fails. */
class FailedRequestIT {
  private static final String CALLERS = "4bf92f3577b34da6a3ce929d0e0e4736";
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient client;
  private static TestPlan plan;
  private static String folder;

  /** What messages are kept in is gone. */
  @BeforeAll
  static void start() {
    client = server.loggedIn("koordinator");
    plan = TestPlan.withConsentFor(client, 210);
    folder = plan.path("/messages?folder=RECEIVED");
    server.sql("alter table message rename to message_elsewhere");
  }

  @Test
  void theAnswerAndTheLinesOfTheLogShareTheirTraceId() {
    try (TestLog log = TestLog.open()) {
      TestClient.Answer answer =
          client.post(plan.path("/messages"), TestPlan.message("Hei", plan.id())).expect(500);
      String id = answer.body().getString("traceId");
      assertThat(id).matches("[0-9a-f]{32}");
      assertThat(answer.header("X-Trace-Id")).contains(id);
      assertThat(log.of(id))
          .anyMatch(line -> line.startsWith("Unexpected"))
          .anyMatch(
              line ->
                  line.matches(
                      "POST /api/v1/plans/\\{planId}/messages answered 500 internal after \\d+ ms.*"));
      assertThat(log.lines().toString()).doesNotContain(plan.id(), "Hei!", "koordinator");
    }
  }

  @Test
  void aCallersOwnIdIsTakenOver() {
    try (TestLog log = TestLog.open()) {
      TestClient asked = server.client().cookie(client.cookie());
      asked.header("traceparent", "00-" + CALLERS + "-00f067aa0ba902b7-01");
      assertThat(asked.get("/nonsense").expect(404).body().getString("traceId")).isEqualTo(CALLERS);
      assertThat(asked.get(folder).expect(500).body().getString("traceId")).isEqualTo(CALLERS);
      assertThat(log.of(CALLERS)).isNotEmpty();
    }
  }

  @Test
  void manyAtATimeEachFindTheirOwnLines() {
    try (TestLog log = TestLog.open()) {
      List<String> ids =
          IntStream.range(0, 8)
              .parallel()
              .mapToObj(number -> another().get(folder).expect(500).body().getString("traceId"))
              .toList();
      assertThat(ids).doesNotHaveDuplicates();
      for (String id : ids) {
        await()
            .until(() -> log.of(id).stream().filter(line -> line.startsWith("Unexp")).count() == 1);
      }
    }
  }

  private static TestClient another() {
    return server.client().cookie(client.cookie());
  }
}
