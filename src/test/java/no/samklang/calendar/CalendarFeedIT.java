package no.samklang.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import no.samklang.TestClient;
import no.samklang.TestLog;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestStatements;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** The secret addresses that calendar programs read, by two readers of RFC 5545 (CAL-3). */
class CalendarFeedIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String TEXT = "Æøå 😀 med komma, semikolon; og \\ skråstrek";

  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestCalendar coordinator;
  private static TestCalendar owner;
  private static TestPlan plan;

  @BeforeAll
  static void open() {
    plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    coordinator = new TestCalendar(plan);
    owner = coordinator.as(server.loggedIn("planeier"));
    JsonObject series =
        coordinator.add(
            TestCalendar.times(TEXT.repeat(3), "2027-03-23T10:00", "2027-03-23T11:00")
                .put("description", "Linje 1\n" + TEXT + "\nLinje 3 " + "😀".repeat(60))
                .put("place", "Rom 2; 3. etasje, inn til høyre")
                .put("rrule", "FREQ=WEEKLY;UNTIL=20270420T080000Z"));
    coordinator
        .put(
            series,
            TestCalendar.on("2027-03-30"),
            TestCalendar.times("Flyttet", "2027-03-31T12:00", "2027-03-31T13:00"))
        .expect(200);
    coordinator
        .delete(coordinator.get(series, "").body(), TestCalendar.on("2027-04-06"))
        .expect(200);
    coordinator.add(
        TestCalendar.days("Ferie", "2027-07-01", "2027-07-03").put("rrule", "FREQ=YEARLY"));
  }

  private static URI make(TestClient client, JsonObject input) {
    String url = client.post("/me/calendar-feed", input).expect(201).body().getString("url");
    return uri(URI.create(url).getPath());
  }

  private static URI uri(String path) {
    return URI.create(server.url() + path);
  }

  private static JsonObject ofPlan(boolean busyOnly) {
    return new JsonObject().put("planId", plan.id()).put("busyOnly", busyOnly);
  }

  private static HttpResponse<String> fetch(URI address, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void isReadBackByTwoReaders() throws Exception {
    HttpResponse<String> answer = fetch(make(owner.client(), ofPlan(false)));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("text/calendar; charset=utf-8");
    String text = answer.body();
    assertThat(text).endsWith("END:VCALENDAR\r\n").doesNotContainPattern("[^\r]\n");
    for (String line : text.split("\r\n")) {
      assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75);
    }
    assertThat(text)
        .contains("BEGIN:VTIMEZONE", "DTSTART;TZID=Europe/Oslo:20270323T100000")
        .contains("RECURRENCE-ID;TZID=Europe/Oslo:20270330T100000")
        .contains("EXDATE;TZID=Europe/Oslo:20270406T100000")
        .contains("DTSTART;VALUE=DATE:20270701", "DTEND;VALUE=DATE:20270704");
    Calendar calendar = new CalendarBuilder().build(new StringReader(text));
    assertThat(calendar.validate(true).hasErrors()).isFalse();
    List<VEvent> events = Biweekly.parse(text).first().getEvents();
    List<VEvent> series =
        events.stream()
            .filter(event -> event.getSummary().getValue().equals(TEXT.repeat(3)))
            .toList();
    assertThat(series).hasSize(1);
    assertThat(series.get(0).getDescription().getValue())
        .isEqualTo("Linje 1\n" + TEXT + "\nLinje 3 " + "😀".repeat(60));
    assertThat(series.get(0).getLocation().getValue()).isEqualTo("Rom 2; 3. etasje, inn til høyre");
    assertThat(series.get(0).getRecurrenceRule()).isNotNull();
    assertThat(series.get(0).getExceptionDates()).hasSize(1);
    VEvent moved =
        events.stream()
            .filter(event -> event.getSummary().getValue().equals("Flyttet"))
            .findFirst()
            .orElseThrow();
    assertThat(moved.getUid().getValue()).isEqualTo(series.get(0).getUid().getValue());
    assertThat(moved.getRecurrenceId()).isNotNull();
  }

  @Test
  void showsOnlyWhenWithoutWhat() {
    String text = fetch(make(owner.client(), ofPlan(true))).body();
    assertThat(text)
        .contains("SUMMARY:Opptatt")
        .doesNotContain("Ferie", "Rom 2", "Linje", "Flyttet", "Æøå");
    assertThat(Biweekly.parse(text).first().getEvents()).hasSizeGreaterThanOrEqualTo(3);
  }

  /** What goes out by the secret address leaves a trace in who has seen what (PART-6). */
  @Test
  void eachReadIsInTheAccessLog() {
    TestClient teacher = server.loggedIn("laerer");
    URI address = make(teacher, ofPlan(false));
    String etag = fetch(address).headers().firstValue("ETag").orElseThrow();
    assertThat(fetch(address, "If-None-Match", etag).statusCode()).isEqualTo(304);
    String read =
        """
        select sum(l.by_page) || ' ' || sum(l.times) from access_log l
          join participant p on p.id = l.participant_id join account a on a.person_id = p.person_id
         where l.plan_id = '%s' and l.part = 'CALENDAR' and a.username = 'laerer\'\
        """
            .formatted(plan.id());
    Awaitility.await().untilAsserted(() -> assertThat(server.value(read)).isEqualTo("1 0"));
    teacher.delete("/me/calendar-feed?planId=" + plan.id()).expect(204);
  }

  @Test
  void answersNotModifiedUntilSomethingChanges() {
    URI address = make(coordinator.client(), ofPlan(false));
    HttpResponse<String> first = fetch(address);
    String etag = first.headers().firstValue("ETag").orElseThrow();
    String modified = first.headers().firstValue("Last-Modified").orElseThrow();
    HttpResponse<String> again = fetch(address, "If-None-Match", etag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(fetch(address, "If-Modified-Since", modified).statusCode()).isEqualTo(304);
    assertThat(fetch(address, "If-None-Match", "\"annen\"").statusCode()).isEqualTo(200);
    assertThat(fetch(address, "If-Modified-Since", "i går").statusCode()).isEqualTo(200);
    coordinator.add(TestCalendar.days("Ny i strømmen", "2027-08-01", "2027-08-01"));
    HttpResponse<String> changed = fetch(address, "If-None-Match", etag);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.body()).contains("Ny i strømmen");
  }

  /** MEET-1: meetings, of those who may read them. */
  @Test
  void holdsMeetingsThatMayBeRead() {
    TestClient doctor = server.loggedIn("lege");
    URI address = make(owner.client(), new JsonObject().put("busyOnly", false));
    String etag = fetch(address).headers().firstValue("ETag").orElseThrow();
    JsonObject point = new JsonObject().put("title", "Veien videre; og\u00a0mer");
    coordinator
        .client()
        .post(
            plan.path("/meetings"),
            new JsonObject()
                .put("title", "Møte 😀, med komma")
                .put("start", "2027-03-28T01:30")
                .put("end", "2027-03-28T03:30")
                .put("place", "Rådhuset 😀")
                .put("link", "https://video.example/mote")
                .put("agenda", new JsonArray().add(point))
                .put("invited", new JsonArray().add(plan.as(owner.client()).ownParticipantId())))
        .expect(201);
    HttpResponse<String> changed = fetch(address, "If-None-Match", etag);
    assertThat(changed.statusCode()).isEqualTo(200);
    VEvent meeting =
        Biweekly.parse(changed.body()).first().getEvents().stream()
            .filter(event -> event.getSummary().getValue().equals("Møte 😀, med komma"))
            .findFirst()
            .orElseThrow();
    assertThat(meeting.getLocation().getValue()).isEqualTo("Rådhuset 😀");
    assertThat(meeting.getDescription().getValue())
        .isEqualTo("Veien videre; og\u00a0mer\nhttps://video.example/mote");
    assertThat(changed.body()).contains("DTSTART;TZID=Europe/Oslo:20270328T013000");
    assertThat(
            Duration.between(
                meeting.getDateStart().getValue().toInstant(),
                meeting.getDateEnd().getValue().toInstant()))
        .as("the hour that is skipped")
        .isEqualTo(Duration.ofHours(1));
    assertThat(fetch(make(doctor, ofPlan(false))).body()).doesNotContain("Møte 😀");
    assertThat(fetch(make(owner.client(), ofPlan(true))).body())
        .contains("DTSTART;TZID=Europe/Oslo:20270328T013000")
        .doesNotContain("Møte 😀", "Rådhuset", "Veien videre");
  }

  /** Nothing but the versions if nothing changed; afterwards the plan's part that did. */
  @Test
  void readsOnlyWhatChanged() {
    URI address = make(coordinator.client(), ofPlan(false));
    String etag = fetch(address).headers().firstValue("ETag").orElseThrow();
    try (TestStatements statements = TestStatements.open()) {
      HttpResponse<String> unchanged = fetch(address, "If-None-Match", etag);
      assertThat(unchanged.statusCode()).isEqualTo(304);
      assertThat(statements(statements, unchanged)).hasSize(1);
      assertThat(statements(statements, fetch(address))).hasSize(1);
      coordinator.add(TestCalendar.days("Bare dette er nytt", "2027-08-02", "2027-08-02"));
      HttpResponse<String> changed = fetch(address);
      assertThat(changed.body()).contains("Bare dette er nytt", "Ferie", "TRANSP:TRANSPARENT");
      assertThat(statements(statements, changed))
          .hasSize(3)
          .anyMatch(sql -> sql.contains("calendar_event"))
          .anyMatch(sql -> sql.contains("set etag"));
    }
  }

  private static List<String> statements(TestStatements all, HttpResponse<String> answer) {
    return all.ofTrace(answer.headers().firstValue("X-Trace-Id").orElseThrow());
  }

  /** Another role reads other meetings, though none of them has changed. */
  @Test
  void changesWithWhatItsPersonMayRead() {
    TestClient doctor = server.loggedIn("lege");
    URI address = make(doctor, ofPlan(false));
    coordinator
        .client()
        .post(
            plan.path("/meetings"),
            new JsonObject()
                .put("title", "Uten legen")
                .put("start", "2027-05-04T10:00")
                .put("end", "2027-05-04T11:00")
                .put("agenda", new JsonArray())
                .put("invited", new JsonArray().add(plan.as(owner.client()).ownParticipantId())))
        .expect(201);
    HttpResponse<String> before = fetch(address);
    assertThat(before.body()).doesNotContain("Uten legen");
    String etag = before.headers().firstValue("ETag").orElseThrow();
    String role = "update participant set role = '%s' where id = '%s'";
    String participant = plan.as(doctor).ownParticipantId();
    String own = server.value("select role from participant where id = '" + participant + "'");
    server.sql(role.formatted("COORDINATOR", participant));
    HttpResponse<String> asCoordinator = fetch(address, "If-None-Match", etag);
    server.sql(role.formatted(own, participant));
    assertThat(asCoordinator.statusCode()).isEqualTo(200);
    assertThat(asCoordinator.body()).contains("Uten legen");
    String now = asCoordinator.headers().firstValue("ETag").orElseThrow();
    assertThat(fetch(address, "If-None-Match", now).body()).doesNotContain("Uten legen");
  }

  /** What a local time can't say is in UTC, and an event without length has no end. */
  @Test
  void saysTheSecondOfTwoHoursAndNoEmptyEnd() throws Exception {
    coordinator.add(
        TestCalendar.times("Andre gang", "2027-10-31T02:30:00+01:00", "2027-10-31T03:00:00+01:00"));
    coordinator.add(TestCalendar.times("Uten lengde", "2027-10-30T02:30", "2027-10-30T02:30"));
    String text = fetch(make(owner.client(), ofPlan(false))).body();
    Calendar calendar = new CalendarBuilder().build(new StringReader(text));
    assertThat(calendar.validate(true).hasErrors()).isFalse();
    List<VEvent> events = Biweekly.parse(text).first().getEvents();
    VEvent second = event(events, "Andre gang");
    assertThat(second.getDateStart().getValue().toInstant())
        .isEqualTo(Instant.parse("2027-10-31T01:30:00Z"));
    assertThat(second.getDateEnd().getValue().toInstant())
        .isEqualTo(Instant.parse("2027-10-31T02:00:00Z"));
    VEvent empty = event(events, "Uten lengde");
    assertThat(empty.getDateEnd()).isNull();
    assertThat(empty.getDateStart().getValue().toInstant())
        .isEqualTo(Instant.parse("2027-10-30T00:30:00Z"));
  }

  private static VEvent event(List<VEvent> events, String title) {
    return events.stream()
        .filter(event -> event.getSummary().getValue().equals(title))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void endsAtOnceWhenTakenBackOrReplaced() {
    TestClient client = server.loggedIn("lege");
    URI first = make(client, ofPlan(false));
    URI second = make(client, ofPlan(true));
    assertThat(fetch(first).statusCode()).isEqualTo(404);
    assertThat(fetch(second).statusCode()).isEqualTo(200);
    String query = "/me/calendar-feed?planId=" + plan.id();
    JsonObject known = client.get(query).expect(200).body();
    assertThat(known.getBoolean("active")).isTrue();
    assertThat(known.getBoolean("busyOnly")).isTrue();
    assertThat(known.getString("url")).isNull();
    client.delete(query).expect(204);
    assertThat(fetch(second).statusCode()).isEqualTo(404);
    assertThat(client.get(query).expect(200).body().getBoolean("active")).isFalse();
  }

  @Test
  void endsWithTheMembership() {
    TestClient client = server.loggedIn("lege");
    URI address = make(client, ofPlan(false));
    String participant = plan.as(client).ownParticipantId();
    String removed = "update participant set removed_at = %s where id = '" + participant + "'";
    server.sql(removed.formatted("now()"));
    assertThat(fetch(address).statusCode()).isEqualTo(404);
    server.sql(removed.formatted("null"));
    assertThat(fetch(address).statusCode()).isEqualTo(200);
  }

  @Test
  void holdsAllPlansOfThePersonOrNoneOfOthers() {
    URI all = make(owner.client(), new JsonObject().put("busyOnly", false));
    assertThat(fetch(all).body()).contains("Ferie");
    TestClient stranger = server.loggedIn("fremmed");
    stranger.post("/me/calendar-feed", ofPlan(false)).expect(404);
    URI none = make(stranger, new JsonObject().put("busyOnly", false));
    assertThat(fetch(none).statusCode()).isEqualTo(404);
  }

  @Test
  void leavesOutActivitiesThatMayNotBeRead() {
    URI address = make(server.loggedIn("lege"), ofPlan(false));
    assertThat(fetch(address).body()).contains("TRANSP:TRANSPARENT");
    setDoctorsActivities("NONE");
    assertThat(fetch(address).body()).doesNotContain("TRANSP:TRANSPARENT");
    setDoctorsActivities("READ");
    assertThat(fetch(address).body()).contains("TRANSP:TRANSPARENT");
    URI busy = make(owner.client(), ofPlan(true));
    assertThat(fetch(busy).body()).doesNotContain("TRANSP:TRANSPARENT");
  }

  private static void setDoctorsActivities(String level) {
    server.sql(
        """
        update participant p set rights = jsonb_set(rights, '{areas,ACTIVITIES}', '"%s"')
          from account a where a.person_id = p.person_id and a.username = 'lege' and p.plan_id = '%s'\
        """
            .formatted(level, plan.id()));
  }

  /** What a program knows an event by stays, and what says that it has changed rises. */
  @Test
  void keepsTheUidAndRaisesTheSequence() {
    URI address = make(coordinator.client(), ofPlan(false));
    JsonObject added = coordinator.add(TestCalendar.days("Før", "2027-09-01", "2027-09-01"));
    VEvent before = event(Biweekly.parse(fetch(address).body()).first().getEvents(), "Før");
    coordinator
        .put(added, "", TestCalendar.days("Etter 😀", "2027-09-02", "2027-09-02"))
        .expect(200);
    VEvent after = event(Biweekly.parse(fetch(address).body()).first().getEvents(), "Etter 😀");
    assertThat(after.getUid()).isEqualTo(before.getUid());
    assertThat(after.getSequence().getValue()).isEqualTo(before.getSequence().getValue() + 1);
    assertThat(after.getDateTimeStamp().getValue())
        .isAfterOrEqualTo(before.getDateTimeStamp().getValue());
    assertThat(after.getLastModified()).isNotNull();
  }

  @Test
  void keepsNoSecret() {
    String secret = make(owner.client(), ofPlan(false)).getPath().replaceAll(".*/|\\.ics$", "");
    assertThat(secret).hasSize(43);
    assertThat(
            server.value(
                "select count(*) from calendar_feed where encode(secret_hash, 'base64') like '%"
                    + secret.substring(0, 20)
                    + "%'"))
        .isEqualTo("0");
    String unknown = "/api/v1/calendar/" + "A".repeat(43);
    assertThat(fetch(uri(unknown + ".ics")).statusCode()).isEqualTo(404);
    assertThat(fetch(uri(unknown)).statusCode()).isEqualTo(404);
  }

  /** Neither that of an answer nor that of a failure. */
  @Test
  void addressIsInNoLog() {
    URI address = make(server.loggedIn("mor"), new JsonObject().put("busyOnly", false));
    String secret = address.getPath().replaceAll(".*/|\\.ics$", "");
    Logger logger = (Logger) LoggerFactory.getLogger("no.samklang");
    Level level = logger.getLevel();
    try (TestLog log = TestLog.open()) {
      logger.setLevel(Level.TRACE);
      assertThat(fetch(address).statusCode()).isEqualTo(200);
      assertThat(fetch(uri(address.getPath() + "x")).statusCode()).isEqualTo(404);
      server.sql("alter table calendar_event rename to hidden");
      coordinatorsChange();
      assertThat(fetch(address).statusCode()).isEqualTo(500);
      assertThat(log.text()).contains("calendar_feed").doesNotContain(secret);
    } finally {
      logger.setLevel(level);
      server.sql("alter table hidden rename to calendar_event");
    }
  }

  /** A change that no cached part has. */
  private static void coordinatorsChange() {
    server.sql(
        "update plan set calendar_version = calendar_version + 1 where id = '" + plan.id() + "'");
  }

  @Test
  void limitsHowOftenOneIsAskedFor() {
    URI address = make(server.loggedIn("mor"), ofPlan(false));
    List<Integer> statuses =
        IntStream.range(0, 100)
            .mapToObj(unused -> fetch(address).statusCode())
            .collect(Collectors.toList());
    assertThat(statuses).contains(200, 429).containsOnly(200, 429);
    HttpResponse<String> refused = fetch(address);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
  }
}
