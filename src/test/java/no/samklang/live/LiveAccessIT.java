package no.samklang.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sockets receive nothing after their person has lost access, and are removed completely. */
class LiveAccessIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration MAINTENANCE_TIMEOUT = Duration.ofSeconds(20);
  private static final String LARGE = "x".repeat(60_000);
  @RegisterExtension static final TestServer server = TestServer.start();
  private static SocketRegistry sockets;
  private static TestPlan owner;
  private static TestPlan doctor;
  private static TestPlan coordinator;
  private static String doctorId;
  private static String coordinatorId;

  @BeforeAll
  static void open() {
    sockets = server.hub().sockets();
    owner = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    doctor = owner.as(server.loggedIn("lege"));
    coordinator = owner.as(server.loggedIn("koordinator"));
    doctorId = doctor.ownParticipantId();
    owner.client().header("X-Background", "true"); // background reads aren't visits
    coordinatorId = coordinator.ownParticipantId();
  }

  @Test
  void socketsClosedDuringTheAccessCheckAreRemoved() {
    awaitOpen(0);
    List<TestSocket> closed = Stream.generate(() -> hello(doctor.client())).limit(20).toList();
    try (TestSocket witness = hello(owner.client())) {
      witness.send(watch(owner.id()));
      awaitShowing(owner.id(), 1);
      server.database().whileLocked("consent", () -> watchAndClose(closed));
      coordinator.home();
      awaitVisit(witness);
      awaitShowing(owner.id(), 1);
    }
  }

  private static void watchAndClose(List<TestSocket> closed) {
    closed.forEach(socket -> socket.send(watch(owner.id())).send("close me"));
    closed.forEach(socket -> assertThat(socket.closeCode()).isEqualTo(1008));
    awaitOpen(1);
  }

  @ParameterizedTest
  @CsvSource({
    "participant, removed_at = now(), removed_at = null",
    "participant, ends_on = current_date - 2, ends_on = null",
    "consent, valid_until = current_date - 2, valid_until = current_date + 210"
  })
  void noFramesAfterAccessEnds(String table, String end, String restore) {
    String row =
        table.equals("consent") ? "plan_id = '" + owner.id() + "'" : "id = '" + doctorId + "'";
    TestClient client = server.loggedIn("lege");
    try (TestSocket witness = hello(owner.client());
        TestSocket socket = hello(client)) {
      Stream.of(witness, socket).forEach(each -> each.send(watch(owner.id())));
      awaitShowing(owner.id(), 2);
      coordinator.home();
      awaitVisit(socket);
      awaitVisit(witness);
      server.sql("update %s set %s where %s".formatted(table, end, row));
      witness.frames().clear();
      socket.frames().clear();
      coordinator.home();
      awaitVisit(witness);
      changeStatus();
      assertThat(witness.next("changed").getString("section")).isEqualTo("status");
      client.post("/logout", null).expect(204); // the last frame: all earlier ones have arrived
      assertThat(socket.closeCode()).isEqualTo(4401);
      assertThat(socket.frames())
          .extracting(frame -> frame.getString("type"))
          .containsExactly("signedOut");
    } finally {
      server.sql("update %s set %s where %s".formatted(table, restore, row));
    }
  }

  @Test
  void socketsCloseWithoutTheSessionEndedEvent() {
    TestClient client = server.loggedIn("mor");
    try (TestSocket socket = hello(client);
        TestSocket other = hello(server.loggedIn("mor"))) {
      server.sql(
          "update session set ended_at = now(), end_reason = 'ENDED' where id = '%s'"
              .formatted(currentSession(client)));
      await().atMost(MAINTENANCE_TIMEOUT).until(() -> signedOut(socket));
      assertThat(socket.next("signedOut").getString("reason")).isEqualTo("ENDED");
      assertThat(socket.closeCode()).isEqualTo(4401);
      assertThat(signedOut(other)).isFalse(); // a visit to a plan may have arrived
    }
  }

  private static boolean signedOut(TestSocket socket) {
    return socket.frames().stream().anyMatch(frame -> "signedOut".equals(frame.getString("type")));
  }

  @Test
  void blockedSocketIsDisconnected() throws IOException {
    awaitOpen(0);
    TestClient client = server.loggedIn("nabo");
    PersonId person =
        new PersonId(
            UUID.fromString(server.value("select person_id from account where username = 'nabo'")));
    try (Socket blocked = new Socket()) {
      blocked.setReceiveBufferSize(4096);
      blocked.connect(new InetSocketAddress("localhost", server.port()));
      blocked.getOutputStream().write(handshake(client.cookie()));
      awaitOpen(1);
      for (int i = 0; i < 1000; i++) {
        server.hub().sendToPersons(List.of(person), "thing " + i, LARGE);
      }
      awaitOpen(0);
    }
  }

  private static byte[] handshake(String cookie) {
    return String.join(
            "\r\n",
            "GET /api/v1/live HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            "Cookie: samklang_session=" + cookie,
            "",
            "")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void watchedPlansPerSocketAreLimited() {
    List<String> plans =
        IntStream.range(0, 21).mapToObj(i -> UUID.randomUUID().toString()).toList();
    plans.forEach(LiveAccessIT::addPlan);
    try (TestSocket socket = hello(server.loggedIn("fremmed"))) {
      plans.forEach(plan -> socket.send(watch(plan)));
      await().atMost(TIMEOUT).until(() -> watchedCount(plans) == 20);
      socket.send(watch(plans.get(0)));
    }
    await().atMost(TIMEOUT).until(() -> watchedCount(plans) == 0);
  }

  private static long watchedCount(List<String> plans) {
    return plans.stream().filter(plan -> showing(plan) > 0).count();
  }

  private static void addPlan(String id) {
    server.sql(
        """
        with new_plan as (
          insert into plan (id, organisation_id, type, start_date, changed_at)
          select '%1$s', organisation_id, type, start_date, changed_at from plan where id = '%2$s' returning id)
        insert into participant (id, plan_id, person_id, role, since)
        select gen_random_uuid(), new_plan.id, account.person_id, 'COORDINATOR', now()
          from new_plan, account where account.username = 'fremmed'"""
            .formatted(id, owner.id()));
  }

  private static TestSocket hello(TestClient client) {
    TestSocket socket = client.openSocket();
    socket.next("hello");
    return socket;
  }

  /** Skips visits by others. */
  private static void awaitVisit(TestSocket socket) {
    String visitor = socket.next("visited").getString("participantId");
    while (!visitor.equals(coordinatorId)) {
      visitor = socket.next("visited").getString("participantId");
    }
  }

  private static void changeStatus() {
    owner
        .client()
        .put(
            owner.path("/status"),
            owner.home().getInteger("version"),
            new JsonObject().put("text", "Bra"))
        .expect(200);
  }

  private static String currentSession(TestClient client) {
    return client.get("/me/sessions").expect(200).items().stream()
        .map(JsonObject.class::cast)
        .filter(session -> session.getBoolean("current"))
        .map(session -> session.getString("id"))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitOpen(int wanted) {
    await().atMost(TIMEOUT).until(() -> sockets.count() == wanted);
  }

  private static void awaitShowing(String plan, int wanted) {
    await().atMost(TIMEOUT).until(() -> showing(plan) == wanted);
  }

  private static int showing(String plan) {
    return sockets.ofPlan(new PlanId(UUID.fromString(plan))).size();
  }

  private static JsonObject watch(String plan) {
    return new JsonObject().put("type", "watch").put("planId", plan);
  }
}
