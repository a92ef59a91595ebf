package no.samklang.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calendar: content, rights, notices, bin, and what it refuses (CAL-1 to CAL-3). */
class CalendarIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestCalendar coordinator;
  private static TestCalendar owner;
  private static TestCalendar doctor;
  private static TestPlan plan;

  @BeforeAll
  static void open() {
    plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    coordinator = new TestCalendar(plan);
    owner = coordinator.as(server.loggedIn("planeier"));
    doctor = coordinator.as(server.loggedIn("lege"));
  }

  /** CAL-2, CAL-3: what was typed, and everybody sees it. */
  @Test
  void eventIsAddedAndSeenByAll() {
    JsonObject input =
        TestCalendar.times("  Ansvarsgruppe 😀 ", "2027-01-12T10:00", "2027-01-12T11:30")
            .put("place", "Møterom 2")
            .put("description", "Linje 1\nLinje 2")
            .put("reminder", 60);
    JsonObject event = doctor.add(input);
    assertThat(event.getString("title")).isEqualTo("Ansvarsgruppe 😀");
    assertThat(event.getString("start")).isEqualTo("2027-01-12T10:00:00+01:00");
    assertThat(event.getString("end")).isEqualTo("2027-01-12T11:30:00+01:00");
    assertThat(event.getString("occurrence")).isNull();
    assertThat(owner.list("2027-01-12", "2027-01-13").items()).contains(event);
    assertThat(owner.list("2027-01-13", "2027-01-14").items()).doesNotContain(event);
  }

  /** CAL-2: one's own, or all as owner or coordinator. */
  @Test
  void changesOnesOwnAndOwnerAndCoordinatorAll() {
    JsonObject byDoctor = doctor.add(TestCalendar.days("Legens", "2027-02-01", "2027-02-01"));
    JsonObject byOwner = owner.add(TestCalendar.days("Eierens", "2027-02-01", "2027-02-01"));
    assertThat(doctor.get(byOwner, "").body().getBoolean("mayChange")).isFalse();
    JsonObject changed = TestCalendar.days("Endret", "2027-02-02", "2027-02-03");
    doctor.put(byOwner, "", changed).expect(403, "access.denied");
    doctor.delete(byOwner, "").expect(403, "access.denied");
    JsonObject once = doctor.put(byDoctor, "", changed).expect(200).body();
    assertThat(once.getString("end")).isEqualTo("2027-02-03");
    JsonObject twice = owner.put(once, "", changed.put("title", "Igjen")).expect(200).body();
    coordinator.delete(twice, "").expect(200);
    coordinator.get(twice, "").expect(404);
  }

  /** CAL-2: activities with a date, for those who may read them. */
  @Test
  void activitiesShowToThoseWhoMayReadThem() {
    String goal =
        coordinator
            .client()
            .post(plan.path("/goals"), new JsonObject().put("title", "Med dato"))
            .expect(201)
            .body()
            .getString("id");
    coordinator
        .client()
        .post(
            plan.path("/goals/" + goal + "/activities"),
            new JsonObject()
                .put("title", "Prøvetur")
                .put("from", "2027-03-29")
                .put("to", "2027-03-30"))
        .expect(201);
    assertThat(doctor.starts("Prøvetur", "2027-03-30", "2027-03-31")).containsExactly("2027-03-29");
    setDoctorsActivities("NONE");
    assertThat(doctor.starts("Prøvetur", "2027-03-30", "2027-03-31")).isEmpty();
    setDoctorsActivities("READ");
    assertThat(coordinator.starts("Prøvetur", "2027-03-31", "2027-04-01")).isEmpty();
  }

  private static void setDoctorsActivities(String level) {
    server.sql(
        """
        update participant p set rights = jsonb_set(rights, '{areas,ACTIVITIES}', '"%s"')
          from account a where a.person_id = p.person_id and a.username = 'lege' and p.plan_id = '%s'\
        """
            .formatted(level, plan.id()));
  }

  @Test
  void secondOfTwoChangesGetsTheOthersVersion() {
    JsonObject event = coordinator.add(TestCalendar.days("Begge", "2027-02-10", "2027-02-10"));
    coordinator.put(event, "", TestCalendar.days("Den første", "2027-02-10", "2027-02-10"));
    JsonObject conflict =
        owner
            .put(event, "", TestCalendar.days("Den andre", "2027-02-10", "2027-02-10"))
            .expect(409, "version.stale")
            .body();
    assertThat(conflict.getJsonObject("current").getString("title")).isEqualTo("Den første");
  }

  @Test
  void createIsIdempotent() {
    coordinator.client().header("Idempotency-Key", "event-key-0001");
    JsonObject input = TestCalendar.days("Én gang", "2027-02-11", "2027-02-11");
    assertThat(coordinator.add(input)).isEqualTo(coordinator.add(input));
    coordinator.client().header("Idempotency-Key", null);
    assertThat(coordinator.starts("Én gang", "2027-02-11", "2027-02-12")).hasSize(1);
  }

  /** GOAL-7. */
  @Test
  void deletedEventComesBack() {
    JsonObject event = doctor.add(TestCalendar.days("Angres", "2027-02-12", "2027-02-12"));
    JsonObject deletion = doctor.delete(event, "").expect(200).body();
    assertThat(doctor.starts("Angres", "2027-02-12", "2027-02-13")).isEmpty();
    JsonArray bin = coordinator.client().get(plan.path("/bin")).expect(200).items();
    assertThat(bin.getJsonObject(0).getString("title")).isEqualTo("Angres");
    assertThat(bin.getJsonObject(0).getString("kind")).isEqualTo("EVENT");
    doctor.restore(deletion).expect(200);
    assertThat(doctor.starts("Angres", "2027-02-12", "2027-02-13")).hasSize(1);
    doctor.restore(deletion).expect(404);
  }

  /** GOAL-7. */
  @Test
  void deletedEventIsGoneForGoodAfterThirtyDays() {
    JsonObject event = coordinator.add(TestCalendar.days("Borte", "2027-02-13", "2027-02-13"));
    JsonObject deletion = coordinator.delete(event, "").expect(200).body();
    server.sql(
        "update bin_entry set deleted_at = now() - interval '31 days' where id = '%s'"
            .formatted(deletion.getString("binId")));
    server.runJobs();
    assertThat(
            server.value(
                "select count(*) from calendar_event where id = '%s'"
                    .formatted(event.getString("id"))))
        .isEqualTo("0");
  }

  @Test
  void othersAreToldAtOnceAndNextTime() {
    try (TestSocket socket = owner.client().openSocket()) {
      socket.next("hello");
      coordinator.add(TestCalendar.days("Rett inn", "2027-02-14", "2027-02-14"));
      JsonObject frame = socket.next("changed");
      assertThat(frame.getString("section")).isEqualTo("calendar");
      assertThat(frame.getInteger("version"))
          .isEqualTo(owner.list("2027-02-14", "2027-02-15").body().getInteger("version"));
    }
    assertThat(
            server.value(
                "select count(*) > 0 from plan_log where event = 'EVENT_ADDED' and plan_id = '%s'"
                    .formatted(plan.id())))
        .isEqualTo("t");
    assertThat(
            server.value(
                "select title from plan_news where section = 'calendar' and plan_id = '%s' "
                    .concat("order by at desc limit 1")
                    .formatted(plan.id())))
        .isEqualTo("Rett inn");
  }

  /** NOTIF-1, NOTIF-3: those who have chosen it, but not who added it. */
  @Test
  void noticeOfANewEventGoesToOthersWhoChoseIt() {
    server.sql(
        """
        insert into notification_preference (participant_id, event, sms, email)
        select id, 'NEW_EVENT', true, false from participant where plan_id = '%s'
        on conflict (participant_id, event) do update set sms = true\
        """
            .formatted(plan.id()));
    coordinator.add(TestCalendar.days("Varsles", "2027-02-15", "2027-02-15"));
    String ofPerson =
        "select count(*) from outbox where template = 'NEW_EVENT' and person_id = "
            + "(select person_id from account where username = '%s')";
    assertThat(server.value(ofPerson.formatted("koordinator"))).isEqualTo("0");
    assertThat(server.value(ofPerson.formatted("planeier"))).isEqualTo("1");
  }

  /** CAL-3: once, by notice. */
  @Test
  void remindsOnceOfEachOccurrence() {
    String tomorrow =
        server
            .clock()
            .instant()
            .plus(25, ChronoUnit.HOURS)
            .atZone(ZoneId.of("Europe/Oslo"))
            .toLocalDateTime()
            .truncatedTo(ChronoUnit.MINUTES)
            .toString();
    JsonObject event =
        doctor.add(
            TestCalendar.times("Påminnes", tomorrow, null)
                .put("rrule", "FREQ=DAILY;COUNT=2")
                .put("reminder", 60 * 24));
    server.runJobs();
    assertThat(reminders()).isZero();
    pass(event, "2 hours");
    server.runJobs();
    int first = reminders();
    assertThat(first).isPositive();
    server.runJobs();
    assertThat(reminders()).isEqualTo(first);
    pass(event, "24 hours");
    server.runJobs();
    assertThat(reminders()).isGreaterThan(first);
    String next =
        "select next_reminder_at is null from calendar_event where id = '%s'"
            .formatted(event.getString("id"));
    assertThat(server.value(next)).isEqualTo("t");
  }

  /** Moves all times of the event back, as if so long had passed. */
  private static void pass(JsonObject event, String time) {
    server.sql(
        """
        update calendar_event
           set starts_at = starts_at - interval '%1$s', ends_at = ends_at - interval '%1$s',
               next_reminder_at = next_reminder_at - interval '%1$s'
         where id = '%2$s'\
        """
            .formatted(time, event.getString("id")));
  }

  private static int reminders() {
    return Integer.parseInt(
        server.value("select count(*) from outbox where template = 'EVENT_REMINDER'"));
  }

  @ParameterizedTest
  @CsvSource({
    "2027-01-12T10:00, 2027-01-12T09:00, end, date.beforeStart",
    "2027-01-12T10:00, 2037-01-12T10:00, end, event.tooLong",
    "2027-03-28T02:30, 2027-03-28T04:00, start, time.skipped",
    "2027-13-12T10:00, 2027-01-12T09:00, start, invalid",
    "i morgen, 2027-01-12T09:00, start, invalid",
    "2027-01-12, 2027-01-12, start, invalid",
    "1650-01-12T10:00, 1650-01-12T11:00, start, date.tooEarly",
    "2500-01-12T10:00, 2500-01-12T11:00, start, date.tooFar",
  })
  void refusesTimesThatCannotBe(String start, String end, String field, String code) {
    expectError(TestCalendar.times("Feil", start, end), field, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FREQ=DAILY;COUNT=1000000000 | rrule.tooMany",
        "FREQ=DAILY;COUNT=99999999999999 | rrule.tooMany",
        "FREQ=YEARLY;COUNT=900 | rrule.tooMany",
        "FREQ=DAILY;UNTIL=20270201 | rrule.until",
        "FREQ=DAILY;UNTIL=20270201T100000 | rrule.until",
        "FREQ=DAILY;UNTIL=20270201T100000Z;COUNT=2 | rrule.invalid",
        "FREQ=DAILY;UNTIL=20200101T100000Z | rrule.empty",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 | rrule.empty",
        "FREQ=WEEKLY;BYDAY=WE | rrule.start",
        "FREQ=MONTHLY;BYSETPOS=1 | rrule.invalid",
        "FREQ=DAILY;RRULE=FREQ=DAILY | rrule.invalid",
        "FREQ=DAILY;FREQ=DAILY | rrule.invalid",
        "FREQ=DAILY;INTERVAL=0 | rrule.invalid",
        "FREQ=DAILY;INTERVAL=2000000 | rrule.invalid",
        "FREQ=DAILY;X-MY=1 | rrule.invalid",
        "FREQ=SOMETIMES | rrule.invalid",
        "DAILY | rrule.invalid",
        "FREQ=WEEKLY;BYDAY=XX | rrule.invalid",
        "FREQ=MONTHLY;BYMONTHDAY=99 | rrule.invalid",
        "FREQ=SECONDLY | rrule.tooOften",
        "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3 | rrule.tooOften",
        "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=12,12 | rrule.invalid",
        "FREQ=YEARLY;BYMONTH=01,1;BYMONTHDAY=12 | rrule.invalid",
        "FREQ=WEEKLY;BYDAY=TU,+TU | rrule.invalid",
      })
  void refusesRulesThatAreNone(String rule, String code) {
    expectError(
        TestCalendar.times("Feil", "2027-01-12T10:00", "2027-01-12T11:00").put("rrule", rule),
        "rrule",
        code);
  }

  @Test
  void refusesADateUntilInAnotherFormForWholeDays() {
    expectError(
        TestCalendar.days("Feil", "2027-01-12", "2027-01-12")
            .put("rrule", "FREQ=DAILY;UNTIL=20270201T100000Z"),
        "rrule",
        "rrule.until");
  }

  @Test
  void refusesRulesAndPeriodsThatAreTooLong() {
    JsonObject event = TestCalendar.days("Feil", "2027-01-12", "2027-01-12");
    coordinator.post(event.copy().put("rrule", "FREQ=DAILY;" + "X".repeat(400))).expect(422);
    coordinator.post(event.copy().put("title", "   ")).expect(422);
    coordinator.post(event.copy().put("reminder", -1)).expect(422);
    coordinator.list("2027-01-01", "2029-01-01").expect(422);
    coordinator.list("2027-01-01", "2027-01-01").expect(422);
    coordinator.list("0001-01-01", "0001-02-01").expect(422);
  }

  private static void expectError(JsonObject event, String field, String code) {
    JsonArray errors =
        coordinator.post(event).expect(422, "request.invalid").body().getJsonArray("errors");
    assertThat(errors).contains(new JsonObject().put("field", field).put("code", code));
  }

  /** Without end: expanded only as far as is asked for. */
  @Test
  void ruleWithoutEndIsBounded() {
    coordinator.add(
        TestCalendar.days("Alltid", "2027-04-01", "2027-04-01").put("rrule", "FREQ=DAILY"));
    assertThat(coordinator.starts("Alltid", "2190-01-01", "2191-01-01")).hasSize(365);
    assertThat(coordinator.starts("Alltid", "2027-03-01", "2027-04-02")).hasSize(1);
  }

  /** An occurrence far ahead, or far before, is looked for where it would be. */
  @Test
  void longRulesAreReckonedAtOnce() {
    JsonObject day = TestCalendar.days("Lenge", "2027-01-12", "2027-01-12");
    JsonObject endless = coordinator.add(day.copy().put("rrule", "FREQ=DAILY"));
    coordinator.get(endless, TestCalendar.on("9999-12-31")).expect(404);
    coordinator.get(endless, TestCalendar.on("2199-12-31")).expect(200);
    JsonObject until = coordinator.add(day.put("rrule", "FREQ=WEEKLY;INTERVAL=3;UNTIL=21991231"));
    coordinator.get(until, TestCalendar.on("2027-02-02")).expect(200);
    coordinator.get(until, TestCalendar.on("2027-02-09")).expect(404);
    assertThat(server.value(lastOn(until))).isEqualTo("2199-12-24");
    coordinator.delete(endless, "").expect(200);
    coordinator.delete(until, "").expect(200);
  }

  private static String lastOn(JsonObject event) {
    return "select last_on from calendar_event where id = '%s'".formatted(event.getString("id"));
  }

  /** A plan whose every day is full could take the memory of the service. */
  @Test
  void calendarThatIsTooMuchIsNotAnswered() {
    JsonObject first =
        coordinator.add(
            TestCalendar.days("Fullt", "2028-01-01", "2028-01-01").put("rrule", "FREQ=DAILY"));
    server.sql(
        """
        insert into calendar_event (id, plan_id, title, place, description, all_day, starts_at, ends_at, rrule, created_by,
                                    created_at, changed_by, changed_at)
        select gen_random_uuid(), plan_id, title, place, description, all_day, starts_at, ends_at, rrule, created_by, created_at,
               changed_by, changed_at
          from calendar_event e,
               generate_series(1, 200 - (select count(*) from calendar_event o where o.plan_id = e.plan_id and o.rrule is not null))
         where id = '%s'\
        """
            .formatted(first.getString("id")));
    coordinator.list("2029-01-01", "2030-01-01").expect(422, "request.invalid");
    assertThat(coordinator.starts("Fullt", "2029-01-01", "2029-02-01"))
        .hasSizeGreaterThan(100 * 31);
    JsonObject single = TestCalendar.days("Enkelt", "2028-01-01", "2028-01-01");
    JsonObject added = coordinator.add(single);
    JsonObject series = single.copy().put("rrule", "FREQ=DAILY");
    coordinator.post(series).expect(409, "events.full");
    coordinator.put(added, "", series).expect(409, "events.full");
    coordinator.put(first, "", series).expect(200);
    server.sql("delete from calendar_event where title in ('Fullt', 'Enkelt')");
  }
}
