package no.samklang.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.regex.Pattern;
import no.samklang.TestClient;
import no.samklang.TestMetrics;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The metrics of a running service, as Prometheus scrapes them. */
class MetricsIT {
  private static final String COUNT = "samklang_http_requests_seconds_count";
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-|[0-9a-f]{16}|\\d{6}");
  @RegisterExtension static final TestServer server = TestServer.start();

  @Test
  void requestsAreCountedByContractRouteAndStatus() {
    TestClient client = server.loggedIn("koordinator");
    TestPlan plan = TestPlan.withConsentDaysLeft(client, 210);
    double before = count("GET", "/api/v1/plans/{planId}", 200);
    double unknownBefore = count("GET", "/api/*", 404);
    plan.home();
    plan.home();
    client.get("/plans/" + plan.ownParticipantId()).expect(404);
    client.get("/plans/nonsense").expect(404);
    client.get("/nonsense").expect(404);
    server.client().get("/me").expect(401);
    eventually(() -> count("GET", "/api/v1/plans/{planId}", 200) == before + 3);
    eventually(() -> count("GET", "/api/v1/plans/{planId}", 404) == 2);
    eventually(() -> count("GET", "/api/*", 404) == unknownBefore + 1);
    eventually(() -> count("GET", "/api/v1/me", 401) == 1);
    assertThat(
            server
                .metrics()
                .sum(
                    "samklang_http_requests_seconds_bucket",
                    "route=\"/api/v1/plans/{planId}\"",
                    "status=\"200\"",
                    "le=\"+Inf\""))
        .isEqualTo(before + 3);
  }

  @Test
  void loginsAreCountedByOutcome() {
    double logins = events("LOGIN");
    double wrong = events("PASSWORD_WRONG");
    server.client().logIn("planeier");
    server.client().submitPassword("planeier", "feil").expect(401);
    server.client().submitPassword("finnes-ikke", "feil").expect(401);
    assertThat(events("LOGIN")).isEqualTo(logins + 1);
    assertThat(events("PASSWORD_WRONG")).isEqualTo(wrong + 2);
    assertThat(events("LOCKED")).isZero();
  }

  @Test
  void socketsAreCountedWhileOpenAndByCloseReason() {
    TestClient client = server.loggedIn("lege");
    TestSocket invalid = client.openSocket();
    invalid.next("hello");
    assertThat(server.metrics().sum("samklang_sockets_open")).isEqualTo(1);
    invalid.send("nonsense");
    assertThat(invalid.closeCode()).isEqualTo(1008);
    eventually(() -> closed("INVALID_FRAME") == 1);

    TestSocket loggedOut = client.openSocket();
    loggedOut.next("hello");
    client.post("/logout", null).expect(204);
    eventually(() -> closed("SESSION_ENDED") == 1);

    TestSocket closedByClient = server.loggedIn("lege").openSocket();
    closedByClient.next("hello");
    closedByClient.close();
    eventually(() -> closed("BY_CLIENT") + closed("CONNECTION_LOST") == 1);
    eventually(() -> server.metrics().sum("samklang_sockets_open") == 0);
    assertThat(count("GET", "/api/v1/live", 101)).isEqualTo(3);
  }

  @Test
  void outboxGaugesCountWaitingOverdueAndFailed() {
    String person = server.value("select id from person limit 1");
    String insert =
        "insert into outbox (id, created_at, person_id, channel, template, next_at, due_at,"
            + " failed_at) values (gen_random_uuid(), now(), '%s', 'EMAIL', 'NEW_MESSAGE', now() +"
            + " interval '1 day', now() - interval '1 hour', %s)";
    server.sql(insert.formatted(person, "null"));
    server.sql(insert.formatted(person, "now()"));
    server.updateOutboxMetrics();
    TestMetrics metrics = server.metrics();
    assertThat(metrics.sum("samklang_outbox_waiting")).isEqualTo(1);
    assertThat(metrics.sum("samklang_outbox_failed")).isEqualTo(1);
    assertThat(metrics.sum("samklang_outbox_overdue_seconds")).isBetween(3500.0, 3800.0);
    assertThat(metrics.has("samklang_circuit_open", "channel=\"SMS\"")).isTrue();
    assertThat(metrics.sum("samklang_circuit_open")).isZero();
  }

  @Test
  void anUncountableGaugeIsNanAndTheOthersRemain() {
    server.sql("alter table outbox rename to outbox_elsewhere");
    try {
      assertThatThrownBy(server::updateOutboxMetrics).isNotNull();
      assertThat(server.metrics().sum("samklang_outbox_waiting")).isNaN();
      assertThat(server.metrics().has("samklang_sockets_open")).isTrue();
    } finally {
      server.sql("alter table outbox_elsewhere rename to outbox");
      server.updateOutboxMetrics();
    }
  }

  @Test
  void poolsEventLoopsAndTheJvmAreExported() {
    TestMetrics metrics = server.metrics();
    for (String pool : List.of("database-write", "database-read", "password")) {
      for (String what : List.of("busy", "waiting", "size", "refused_total")) {
        assertThat(metrics.has("samklang_pool_" + what, "pool=\"" + pool + "\"")).isTrue();
      }
    }
    assertThat(metrics.sum("samklang_pool_size", "pool=\"database-write\"")).isEqualTo(8);
    assertThat(metrics.has("samklang_event_loop_lag_seconds", "loop=\"0\"")).isTrue();
    for (String name :
        List.of(
            "jvm_memory_used_bytes",
            "jvm_memory_max_bytes",
            "jvm_threads_live_threads",
            "process_start_time_seconds",
            "process_files_open_files")) {
      assertThat(metrics.text()).contains("# TYPE " + name + " ");
    }
    System.gc(); // pauses are exported from the first one on
    eventually(() -> server.metrics().text().contains("# TYPE jvm_gc_pause_seconds "));
    assertThat(metrics.sum("process_start_time_seconds")).isGreaterThan(1_000_000_000);
  }

  @Test
  void metricsAreServedOnTheManagementPortOnly() {
    assertThat(server.client().getOutsideApi("/metrics").status()).isEqualTo(404);
  }

  @Test
  void noMetricNameOrLabelHoldsAnIdOrPersonalName() {
    TestClient client = server.loggedIn("koordinator");
    TestPlan plan = TestPlan.withConsentDaysLeft(client, 210);
    plan.home();
    client.get("/plans/" + plan.id() + "/messages/" + plan.ownParticipantId()).expect(404);
    client.get("/planeier/999999/" + plan.id()).expect(404);
    client.sendRaw("SECRETMETHOD", "/me", "text/plain", "");
    server.client().getOutsideApi("/plan/" + plan.id() + "?name=planeier");
    server.client().submitPassword("planeier-ukjent", "hemmelig").expect(401);
    for (TestMetrics.MetricSample sample : server.metrics().samples()) {
      String exported = sample.name() + " " + sample.labels();
      assertThat(ID.matcher(exported).find()).as(exported).isFalse();
      assertThat(exported)
          .doesNotContain("planeier", "koordinator", "SECRET", "hemmelig", "nonsense", "name=\"p");
    }
    assertThat(server.metrics().samples()).hasSizeLessThan(3000);
  }

  private static double count(String method, String route, int status) {
    return server
        .metrics()
        .sum(
            COUNT,
            "method=\"" + method + "\"",
            "route=\"" + route + "\"",
            "status=\"" + status + "\"");
  }

  private static double events(String event) {
    return server.metrics().sum("samklang_security_events_total", "event=\"" + event + "\"");
  }

  private static double closed(String reason) {
    return server.metrics().sum("samklang_sockets_closed_total", "reason=\"" + reason + "\"");
  }

  private static void eventually(java.util.concurrent.Callable<Boolean> holds) {
    await().until(holds);
  }
}
