package no.samklang.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Summons, answers, who reads meetings, and what is refused (MEET-1). */
class MeetingIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestMeetings coordinator;
  private static TestMeetings owner;
  private static TestMeetings mother;
  private static TestMeetings doctor;

  @BeforeAll
  static void open() {
    coordinator =
        new TestMeetings(server, TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210));
    owner = coordinator.as("planeier");
    mother = coordinator.as("mor");
    doctor = coordinator.as("lege");
  }

  /** MEET-1: summons with time, place, link, agenda and invited participants. */
  @Test
  void summonsIsReadByThoseInvited() {
    JsonObject meeting = coordinator.add(TestMeetings.input(" Møte 😀 ", owner, mother));
    assertThat(meeting.getString("title")).isEqualTo("Møte 😀");
    assertThat(meeting.getString("start")).isEqualTo("2027-01-12T10:00:00+01:00");
    assertThat(meeting.getString("link")).isEqualTo("https://video.example/mote");
    assertThat(meeting.getJsonArray("agenda")).hasSize(2);
    JsonObject read = mother.read(meeting);
    assertThat(read.getBoolean("mayChange")).isFalse();
    assertThat(read.copy().put("mayChange", true)).isEqualTo(meeting);
    assertThat(mother.listed(meeting).getBoolean("invited")).isTrue();
    assertThat(coordinator.listed(meeting).getBoolean("invited")).isFalse();
    doctor.get(meeting).expect(404);
    assertThat(doctor.list()).noneMatch(one -> one.getString("title").equals("Møte 😀"));
  }

  /** MEET-1: each answers, and the coordinator sees who hasn't. */
  @Test
  void answersShowWhoHasNot() {
    JsonObject meeting = coordinator.add(TestMeetings.input("Svar", owner, mother, doctor));
    owner.answer(meeting, true).expect(200);
    mother.answer(meeting, false).expect(200);
    JsonObject listed = coordinator.listed(meeting);
    assertThat(listed.getInteger("coming")).isEqualTo(1);
    assertThat(listed.getInteger("notComing")).isEqualTo(1);
    assertThat(listed.getJsonArray("unanswered")).hasSize(1);
    assertThat(listed.getJsonArray("unanswered").getJsonObject(0).getString("participantId"))
        .isEqualTo(doctor.own());
    mother.answer(meeting, true).expect(200);
    assertThat(coordinator.invited(meeting, mother).getBoolean("coming")).isTrue();
    assertThat(mother.listed(meeting).getBoolean("myAnswer")).isTrue();
    coordinator.answer(meeting, true).expect(403, "access.denied");
  }

  /**
   * MEET-1: a meeting that is moved asks for answers anew, and an answer is to the time one saw.
   */
  @Test
  void movedMeetingAsksAnew() {
    JsonObject input = TestMeetings.input("Flyttes", owner, mother);
    JsonObject meeting = coordinator.add(input);
    owner.answer(meeting, true).expect(200);
    JsonObject renamed =
        coordinator.put(meeting, input.copy().put("place", "Biblioteket")).expect(200).body();
    assertThat(coordinator.invited(meeting, owner).getBoolean("coming")).isTrue();
    mother.answer(meeting, true).expect(409, "version.stale");
    JsonObject later = input.copy().put("start", "2027-01-13T10:00").put("end", "2027-01-13T11:30");
    JsonObject moved = coordinator.put(renamed, later).expect(200).body();
    assertThat(coordinator.invited(meeting, owner).getBoolean("coming")).isNull();
    mother.answer(moved, true).expect(200);
    JsonObject longer = later.copy().put("end", "2027-01-13T12:00");
    coordinator.put(moved, longer).expect(200);
    assertThat(coordinator.invited(meeting, mother).getBoolean("coming")).isNull();
  }

  @Test
  void answerIsRefusedAfterTheMeeting() {
    JsonObject meeting = coordinator.add(TestMeetings.input("Over", owner));
    JsonObject over = owner.pass(meeting);
    owner.answer(over, true).expect(409, "meeting.over");
  }

  /** MEET-1, NOTIF-2: those invited are told, without content, whatever they have chosen. */
  @Test
  void noticesAreSentOfSummonsAndChanges() {
    JsonObject input = TestMeetings.input("Varsles", coordinator, doctor);
    long summons = notices("MEETING_SUMMONS", "lege");
    JsonObject meeting = coordinator.add(input);
    assertThat(notices("MEETING_SUMMONS", "lege")).isEqualTo(summons + 1);
    assertThat(notices("MEETING_SUMMONS", "koordinator")).isZero();
    long changes = notices("MEETING_CHANGED", "lege");
    JsonObject moved =
        coordinator.put(meeting, input.copy().put("end", "2027-01-12T12:00")).expect(200).body();
    assertThat(notices("MEETING_CHANGED", "lege")).isEqualTo(changes + 1);
    JsonObject more = TestMeetings.input("Varsles", coordinator, doctor, mother);
    more.put("end", "2027-01-12T12:00").put("agenda", moved.getJsonArray("agenda"));
    long toMother = notices("MEETING_SUMMONS", "mor");
    JsonObject added = coordinator.put(moved, more).expect(200).body();
    assertThat(notices("MEETING_SUMMONS", "mor")).isEqualTo(toMother + 1);
    assertThat(notices("MEETING_CHANGED", "lege")).as("not told again").isEqualTo(changes + 1);
    JsonObject deletion = coordinator.delete(added).expect(200).body();
    assertThat(notices("MEETING_CHANGED", "lege")).isEqualTo(changes + 2);
    coordinator.restore(deletion).expect(200);
    assertThat(notices("MEETING_CHANGED", "lege")).isEqualTo(changes + 3);
  }

  /** The number of events that notices of a kind to a person have gathered. */
  private static long notices(String template, String username) {
    return Long.parseLong(
        server.value(
            """
            select coalesce(sum(o.events), 0) from outbox o join account a on a.person_id = o.person_id
             where o.template = '%s' and a.username = '%s'"""
                .formatted(template, username)));
  }

  /** An invited participant who is removed before the meeting no longer counts, nor has access. */
  @Test
  void whoIsRemovedBeforeTheMeetingNoLongerCounts() {
    TestMeetings teacher = coordinator.as("lege");
    JsonObject meeting = coordinator.add(TestMeetings.input("Uten", owner, teacher));
    String id = teacher.own();
    server.sql("update participant set removed_at = now() where id = '" + id + "'");
    try {
      teacher.get(meeting).expect(404);
      teacher.answer(meeting, true).expect(404);
      assertThat(coordinator.read(meeting).getJsonArray("invited")).hasSize(1);
      JsonObject listed = coordinator.listed(meeting);
      assertThat(listed.getJsonArray("unanswered")).hasSize(1);
      JsonObject toTheRemoved = TestMeetings.input("Til ingen");
      toTheRemoved.put("invited", new JsonArray().add(id));
      expectError(toTheRemoved, "invited", "participant.unknown");
    } finally {
      server.sql("update participant set removed_at = null where id = '" + id + "'");
    }
    assertThat(coordinator.read(meeting).getJsonArray("invited")).hasSize(2);
  }

  /** CAL-2: in the calendar, of those who may read it. */
  @Test
  void showsInTheCalendarOfThoseWhoMayReadIt() {
    JsonObject meeting = coordinator.add(TestMeetings.input("I kalenderen", mother));
    String period = coordinator.plan().path("/calendar?from=2027-01-12&to=2027-01-13");
    JsonObject item = item(mother.client().get(period).expect(200).items(), meeting);
    assertThat(item.getString("kind")).isEqualTo("MEETING");
    assertThat(item.getString("start")).isEqualTo("2027-01-12T10:00:00+01:00");
    assertThat(item.getString("place")).isEqualTo("Rådhuset");
    assertThat(item(coordinator.client().get(period).items(), meeting)).isNotNull();
    assertThat(item(doctor.client().get(period).expect(200).items(), meeting)).isNull();
  }

  private static JsonObject item(JsonArray items, JsonObject meeting) {
    return items.stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("id").equals(meeting.getString("id")))
        .findFirst()
        .orElse(null);
  }

  /** HOME-4: what is new, to those who may read it. */
  @Test
  void isNewToThoseWhoMayReadIt() {
    JsonObject meeting = coordinator.add(TestMeetings.input("Nytt møte", mother));
    assertThat(news(mother)).contains(meeting.getString("id"));
    assertThat(news(doctor)).doesNotContain(meeting.getString("id"));
  }

  private static List<String> news(TestMeetings reader) {
    return reader.client().get(reader.plan().path("/news")).expect(200).items().stream()
        .map(JsonObject.class::cast)
        .filter(item -> item.getString("section").equals("meetings"))
        .map(item -> item.getString("id"))
        .toList();
  }

  /** GOAL-7: cancelled, undone, and seen by the coordinator in the bin. */
  @Test
  void deletedMeetingCanBePutBack() {
    JsonObject meeting = coordinator.add(TestMeetings.input("Avlyses", owner));
    owner.answer(meeting, true).expect(200);
    owner.get(meeting).expect(200);
    JsonObject deletion = owner.delete(meeting).expect(200).body();
    owner.get(meeting).expect(404);
    JsonObject binned =
        coordinator.client().get(coordinator.plan().path("/bin")).expect(200).item(0);
    assertThat(binned.getString("kind")).isEqualTo("MEETING");
    assertThat(binned.getString("title")).isEqualTo("Avlyses");
    owner.restore(deletion).expect(200);
    assertThat(coordinator.invited(meeting, owner).getBoolean("coming")).isTrue();
  }

  @Test
  void deletedMeetingIsPurged() {
    JsonObject meeting = coordinator.add(TestMeetings.input("Slettes helt", owner));
    coordinator.delete(meeting).expect(200);
    server.sql(
        "update bin_entry set deleted_at = now() - interval '31 days' where element_id = '%s'"
            .formatted(meeting.getString("id")));
    server.runJobs();
    assertThat(
            server.value(
                "select count(*) from meeting where id = '%s'".formatted(meeting.getString("id"))))
        .isEqualTo("0");
  }

  /** Pages of those who may read the meeting are told, others' not. */
  @Test
  void frameTellsThoseWhoMayReadIt() {
    try (TestSocket toMother = mother.client().openSocket();
        TestSocket toDoctor = doctor.client().openSocket()) {
      var unused = toMother.next("hello");
      unused = toDoctor.next("hello");
      JsonObject meeting = coordinator.add(TestMeetings.input("Direkte", mother));
      JsonObject frame = changed(toMother);
      coordinator.client().get(coordinator.plan().path("/meetings")).expect(200);
      JsonObject all = TestMeetings.input("Direkte", mother, doctor);
      coordinator.put(meeting, all).expect(200);
      assertThat(changed(toDoctor).getInteger("version"))
          .as("the first that the doctor is told of")
          .isEqualTo(frame.getInteger("version") + 1);
    }
  }

  private static JsonObject changed(TestSocket socket) {
    JsonObject frame = socket.next("changed");
    while (!frame.getString("section").equals("meetings")) {
      frame = socket.next("changed");
    }
    return frame;
  }

  @Test
  void secondOfTwoChangesGetsTheOthersVersion() {
    JsonObject input = TestMeetings.input("Begge", owner);
    JsonObject meeting = coordinator.add(input);
    coordinator.put(meeting, input.copy().put("title", "Den første")).expect(200);
    JsonObject conflict =
        owner
            .put(meeting, input.copy().put("title", "Den andre"))
            .expect(409, "version.stale")
            .body();
    assertThat(conflict.getJsonObject("current").getString("title")).isEqualTo("Den første");
  }

  @Test
  void createIsIdempotent() {
    coordinator.client().header("Idempotency-Key", "meeting-key-0001");
    JsonObject input = TestMeetings.input("Én gang", owner);
    assertThat(coordinator.add(input)).isEqualTo(coordinator.add(input));
    coordinator.client().header("Idempotency-Key", null);
  }

  @Test
  void agendaKeepsItsPointsById() {
    JsonObject input = TestMeetings.input("Saker", owner);
    JsonObject meeting = coordinator.add(input);
    JsonObject second = meeting.getJsonArray("agenda").getJsonObject(1);
    JsonArray agenda = new JsonArray().add(second).add(new JsonObject().put("title", "Eventuelt"));
    JsonObject changed =
        coordinator.put(meeting, input.copy().put("agenda", agenda)).expect(200).body();
    assertThat(changed.getJsonArray("agenda")).hasSize(2);
    assertThat(changed.getJsonArray("agenda").getJsonObject(0)).isEqualTo(second);
  }

  @Test
  void onlyThoseWhoHoldMeetingsChangeThem() {
    JsonObject meeting = coordinator.add(TestMeetings.input("Rettigheter", mother));
    mother.post(TestMeetings.input("Nei", mother)).expect(403, "access.denied");
    mother.put(meeting, TestMeetings.input("Nei", mother)).expect(403, "access.denied");
    mother.delete(meeting).expect(403, "access.denied");
    owner.put(meeting, TestMeetings.input("Ja", mother)).expect(200);
  }

  /** A summons to nobody is refused. */
  @Test
  void summonsToNobodyIsRefused() {
    expectError(TestMeetings.input("Til ingen"), "invited", "required");
    JsonObject stranger = TestMeetings.input("Til en annen");
    stranger.put("invited", new JsonArray().add("00000000-0000-4000-8000-000000000001"));
    expectError(stranger, "invited", "participant.unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "start, 2027-01-12T12:00, end, time.beforeStart",
    "end, 2027-01-12T10:00, end, time.beforeStart",
    "end, 2027-01-14T10:00, end, meeting.tooLong",
    "start, i morgen, start, invalid",
    "start, 2027-01-12, start, invalid",
    "start, 1650-01-12T10:00, start, date.tooEarly",
    "end, 2027-03-28T02:30, end, time.skipped",
    "link, javascript:alert(1), link, link.invalid",
    "link, rådhuset, link, link.invalid",
    "title, '   ', title, required",
  })
  void refusesWhatCannotBe(String field, String value, String at, String code) {
    expectError(TestMeetings.input("Feil", owner).put(field, value), at, code);
  }

  private static void expectError(JsonObject input, String field, String code) {
    JsonArray errors =
        coordinator.post(input).expect(422, "request.invalid").body().getJsonArray("errors");
    assertThat(errors).contains(new JsonObject().put("field", field).put("code", code));
  }

  /** Registered afterwards, so that it can have minutes: nobody is told of it. */
  @Test
  void meetingThatIsOverIsOnlyRegistered() {
    long before = notices("MEETING_SUMMONS", "lege");
    coordinator.add(
        TestMeetings.input("I fjor", doctor)
            .put("start", "2025-01-12T10:00")
            .put("end", "2025-01-12T11:00"));
    assertThat(notices("MEETING_SUMMONS", "lege")).isEqualTo(before);
  }
}
