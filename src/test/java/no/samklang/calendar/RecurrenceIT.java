package no.samklang.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Series: one occurrence, "this and following", all of it, and the changes of the clocks (CAL-3).
 */
class RecurrenceIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestCalendar calendar;

  @BeforeAll
  static void open() {
    calendar = new TestCalendar(TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210));
  }

  private static JsonObject weekly(String title) {
    return TestCalendar.times(title, "2027-01-05T10:00", "2027-01-05T11:00")
        .put("rrule", "FREQ=WEEKLY;COUNT=4");
  }

  private static List<String> january(String title) {
    return calendar.starts(title, "2027-01-01", "2027-03-01");
  }

  private static JsonObject reread(JsonObject event) {
    return calendar.get(event, "").expect(200).body();
  }

  /** The rule is of no effect on one occurrence, which may be moved beyond the series' end. */
  @Test
  void occurrenceIsMovedBeyondTheEndOfTheSeries() {
    JsonObject series =
        calendar.add(
            TestCalendar.times("Forbi slutten", "2027-01-05T10:00", "2027-01-05T11:00")
                .put("rrule", "FREQ=DAILY;UNTIL=20270107T090000Z"));
    JsonObject later =
        TestCalendar.times("Forbi slutten", "2027-01-20T10:00", "2027-01-20T11:00")
            .put("rrule", series.getString("rrule"));
    calendar.put(series, TestCalendar.on("2027-01-06"), later).expect(200);
    assertThat(january("Forbi slutten"))
        .containsExactly(
            "2027-01-05T10:00:00+01:00", "2027-01-07T10:00:00+01:00", "2027-01-20T10:00:00+01:00");
  }

  /** The same in a list and alone, whatever its texts hold. */
  @Test
  void occurrencesAreListedAsTheyAreReadAlone() {
    String title = "\"start\":\"\" 😀 \\ og \"occurrence\":null";
    JsonObject series =
        calendar.add(weekly(title).put("description", "Linje 1\n\"end\":\"\"").put("reminder", 60));
    calendar
        .put(
            series,
            TestCalendar.on("2027-01-12"),
            TestCalendar.times(title, "2027-01-14T12:00", "2027-01-14T13:00"))
        .expect(200);
    JsonArray listed = calendar.list("2027-01-01", "2027-03-01").expect(200).items();
    for (String day : List.of("2027-01-05", "2027-01-12", "2027-01-19", "2027-01-26")) {
      assertThat(listed).contains(calendar.get(series, TestCalendar.on(day)).expect(200).body());
    }
  }

  @Test
  void occurrenceIsMovedAndStaysWhenTheSeriesIsChanged() {
    JsonObject series = calendar.add(weekly("Fast tid"));
    JsonObject moved =
        calendar
            .put(
                series,
                TestCalendar.on("2027-01-12"),
                TestCalendar.times("Fast tid", "2027-01-14T12:00", "2027-01-14T13:00"))
            .expect(200)
            .body();
    assertThat(moved.getBoolean("moved")).isTrue();
    assertThat(january("Fast tid"))
        .containsExactly(
            "2027-01-05T10:00:00+01:00",
            "2027-01-14T12:00:00+01:00",
            "2027-01-19T10:00:00+01:00",
            "2027-01-26T10:00:00+01:00");
    calendar.put(
        reread(series),
        "",
        TestCalendar.times("Ny tid", "2027-01-05T09:00", "2027-01-05T10:00")
            .put("rrule", "FREQ=WEEKLY;COUNT=4"));
    assertThat(january("Ny tid"))
        .containsExactly(
            "2027-01-05T09:00:00+01:00",
            "2027-01-14T12:00:00+01:00",
            "2027-01-19T09:00:00+01:00",
            "2027-01-26T09:00:00+01:00");
  }

  @Test
  void changedOccurrenceOutlivesARuleThatDropsIt() {
    JsonObject series = calendar.add(weekly("Hver uke"));
    calendar
        .put(
            series,
            TestCalendar.on("2027-01-12"),
            TestCalendar.times("Flyttet for seg", "2027-01-13T12:00", "2027-01-13T13:00"))
        .expect(200);
    calendar
        .put(
            reread(series),
            "",
            TestCalendar.times("Hver uke", "2027-01-05T10:00", "2027-01-05T11:00")
                .put("rrule", "FREQ=WEEKLY;INTERVAL=2;COUNT=2"))
        .expect(200);
    assertThat(january("Hver uke"))
        .containsExactly("2027-01-05T10:00:00+01:00", "2027-01-19T10:00:00+01:00");
    assertThat(january("Flyttet for seg")).containsExactly("2027-01-13T12:00:00+01:00");
  }

  @Test
  void seriesThatMovesDaysTakesItsChangesAlong() {
    JsonObject series = calendar.add(weekly("Flytter dag"));
    calendar.delete(series, TestCalendar.on("2027-01-19")).expect(200);
    calendar
        .put(
            reread(series),
            "",
            TestCalendar.times("Flytter dag", "2027-01-06T10:00", "2027-01-06T11:00")
                .put("rrule", "FREQ=WEEKLY;COUNT=4"))
        .expect(200);
    assertThat(january("Flytter dag"))
        .containsExactly(
            "2027-01-06T10:00:00+01:00", "2027-01-13T10:00:00+01:00", "2027-01-27T10:00:00+01:00");
  }

  @Test
  void thisAndFollowingBecomeASeriesOfTheirOwn() {
    JsonObject series = calendar.add(weekly("Før og etter"));
    calendar
        .put(
            series,
            TestCalendar.on("2027-01-26"),
            TestCalendar.times("Siste", "2027-01-26T15:00", "2027-01-26T16:00"))
        .expect(200);
    JsonObject rest =
        calendar
            .put(
                reread(series),
                TestCalendar.from("2027-01-19"),
                TestCalendar.times("Etter", "2027-01-19T14:00", "2027-01-19T15:00")
                    .put("rrule", "FREQ=WEEKLY;COUNT=4"))
            .expect(200)
            .body();
    assertThat(rest.getString("id")).isNotEqualTo(series.getString("id"));
    assertThat(rest.getString("rrule")).isEqualTo("FREQ=WEEKLY;COUNT=2");
    assertThat(january("Før og etter"))
        .containsExactly("2027-01-05T10:00:00+01:00", "2027-01-12T10:00:00+01:00");
    assertThat(january("Etter")).containsExactly("2027-01-19T14:00:00+01:00");
    assertThat(january("Siste")).containsExactly("2027-01-26T15:00:00+01:00");
  }

  /** GOAL-7: each kind of deletion is undone whole. */
  @Test
  void occurrenceAndTheRestAreDeletedAndComeBack() {
    JsonObject series = calendar.add(weekly("Slettes"));
    JsonObject one = calendar.delete(series, TestCalendar.on("2027-01-12")).expect(200).body();
    assertThat(january("Slettes")).hasSize(3);
    calendar.get(series, TestCalendar.on("2027-01-12")).expect(404);
    calendar.restore(one).expect(200);
    assertThat(january("Slettes")).hasSize(4);
    JsonObject rest =
        calendar.delete(reread(series), TestCalendar.from("2027-01-19")).expect(200).body();
    assertThat(january("Slettes")).hasSize(2);
    calendar.restore(rest).expect(200);
    assertThat(january("Slettes")).hasSize(4);
    calendar.delete(reread(series), TestCalendar.from("2027-01-05")).expect(200);
    assertThat(january("Slettes")).hasSize(2);
  }

  @Test
  void occurrenceOfASeriesThatIsDeletedMeanwhileIsNotMoved() {
    JsonObject series = calendar.add(weekly("Borte"));
    calendar.delete(series, "").expect(200);
    calendar
        .put(
            series,
            TestCalendar.on("2027-01-12"),
            TestCalendar.times("Borte", "2027-01-14T12:00", "2027-01-14T13:00"))
        .expect(404);
  }

  @Test
  void seriesIsNotDeletedOnAVersionBeforeAnothersMove() {
    JsonObject series = calendar.add(weekly("Begge på en gang"));
    calendar.delete(series, TestCalendar.on("2027-01-12")).expect(200);
    calendar.delete(series, "").expect(409, "version.stale");
  }

  @Test
  void refusesADayThatIsNoOccurrence() {
    JsonObject series = calendar.add(weekly("Bare tirsdager"));
    calendar.delete(series, TestCalendar.on("2027-01-13")).expect(404);
    JsonObject single = calendar.add(TestCalendar.days("Én dag", "2027-01-05", "2027-01-05"));
    calendar.get(single, TestCalendar.on("2027-01-05")).expect(404);
  }

  /** The time of day stays when the clocks change; a skipped one is as much later (RFC 5545). */
  @Test
  void keepsItsTimeOverBothChangesOfTheClocks() {
    calendar.add(
        TestCalendar.times("Natt", "2027-03-27T02:30", "2027-03-27T03:30")
            .put("rrule", "FREQ=DAILY;COUNT=3"));
    assertThat(calendar.starts("Natt", "2027-03-27", "2027-03-30"))
        .containsExactly(
            "2027-03-27T02:30:00+01:00", "2027-03-28T03:30:00+02:00", "2027-03-29T02:30:00+02:00");
    calendar.add(
        TestCalendar.times("Høst", "2027-10-30T02:30", "2027-10-30T03:30")
            .put("rrule", "FREQ=DAILY;COUNT=3"));
    assertThat(calendar.starts("Høst", "2027-10-30", "2027-11-02"))
        .containsExactly(
            "2027-10-30T02:30:00+02:00", "2027-10-31T02:30:00+02:00", "2027-11-01T02:30:00+01:00");
  }

  /** The second 02:30 of the night is meant by its offset. */
  @Test
  void timeThatComesTwiceIsSaidByItsOffset() {
    JsonObject second =
        calendar.add(
            TestCalendar.times(
                "Andre gang", "2027-10-31T02:30:00+01:00", "2027-10-31T03:00:00+01:00"));
    assertThat(second.getString("start")).isEqualTo("2027-10-31T02:30:00+01:00");
    JsonObject first =
        calendar.add(TestCalendar.times("Første gang", "2027-10-31T02:30", "2027-10-31T03:00"));
    assertThat(first.getString("start")).isEqualTo("2027-10-31T02:30:00+02:00");
  }

  @Test
  void wholeDaysAreDatesOverAChangeOfTheClocks() {
    JsonObject days = calendar.add(TestCalendar.days("Ferie", "2027-03-27", "2027-03-29"));
    assertThat(days.getString("start")).isEqualTo("2027-03-27");
    assertThat(days.getString("end")).isEqualTo("2027-03-29");
    assertThat(calendar.starts("Ferie", "2027-03-30", "2027-03-31")).isEmpty();
    calendar.add(
        TestCalendar.days("Helg", "2027-03-20", "2027-03-21").put("rrule", "FREQ=WEEKLY;COUNT=3"));
    assertThat(calendar.starts("Helg", "2027-03-01", "2027-05-01"))
        .containsExactly("2027-03-20", "2027-03-27", "2027-04-03");
  }

  @Test
  void untilIsIncludedInTheFormOfTheStart() {
    calendar.add(
        TestCalendar.times("Til og med", "2027-01-05T10:00", "2027-01-05T11:00")
            .put("rrule", "FREQ=WEEKLY;UNTIL=20270119T090000Z"));
    assertThat(january("Til og med")).hasSize(3);
    calendar.add(
        TestCalendar.times("Til like før", "2027-01-05T10:00", "2027-01-05T11:00")
            .put("rrule", "FREQ=WEEKLY;UNTIL=20270119T085959Z"));
    assertThat(january("Til like før")).hasSize(2);
  }

  @Test
  void takesTheSecondTuesdayOfTheMonth() {
    calendar.add(
        TestCalendar.days("Andre tirsdag", "2027-01-12", "2027-01-12")
            .put("rrule", "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2;COUNT=3"));
    assertThat(calendar.starts("Andre tirsdag", "2027-01-01", "2027-12-31"))
        .containsExactly("2027-01-12", "2027-02-09", "2027-03-09");
    calendar.add(
        TestCalendar.days("Skuddag", "2028-02-29", "2028-02-29").put("rrule", "FREQ=YEARLY"));
    assertThat(calendar.starts("Skuddag", "2032-01-01", "2032-12-31")).hasSize(1);
    assertThat(calendar.starts("Skuddag", "2031-01-01", "2031-12-31")).isEmpty();
  }
}
