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

/** Log lines of a failed request, as operators find them. */
class FailedRequestIT {
  private static final String CALLER_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient client;
  private static TestPlan plan;
  private static String folder;

  /** The table of messages is missing. */
  @BeforeAll
  static void start() {
    client = server.loggedIn("koordinator");
    plan = TestPlan.withConsentDaysLeft(client, 210);
    folder = plan.path("/messages?folder=RECEIVED");
    server.sql("alter table message rename to message_elsewhere");
  }

  @Test
  void theResponseAndTheLogLinesShareTheTraceId() {
    try (TestLog log = TestLog.open()) {
      TestClient.ClientAnswer answer =
          client.post(plan.path("/messages"), TestPlan.message("Hei", plan.id())).expect(500);
      String id = answer.body().getString("traceId");
      assertThat(id).matches("[0-9a-f]{32}");
      assertThat(answer.header("X-Trace-Id")).contains(id);
      assertThat(log.ofTrace(id))
          .anyMatch(line -> line.startsWith("Unexpected"))
          .anyMatch(
              line ->
                  line.matches(
                      "POST /api/v1/plans/\\{planId}/messages answered 500 internal after \\d+"
                          + " ms.*"));
      assertThat(log.lines().toString()).doesNotContain(plan.id(), "Hei!", "koordinator");
    }
  }

  @Test
  void aCallersTraceIdIsAdopted() {
    try (TestLog log = TestLog.open()) {
      TestClient traced = server.client().cookie(client.cookie());
      traced.header("traceparent", "00-" + CALLER_ID + "-00f067aa0ba902b7-01");
      assertThat(traced.get("/nonsense").expect(404).body().getString("traceId"))
          .isEqualTo(CALLER_ID);
      assertThat(traced.get(folder).expect(500).body().getString("traceId")).isEqualTo(CALLER_ID);
      assertThat(log.ofTrace(CALLER_ID)).isNotEmpty();
    }
  }

  @Test
  void concurrentFailuresHaveSeparateTraceIds() {
    try (TestLog log = TestLog.open()) {
      List<String> ids =
          IntStream.range(0, 8)
              .parallel()
              .mapToObj(number -> another().get(folder).expect(500).body().getString("traceId"))
              .toList();
      assertThat(ids).doesNotHaveDuplicates();
      for (String id : ids) {
        await()
            .until(
                () ->
                    log.ofTrace(id).stream().filter(line -> line.startsWith("Unexp")).count() == 1);
      }
    }
  }

  private static TestClient another() {
    return server.client().cookie(client.cookie());
  }
}
