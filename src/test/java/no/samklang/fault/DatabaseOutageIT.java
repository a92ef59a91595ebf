package no.samklang.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.samklang.Exclusive;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestPort;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outage and recovery of the database while the service runs. */
@Exclusive
@Timeout(90)
class DatabaseOutageIT {
  private static final int CONCURRENCY = 20;
  // it is looked at once a second, and given up after three
  private static final Duration MAX_READINESS_AGE = Duration.ofSeconds(5);
  private static final Duration RECOVERY_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration REFUSAL_TIMEOUT = Duration.ofSeconds(3);
  // a transaction may wait for two statement time-outs (1 s each) and the network (2 s)
  private static final Duration GIVE_UP_TIMEOUT = Duration.ofSeconds(8);
  private static final Duration MAX_LIVENESS_LATENCY = Duration.ofSeconds(2);

  private static ControllablePostgres postgres;
  private static TestServer server;
  private static int management;
  private static TestPlan owner;
  private static TestPlan mother;
  private static String motherId;
  private static String ownerId;

  @BeforeAll
  static void open() {
    postgres = ControllablePostgres.open();
    management = TestPort.free();
    // inserts the demo data without the short time-outs
    TestServer.startOn(postgres.database(), Map.of()).close();
    server =
        TestServer.startOn(
            postgres.database(),
            Map.of(
                "management.port", "" + management,
                "http.instances", "2",
                "http.limits.requestsPerMinute", "100000", // tested by MalformedRequestIT
                "database.statementTimeout", "1s",
                "database.connectTimeout", "3s"));
    owner = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    mother = owner.as(server.loggedIn("mor"));
    ownerId = owner.ownParticipantId();
    motherId = mother.ownParticipantId();
  }

  @AfterAll
  static void stop() {
    server.close();
    postgres.close();
  }

  /** An outage: how it starts, how it ends, and within which time requests are refused. */
  private record DatabaseOutage(
      String name,
      Consumer<ControllablePostgres> start,
      Consumer<ControllablePostgres> end,
      Duration refusalTimeout) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<DatabaseOutage> outages() {
    return Stream.of(
        new DatabaseOutage(
            "stopped", ControllablePostgres::stop, ControllablePostgres::start, REFUSAL_TIMEOUT),
        new DatabaseOutage(
            "quit",
            ControllablePostgres::stopImmediately,
            ControllablePostgres::start,
            REFUSAL_TIMEOUT),
        new DatabaseOutage(
            "killed", ControllablePostgres::kill, ControllablePostgres::start, REFUSAL_TIMEOUT),
        new DatabaseOutage(
            "hanging",
            ControllablePostgres::freeze,
            ControllablePostgres::resume,
            GIVE_UP_TIMEOUT));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void requestsAreAnswered503AndServedSoonAfterRecovery(DatabaseOutage outage) {
    try (LivenessProbe probe = LivenessProbe.start(management);
        LivenessProbe front = LivenessProbe.start(server.port());
        TestSocket page = mother.client().openSocket()) {
      page.next("hello");
      outage.start.accept(postgres);
      try {
        assertRequestsRefused(outage.refusalTimeout);
        assertReadiness(503);
      } finally {
        outage.end.accept(postgres);
      }
      assertRecovered(page);
      probe.assertLatencyBelow(MAX_LIVENESS_LATENCY);
      front.assertLatencyBelow(MAX_LIVENESS_LATENCY);
    }
  }

  private static void assertRequestsRefused(Duration within) {
    Stream<CompletableFuture<Void>> all =
        requests().entrySet().stream()
            .flatMap(
                request ->
                    IntStream.range(0, CONCURRENCY)
                        .mapToObj(
                            i ->
                                CompletableFuture.runAsync(
                                    () ->
                                        assertRefused(request.getKey(), request.getValue(), within),
                                    task -> new Thread(task).start())));
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
  }

  private static void assertRefused(String what, Supplier<ClientAnswer> request, Duration within) {
    long start = System.nanoTime();
    ClientAnswer answer = request.get();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(answer.status()).as("%s: %s", what, answer.body()).isEqualTo(503);
    assertThat(answer.code()).as(what).isEqualTo("unavailable");
    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(Integer.parseInt(answer.header("Retry-After").orElseThrow())).isBetween(1, 60);
    assertThat(took).as(what).isLessThan(within);
  }

  /** Reads, writes and logins, with cached sessions and without. */
  private static Map<String, Supplier<ClientAnswer>> requests() {
    TestClient client = owner.client();
    String cookie = client.cookie();
    Map<String, Supplier<ClientAnswer>> all = new LinkedHashMap<>();
    all.put("list", () -> client.get("/plans"));
    all.put("home", () -> client.get(owner.path("")));
    all.put("group", () -> client.get(owner.path("/participants")));
    all.put("folder", () -> client.get(owner.path("/messages")));
    all.put("sessions", () -> client.get("/me/sessions"));
    all.put("send", () -> send("Ikke nå"));
    all.put(
        "draft",
        () -> client.put("/me/drafts/utkast", new JsonObject().put("content", new JsonObject())));
    all.put("login", () -> server.client().submitPassword("planeier", TestClient.PASSWORD));
    all.put("code", () -> server.client().submitCode(motherId, "123456"));
    all.put(
        "forgot",
        () -> server.client().post("/login/forgot", new JsonObject().put("username", "mor")));
    all.put("logout", () -> server.client().cookie(cookie).post("/logout", null));
    return all;
  }

  private static ClientAnswer send(String subject) {
    return owner.client().post(owner.path("/messages"), TestPlan.message(subject, motherId));
  }

  /** Asserts that reads, writes, logins, notices and pushes work again in time. */
  private static void assertRecovered(TestSocket page) {
    long start = System.nanoTime();
    until("ready", () -> healthStatus("/health/ready"), answer -> answer == 200);
    until("read", () -> mother.client().get("/plans").status(), status -> status == 200);
    ClientAnswer sent = until("send", () -> send("Nå igjen"), answer -> answer.status() == 201);
    JsonObject pushed = page.next("message");
    while (!pushed.getString("messageId").equals(sent.body().getString("id"))) {
      pushed = page.next("message");
    }
    server.client().completeLogin("koordinator", TestClient.PASSWORD).expect(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(RECOVERY_TIMEOUT);
  }

  @CanIgnoreReturnValue
  private static <T> T until(String what, Supplier<T> ask, Function<T, Boolean> wanted) {
    return await(what)
        .atMost(RECOVERY_TIMEOUT)
        .pollInterval(Duration.ofMillis(50))
        .until(ask::get, wanted::apply);
  }

  @Test
  void anUnwrittenVisitIsWrittenAfterTheOutage() throws SQLException {
    String before = visit();
    Connection lock = postgres.lockTable("visit");
    owner.home();
    postgres.kill();
    assertThat(lock.isValid(1)).isFalse();
    postgres.start();
    until("visit", DatabaseOutageIT::visit, now -> now.compareTo(before) > 0);
  }

  private static String visit() {
    return server.value("select last_at from visit where participant_id = '%s'".formatted(ownerId));
  }

  @Test
  void terminatedDatabaseSessionsAreReplacedTransparently() {
    postgres.terminateSessions();
    until("read", () -> mother.client().get("/plans").status(), status -> status == 200);
    until("send", () -> send("Etter kutt").status(), status -> status == 201);
  }

  private static void assertReadiness(int status) {
    await("readiness")
        .atMost(MAX_READINESS_AGE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> healthStatus("/health/ready") == status);
    assertThat(healthStatus("/health/live")).isEqualTo(200);
  }

  private static int healthStatus(String path) {
    return TestClient.at(management).getOutsideApi(path).status();
  }
}
