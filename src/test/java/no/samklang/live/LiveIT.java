package no.samklang.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Live frames and their recipients (HOME-3, LIST-5, MSG-2). */
class LiveIT {
  private static TestServer server;
  private static TestPlan owner;
  private static TestPlan doctor;
  private static String ownerId;
  private static String doctorId;

  @BeforeAll
  static void open() {
    server = TestServer.shared();
    owner = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    doctor = owner.as(server.loggedIn("lege"));
    ownerId = owner.ownParticipantId();
    doctorId = doctor.ownParticipantId();
  }

  @Test
  void newMessageSendsMessageAndUnreadFrames() {
    try (TestSocket socket = doctor.client().openSocket()) {
      int before = socket.next("hello").getJsonObject("unread").getInteger("total");
      String id = owner.send("Hei på deg", doctorId);
      JsonObject frame = socket.next("message");
      assertThat(frame.getString("planId")).isEqualTo(owner.id());
      assertThat(frame.getString("messageId")).isEqualTo(id);
      assertThat(frame.getString("kind")).isEqualTo("MESSAGE");
      assertThat(frame.getString("from")).isEqualTo(ownerId);
      assertThat(frame.encode()).doesNotContain("Hei på deg");
      JsonObject unread = socket.next("unread");
      assertThat(unread.getInteger("total")).isEqualTo(before + 1);
      assertThat(unread.getJsonObject("plans").getInteger(owner.id())).isPositive();
    }
  }

  /** Else the page would get "hello" after the close, and reconnect for ever. */
  @Test
  void anInvalidFrameClosesTheSocketAndNothingIsSentAfter() {
    for (String frame :
        List.of(
            "{\"type\":\"watch\",\"planId\":\"ny\"}",
            "{\"type\":\"other\",\"planId\":\"00000000-0000-4000-8000-000000000000\"}",
            "{\"type\":\"presence\"}",
            "{")) {
      try (TestSocket socket = owner.client().openSocket().send(frame)) {
        assertThat(socket.closeCode()).isEqualTo(1008);
      }
    }
  }

  @Test
  void aPingIsAnswered() {
    try (TestSocket socket = owner.client().openSocket()) {
      socket.next("hello");
      socket.send("{\"type\":\"ping\"}").next("pong");
    }
  }

  /** A page that another person has opened gets no frames of the one who is logged in now. */
  @Test
  void socketForAnotherPersonIsRefused() {
    String own = doctor.client().get("/me").expect(200).body().getString("personId");
    try (TestSocket socket = doctor.client().openSocketFor(own)) {
      socket.next("hello");
    }
    String other = owner.client().get("/me").expect(200).body().getString("personId");
    Throwable refused = catchThrowable(() -> doctor.client().openSocketFor(other));
    assertThat(TestSocket.refusedStatus(refused)).isEqualTo(409);
  }

  @Test
  void readingUpdatesUnreadAndReceipt() {
    String id = owner.send("Les denne", doctorId);
    try (TestSocket reader = doctor.client().openSocket();
        TestSocket sender = owner.client().openSocket()) {
      int before = reader.next("hello").getJsonObject("unread").getInteger("total");
      sender.next("hello");
      doctor.client().get(doctor.path("/messages/" + id)).expect(200);
      assertThat(reader.next("unread").getInteger("total")).isEqualTo(before - 1);
      JsonObject changed = sender.next("changed");
      assertThat(changed.getString("section")).isEqualTo("messages");
      assertThat(changed.getString("planId")).isEqualTo(owner.id());
    }
  }

  @Test
  void visitIsSentToOtherMembers() {
    try (TestSocket socket = owner.client().openSocket()) {
      socket.next("hello");
      doctor.home();
      JsonObject visited = socket.next("visited");
      while (!visited.getString("participantId").equals(doctorId)) {
        visited = socket.next("visited"); // visits of other tests, but never the person's own
        assertThat(visited.getString("participantId")).isNotEqualTo(ownerId);
      }
      assertThat(visited.getString("planId")).isEqualTo(owner.id());
      assertThat(visited.getString("name")).isNotBlank();
      assertThat(visited.getString("at")).isNotBlank();
    }
  }

  @Test
  void statusChangeIsSentToMembers() {
    try (TestSocket socket = doctor.client().openSocket()) {
      socket.next("hello");
      int version = owner.home().getInteger("version");
      owner
          .client()
          .put(owner.path("/status"), version, new JsonObject().put("text", "En god uke"))
          .expect(200);
      JsonObject changed = socket.next("changed");
      assertThat(changed.getString("section")).isEqualTo("status");
      assertThat(changed.getInteger("version")).isEqualTo(version + 1);
    }
  }

  @Test
  void othersReceiveNothing() {
    TestClient stranger = server.loggedIn("fremmed");
    try (TestSocket socket = stranger.openSocket();
        TestSocket witness = doctor.client().openSocket()) {
      socket.next("hello");
      witness.next("hello");
      socket.send(watch(owner.id()));
      owner.send("Ikke til deg", doctorId);
      owner.as(server.loggedIn("koordinator")).home();
      witness.next("unread");
      assertThat(socket.frames()).isEmpty();
    }
  }

  @Test
  void rejectsForeignOrigin() {
    assertThat(
            TestSocket.refusedStatus(
                catchThrowable(() -> owner.client().openSocket("https://ond.example"))))
        .isEqualTo(403);
    assertThat(TestSocket.refusedStatus(catchThrowable(() -> owner.client().openSocket("null"))))
        .isEqualTo(403);
    try (TestSocket socket = owner.client().openSocket("http://localhost:" + server.port())) {
      socket.next("hello");
    }
  }

  @Test
  void rejectsUpgradeWithoutSession() {
    assertThat(TestSocket.refusedStatus(catchThrowable(() -> server.client().openSocket())))
        .isEqualTo(401);
    assertThat(
            TestSocket.refusedStatus(
                catchThrowable(() -> server.client().cookie("tull").openSocket())))
        .isEqualTo(401);
  }

  @Test
  void invalidFrameClosesTheSocket() {
    for (String invalid :
        new String[] {
          "tull", "{}", "{\"type\":\"watch\"}", "{\"type\":\"x\",\"planId\":7}", "[]"
        }) {
      try (TestSocket socket = owner.client().openSocket()) {
        socket.next("hello");
        socket.send(invalid);
        assertThat(socket.closeCode()).as(invalid).isEqualTo(1008);
      }
    }
  }

  @Test
  void socketsPerPersonAreLimited() {
    TestClient client = server.loggedIn("nabo");
    java.util.List<TestSocket> open = new java.util.ArrayList<>();
    for (int i = 0; i < 20; i++) {
      TestSocket socket = client.openSocket();
      socket.next("hello");
      open.add(socket);
    }
    try (TestSocket oneTooMany = client.openSocket()) {
      assertThat(oneTooMany.closeCode()).isEqualTo(1013);
    }
    open.forEach(TestSocket::close);
  }

  private static JsonObject watch(String plan) {
    return new JsonObject().put("type", "watch").put("planId", plan);
  }
}
