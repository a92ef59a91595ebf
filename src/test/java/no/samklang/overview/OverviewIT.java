package no.samklang.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What waits for a person in all their plans, by today's rights (HOME-5). */
class OverviewIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan coordinator;
  private static TestPlan mother;
  private static TestPlan doctor;
  private static String motherId;
  private static String doctorId;

  @BeforeAll
  static void open() {
    coordinator = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    mother = coordinator.as(server.loggedIn("mor"));
    doctor = coordinator.as(server.loggedIn("lege"));
    motherId = mother.ownParticipantId();
    doctorId = doctor.ownParticipantId();
  }

  @CanIgnoreReturnValue
  private static JsonObject overview(TestPlan reader, String query) {
    return reader.client().get("/me/overview" + query).expect(200).body();
  }

  private static List<JsonObject> lines(TestPlan reader, String list) {
    return overview(reader, "?all=" + list.toUpperCase(Locale.ROOT)).getJsonArray(list).stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private static Optional<JsonObject> line(TestPlan reader, String list, String id) {
    return lines(reader, list).stream().filter(one -> id.equals(one.getString("id"))).findFirst();
  }

  private static LocalDate day(int days) {
    return LocalDate.now(server.clock().withZone(ZoneId.of("Europe/Oslo"))).plusDays(days);
  }

  private static JsonObject add(TestPlan plan, String path, JsonObject body) {
    return plan.client().post(plan.path(path), body).expect(201).body();
  }

  @CanIgnoreReturnValue
  private static JsonObject addActivity(JsonObject activity, String... responsible) {
    String goal = add(coordinator, "/goals", new JsonObject().put("title", "Mål")).getString("id");
    return add(
        coordinator,
        "/goals/" + goal + "/activities",
        activity.put("responsible", new JsonArray(List.of(responsible))));
  }

  private static void setDoctorsActivities(String level) {
    server.sql(
        "update participant set rights = jsonb_set(rights, '{areas,ACTIVITIES}', '\"%s\"') where id = '%s'"
            .formatted(level, doctorId));
  }

  @Test
  void showsActivitiesWithDeadlineAndEvaluation() {
    JsonObject input =
        new JsonObject()
            .put("title", "Ringe fastlegen")
            .put("to", day(5).toString())
            .put("evaluateOn", day(9).toString());
    JsonObject activity = addActivity(input, doctorId, motherId);
    String id = activity.getString("id");
    JsonObject mine = line(doctor, "activities", id).orElseThrow();
    assertThat(mine.getString("due")).isEqualTo(day(5).toString());
    assertThat(mine.getBoolean("evaluate")).isFalse();
    assertThat(mine.getString("planName")).isEqualTo("Videre i livet");
    assertThat(mine.getString("planId")).isEqualTo(coordinator.id());
    assertThat(mine.getJsonArray("responsible")).hasSize(2);
    assertThat(line(coordinator, "activities", id)).isEmpty();
    assertThat(line(coordinator, "others", id)).as("who does what, by when").isPresent();
    assertThat(line(doctor, "others", id)).isEmpty();

    JsonObject done = input.copy().put("status", "DONE");
    JsonObject changed =
        coordinator.client().put(coordinator.path("/activities/" + id), 1, done).expect(200).body();
    JsonObject evaluated = line(doctor, "activities", id).orElseThrow();
    assertThat(evaluated.getString("due")).isEqualTo(day(9).toString());
    assertThat(evaluated.getBoolean("evaluate")).isTrue();
    done.put("effect", "WORKED");
    coordinator
        .client()
        .put(coordinator.path("/activities/" + id), changed.getInteger("version"), done)
        .expect(200);
    assertThat(line(doctor, "activities", id)).isEmpty();
  }

  @Test
  void showsOnlyWhatOneMayRead() {
    String id = addActivity(new JsonObject().put("title", "Skjules"), doctorId).getString("id");
    assertThat(line(doctor, "activities", id)).isPresent();
    setDoctorsActivities("NONE");
    assertThat(line(doctor, "activities", id)).isEmpty();
    setDoctorsActivities("READ");
    assertThat(line(doctor, "activities", id)).isPresent();
    server.sql("update participant set ends_on = current_date - 2 where id = '" + doctorId + "'");
    assertThat(line(doctor, "activities", id)).isEmpty();
    server.sql("update participant set ends_on = null where id = '" + doctorId + "'");
  }

  @Test
  void shutPlanTellsOnlyThatItIsShut() {
    TestPlan shut = TestPlan.withExpiredConsent(server.loggedIn("koordinator"));
    String other =
        server.value(
            """
            select a.username from participant p join account a using (person_id)
             where p.plan_id = '%s' and p.role = 'PROVIDER' and p.removed_at is null and a.terms_version is not null limit 1"""
                .formatted(shut.id()));
    TestPlan reader = shut.as(server.loggedIn(other));
    server.sql(
        """
        insert into mailbox (participant_id, unread)
        select id, 3 from participant where plan_id = '%s' on conflict (participant_id) do update set unread = 3"""
            .formatted(shut.id()));
    JsonObject overview = overview(reader, "");
    JsonObject line =
        overview.getJsonArray("plans").stream()
            .map(JsonObject.class::cast)
            .filter(one -> one.getString("planId").equals(shut.id()))
            .findFirst()
            .orElseThrow();
    assertThat(line.getBoolean("shut")).isTrue();
    assertThat(line.getString("planName")).isNull();
    assertThat(line.getInteger("unread")).isZero();
    overview.remove("plans");
    assertThat(overview.encode()).doesNotContain(shut.id());
    JsonObject consent =
        lines(shut, "consents").stream()
            .filter(one -> one.getString("planId").equals(shut.id()))
            .findFirst()
            .orElseThrow();
    assertThat(consent.getInteger("daysLeft")).isNegative();
    assertThat(lines(reader, "consents")).isEmpty();
  }

  @Test
  void showsConsentPeriodsThatEnd() {
    server.sql("update participant set ends_on = current_date + 10 where id = '" + motherId + "'");
    JsonObject line =
        lines(coordinator, "consents").stream()
            .filter(one -> motherId.equals(one.getString("participantId")))
            .findFirst()
            .orElseThrow();
    assertThat(line.getInteger("daysLeft")).isBetween(9, 11);
    assertThat(line.getString("name")).isNotBlank();
    server.sql("update participant set ends_on = null where id = '" + motherId + "'");
    assertThat(lines(coordinator, "consents"))
        .noneMatch(one -> motherId.equals(one.getString("participantId")));
  }

  @Test
  void showsMeetingsUntilTheyAreAnswered() {
    JsonObject input =
        new JsonObject()
            .put("title", "Svar meg")
            .put("start", day(6) + "T10:00")
            .put("end", day(6) + "T11:00")
            .put("invited", new JsonArray().add(motherId).add(doctorId));
    JsonObject meeting = add(coordinator, "/meetings", input);
    String id = meeting.getString("id");
    assertThat(line(mother, "meetings", id).orElseThrow().getString("asks")).isEqualTo("ANSWER");
    assertThat(line(mother, "events", id)).isEmpty();
    answer(mother, id, true);
    answer(doctor, id, false);
    assertThat(line(mother, "meetings", id)).isEmpty();
    assertThat(line(mother, "events", id).orElseThrow().getString("kind")).isEqualTo("MEETING");
    assertThat(line(doctor, "events", id)).isEmpty();
    server.sql(
        """
        update meeting set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour', minutes_at = now(),
               minutes_by = created_by, agree_by = current_date + 7 where id = '%s'"""
            .formatted(id));
    JsonObject minutes = line(mother, "meetings", id).orElseThrow();
    assertThat(minutes.getString("asks")).isEqualTo("AGREEMENT");
    mother
        .client()
        .put(mother.path("/meetings/" + id + "/agreement"), 1, new JsonObject().put("agree", true))
        .expect(200);
    assertThat(line(mother, "meetings", id)).isEmpty();
  }

  private static void answer(TestPlan plan, String meeting, boolean coming) {
    plan.client()
        .put(
            plan.path("/meetings/" + meeting + "/answer"),
            1,
            new JsonObject().put("coming", coming))
        .expect(200);
  }

  @Test
  void showsEventsOfTheNextDays() {
    JsonObject weekly =
        new JsonObject()
            .put("title", "Trening")
            .put("allDay", false)
            .put("start", day(-14) + "T17:00")
            .put("end", day(-14) + "T18:00")
            .put("rrule", "FREQ=WEEKLY");
    String id = add(coordinator, "/calendar", weekly).getString("id");
    JsonObject far = weekly.copy().put("start", day(20) + "T17:00").put("end", day(20) + "T18:00");
    far.remove("rrule");
    String farId = add(coordinator, "/calendar", far).getString("id");
    List<JsonObject> events = lines(mother, "events");
    // today's until it has ended, not that of the fifteenth day
    assertThat(events)
        .filteredOn(one -> one.getString("id").equals(id))
        .extracting(one -> one.getString("occurrence"))
        .contains(day(7).toString())
        .isSubsetOf(day(0).toString(), day(7).toString());
    assertThat(events).noneMatch(one -> one.getString("id").equals(farId));
    assertThat(line(mother, "events", id).orElseThrow().getString("occurrence")).isNotNull();
  }

  @Test
  void aHandoverWaitsForAnAnswer() {
    coordinator
        .client()
        .post(coordinator.path("/baton"), new JsonObject().put("to", doctorId))
        .expect(200);
    assertThat(lines(doctor, "waiting")).anyMatch(one -> one.getString("kind").equals("HANDOVER"));
    coordinator.client().delete(coordinator.path("/baton")).expect(204);
    assertThat(lines(doctor, "waiting")).noneMatch(one -> one.getString("kind").equals("HANDOVER"));
  }

  @Test
  void boundsEachListUntilItIsWantedWhole() {
    for (int i = 0; i < OverviewQuery.SHOWN + 1; i++) {
      addActivity(new JsonObject().put("title", "Nr. " + i), motherId);
    }
    JsonObject first = overview(mother, "");
    assertThat(first.getJsonArray("activities")).hasSize(OverviewQuery.SHOWN);
    int total = first.getJsonObject("totals").getInteger("activities");
    assertThat(total).isGreaterThan(OverviewQuery.SHOWN);
    assertThat(lines(mother, "activities")).hasSize(total);
    mother.client().get("/me/overview?all=EVERYTHING").expect(422);
  }

  @Test
  void isRecordedInPlansOfWhichSomethingIsShown() {
    TestPlan laerer = coordinator.as(server.loggedIn("koordinator2"));
    addActivity(new JsonObject().put("title", "Leses"), doctorId);
    overview(doctor, "");
    overview(laerer, "");
    Awaitility.await().untilAsserted(() -> assertThat(reads(doctorId)).isNotEqualTo("0"));
    assertThat(
            server.value(
                """
                select count(*) from access_log l join participant p on p.id = l.participant_id
                 where l.part = 'OVERVIEW' and p.plan_id <> l.plan_id"""))
        .isEqualTo("0");
    assertThat(overview(coordinator.as(server.loggedIn("fremmed")), "").getJsonObject("unread"))
        .isEqualTo(new JsonObject().put("total", 0).put("plans", new JsonObject()));
  }

  private static String reads(String participant) {
    return server.value(
        "select count(*) from access_log where part = 'OVERVIEW' and participant_id = '%s'"
            .formatted(participant));
  }

  @Test
  void menuItemIsForThoseInSeveralPlans() {
    assertThat(permissions(coordinator)).contains("SEE_OVERVIEW");
    assertThat(permissions(coordinator.as(server.loggedIn("fremmed"))))
        .doesNotContain("SEE_OVERVIEW");
  }

  private static List<Object> permissions(TestPlan reader) {
    JsonObject me = reader.client().get("/me").expect(200).body();
    return me.getJsonArray("permissions").stream().toList();
  }
}
