package no.samklang.participant;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import no.samklang.TestClient;
import no.samklang.TestClient.Answer;
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

/** People come into a plan as far as the owner consents (PART-1). */
class AddIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient coordinator;
  private static TestGroup group;

  @BeforeAll
  static void open() {
    coordinator = server.loggedIn("koordinator");
    group = TestGroup.of(server, TestPlan.withConsentFor(coordinator, 210));
  }

  @AfterEach
  void takeOut() {
    if (group.id("fremmed") != null) {
      group.remove(coordinator, "fremmed").expect(204);
    }
    coordinator.header("Idempotency-Key", null);
  }

  @Test
  void onesFoundInTheRegisterComeWithTheRightsOfTheirRole() {
    TestClient stranger = server.loggedIn("fremmed");
    stranger.get(group.path()).expect(404);
    Answer added = group.add(coordinator, "fremmed", "PROVIDER").expect(201);
    String id = added.body().getString("participantId");
    assertThat(added.header("Location")).contains("/api/v1" + group.path() + "/" + id);
    assertThat(added.body().getJsonObject("rights").getJsonObject("areas"))
        .isEqualTo(defaults("PROVIDER"));
    assertThat(group.lastLogged("event")).isEqualTo("PARTICIPANT_ADDED");
    assertThat(group.lastLogged("participant_id")).isEqualTo(id);
    stranger.get(group.path()).expect(200);
    group.add(coordinator, "fremmed", "PROVIDER").expect(409, "participant.exists");
  }

  @Test
  void aPlanHasRoomForTwoHundred() {
    TestGroup full = TestGroup.of(server, TestPlan.withConsentFor(coordinator, 24));
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
    full.add(coordinator, "nav", "PROVIDER").expect(409, "plan.full");
    full.remove(coordinator, "fremmed").expect(204);
    full.add(coordinator, "nav", "PROVIDER").expect(201);
  }

  private static JsonObject defaults(String role) {
    return new JsonObject(
        server.value(
            "select rights -> 'areas' from role_rights where role = '%s'".formatted(role)));
  }

  @Test
  void whatIsDecidedAtOnceHolds() {
    JsonObject wanted =
        new JsonObject()
            .put("personId", group.person("fremmed"))
            .put("role", "NEXT_OF_KIN")
            .put("responsibility", "  Kjører til trening.  ")
            .put("consentScope", "Bare fritid")
            .put("endsOn", "2099-01-01")
            .put(
                "rights",
                new JsonObject(
                    "{\"editPerson\": false, \"print\": true, \"areas\": {\"LEISURE\": \"WRITE\"}}"));
    JsonObject card = coordinator.post(group.path(), wanted).expect(201).body();
    assertThat(card.getString("responsibility")).isEqualTo("Kjører til trening.");
    assertThat(card.getString("consentScope")).isEqualTo("Bare fritid");
    assertThat(card.getString("endsOn")).isEqualTo("2099-01-01");
    assertThat(group.level("fremmed", "LEISURE")).isEqualTo("WRITE");
    assertThat(card.getJsonObject("rights").getJsonObject("areas").getString("GOALS"))
        .isEqualTo("NONE");
  }

  @Test
  void aNewPersonIsRegisteredAtOnceUnlessSomebodyIsThereAlready() {
    JsonObject person =
        new JsonObject()
            .put("firstName", "Frode")
            .put("lastName", "Liksom")
            .put("birthDate", "1990-10-10")
            .put("mobile", "900 00 123");
    JsonObject wanted = new JsonObject().put("person", person).put("role", "PROVIDER");
    Answer refused = coordinator.post(group.path(), wanted).expect(409, "person.duplicate");
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
  void theSameRequestAddsOnce() {
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

  /** What has been done before is no news (MSG-7, NOTIF-3). */
  @Test
  void aRequestThatIsSentAgainIsToldToNobody() {
    coordinator.header("Idempotency-Key", "add-fremmed-told-once");
    group.add(coordinator, "fremmed", "PROVIDER").expect(201);
    String changedAt = "select changed_at from plan where id = '%s'".formatted(group.planId());
    String before = server.value(changedAt);
    try (TestSocket socket = server.loggedIn("planeier").live()) {
      socket.next("hello");
      group.add(coordinator, "fremmed", "PROVIDER").expect(201);
      assertThat(server.value(changedAt)).isEqualTo(before);
      group.give(coordinator, coordinator, "fremmed", "NETWORK", "READ").expect(200);
      assertThat(socket.next("changed").getString("section")).isEqualTo("rights");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "planeier, access.denied",
    "mor, access.denied",
    "lege, access.denied",
  })
  void onlyWhoRunsThePlanBringsPeopleIn(String username, String code) {
    group.add(server.loggedIn(username), "fremmed", "PROVIDER").expect(403, code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fremmed", "nabo", "admin"})
  void nobodyBringsThemselvesIntoAPlan(String username) {
    group.add(server.loggedIn(username), username, "COORDINATOR").expect(404, "not.found");
  }

  @Test
  void withoutConsentNobodyIsBroughtIn() {
    TestGroup expired = TestGroup.of(server, TestPlan.withExpiredConsent(coordinator));
    expired.add(coordinator, "fremmed", "PROVIDER").expect(403);
    assertThat(expired.id("fremmed")).isNull();
    assertThat(may(expired)).isFalse();
    assertThat(may(group)).isTrue();
  }

  private static boolean may(TestGroup in) {
    return coordinator.get(in.path()).expect(200).body().getJsonObject("may").getBoolean("add");
  }

  @Test
  void intoAClosedPlanNobodyIsBrought() {
    TestGroup closed = TestGroup.of(server, TestPlan.closed(coordinator));
    closed.add(coordinator, "fremmed", "PROVIDER").expect(403);
    assertThat(closed.id("fremmed")).isNull();
  }

  @Test
  void aPersonOfAnotherMunicipalityIsNotFound() {
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
        "{\"role\": \"PROVIDER\", \"person\": {\"firstName\": \"Uten\", \"lastName\": \"Adresse\"}}",
        "{\"role\": \"PROVIDER\", \"personId\": \"%s\", \"rights\": {\"editPerson\": true, \"print\": true, \"areas\": {\"LOG\": \"WRITE\"}}}"
      })
  void whatMakesNoSenseIsRefused(String body) {
    JsonObject wanted = new JsonObject(body.replace("%s", group.person("fremmed")));
    coordinator.post(group.path(), wanted).expect(422);
    assertThat(group.id("fremmed")).isNull();
  }

  /** The doer, and whoever hasn't asked for it, hear nothing (NOTIF-1, NOTIF-3). */
  @Test
  void thoseWhoWishToKnowHearOfIt() {
    TestClient doctor = server.loggedIn("lege");
    TestClient mother = server.loggedIn("mor");
    choose(doctor, "lege", true);
    choose(mother, "mor", false);
    choose(coordinator, "koordinator", true);
    server.sql("delete from outbox where template = 'NEW_PARTICIPANT'");
    group.add(coordinator, "fremmed", "PROVIDER").expect(201);
    assertThat(
            server.value(
                "select string_agg(person_id::text || channel, ',') from outbox where template = 'NEW_PARTICIPANT'"))
        .isEqualTo(group.person("lege") + "SMS");
    Awaitility.await()
        .until(() -> shown().anyMatch(text -> text.contains("ny deltaker i en plan")));
    assertThat(shown()).noneMatch(text -> text.contains("Liksom") || text.contains("Nora"));
  }

  private static Stream<String> shown() {
    return coordinator.outbox().stream()
        .map(JsonObject.class::cast)
        .map(notice -> notice.getString("text"));
  }

  private static void choose(TestClient client, String username, boolean sms) {
    JsonObject channels = new JsonObject().put("sms", sms).put("email", false);
    JsonObject events = new JsonObject().put("NEW_PARTICIPANT", channels);
    client
        .put(group.path(username) + "/notifications", new JsonObject().put("events", events))
        .expect(200);
  }
}
