package no.samklang.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Minutes, decisions, the next date, and what the invited say to the minutes (MEET-1, MEET-2). */
class MinutesIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestMeetings coordinator;
  private static TestMeetings owner;
  private static TestMeetings mother;
  private static TestMeetings doctor;

  private JsonObject meeting;

  @BeforeAll
  static void open() {
    coordinator =
        new TestMeetings(server, TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210));
    owner = coordinator.as("planeier");
    mother = coordinator.as("mor");
    doctor = coordinator.as("lege");
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneId.of("Europe/Oslo"));
  }

  @BeforeEach
  void hold() {
    meeting =
        coordinator.pass(coordinator.add(TestMeetings.input("Holdt", coordinator, owner, mother)));
  }

  /** MEET-1: minutes on the points of the agenda, and on what came up. */
  @Test
  void minutesStandOnThePointsOfTheAgenda() {
    JsonObject minutes = TestMeetings.minutes(meeting);
    minutes
        .getJsonArray("points")
        .add(new JsonObject().put("title", "Eventuelt").put("text", "Vi spiste kake 😀"));
    JsonObject written = coordinator.write(meeting, minutes).expect(200).body();
    assertThat(written.getJsonArray("agenda")).hasSize(3);
    JsonObject kept = written.getJsonObject("minutes");
    assertThat(kept.getJsonArray("points")).hasSize(3);
    assertThat(kept.getJsonArray("points").getJsonObject(2).getString("text"))
        .isEqualTo("Vi spiste kake 😀");
    assertThat(kept.getString("agreeBy")).isEqualTo(today().plusDays(14).toString());
    assertThat(mother.read(meeting).getJsonObject("minutes")).isEqualTo(kept);
  }

  /** MEET-1: decisions become activities with responsible and deadline. */
  @Test
  void decisionsBecomeActivities() {
    String due = today().plusDays(20).toString();
    JsonObject minutes =
        TestMeetings.minutes(
            meeting,
            TestMeetings.decision("Ringe NAV", due, mother, coordinator),
            TestMeetings.decision("Bestille time", null));
    JsonObject written = coordinator.write(meeting, minutes).expect(200).body();
    JsonArray decisions = point(written, 0).getJsonArray("decisions");
    assertThat(decisions).hasSize(2);
    JsonObject activity = activity(decisions.getJsonObject(0));
    assertThat(activity.getString("title")).isEqualTo("Ringe NAV");
    assertThat(activity.getString("to")).isEqualTo(due);
    assertThat(activity.getString("status")).isEqualTo("PLANNED");
    assertThat(activity.getString("agreed")).isEqualTo("PROPOSED");
    assertThat(activity.getJsonArray("responsible"))
        .containsExactlyInAnyOrder(mother.own(), coordinator.own());
    assertThat(activity(decisions.getJsonObject(1)).getString("to")).isNull();

    // minutes that are changed keep what was decided, and make only what is new
    JsonObject again = TestMeetings.minutes(meeting, TestMeetings.decision("Kake", null));
    again
        .getJsonArray("points")
        .getJsonObject(0)
        .getJsonArray("decisions")
        .add(
            new JsonObject()
                .put("id", decisions.getJsonObject(0).getString("id"))
                .put("title", "Ringe NAV"));
    JsonObject changed = coordinator.write(written, again).expect(200).body();
    JsonArray kept = point(changed, 0).getJsonArray("decisions");
    assertThat(kept).hasSize(2);
    assertThat(kept.getJsonObject(1)).isEqualTo(decisions.getJsonObject(0));
    assertThat(activities("Ringe NAV")).isEqualTo(1);
    assertThat(activities("Bestille time")).as("lives on").isEqualTo(1);
  }

  private static JsonObject point(JsonObject meeting, int index) {
    return meeting.getJsonObject("minutes").getJsonArray("points").getJsonObject(index);
  }

  private static JsonObject activity(JsonObject decision) {
    return coordinator
        .client()
        .get(coordinator.plan().path("/activities/" + decision.getString("activityId")))
        .expect(200)
        .body();
  }

  private static int activities(String title) {
    return Integer.parseInt(
        server.value(
            "select count(*) from activity where title = '%s' and plan_id = '%s'"
                .formatted(title, coordinator.plan().id())));
  }

  @Test
  void activityGoesToTheGoalThatIsChosen() {
    JsonArray goals =
        coordinator.client().get(coordinator.plan().path("/goals")).expect(200).items();
    String goal = goals.getJsonObject(goals.size() - 1).getString("id");
    JsonObject decision = TestMeetings.decision("Til et valgt mål", null).put("goalId", goal);
    JsonObject written =
        coordinator.write(meeting, TestMeetings.minutes(meeting, decision)).expect(200).body();
    JsonObject made = point(written, 0).getJsonArray("decisions").getJsonObject(0);
    assertThat(made.getString("goalId")).isEqualTo(goal);
  }

  /** Who may not read activities reads what was decided, but not the activity. */
  @Test
  void activityIsHiddenFromWhoMayNotReadThem() {
    JsonObject written =
        coordinator
            .write(meeting, TestMeetings.minutes(meeting, TestMeetings.decision("Skjult", null)))
            .expect(200)
            .body();
    setMothersActivities("NONE");
    try {
      JsonObject seen = point(mother.read(written), 0).getJsonArray("decisions").getJsonObject(0);
      assertThat(seen.getString("title")).isEqualTo("Skjult");
      assertThat(seen.getString("activityId")).isNull();
      assertThat(seen.getString("goalId")).isNull();
    } finally {
      setMothersActivities("READ");
    }
  }

  private static void setMothersActivities(String level) {
    server.sql(
        """
        update participant p set rights = jsonb_set(rights, '{areas,ACTIVITIES}', '"%s"')
          from account a where a.person_id = p.person_id and a.username = 'mor' and p.plan_id = '%s'"""
            .formatted(level, coordinator.plan().id()));
  }

  /** Nothing is stored when a decision can't become an activity. */
  @Test
  void nothingIsStoredOfMinutesThatAreRefused() {
    setRights("koordinator", "READ");
    try {
      coordinator
          .write(meeting, TestMeetings.minutes(meeting, TestMeetings.decision("Nei", null)))
          .expect(403, "access.denied");
    } finally {
      setRights("koordinator", "WRITE");
    }
    JsonObject unknown =
        TestMeetings.decision("Nei", null).put("goalId", "00000000-0000-4000-8000-000000000001");
    expectError(TestMeetings.minutes(meeting, unknown), "goalId", "goal.unknown");
    assertThat(coordinator.read(meeting).getJsonObject("minutes")).isNull();
    assertThat(activities("Nei")).isZero();
  }

  private static void setRights(String username, String level) {
    server.sql(
        """
        update participant p set rights = jsonb_set(rights, '{areas,ACTIVITIES}', '"%s"')
          from account a where a.person_id = p.person_id and a.username = '%s' and p.plan_id = '%s'"""
            .formatted(level, username, coordinator.plan().id()));
  }

  private void expectError(JsonObject minutes, String field, String code) {
    JsonArray errors =
        coordinator
            .write(meeting, minutes)
            .expect(422, "request.invalid")
            .body()
            .getJsonArray("errors");
    assertThat(errors).contains(new JsonObject().put("field", field).put("code", code));
  }

  @Test
  void refusesMinutesThatCannotBe() {
    expectError(new JsonObject().put("points", new JsonArray()), "points", "required");
    JsonObject other = new JsonObject().put("agendaId", owner.own()).put("text", "");
    expectError(points(other), "points.0.agendaId", "unknown");
    expectError(points(new JsonObject().put("text", "Uten tittel")), "points.0.title", "required");
    expectError(
        TestMeetings.minutes(meeting).put("agreeBy", today().minusDays(1).toString()),
        "agreeBy",
        "date.past");
    expectError(
        TestMeetings.minutes(meeting).put("nextStart", "2020-01-01T10:00"),
        "nextStart",
        "time.beforeStart");
    expectError(
        TestMeetings.minutes(meeting).put("nextStart", "2027-03-28T02:30"),
        "nextStart",
        "time.skipped");
    JsonObject coming = coordinator.add(TestMeetings.input("Kommer", owner));
    coordinator.write(coming, TestMeetings.minutes(coming)).expect(409, "meeting.notStarted");
    mother.write(meeting, TestMeetings.minutes(meeting)).expect(403, "access.denied");
  }

  private static JsonObject points(JsonObject... points) {
    return new JsonObject().put("points", new JsonArray(List.of(points)));
  }

  /** MEET-1: the next date summons the same to another meeting; another time moves it. */
  @Test
  void nextDateSummonsTheSame() {
    JsonObject minutes =
        TestMeetings.minutes(meeting).put("nextStart", today().plusDays(30) + "T12:00");
    JsonObject written = coordinator.write(meeting, minutes).expect(200).body();
    JsonObject next = mother.read(written.getJsonObject("next"));
    assertThat(next.getString("start")).startsWith(today().plusDays(30) + "T12:00");
    assertThat(next.getString("title")).isEqualTo("Holdt");
    assertThat(next.getJsonArray("agenda")).isEmpty();
    assertThat(next.getJsonArray("invited")).hasSize(3);
    mother.answer(next, true).expect(200);
    minutes.put("nextStart", today().plusDays(31) + "T12:00");
    JsonObject changed = coordinator.write(written, minutes).expect(200).body();
    assertThat(changed.getJsonObject("next").getString("id")).isEqualTo(next.getString("id"));
    assertThat(coordinator.invited(next, mother).getBoolean("coming")).isNull();
    JsonObject moved = mother.read(next);
    assertThat(moved.getString("start")).startsWith(today().plusDays(31) + "T12:00");
    coordinator.write(changed, minutes).expect(200);
    assertThat(mother.read(next).getInteger("version")).isEqualTo(moved.getInteger("version"));
  }

  /** MEET-1, MSG-1: the minutes are a message of the kind MINUTES too, to the invited. */
  @Test
  void minutesAreAMessageToo() {
    JsonObject decision = TestMeetings.decision("Ringe skolen", "2027-02-01", mother);
    coordinator.write(meeting, TestMeetings.minutes(meeting, decision)).expect(200);
    JsonObject received = mother.plan().folder("RECEIVED").item(0);
    assertThat(received.getString("kind")).isEqualTo("MINUTES");
    assertThat(received.getString("subject")).isEqualTo("Holdt");
    JsonObject message =
        mother
            .client()
            .get(mother.plan().path("/messages/" + received.getString("id")))
            .expect(200)
            .body();
    assertThat(message.getString("body"))
        .contains("1. Hvordan går det?", "Det går bra.", "→ Ringe skolen (", ", 1.2.2027)")
        .endsWith("/moter/" + meeting.getString("id"));
    assertThat(message.getJsonArray("to")).hasSize(2);
    assertThat(doctor.plan().folder("RECEIVED").items())
        .noneMatch(one -> ((JsonObject) one).getString("subject").equals("Holdt"));
  }

  /** A text that is longer than a message is cut between characters, with the page's address. */
  @Test
  void longMinutesAreCutInTheMessage() {
    JsonObject minutes = TestMeetings.minutes(meeting);
    JsonArray points = minutes.getJsonArray("points");
    for (int i = 0; i < 5; i++) {
      points.add(new JsonObject().put("title", "Sak " + i).put("text", "😀x".repeat(1600)));
    }
    coordinator.write(meeting, minutes).expect(200);
    String id = mother.plan().folder("RECEIVED").item(0).getString("id");
    JsonObject message =
        mother.client().get(mother.plan().path("/messages/" + id)).expect(200).body();
    assertThat(message.getString("body").length()).isLessThanOrEqualTo(20_000);
    assertThat(message.getString("body")).endsWith("/moter/" + meeting.getString("id"));
  }

  /** MEET-2: the invited confirm or object; the objection stands beside the minutes. */
  @Test
  void invitedAgreeOrObject() {
    JsonObject written =
        coordinator.write(meeting, TestMeetings.minutes(meeting)).expect(200).body();
    assertThat(mother.listed(written).getBoolean("awaitsMyAgreement")).isTrue();
    owner.agree(written).expect(200);
    mother.object(written, "  ").expect(422, "request.invalid");
    mother.object(written, "Vi ble enige om torsdager 😀").expect(200);
    assertThat(mother.listed(written).getBoolean("awaitsMyAgreement")).isFalse();
    JsonObject objecting = owner.invited(written, mother);
    assertThat(objecting.getBoolean("agree")).isFalse();
    assertThat(objecting.getString("objection")).isEqualTo("Vi ble enige om torsdager 😀");
    assertThat(owner.invited(written, owner).getBoolean("agree")).isTrue();
    mother.agree(written).expect(200);
    assertThat(owner.invited(written, mother).getString("objection")).isNull();
    doctor.agree(written).expect(404);

    // minutes that are changed are agreed to anew
    JsonObject changed =
        coordinator.write(written, TestMeetings.minutes(meeting)).expect(200).body();
    assertThat(owner.invited(changed, owner).getBoolean("agree")).isNull();
    owner.agree(written).expect(409, "version.stale");
  }

  /** MEET-2: within a set time. */
  @Test
  void objectionAfterTheTimeIsRefused() {
    mother.object(meeting, "For tidlig").expect(409, "minutes.missing");
    JsonObject minutes = TestMeetings.minutes(meeting).put("agreeBy", today().toString());
    JsonObject written = coordinator.write(meeting, minutes).expect(200).body();
    assertThat(written.getJsonObject("minutes").getBoolean("open")).isTrue();
    server.sql(
        "update meeting set agree_by = agree_by - 2 where id = '%s'"
            .formatted(meeting.getString("id")));
    mother.object(written, "For sent").expect(409, "agreement.expired");
    owner.agree(written).expect(409, "agreement.expired");
    assertThat(owner.read(written).getJsonObject("minutes").getBoolean("open")).isFalse();
    assertThat(mother.listed(written).getBoolean("awaitsMyAgreement")).isFalse();
  }

  /** What is minuted is no longer summoned to. */
  @Test
  void meetingWithMinutesIsNotChanged() {
    JsonObject written =
        coordinator.write(meeting, TestMeetings.minutes(meeting)).expect(200).body();
    coordinator.put(written, TestMeetings.input("Endret", owner)).expect(409, "meeting.held");
  }
}
