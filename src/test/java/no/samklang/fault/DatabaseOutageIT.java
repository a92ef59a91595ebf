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
import no.samklang.Alone;
import no.samklang.TestClient;
import no.samklang.TestClient.Answer;
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

/** A database that goes and comes back under a service that runs on. */
@Alone
@Timeout(90)
class DatabaseOutageIT {
  private static final int AT_A_TIME = 20;
  private static final Duration WELL_AGAIN = Duration.ofSeconds(5);
  private static final Duration REFUSED_WITHIN = Duration.ofSeconds(3);
  // a transaction waits twice as long as a statement (1 s) and the network (2 s)
  private static final Duration GIVEN_UP_WITHIN = Duration.ofSeconds(8);
  private static final Duration STEADY = Duration.ofSeconds(2);

  private static OwnPostgres postgres;
  private static TestServer server;
  private static int management;
  private static TestPlan owner;
  private static TestPlan mother;
  private static String motherId;
  private static String ownerId;

  @BeforeAll
  static void open() {
    postgres = OwnPostgres.open();
    management = TestPort.free();
    TestServer.on(postgres.database(), Map.of()).close(); // filled with nothing to hurry it
    server =
        TestServer.on(
            postgres.database(),
            Map.of(
                "management.port", "" + management,
                "http.instances", "2",
                "http.limits.requestsPerMinute", "100000", // floods are GarbageIT's
                "database.statementTimeout", "1s",
                "database.connectTimeout", "3s"));
    owner = TestPlan.withConsentFor(server.loggedIn("planeier"), 210);
    mother = owner.as(server.loggedIn("mor"));
    ownerId = owner.ownParticipantId();
    motherId = mother.ownParticipantId();
  }

  @AfterAll
  static void stop() {
    server.close();
    postgres.close();
  }

  /** How a database goes, and how it comes back. */
  private record Outage(
      String name, Consumer<OwnPostgres> going, Consumer<OwnPostgres> coming, Duration answered) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Outage> outages() {
    return Stream.of(
        new Outage("stopped", OwnPostgres::stop, OwnPostgres::start, REFUSED_WITHIN),
        new Outage("quit", OwnPostgres::quit, OwnPostgres::start, REFUSED_WITHIN),
        new Outage("killed", OwnPostgres::kill, OwnPostgres::start, REFUSED_WITHIN),
        new Outage("hanging", OwnPostgres::freeze, OwnPostgres::thaw, GIVEN_UP_WITHIN));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void everyRequestIsToldToComeBackAndAllIsWellSoonAfter(Outage outage) {
    try (Heartbeat heartbeat = Heartbeat.of(management);
        Heartbeat front = Heartbeat.of(server.port());
        TestSocket page = mother.client().live()) {
      page.next("hello");
      outage.going.accept(postgres);
      try {
        everyRequestIsToldToComeBack(outage.answered);
        ready(503);
      } finally {
        outage.coming.accept(postgres);
      }
      wellAgain(page);
      heartbeat.wasSteady(STEADY);
      front.wasSteady(STEADY);
    }
  }

  private static void everyRequestIsToldToComeBack(Duration within) {
    Stream<CompletableFuture<Void>> all =
        requests().entrySet().stream()
            .flatMap(
                request ->
                    IntStream.range(0, AT_A_TIME)
                        .mapToObj(
                            i ->
                                CompletableFuture.runAsync(
                                    () ->
                                        isToldToComeBack(
                                            request.getKey(), request.getValue(), within),
                                    task -> new Thread(task).start())));
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
  }

  private static void isToldToComeBack(String what, Supplier<Answer> request, Duration within) {
    long start = System.nanoTime();
    Answer answer = request.get();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(answer.status()).as("%s: %s", what, answer.body()).isEqualTo(503);
    assertThat(answer.code()).as(what).isEqualTo("unavailable");
    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(Integer.parseInt(answer.header("Retry-After").orElseThrow())).isBetween(1, 60);
    assertThat(took).as(what).isLessThan(within);
  }

  /** Reads, writes, logins and the opening of pages, by known sessions and by an unknown one. */
  private static Map<String, Supplier<Answer>> requests() {
    TestClient client = owner.client();
    String cookie = client.cookie();
    Map<String, Supplier<Answer>> all = new LinkedHashMap<>();
    all.put("list", () -> client.get("/plans"));
    all.put("home", () -> client.get(owner.path("")));
    all.put("group", () -> client.get(owner.path("/participants")));
    all.put("folder", () -> client.get(owner.path("/messages")));
    all.put("sessions", () -> client.get("/me/sessions"));
    all.put("send", () -> send("Ikke nå"));
    all.put(
        "draft",
        () -> client.put("/me/drafts/utkast", new JsonObject().put("content", new JsonObject())));
    all.put("login", () -> server.client().step1("planeier", TestClient.PASSWORD));
    all.put("code", () -> server.client().step2(motherId, "123456"));
    all.put(
        "forgot",
        () -> server.client().post("/login/forgot", new JsonObject().put("username", "mor")));
    all.put("logout", () -> server.client().cookie(cookie).post("/logout", null));
    return all;
  }

  private static Answer send(String subject) {
    return owner.client().post(owner.path("/messages"), TestPlan.message(subject, motherId));
  }

  /** Reads, writes, logins, notices and pushes, all within the time from now. */
  private static void wellAgain(TestSocket page) {
    long start = System.nanoTime();
    until("ready", () -> health("/health/ready"), answer -> answer == 200);
    until("read", () -> mother.client().get("/plans").status(), status -> status == 200);
    Answer sent = until("send", () -> send("Nå igjen"), answer -> answer.status() == 201);
    JsonObject pushed = page.next("message");
    while (!pushed.getString("messageId").equals(sent.body().getString("id"))) {
      pushed = page.next("message");
    }
    server.client().answerCode("koordinator", TestClient.PASSWORD).expect(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(WELL_AGAIN);
  }

  @CanIgnoreReturnValue
  private static <T> T until(String what, Supplier<T> ask, Function<T, Boolean> wanted) {
    return await(what)
        .atMost(WELL_AGAIN)
        .pollInterval(Duration.ofMillis(50))
        .until(ask::get, wanted::apply);
  }

  @Test
  void aVisitThatCouldNotBeWrittenIsWrittenLater() throws SQLException {
    String before = visit();
    Connection lock = postgres.lock("visit");
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
  void sessionsThatAreCutAreMendedWithoutAWordToAnybody() {
    postgres.cutSessions();
    until("read", () -> mother.client().get("/plans").status(), status -> status == 200);
    until("send", () -> send("Etter kutt").status(), status -> status == 201);
  }

  private static void ready(int status) {
    assertThat(health("/health/ready")).isEqualTo(status);
    assertThat(health("/health/live")).isEqualTo(200);
  }

  private static int health(String path) {
    return TestClient.at(management).getBeside(path).status();
  }
}
