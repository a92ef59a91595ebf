package no.samklang.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.json.JsonObject;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What comes to an open page by itself (HOME-3, LIST-5, MSG-2), and to whom it doesn't. */
class LiveIT {
  private static TestServer server;
  private static TestPlan owner;
  private static TestPlan doctor;
  private static String ownerId;
  private static String doctorId;

  @BeforeAll
  static void open() {
    server = TestServer.shared();
    owner = TestPlan.withConsentFor(server.loggedIn("planeier"), 210);
    doctor = owner.as(server.loggedIn("lege"));
    ownerId = owner.ownParticipantId();
    doctorId = doctor.ownParticipantId();
  }

  @Test
  void aNewMessageAndTheCountsComeAtOnce() {
    try (TestSocket socket = doctor.client().live()) {
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

  @Test
  void readingCountsDownHereAndShowsTheReceiptThere() {
    String id = owner.send("Les denne", doctorId);
    try (TestSocket reader = doctor.client().live();
        TestSocket sender = owner.client().live()) {
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
  void aVisitShowsOnTheOthersPagesWhateverTheyShow() {
    try (TestSocket socket = owner.client().live()) {
      socket.next("hello");
      doctor.home();
      JsonObject visited = socket.next("visited");
      while (!visited.getString("participantId").equals(doctorId)) {
        visited = socket.next("visited"); // other tests' visits, but never one's own
        assertThat(visited.getString("participantId")).isNotEqualTo(ownerId);
      }
      assertThat(visited.getString("planId")).isEqualTo(owner.id());
      assertThat(visited.getString("name")).isNotBlank();
      assertThat(visited.getString("at")).isNotBlank();
    }
  }

  @Test
  void aStatusShowsOnThePagesOfTheWholeGroup() {
    try (TestSocket socket = doctor.client().live()) {
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
  void strangersHearNothing() {
    TestClient stranger = server.loggedIn("fremmed");
    try (TestSocket socket = stranger.live();
        TestSocket witness = doctor.client().live()) {
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
  void aForeignOriginIsRefusedAndOurOwnIsNot() {
    assertThat(TestSocket.refusal(catchThrowable(() -> owner.client().live("https://ond.example"))))
        .isEqualTo(403);
    assertThat(TestSocket.refusal(catchThrowable(() -> owner.client().live("null"))))
        .isEqualTo(403);
    try (TestSocket socket = owner.client().live("http://localhost:" + server.port())) {
      socket.next("hello");
    }
  }

  @Test
  void withoutASessionThereIsNoSocket() {
    assertThat(TestSocket.refusal(catchThrowable(() -> server.client().live()))).isEqualTo(401);
    assertThat(TestSocket.refusal(catchThrowable(() -> server.client().cookie("tull").live())))
        .isEqualTo(401);
  }

  @Test
  void whatIsNoFrameClosesTheSocket() {
    for (String nonsense :
        new String[] {
          "tull", "{}", "{\"type\":\"watch\"}", "{\"type\":\"x\",\"planId\":7}", "[]"
        }) {
      try (TestSocket socket = owner.client().live()) {
        socket.next("hello");
        socket.send(nonsense);
        assertThat(socket.closeCode()).as(nonsense).isEqualTo(1008);
      }
    }
  }

  @Test
  void onePersonCannotHoldAnyNumberOfSockets() {
    TestClient client = server.loggedIn("nabo");
    java.util.List<TestSocket> open = new java.util.ArrayList<>();
    for (int i = 0; i < 20; i++) {
      TestSocket socket = client.live();
      socket.next("hello");
      open.add(socket);
    }
    try (TestSocket oneTooMany = client.live()) {
      assertThat(oneTooMany.closeCode()).isEqualTo(1013);
    }
    open.forEach(TestSocket::close);
  }

  private static JsonObject watch(String plan) {
    return new JsonObject().put("type", "watch").put("planId", plan);
  }
}
