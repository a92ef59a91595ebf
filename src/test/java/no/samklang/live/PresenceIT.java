package no.samklang.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who else has a goal or an activity open (GOAL-8). */
class PresenceIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static final String GOAL = UUID.randomUUID().toString();

  private static TestPlan owner;
  private static TestPlan doctor;

  @BeforeAll
  static void open() {
    owner = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    doctor = owner.as(server.loggedIn("lege"));
    server.sql(
        """
        update participant p set rights = jsonb_set(rights, '{areas}', rights -> 'areas' || '{"GOALS": "READ", "ACTIVITIES": "NONE"}')
          from account a where a.person_id = p.person_id and a.username = 'lege' and p.plan_id = '%s'\
        """
            .formatted(owner.id()));
  }

  @Test
  void thoseWhoMayReadTheElementAreTold() {
    try (TestSocket reader = hello(doctor);
        TestSocket self = hello(owner)) {
      self.send(presence("goals", true));
      JsonObject frame = reader.next("presence");
      assertThat(frame.getString("elementId")).isEqualTo(GOAL);
      assertThat(frame.getString("participantId")).isEqualTo(owner.ownParticipantId());
      assertThat(frame.getString("name")).isEqualTo("Nora Eksempel");
      assertThat(frame.getBoolean("present")).isTrue();
      self.send(presence("goals", false));
      assertThat(reader.next("presence").getBoolean("present")).isFalse();
      assertThat(self.frames()).noneMatch(PresenceIT::isPresence);
    }
  }

  @Test
  void nobodyIsToldOfWhatTheyMayNotRead() {
    try (TestSocket reader = hello(doctor);
        TestSocket self = hello(owner)) {
      self.send(presence("activities", true)).send(presence("goals", true));
      assertThat(reader.next("presence").getString("elementId")).isEqualTo(GOAL);
      self.send(presence("goals", false));
      assertThat(reader.next("presence").getBoolean("present")).isFalse();
    }
  }

  @Test
  void nobodyIsPresentWhereTheyMayNotRead() {
    try (TestSocket reader = hello(owner);
        TestSocket self = hello(doctor)) {
      self.send(presence("activities", true)).send(presence("goals", false));
      assertThat(reader.next("presence").getBoolean("present")).isFalse();
    }
  }

  @Test
  void strangersAreNotPresent() {
    TestPlan stranger = owner.as(server.loggedIn("admin"));
    try (TestSocket reader = hello(owner);
        TestSocket self = hello(stranger);
        TestSocket member = hello(doctor)) {
      self.send(presence("goals", true));
      member.send(presence("goals", true));
      assertThat(reader.next("presence").getString("participantId"))
          .isEqualTo(doctor.ownParticipantId());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"section", "elementId", "present"})
  void invalidFrameClosesTheSocket(String missing) {
    try (TestSocket socket = hello(owner)) {
      JsonObject frame = presence("goals", true);
      frame.remove(missing);
      assertThat(socket.send(frame).closeCode()).isEqualTo(1008);
    }
  }

  private static TestSocket hello(TestPlan plan) {
    TestSocket socket = plan.client().openSocket();
    socket.next("hello");
    return socket;
  }

  private static JsonObject presence(String section, boolean present) {
    return new JsonObject()
        .put("type", "presence")
        .put("planId", owner.id())
        .put("section", section)
        .put("elementId", section.equals("goals") ? GOAL : UUID.randomUUID().toString())
        .put("present", present);
  }

  private static boolean isPresence(JsonObject frame) {
    return frame.getString("type").equals("presence");
  }
}
