package no.samklang.participant;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Stream;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adding participants within the owner's consent (PART-1). */
class AddParticipantIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient coordinator;
  private static TestGroup group;

  @BeforeAll
  static void setUp() {
    coordinator = server.loggedIn("koordinator");
    group = TestGroup.of(server, TestPlan.withConsentDaysLeft(coordinator, 210));
  }

  @AfterEach
  void removeAdded() {
    if (group.id("fremmed") != null) {
      group.remove(coordinator, "fremmed").expect(204);
    }
    coordinator.header("Idempotency-Key", null);
  }

  @Test
  void registeredPersonGetsDefaultRights() {
    TestClient stranger = server.loggedIn("fremmed");
    stranger.get(group.path()).expect(404);
    ClientAnswer added = group.add(coordinator, "fremmed", "PROVIDER").expect(201);
    String id = added.body().getString("participantId");
    assertThat(added.header("Location")).contains("/api/v1" + group.path() + "/" + id);
    assertThat(added.body().getJsonObject("rights").getJsonObject("areas"))
        .isEqualTo(defaults("PROVIDER"));
    assertThat(group.lastLogValue("event")).isEqualTo("PARTICIPANT_ADDED");
    assertThat(group.lastLogValue("participant_id")).isEqualTo(id);
    stranger.get(group.path()).expect(200);
    group.add(coordinator, "fremmed", "PROVIDER").expect(409, "participant.exists");
  }

  /** On the channel of the account, or else by SMS, or by e-mail without a mobile (NOTIF-1). */
  @Test
  void newParticipantsAreNotifiedOfNewMessages() {
    assertThat(newMessageChannels(group.add(coordinator, "fremmed", "PROVIDER"))).isEqualTo("SMS");
    group.remove(coordinator, "fremmed").expect(204);
    server.sql("update account set code_channel = 'EMAIL' where username = 'fremmed'");
    assertThat(newMessageChannels(group.add(coordinator, "fremmed", "PROVIDER")))
        .isEqualTo("EMAIL");
    JsonObject person =
        new JsonObject()
            .put("firstName", "Uten")
            .put("lastName", "Konto")
            .put("email", "u@k.example");
    assertThat(newMessageChannels(register(person))).isEqualTo("EMAIL");
    person.put("lastName", "Innlogging").put("mobile", "90000177");
    assertThat(newMessageChannels(register(person))).isEqualTo("SMS");
  }

  private static ClientAnswer register(JsonObject person) {
    return coordinator.post(
        group.path(), new JsonObject().put("person", person).put("role", "PROVIDER"));
  }

  private static String newMessageChannels(ClientAnswer added) {
    JsonObject events =
        added.expect(201).body().getJsonObject("notifications").getJsonObject("events");
    JsonObject channels = events.getJsonObject("NEW_MESSAGE");
    assertThat(events.getJsonObject("NEW_COMMENT"))
        .isEqualTo(new JsonObject().put("sms", false).put("email", false));
    return channels.getBoolean("sms")
        ? channels.getBoolean("email") ? "BOTH" : "SMS"
        : channels.getBoolean("email") ? "EMAIL" : "NONE";
  }

  @Test
  void planHoldsAtMostTwoHundredParticipants() {
    TestGroup full = TestGroup.of(server, TestPlan.withConsentDaysLeft(coordinator, 24));
    server.sql(
        """
        with more as (
          insert into person (id, municipality_id, first_name, last_name)
          select gen_random_uuid(), (select municipality_id from person where id = '%2$s'), 'Prøve', 'Plass'
            from generate_series(1, 199 - (select count(*) from participant where plan_id = '%1$s' and removed_at is null))
          returning id)
        insert into participant (id, plan_id, person_id, role, since)
        select gen_random_uuid(), '%1$s', id, 'PROVIDER', now() from more"""
            .formatted(full.planId(), full.person("fremmed")));
    full.add(coordinator, "fremmed", "PROVIDER").expect(201);
    full.add(coordinator, "nav", "PROVIDER").expect(409, "plan.tooManyParticipants");
    full.remove(coordinator, "fremmed").expect(204);
    full.add(coordinator, "nav", "PROVIDER").expect(201);
  }

  private static JsonObject defaults(String role) {
    return new JsonObject(
        server.value(
            "select rights -> 'areas' from role_rights where role = '%s'".formatted(role)));
  }

  private static String day(int days) {
    return LocalDate.now(ZoneId.of("Europe/Oslo")).plusDays(days).toString();
  }

  /** A participant's period is inside the plan's consent (PART-4). */
  @Test
  void endIsNotAfterThePlansConsent() {
    JsonObject wanted =
        new JsonObject()
            .put("personId", group.person("fremmed"))
            .put("role", "PROVIDER")
            .put("endsOn", day(211));
    assertThat(
            coordinator
                .post(group.path(), wanted)
                .expect(422, "request.invalid")
                .body()
                .getJsonArray("errors")
                .getJsonObject(0)
                .getString("code"))
        .isEqualTo("date.afterConsent");
    coordinator.post(group.path(), wanted.put("endsOn", day(210))).expect(201);
  }

  @Test
  void rightsGivenAtAddingAreStored() {
    JsonObject wanted =
        new JsonObject()
            .put("personId", group.person("fremmed"))
            .put("role", "NEXT_OF_KIN")
            .put("responsibility", "  Kjører til trening.  ")
            .put("consentScope", "Bare fritid")
            .put("endsOn", day(100))
            .put(
                "rights",
                new JsonObject(
                    "{\"editPerson\": false, \"print\": true, \"areas\": {\"LEISURE\": \"WRITE\"}}"));
    JsonObject card = coordinator.post(group.path(), wanted).expect(201).body();
    assertThat(card.getString("responsibility")).isEqualTo("Kjører til trening.");
    assertThat(card.getString("consentScope")).isEqualTo("Bare fritid");
    assertThat(card.getString("endsOn")).isEqualTo(day(100));
    assertThat(group.level("fremmed", "LEISURE")).isEqualTo("WRITE");
    assertThat(card.getJsonObject("rights").getJsonObject("areas").getString("GOALS"))
        .isEqualTo("NONE");
  }

  /** PERSON-3: only a request that would succeed learns who is registered. */
  @Test
  void duplicateIsToldLast() {
    JsonObject person =
        new JsonObject()
            .put("firstName", "Frode")
            .put("lastName", "Liksom")
            .put("birthDate", "1990-10-10");
    JsonObject wanted = new JsonObject().put("person", person).put("role", "PROVIDER");
    server.sql(
        """
        with made as (
          insert into person (id, municipality_id, first_name, last_name)
          select gen_random_uuid(), municipality_id, 'Full', 'Plan' from person cross join generate_series(1, 200)
           where person.id = '%s' returning id)
        insert into participant (id, plan_id, person_id, role, since)
        select gen_random_uuid(), '%s', id, 'PROVIDER', now() from made"""
            .formatted(group.person("fremmed"), group.path().substring("/plans/".length(), 43)));
    coordinator.post(group.path(), wanted).expect(409, "plan.tooManyParticipants");
    server.sql(
        "update participant set removed_at = now() where person_id in (select id from person where first_name = 'Full')");
    coordinator.post(group.path(), wanted).expect(409, "person.duplicate");
  }

  @Test
  void newPersonIsRegisteredUnlessDuplicate() {
    JsonObject person =
        new JsonObject()
            .put("firstName", "Frode")
            .put("lastName", "Liksom")
            .put("birthDate", "1990-10-10")
            .put("mobile", "900 00 123");
    JsonObject wanted = new JsonObject().put("person", person).put("role", "PROVIDER");
    ClientAnswer refused = coordinator.post(group.path(), wanted).expect(409, "person.duplicate");
    assertThat(refused.body().getJsonArray("current").getJsonObject(0).getString("personId"))
        .isEqualTo(group.person("fremmed"));
    JsonObject card =
        coordinator.post(group.path(), wanted.put("registerAnyway", true)).expect(201).body();
    assertThat(card.getJsonObject("person").getString("mobile")).isEqualTo("+4790000123");
    assertThat(card.getJsonObject("person").getString("personId"))
        .isNotEqualTo(group.person("fremmed"));
    coordinator.delete(group.path() + "/" + card.getString("participantId")).expect(204);
  }

  @Test
  void repeatedRequestAddsOnce() {
    coordinator.header("Idempotency-Key", "add-fremmed-once");
    JsonObject person =
        new JsonObject().put("firstName", "Ny").put("lastName", "Ensom").put("mobile", "90000199");
    JsonObject wanted = new JsonObject().put("person", person).put("role", "PROVIDER");
    String first = coordinator.post(group.path(), wanted).expect(201).body().encode();
    String again = coordinator.post(group.path(), wanted).expect(201).body().encode();
    assertThat(again).isEqualTo(first);
    assertThat(server.value("select count(*) from person where last_name = 'Ensom'"))
        .isEqualTo("1");
    person.put("mobile", "90000198");
    coordinator.post(group.path(), wanted).expect(422, "idempotency.reused");
  }

  /** A replayed request triggers no event and no notice (MSG-7, NOTIF-3). */
  @Test
  void repeatedRequestPublishesNothing() {
    coordinator.header("Idempotency-Key", "add-fremmed-published-once");
    group.add(coordinator, "fremmed", "PROVIDER").expect(201);
    String changedAt = "select changed_at from plan where id = '%s'".formatted(group.planId());
    String before = server.value(changedAt);
    try (TestSocket socket = server.loggedIn("planeier").openSocket()) {
      socket.next("hello");
      group.add(coordinator, "fremmed", "PROVIDER").expect(201);
      assertThat(server.value(changedAt)).isEqualTo(before);
      group.setLevel(coordinator, coordinator, "fremmed", "NETWORK", "READ").expect(200);
      assertThat(socket.next("changed").getString("section")).isEqualTo("rights");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "planeier, access.denied",
    "mor, access.denied",
    "lege, access.denied",
  })
  void onlyCoordinatorAddsParticipants(String username, String code) {
    group.add(server.loggedIn(username), "fremmed", "PROVIDER").expect(403, code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fremmed", "nabo", "admin"})
  void outsiderCannotAddThemselves(String username) {
    group.add(server.loggedIn(username), username, "COORDINATOR").expect(404, "not.found");
  }

  @Test
  void addingRequiresConsent() {
    TestGroup expired = TestGroup.of(server, TestPlan.withExpiredConsent(coordinator));
    expired.add(coordinator, "fremmed", "PROVIDER").expect(403);
    assertThat(expired.id("fremmed")).isNull();
    assertThat(mayAdd(expired)).isFalse();
    assertThat(mayAdd(group)).isTrue();
  }

  private static boolean mayAdd(TestGroup plan) {
    return coordinator.get(plan.path()).expect(200).body().getJsonObject("may").getBoolean("add");
  }

  @Test
  void addingToClosedPlanIsRejected() {
    TestGroup closed = TestGroup.of(server, TestPlan.closed(coordinator));
    closed.add(coordinator, "fremmed", "PROVIDER").expect(403);
    assertThat(closed.id("fremmed")).isNull();
  }

  @Test
  void personOfOtherMunicipalityIsNotFound() {
    group.add(coordinator, "nabo", "PROVIDER").expect(404, "not.found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"role\": \"PROVIDER\"}",
        "{\"role\": \"OWNER\", \"personId\": \"%s\"}",
        "{\"role\": \"ADMIN\", \"personId\": \"%s\"}",
        "{\"role\": \"PROVIDER\", \"personId\": \"%s\", \"person\": {\"firstName\": \"A\", \"lastName\": \"B\"}}",
        "{\"role\": \"PROVIDER\", \"personId\": \"%s\", \"endsOn\": \"2001-01-01\"}",
        "{\"role\": \"PROVIDER\", \"personId\": \"%s\", \"version\": 3}",
        "{\"role\": \"PROVIDER\", \"person\": {\"firstName\": \"Uten\"}}",
        "{\"role\": \"PROVIDER\", \"personId\": \"%s\", \"rights\": {\"editPerson\": "
            + "true, \"print\": true, \"areas\": {\"LOG\": \"WRITE\"}}}"
      })
  void invalidRequestIsRejected(String body) {
    JsonObject wanted = new JsonObject(body.replace("%s", group.person("fremmed")));
    coordinator.post(group.path(), wanted).expect(422);
    assertThat(group.id("fremmed")).isNull();
  }

  /** Neither the actor nor participants without the preference are notified (NOTIF-1, NOTIF-3). */
  @Test
  void subscribersAreNotified() {
    TestClient doctor = server.loggedIn("lege");
    TestClient mother = server.loggedIn("mor");
    setPreference(doctor, "lege", true);
    setPreference(mother, "mor", false);
    setPreference(coordinator, "koordinator", true);
    server.sql("delete from outbox where template = 'NEW_PARTICIPANT'");
    group.add(coordinator, "fremmed", "PROVIDER").expect(201);
    assertThat(
            server.value(
                "select string_agg(person_id::text || channel, ',') from outbox where template = 'NEW_PARTICIPANT'"))
        .isEqualTo(group.person("lege") + "SMS");
    Awaitility.await()
        .until(() -> outboxTexts().anyMatch(text -> text.contains("ny deltaker i en plan")));
    assertThat(outboxTexts()).noneMatch(text -> text.contains("Liksom") || text.contains("Nora"));
  }

  private static Stream<String> outboxTexts() {
    return coordinator.outbox().stream()
        .map(JsonObject.class::cast)
        .map(notice -> notice.getString("text"));
  }

  private static void setPreference(TestClient client, String username, boolean sms) {
    JsonObject channels = new JsonObject().put("sms", sms).put("email", false);
    JsonObject events = new JsonObject().put("NEW_PARTICIPANT", channels);
    client
        .put(group.path(username) + "/notifications", new JsonObject().put("events", events))
        .expect(200);
  }
}
