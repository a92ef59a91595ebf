package no.samklang.practice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A practice plan for each user who asks for one (PLAN-10). */
class PracticePlanIT {
  @RegisterExtension static final TestServer server = TestServer.start();

  private static TestClient stranger;
  private static TestClient coordinator;
  private static TestClient admin;

  @BeforeAll
  static void logIn() {
    stranger = server.loggedIn("fremmed");
    coordinator = server.loggedIn("koordinator");
    admin = server.loggedIn("admin");
  }

  @AfterEach
  void deleteThem() {
    Stream.of(stranger, coordinator, admin).forEach(PracticePlanIT::delete);
    // so that no test waits for its turn to create one
    server.advanceClock(Duration.ofMinutes(1));
  }

  private static LocalDate today() {
    return LocalDate.now(server.clock().withZone(ZoneId.of("Europe/Oslo")));
  }

  private static ClientAnswer put(TestClient client) {
    return client.sendRaw("PUT", "/me/practice-plan", "application/json", "");
  }

  @CanIgnoreReturnValue
  private static TestPlan open(TestClient client) {
    return new TestPlan(client, put(client).expect(200).body().getString("id"));
  }

  private static void delete(TestClient client) {
    client.delete("/me/practice-plan").expect(204);
  }

  private static Stream<JsonObject> listed(TestClient client) {
    return client.search("/plans", "closed", true).expect(200).items().stream()
        .map(JsonObject.class::cast);
  }

  private static String personOf(String username) {
    return server.value("select person_id from account where username = '%s'".formatted(username));
  }

  private static String madeUpPersons() {
    return server.value(
        "select count(*) from person where municipality_id = practice_organisation()");
  }

  private static JsonObject madeUp(String firstName) {
    return new JsonObject()
        .put("role", "PROVIDER")
        .put(
            "person",
            new JsonObject()
                .put("firstName", firstName)
                .put("lastName", "Oppdiktet")
                .put("email", "oppdiktet@eksempel.example"));
  }

  @Test
  void whoeverAsksGetsAPlanWithEverythingInIt() {
    TestPlan plan = open(stranger);
    JsonObject home = plan.home();
    assertThat(home.getString("practiceUntil"))
        .isEqualTo(
            server.value("select practice_until from plan where id = '%s'".formatted(plan.id())));
    assertThat(LocalDate.parse(home.getString("practiceUntil"))).isEqualTo(today().plusDays(30));
    assertThat(home.getJsonObject("me").getString("role")).isEqualTo("COORDINATOR");
    assertThat(home.getJsonArray("participants")).hasSize(5);
    assertThat(home.getInteger("unread")).isEqualTo(3);
    assertThat(home.getJsonArray("waiting")).hasSize(1);
    assertThat(stranger.get(plan.path("/goals")).expect(200).items()).hasSizeGreaterThan(2);
    assertThat(stranger.get(plan.path("/meetings")).expect(200).items()).hasSize(1);
    String month = "/calendar?from=%s&to=%s";
    assertThat(
            stranger
                .get(plan.path(month.formatted(today(), today().plusDays(14))))
                .expect(200)
                .items())
        .isNotEmpty();
    String written =
        plan.send("Kan vi øve?", home.getJsonObject("owner").getString("participantId"));
    assertThat(written).isNotBlank();
    JsonObject goal = new JsonObject().put("title", "Et mål til");
    stranger.post(plan.path("/goals"), goal).expect(201);
  }

  @Test
  void thereIsOneAtATimeAndTheListMarksIt() {
    TestPlan plan = open(coordinator);
    assertThat(open(coordinator).id()).isEqualTo(plan.id());
    assertThat(listed(coordinator).filter(item -> item.getBoolean("practice")))
        .singleElement()
        .matches(item -> item.getString("id").equals(plan.id()) && item.getBoolean("mayOpen"));
    assertThat(listed(coordinator).filter(item -> !item.getBoolean("practice"))).isNotEmpty();
    assertThat(open(stranger).id()).isNotEqualTo(plan.id());
  }

  @ParameterizedTest
  @CsvSource({
    "nb, Øveplanen min, Korøvelse",
    "nn, Øveplanen min, Korøving",
    "en, My practice plan, Choir practice"
  })
  void isToldInTheLanguageOfWhoAsks(String language, String shortName, String event) {
    stranger.header("Accept-Language", language);
    TestPlan plan = open(stranger);
    stranger.header("Accept-Language", null);
    assertThat(plan.home().getString("shortName")).isEqualTo(shortName);
    assertThat(
            server.value(
                "select string_agg(title, ',') from calendar_event where plan_id = '%s'"
                    .formatted(plan.id())))
        .contains(event);
  }

  /** The same happens in each language. */
  @Test
  void theStoriesHaveTheSameParts() {
    List<String> shapes =
        Stream.of("nb", "nn", "en")
            .map(
                language -> {
                  stranger.header("Accept-Language", language);
                  TestPlan plan = open(stranger);
                  String shape =
                      Stream.of(
                              "goal",
                              "activity",
                              "goal_comment",
                              "message",
                              "participant",
                              "survey_status")
                          .map(
                              table ->
                                  "select count(*) from %s where plan_id = '%s'"
                                      .formatted(table, plan.id()))
                          .map(server::value)
                          .toList()
                          .toString();
                  delete(stranger);
                  return shape;
                })
            .distinct()
            .toList();
    stranger.header("Accept-Language", null);
    assertThat(shapes).hasSize(1);
  }

  @Test
  void nobodyElseFindsThePlanOrThePeopleInIt() {
    TestPlan plan = open(stranger);
    for (TestClient other : List.of(coordinator, admin)) {
      other.get(plan.path("")).expect(404, "not.found");
      other.get(plan.path("/administration")).expect(404);
      assertThat(listed(other).map(item -> item.getString("id"))).doesNotContain(plan.id());
      assertThat(other.search("/persons", "name", "Øvesen").expect(200).items()).isEmpty();
      assertThat(other.search("/persons", "name", "Frida Påfunn").expect(200).items()).isEmpty();
    }
    JsonObject twin =
        new JsonObject()
            .put("firstName", "Lotte")
            .put("lastName", "Øvesen")
            .put("birthDate", "2007-03-14");
    TestPlan real = TestPlan.withConsentDaysLeft(coordinator, 210);
    coordinator
        .post(
            real.path("/participants"),
            new JsonObject().put("role", "PROVIDER").put("person", twin))
        .expect(201);
    String madeUp =
        server.value(
            "select person_id from participant where plan_id = '%s' and role = 'OWNER'"
                .formatted(plan.id()));
    coordinator
        .post(
            real.path("/participants"),
            new JsonObject().put("role", "PROVIDER").put("personId", madeUp))
        .expect(404);
    admin.get("/persons/" + madeUp).expect(404);
  }

  /** A coordinator of real plans may search the register; who only practises may not (PERSON-3). */
  @Test
  void practisingGivesNobodyTheRegister() {
    open(stranger);
    stranger.search("/persons", "name", "Nora").expect(403);
    assertThat(stranger.get("/me").expect(200).body().getJsonArray("permissions")).isEmpty();
  }

  @Test
  void realPeopleAreNotAddedAndMadeUpOnesAre() {
    TestPlan plan = open(coordinator);
    JsonObject real = new JsonObject().put("role", "PROVIDER").put("personId", personOf("lege"));
    coordinator.post(plan.path("/participants"), real).expect(403, "practice.notAllowed");
    coordinator
        .post(
            plan.path("/participants"),
            new JsonObject().put("role", "PROVIDER").put("personId", personOf("nabo")))
        .expect(403, "practice.notAllowed");
    // nor does a likeness tell of a real person
    JsonObject nora = madeUp("Nora");
    nora.getJsonObject("person").put("lastName", "Eksempel").put("birthDate", "2007-05-14");
    coordinator.post(plan.path("/participants"), nora).expect(201);
    ClientAnswer added = coordinator.post(plan.path("/participants"), madeUp("Petter")).expect(201);
    JsonObject may = added.body().getJsonObject("may");
    assertThat(may.getBoolean("account")).isFalse();
    assertThat(coordinator.search("/persons", "name", "Petter Oppdiktet").expect(200).items())
        .isEmpty();
    coordinator
        .post(plan.path("/participants"), new JsonObject().put("role", "PROVIDER"))
        .expect(422, "request.invalid");
    coordinator
        .put(
            plan.path("/participants/" + added.body().getString("participantId") + "/account"),
            new JsonObject()
                .put("username", "petter-o")
                .put("channel", "EMAIL")
                .put("newPassword", true))
        .expect(403, "practice.notAllowed");
  }

  /** The database defends itself: practice plans and others have nobody in common. */
  @ParameterizedTest
  @CsvSource({"practice, real", "real, made up"})
  void theDatabaseKeepsThemApart(String planKind, String personKind) {
    TestPlan practice = open(coordinator);
    String plan =
        planKind.equals("practice")
            ? practice.id()
            : TestPlan.withConsentDaysLeft(coordinator, 210).id();
    String person =
        personKind.equals("real")
            ? personOf("lege")
            : server.value(
                "select person_id from participant where plan_id = '%s' and role = 'OWNER'"
                    .formatted(practice.id()));
    server.sql(
        """
        do $$ begin
          insert into participant (id, plan_id, person_id, role, since) values (gen_random_uuid(), '%s', '%s', 'PROVIDER', now());
          raise exception 'inserted';
        exception when check_violation then null; end $$;
        do $$ begin
          update plan set practice_person_id = '%s', practice_until = current_date where practice_until is null;
          raise exception 'updated';
        exception when insufficient_privilege then null; end $$\
        """
            .formatted(plan, person, personOf("fremmed")));
  }

  @Test
  void whatWouldOutlastItIsRefused() {
    TestPlan plan = open(coordinator);
    assertThat(plan.home().getJsonObject("myRights").getBoolean("archive")).isFalse();
    JsonObject parts = new JsonObject().put("parts", new JsonArray().add("GOALS"));
    coordinator.post(plan.path("/archive"), parts).expect(403, "practice.notAllowed");
    server.sql("update plan set type = 'SL' where id = '%s'".formatted(plan.id()));
    JsonObject consent =
        new JsonObject()
            .put("from", today().toString())
            .put("until", today().plusDays(90).toString())
            .put("scope", "Alt")
            .put("capacity", "OWNER");
    coordinator
        .post(plan.path("/successor"), new JsonObject().put("consent", consent))
        .expect(403, "practice.notAllowed");
  }

  @Test
  void everyPageOfAPrintSaysThatItIsAPracticePlan() {
    TestPlan plan = open(coordinator);
    JsonObject parts = new JsonObject().put("parts", new JsonArray().add("GOALS"));
    assertThat(
            coordinator
                .post(plan.path("/prints/preview"), parts)
                .expect(200)
                .body()
                .getString("note"))
        .startsWith("Øveplan: alt her er oppdiktet.");
    TestPlan real = TestPlan.withConsentDaysLeft(coordinator, 210);
    assertThat(
            coordinator
                .post(real.path("/prints/preview"), parts)
                .expect(200)
                .body()
                .getString("note"))
        .doesNotContain("Øveplan");
  }

  @Test
  void nobodyIsToldOfIt() {
    TestPlan plan = open(coordinator);
    JsonObject home = plan.home();
    String[] others =
        home.getJsonArray("participants").stream()
            .map(JsonObject.class::cast)
            .map(participant -> participant.getString("participantId"))
            .filter(id -> !id.equals(home.getJsonObject("me").getString("participantId")))
            .toArray(String[]::new);
    plan.send("Til alle", others);
    coordinator.post(plan.path("/participants"), madeUp("Berit")).expect(201);
    // as if somebody had written, reminded or renewed, to the one who can be told
    server.sql(
        """
        select notify_persons('PLAN_QUIET', '%1$s', array['%2$s']::uuid[], now());
        insert into outbox (id, created_at, person_id, plan_id, channel, template, next_at, due_at)
        values (gen_random_uuid(), now(), '%2$s', '%1$s', 'SMS', 'NEW_MESSAGE', now(), now());
        update person set digest = 'DAILY' where id = '%2$s';
        insert into outbox (id, created_at, person_id, plan_id, channel, template, next_at, due_at)
        values (gen_random_uuid(), now(), '%2$s', '%1$s', 'SMS', 'NEW_MESSAGE', now(), now());
        update person set digest = 'NONE' where id = '%2$s'\
        """
            .formatted(plan.id(), personOf("koordinator")));
    server.sendReminders();
    assertThat(
            server.value(
                "select count(*) from outbox where plan_id = '%s' or template = 'DIGEST'"
                    .formatted(plan.id())))
        .isEqualTo("0");
  }

  @Test
  void itIsNeverCounted() {
    Map<String, String> reports =
        Map.of("PLANS", reported("PLANS"), "PARTICIPANTS", reported("PARTICIPANTS"));
    String quiet = server.value("select count(*) from quiet_plans(now() + interval '1 day')");
    String overview =
        coordinator.get("/me/overview").expect(200).body().getJsonObject("totals").encode();
    open(coordinator);
    open(admin);
    reports.forEach((name, numbers) -> assertThat(reported(name)).as(name).isEqualTo(numbers));
    assertThat(server.value("select count(*) from quiet_plans(now() + interval '1 day')"))
        .isEqualTo(quiet);
    assertThat(coordinator.get("/me/overview").expect(200).body().getJsonObject("totals").encode())
        .isEqualTo(overview);
    assertThat(
            server.value(
                "select count(*) from reported_plans((select municipality_id from person where id = '%s'))"
                    .formatted(personOf("admin"))))
        .isEqualTo(
            server.value(
                """
                select count(*) from plan where practice_until is null and organisation_id in (
                  select organisation_id from organisation_tree((select municipality_id from person where id = '%s')))\
                """
                    .formatted(personOf("admin"))));
  }

  private static String reported(String name) {
    return admin.get("/reports/" + name).expect(200).body().getJsonArray("rows").encode();
  }

  @Test
  void itIsGoneWhenItIsThrownAway() {
    String before = madeUpPersons();
    String deletions = server.value("select count(*) from plan_deletion");
    TestPlan plan = open(stranger);
    String owner =
        server.value(
            "select person_id from participant where plan_id = '%s' and role = 'OWNER'"
                .formatted(plan.id()));
    stranger.post(plan.path("/participants"), madeUp("Turid")).expect(201);
    coordinator.get(plan.path("")).expect(404);
    delete(stranger);
    stranger.get(plan.path("")).expect(404, "not.found");
    assertThat(tablesWith(plan.id())).isEmpty();
    assertThat(tablesWith(owner)).isEmpty();
    assertThat(madeUpPersons()).isEqualTo(before);
    assertThat(server.value("select count(*) from plan_deletion")).isEqualTo(deletions);
    delete(stranger);
    assertThat(open(stranger).id()).isNotEqualTo(plan.id());
  }

  @Test
  void whoHasLeftItGetsANewOne() {
    TestPlan plan = open(stranger);
    server.sql(
        "update participant set removed_at = now() where plan_id = '%s' and role = 'COORDINATOR'"
            .formatted(plan.id()));
    assertThat(open(stranger).id()).isNotEqualTo(plan.id());
    assertThat(tablesWith(plan.id())).isEmpty();
  }

  /** The tables that hold an id anywhere, but for keys of requests, which go after a week. */
  private static List<String> tablesWith(String id) {
    String tables =
        server.value(
            "select string_agg(tablename, ',') from pg_tables where schemaname = 'public' and tablename <> 'idempotency'");
    return Stream.of(tables.split(","))
        .filter(
            table ->
                !"0"
                    .equals(
                        server.value(
                            "select count(*) from %s t where t::text like '%%%s%%'"
                                .formatted(table, id))))
        .toList();
  }

  @Test
  void itGoesByItselfAfterItsLastDay() {
    TestPlan plan = open(stranger);
    String exists = "select count(*) from plan where id = '%s'".formatted(plan.id());
    server.advanceClock(Duration.ofDays(30));
    server.runJobs();
    assertThat(server.value(exists)).isEqualTo("1");
    server.advanceClock(Duration.ofDays(1));
    server.runJobs();
    assertThat(server.value(exists)).isEqualTo("0");
    assertThat(madeUpPersons()).isEqualTo("0");
    logIn();
  }

  @Test
  void itGoesWithThePersonsAccount() {
    TestPlan plan = open(stranger);
    String id = personOf("fremmed");
    assertThat(admin.get("/persons/" + id).expect(200).body().getBoolean("inPlan")).isFalse();
    JsonObject copy =
        new JsonObject(
            server.value("select to_jsonb(a) from account a where person_id = '%s'".formatted(id)));
    admin.delete("/persons/" + id).expect(204);
    assertThat(tablesWith(plan.id())).isEmpty();
    server.sql(
        """
        update person set deleted_at = null, mobile = '+4749000099' where id = '%s';
        insert into account select * from jsonb_populate_record(null::account, $row$%s$row$)\
        """
            .formatted(id, copy.encode()));
    stranger = server.loggedIn("fremmed");
  }

  /**
   * Someone else coordinates all plans that the person is in but for that, and helps with the
   * login.
   */
  @Test
  void itIsNoHindranceToHelp() {
    TestClient doctor = server.loggedIn("lege");
    TestPlan real = TestPlan.withConsentDaysLeft(coordinator, 210);
    String participant =
        server.value(
            "select id from participant where plan_id = '%s' and person_id = '%s'"
                .formatted(real.id(), personOf("lege")));
    String standing =
        "select row(s.*)::text from account_standing('%s', '%s', current_date) s"
            .formatted(personOf("lege"), personOf("koordinator"));
    String before = server.value(standing);
    open(doctor);
    assertThat(server.value(standing)).isEqualTo(before);
    coordinator.get(real.path("/participants/" + participant + "/account")).expect(200);
    delete(doctor);
  }

  @Test
  void itIsNotMadeAgainAndAgain() {
    for (int i = 0; i < 10; i++) {
      open(admin);
      delete(admin);
    }
    ClientAnswer refused = put(admin).expect(429, "practice.tooMany");
    assertThat(refused.header("Retry-After")).isPresent();
    server.client().delete("/me/practice-plan").expect(401);
  }
}
