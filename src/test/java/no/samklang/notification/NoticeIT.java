package no.samklang.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Recipients, channels and texts of notices of new messages (NOTIF-1, NOTIF-2, NOTIF-3, MSG-1). */
class NoticeIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan owner;
  private static String doctorId;
  private static String motherId;
  private static String coordinatorId;
  private int before;

  @BeforeAll
  static void open() {
    owner = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    doctorId = owner.as(server.loggedIn("lege")).ownParticipantId();
    motherId = owner.as(server.loggedIn("mor")).ownParticipantId();
    coordinatorId = owner.as(server.loggedIn("koordinator")).ownParticipantId();
  }

  /** Each test starts after the coalescing window of the previous one (NOTIF-4). */
  @BeforeEach
  void count() {
    server.clock().advance(Duration.ofMinutes(6));
    before = server.client().outbox().size();
  }

  @Test
  void usesChosenChannels() {
    owner.send("Hei alle sammen", doctorId, motherId, coordinatorId);
    List<JsonObject> notices = await(4);
    assertThat(notices)
        .extracting(notice -> notice.getString("channel") + " " + notice.getString("to"))
        .containsExactlyInAnyOrder(
            "SMS " + address("lege", "mobile"),
            "EMAIL " + address("mor", "email"),
            "SMS " + address("koordinator", "mobile"),
            "EMAIL " + address("koordinator", "email"));
  }

  @Test
  void participantsShowChosenChannels() {
    List<JsonObject> group =
        owner.client().get(owner.path("/participants")).expect(200).items().stream()
            .map(JsonObject.class::cast)
            .toList();
    assertThat(channels(group, doctorId)).isEqualTo("SMS only");
    assertThat(channels(group, motherId)).isEqualTo("e-mail only");
    assertThat(channels(group, coordinatorId)).isEqualTo("both");
    assertThat(group.stream().map(p -> channels(group, p.getString("participantId"))))
        .contains("none");
  }

  @Test
  void noticeHasNoContentAndNoNames() {
    owner.send("Hemmelig emne", doctorId, motherId);
    String names =
        server.value(
            "select string_agg(first_name || '|' || last_name || '|' || coalesce(short_name, '-'), '|') from person, plan");
    for (JsonObject notice : await(2)) {
      String text = notice.getString("text");
      assertThat(text).contains("Logg inn").doesNotContain("Hemmelig");
      for (String name : names.split("\\|")) {
        assertThat(text).doesNotContainPattern("\\b" + java.util.regex.Pattern.quote(name) + "\\b");
      }
    }
  }

  @Test
  void noNoticeOfOwnMessagesOrDrafts() {
    owner.client().post(owner.path("/messages"), TestPlan.draft("Kladd", doctorId)).expect(201);
    owner.send("Til meg selv", owner.ownParticipantId());
    owner.send("Til legen", doctorId);
    assertThat(await(1))
        .extracting(notice -> notice.getString("to"))
        .containsExactly(address("lege", "mobile"));
    assertThat(server.value("select count(*) from outbox where sent_at is null")).isEqualTo("0");
  }

  @Test
  void noNoticeOfRejectedMessage() {
    owner
        .client()
        .post(
            owner.path("/messages"),
            TestPlan.message("Feil", doctorId, "00000000-0000-4000-8000-000000000000"))
        .expect(422);
    assertThat(
            server.value(
                "select count(*) from outbox where template = 'NEW_MESSAGE' and sent_at is null"))
        .isEqualTo("0");
    owner.send("Riktig", doctorId);
    assertThat(await(1)).hasSize(1);
  }

  private List<JsonObject> await(int wanted) {
    return org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(this::notices, notices -> notices.size() >= wanted);
  }

  private List<JsonObject> notices() {
    List<JsonObject> all = server.client().outbox().stream().map(JsonObject.class::cast).toList();
    return all.subList(0, all.size() - before);
  }

  private static String address(String username, String column) {
    return server.value(
        "select %s from person join account on person_id = id where username = '%s'"
            .formatted(column, username));
  }

  private static String channels(List<JsonObject> group, String id) {
    JsonObject one =
        group.stream()
            .filter(p -> p.getString("participantId").equals(id))
            .findFirst()
            .orElseThrow();
    boolean sms = one.getBoolean("notifiedBySms");
    boolean email = one.getBoolean("notifiedByEmail");
    return sms && email ? "both" : sms ? "SMS only" : email ? "e-mail only" : "none";
  }
}
