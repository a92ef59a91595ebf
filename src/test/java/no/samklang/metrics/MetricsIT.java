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

/** The metrics of a service that is used, as Prometheus reads them. */
class MetricsIT {
  private static final String COUNT = "samklang_http_requests_seconds_count";
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-|[0-9a-f]{16}|\\d{6}");
  @RegisterExtension static final TestServer server = TestServer.start();

  @Test
  void requestsAreCountedByTheContractsRouteAndStatus() {
    TestClient client = server.loggedIn("koordinator");
    TestPlan plan = TestPlan.withConsentFor(client, 210);
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
  void loginsAreCountedByWhatBecameOfThem() {
    double logins = events("LOGIN");
    double wrong = events("PASSWORD_WRONG");
    server.client().logIn("planeier");
    server.client().step1("planeier", "feil").expect(401);
    server.client().step1("finnes-ikke", "feil").expect(401);
    assertThat(events("LOGIN")).isEqualTo(logins + 1);
    assertThat(events("PASSWORD_WRONG")).isEqualTo(wrong + 2);
    assertThat(events("LOCKED")).isZero();
  }

  @Test
  void socketsAreCountedWhileTheyAreOpenAndByHowTheyEnded() {
    TestClient client = server.loggedIn("lege");
    TestSocket misused = client.live();
    misused.next("hello");
    assertThat(server.metrics().sum("samklang_sockets_open")).isEqualTo(1);
    misused.send("nonsense");
    assertThat(misused.closeCode()).isEqualTo(1008);
    eventually(() -> closed("NOT_UNDERSTOOD") == 1);

    TestSocket signedOut = client.live();
    signedOut.next("hello");
    client.post("/logout", null).expect(204);
    eventually(() -> closed("SESSION_ENDED") == 1);

    TestSocket left = server.loggedIn("lege").live();
    left.next("hello");
    left.close();
    eventually(() -> closed("BY_CLIENT") + closed("BROKEN") == 1);
    eventually(() -> server.metrics().sum("samklang_sockets_open") == 0);
    assertThat(count("GET", "/api/v1/live", 101)).isEqualTo(3);
  }

  @Test
  void theOutboxTellsWhatWaitsHowLongAndWhatHasFailed() {
    String person = server.value("select id from person limit 1");
    String insert =
        "insert into outbox (id, created_at, person_id, channel, template, next_at, due_at, failed_at)"
            + " values (gen_random_uuid(), now(), '%s', 'EMAIL', 'NEW_MESSAGE',"
            + " now() + interval '1 day', now() - interval '1 hour', %s)";
    server.sql(insert.formatted(person, "null"));
    server.sql(insert.formatted(person, "now()"));
    server.countOutbox();
    TestMetrics told = server.metrics();
    assertThat(told.sum("samklang_outbox_waiting")).isEqualTo(1);
    assertThat(told.sum("samklang_outbox_failed")).isEqualTo(1);
    assertThat(told.sum("samklang_outbox_overdue_seconds")).isBetween(3500.0, 3800.0);
    assertThat(told.has("samklang_channel_left_alone", "channel=\"SMS\"")).isTrue();
    assertThat(told.sum("samklang_channel_left_alone")).isZero();
  }

  @Test
  void whatCantBeCountedIsNoNumberAndTheRestIsToldAllTheSame() {
    server.sql("alter table outbox rename to outbox_elsewhere");
    try {
      assertThatThrownBy(server::countOutbox).isNotNull();
      assertThat(server.metrics().sum("samklang_outbox_waiting")).isNaN();
      assertThat(server.metrics().has("samklang_sockets_open")).isTrue();
    } finally {
      server.sql("alter table outbox_elsewhere rename to outbox");
      server.countOutbox();
    }
  }

  @Test
  void poolsLoopsAndTheJvmAreTold() {
    TestMetrics told = server.metrics();
    for (String pool : List.of("database-write", "database-read", "password")) {
      for (String what : List.of("busy", "waiting", "size", "refused_total")) {
        assertThat(told.has("samklang_pool_" + what, "pool=\"" + pool + "\"")).isTrue();
      }
    }
    assertThat(told.sum("samklang_pool_size", "pool=\"database-write\"")).isEqualTo(8);
    assertThat(told.has("samklang_event_loop_lag_seconds", "loop=\"0\"")).isTrue();
    for (String name :
        List.of(
            "jvm_memory_used_bytes",
            "jvm_memory_max_bytes",
            "jvm_threads_live_threads",
            "process_start_time_seconds",
            "process_files_open_files")) {
      assertThat(told.text()).contains("# TYPE " + name + " ");
    }
    System.gc(); // pauses are told from the first one on
    eventually(() -> server.metrics().text().contains("# TYPE jvm_gc_pause_seconds "));
    assertThat(told.sum("process_start_time_seconds")).isGreaterThan(1_000_000_000);
  }

  @Test
  void theyStandOnTheManagementPortAlone() {
    assertThat(server.client().getBeside("/metrics").status()).isEqualTo(404);
  }

  @Test
  void noNameAndNoLabelHoldsAnIdOrAName() {
    TestClient client = server.loggedIn("koordinator");
    TestPlan plan = TestPlan.withConsentFor(client, 210);
    plan.home();
    client.get("/plans/" + plan.id() + "/messages/" + plan.ownParticipantId()).expect(404);
    client.get("/planeier/999999/" + plan.id()).expect(404);
    client.raw("SECRETMETHOD", "/me", "text/plain", "");
    server.client().getBeside("/plan/" + plan.id() + "?name=planeier");
    server.client().step1("planeier-ukjent", "hemmelig").expect(401);
    for (TestMetrics.Sample sample : server.metrics().samples()) {
      String told = sample.name() + " " + sample.labels();
      assertThat(ID.matcher(told).find()).as(told).isFalse();
      assertThat(told)
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
