package no.samklang.participant;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan group and its cards: visible and editable fields by role (PART-3, PERSON-4). */
class ParticipantCardIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient coordinator;
  private static TestClient owner;
  private static TestClient doctor;
  private static TestGroup group;

  @BeforeAll
  static void setUp() {
    coordinator = server.loggedIn("koordinator");
    owner = server.loggedIn("planeier");
    doctor = server.loggedIn("lege");
    group = TestGroup.of(server, TestPlan.withConsentDaysLeft(coordinator, 210));
  }

  @Test
  void groupShowsResponsibilityAndSubstitute() {
    server.sql(
        """
        update participant set responsibility = 'Medisiner', ends_on = '2099-05-01',
               substitute_from = current_date - 1, substitute_until = current_date + 1
         where id = '%s'"""
            .formatted(group.id("ergoterapeut")));
    server.sql(
        """
        insert into person_picture (person_id, content, content_type, version, updated_at)
        values ('%s', 'x', 'image/jpeg', 7, now())"""
            .formatted(group.person("ergoterapeut")));
    ClientAnswer answer = owner.get(group.path()).expect(200);
    JsonObject one = item(answer, "ergoterapeut");
    assertThat(one.getString("personId")).isEqualTo(group.person("ergoterapeut"));
    assertThat(one.getInteger("pictureVersion")).isEqualTo(7);
    assertThat(one.getString("responsibility")).isEqualTo("Medisiner");
    assertThat(one.getString("endsOn")).isEqualTo("2099-05-01");
    assertThat(one.getBoolean("substitute")).isTrue();
    assertThat(one.getString("role")).isEqualTo("PROVIDER");
    assertThat(item(answer, "lege").getBoolean("substitute")).isFalse();
    assertThat(answer.body().getJsonObject("may"))
        .isEqualTo(new JsonObject().put("add", false).put("seeRights", true));
  }

  private static JsonObject item(ClientAnswer group, String username) {
    return group.items().stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("participantId").equals(ParticipantCardIT.group.id(username)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void othersSeeOnlyFieldsAcrossPlans() {
    server.sql(
        "update person set hide_mobile = true, street = 'Hjemveien 1' where id = '%s'"
            .formatted(group.person("mor")));
    JsonObject card = group.card(doctor, "mor");
    JsonObject person = card.getJsonObject("person");
    assertThat(person.fieldNames())
        .doesNotContain("birthDate", "mobile", "street", "hideMobile", "limitSearch");
    assertThat(person.getString("lastName")).isEqualTo("Eksempel");
    assertThat(card.fieldNames())
        .doesNotContain("rights", "notifications", "account", "consentScope");
    assertThat(card.getJsonObject("may").stream().map(Map.Entry::getValue)).containsOnly(false);
    JsonObject coordinatorsView = group.card(coordinator, "mor");
    assertThat(coordinatorsView.getJsonObject("person").getString("street"))
        .isEqualTo("Hjemveien 1");
    assertThat(coordinatorsView.getJsonObject("account").getString("username")).isEqualTo("mor");
    assertThat(coordinatorsView.fieldNames()).contains("rights", "notifications");
    JsonObject ownersView = group.card(owner, "mor");
    assertThat(ownersView.fieldNames()).contains("rights").doesNotContain("account");
    assertThat(ownersView.getJsonObject("person").fieldNames()).doesNotContain("street");
  }

  @Test
  void ownCardIsVisibleAndEditable() {
    JsonObject card = group.card(doctor, "lege");
    assertThat(card.getBoolean("me")).isTrue();
    assertThat(card.getJsonObject("may").getBoolean("edit")).isTrue();
    assertThat(card.getJsonObject("may").getBoolean("decideRights")).isFalse();
    JsonObject change = change(card, "Medisiner og prøver");
    change.getJsonObject("person").put("jobTitle", "Lege i fast stilling");
    JsonObject changed = put(doctor, "lege", card, change).expect(200).body();
    assertThat(changed.getString("responsibility")).isEqualTo("Medisiner og prøver");
    assertThat(changed.getJsonObject("person").getString("jobTitle"))
        .isEqualTo("Lege i fast stilling");
    assertThat(changed.getInteger("version")).isGreaterThan(card.getInteger("version"));
    ClientAnswer stale = put(doctor, "lege", card, change).expect(409, "version.stale");
    assertThat(stale.body().getJsonObject("current")).isEqualTo(changed);
    assertThat(group.lastLogValue("event")).isEqualTo("PARTICIPANT_CHANGED");
    assertThat(group.lastLogValue("detail")).isEqualTo("{}");
  }

  /** Open pages get an event, and the plan list shows the change (LIST-2). */
  @Test
  void cardChangeMarksPlanAsChanged() {
    JsonObject card = group.card(doctor, "lege");
    try (TestSocket socket = owner.openSocket()) {
      socket.next("hello");
      put(doctor, "lege", card, change(card, "Alt det nye")).expect(200);
      assertThat(socket.next("changed").getString("section")).isEqualTo("participants");
    }
    assertThat(
            server.value(
                "select changed_by from plan where id = '%s' and changed_at > now() - interval '1 minute'"
                    .formatted(group.planId())))
        .isEqualTo(group.person("lege"));
  }

  private static ClientAnswer put(
      TestClient as, String username, JsonObject card, JsonObject change) {
    return as.put(group.path(username), card.getInteger("version"), change);
  }

  /** Of two concurrent saves one is rejected and overwrites nothing. */
  @Test
  void concurrentChangesConflict() {
    JsonObject card = group.card(doctor, "lege");
    List<CompletableFuture<ClientAnswer>> sent = new ArrayList<>();
    server
        .database()
        .whileUncommitted(
            "select id from person where id = '%s' for no key update"
                .formatted(group.person("lege")),
            () -> {
              for (String word : List.of("Det ene", "Det andre")) {
                sent.add(
                    CompletableFuture.supplyAsync(
                        () -> put(doctor, "lege", card, change(card, word))));
              }
              Awaitility.await().until(() -> countLockWaits() == 2);
            });
    assertThat(sent.stream().map(answer -> answer.join().status()))
        .containsExactlyInAnyOrder(200, 409);
  }

  private static int countLockWaits() {
    return Integer.parseInt(
        server.value(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"));
  }

  private static JsonObject change(JsonObject card, String responsibility) {
    JsonObject person = card.getJsonObject("person").copy();
    person.remove("personId");
    person.remove("version");
    person.remove("pictureVersion");
    person.remove("acrossPlans");
    return new JsonObject().put("responsibility", responsibility).put("person", person);
  }

  @Test
  void othersCardRequiresEditPersons() {
    JsonObject card = group.card(coordinator, "ergoterapeut");
    JsonObject change = change(card, "Hjelpemidler");
    put(doctor, "ergoterapeut", card, change).expect(403, "access.denied");
    put(owner, "ergoterapeut", card, change).expect(403, "access.denied");
    put(server.loggedIn("fremmed"), "ergoterapeut", card, change).expect(404);
    JsonObject decision = group.decision(coordinator, "nav");
    decision.getJsonObject("rights").put("editPerson", true);
    group.decide(coordinator, "nav", decision).expect(200);
    TestClient nav = server.loggedIn("nav");
    JsonObject navsView = group.card(nav, "ergoterapeut");
    assertThat(navsView.getJsonObject("may").getBoolean("edit")).isTrue();
    put(nav, "ergoterapeut", navsView, change(navsView, "Hjelpemidler")).expect(200);
  }

  /** Unknown fields are rejected (privilege escalation). */
  @ParameterizedTest
  @ValueSource(strings = {"role", "rights", "endsOn", "personId", "participantId", "planId"})
  void unknownFieldIsRejected(String field) {
    JsonObject card = group.card(doctor, "lege");
    JsonObject change = change(card, "x").put(field, "COORDINATOR");
    put(doctor, "lege", card, change).expect(422, "request.invalid");
    JsonObject inPerson = change(card, "x");
    inPerson.getJsonObject("person").put(field, group.person("koordinator"));
    put(doctor, "lege", card, inPerson).expect(422, "request.invalid");
  }

  @Test
  void invalidPersonIsRejectedWithFieldErrors() {
    JsonObject card = group.card(coordinator, "ergoterapeut");
    JsonObject change = change(card, null);
    change
        .getJsonObject("person")
        .put("birthDate", "2199-01-01")
        .put("mobile", "12")
        .put("email", "ikke en adresse");
    ClientAnswer refused =
        put(coordinator, "ergoterapeut", card, change).expect(422, "person.invalid");
    assertThat(refused.body().getJsonArray("errors").stream().map(String::valueOf))
        .anyMatch(error -> error.contains("date.future"))
        .anyMatch(error -> error.contains("mobile.invalid"))
        .anyMatch(error -> error.contains("email.invalid"));
  }

  @Test
  void cardsAreReadOnlyInClosedPlan() {
    TestGroup closed = TestGroup.of(server, TestPlan.closed(coordinator));
    JsonObject card = closed.card(coordinator, "koordinator");
    assertThat(card.getJsonObject("may").getBoolean("edit")).isFalse();
    coordinator
        .put(closed.path("koordinator"), card.getInteger("version"), change(card, "x"))
        .expect(403, "plan.closed");
  }

  @Test
  void preferencesAreSetPerEventAndChannel() {
    JsonObject preferences =
        new JsonObject(
            """
            {"events": {"NEW_MESSAGE": {"sms": false, "email": true}, "NEW_GOAL": {"sms": true, "email": false},
             "NEW_COMMENT": {"sms": true, "email": true}, "NEW_EVENT": {"sms": false, "email": false},
             "NEW_PARTICIPANT": {"sms": true, "email": true}}}""");
    String path = group.path("lege") + "/notifications";
    String before = group.lastLogValue("id");
    assertThat(doctor.put(path, preferences).expect(200).body()).isEqualTo(preferences);
    assertThat(group.lastLogValue("id")).isEqualTo(before);
    JsonObject one =
        new JsonObject("{\"events\": {\"NEW_EVENT\": {\"sms\": true, \"email\": false}}}");
    JsonObject all = coordinator.put(path, one).expect(200).body();
    assertThat(group.lastLogValue("event")).isEqualTo("NOTICES_CHANGED");
    assertThat(all.getJsonObject("events").getJsonObject("NEW_EVENT").getBoolean("sms")).isTrue();
    assertThat(all.getJsonObject("events").getJsonObject("NEW_GOAL").getBoolean("sms")).isTrue();
    assertThat(group.card(doctor, "lege").getJsonObject("notifications")).isEqualTo(all);
    assertThat(item(owner.get(group.path()), "lege").getBoolean("notifiedByEmail")).isTrue();
    owner.put(path, one).expect(403, "access.denied");
    server.loggedIn("mor").put(path, one).expect(403, "access.denied");
    server.loggedIn("fremmed").put(path, one).expect(404);
    doctor
        .put(
            path,
            new JsonObject("{\"events\": {\"NEW_SECRET\": {\"sms\": true, \"email\": false}}}"))
        .expect(422, "request.invalid");
  }

  /**
   * The doctor is in another plan too: the coordinator mustn't be able to take the account over.
   */
  @ParameterizedTest
  @CsvSource({"koordinator, mor, true", "koordinator, lege, false", "mor, mor, false"})
  void cardTellsWhetherPasswordMayBeGiven(String by, String to, boolean may) {
    JsonObject card = group.card(server.loggedIn(by), to);
    assertThat(card.getJsonObject("may").getBoolean("givePassword")).isEqualTo(may);
  }

  @Test
  void cardsRequireConsent() {
    TestGroup expired = TestGroup.of(server, TestPlan.withExpiredConsent(coordinator));
    doctor.get(expired.path("lege")).expect(403, "consent.expired");
    coordinator.get(expired.path("lege")).expect(200);
  }
}
