package no.samklang.participant;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import no.samklang.TestClient;
import no.samklang.TestClient.Answer;
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

/**
 * The plan group and its cards: what each sees of the others, and may change (PART-3, PERSON-4).
 */
class CardIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient coordinator;
  private static TestClient owner;
  private static TestClient doctor;
  private static TestGroup group;

  @BeforeAll
  static void open() {
    coordinator = server.loggedIn("koordinator");
    owner = server.loggedIn("planeier");
    doctor = server.loggedIn("lege");
    group = TestGroup.of(server, TestPlan.withConsentFor(coordinator, 210));
  }

  @Test
  void theGroupShowsWhoSeesToWhat() {
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
    Answer answer = owner.get(group.path()).expect(200);
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

  private static JsonObject item(Answer group, String username) {
    return group.items().stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("participantId").equals(CardIT.group.id(username)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void othersSeeOnlyWhatIsSeenAcrossPlans() {
    server.sql(
        "update person set hide_mobile = true, street = 'Hjemveien 1' where id = '%s'"
            .formatted(group.person("mor")));
    JsonObject seen = group.card(doctor, "mor");
    JsonObject person = seen.getJsonObject("person");
    assertThat(person.fieldNames())
        .doesNotContain("birthDate", "mobile", "street", "hideMobile", "limitSearch");
    assertThat(person.getString("lastName")).isEqualTo("Eksempel");
    assertThat(seen.fieldNames())
        .doesNotContain("rights", "notifications", "account", "consentScope");
    assertThat(seen.getJsonObject("may").stream().map(Map.Entry::getValue)).containsOnly(false);
    JsonObject whole = group.card(coordinator, "mor");
    assertThat(whole.getJsonObject("person").getString("street")).isEqualTo("Hjemveien 1");
    assertThat(whole.getJsonObject("account").getString("username")).isEqualTo("mor");
    assertThat(whole.fieldNames()).contains("rights", "notifications");
    JsonObject ownersView = group.card(owner, "mor");
    assertThat(ownersView.fieldNames()).contains("rights").doesNotContain("account");
    assertThat(ownersView.getJsonObject("person").fieldNames()).doesNotContain("street");
  }

  @Test
  void oneSeesAndChangesOnesOwnCard() {
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
    Answer stale = put(doctor, "lege", card, change).expect(409, "version.stale");
    assertThat(stale.body().getJsonObject("current")).isEqualTo(changed);
    assertThat(group.lastLogged("event")).isEqualTo("PARTICIPANT_CHANGED");
    assertThat(group.lastLogged("detail")).isEqualTo("{}");
  }

  /**
   * Those who have the plan open, and who finds it in the list, see that it has changed (LIST-2).
   */
  @Test
  void aChangedCardIsAChangeOfThePlan() {
    JsonObject card = group.card(doctor, "lege");
    try (TestSocket socket = owner.live()) {
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

  private static Answer put(TestClient as, String username, JsonObject card, JsonObject change) {
    return as.put(group.path(username), card.getInteger("version"), change);
  }

  /** Of two who save at the same moment one is refused, and overwrites nothing. */
  @Test
  void ofTwoChangesOfOneCardOneIsStale() {
    JsonObject card = group.card(doctor, "lege");
    List<CompletableFuture<Answer>> sent = new ArrayList<>();
    server
        .database()
        .beforeCommit(
            "select id from person where id = '%s' for no key update"
                .formatted(group.person("lege")),
            () -> {
              for (String word : List.of("Det ene", "Det andre")) {
                sent.add(
                    CompletableFuture.supplyAsync(
                        () -> put(doctor, "lege", card, change(card, word))));
              }
              Awaitility.await().until(() -> waiting() == 2);
            });
    assertThat(sent.stream().map(answer -> answer.join().status()))
        .containsExactlyInAnyOrder(200, 409);
  }

  private static int waiting() {
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
  void anothersCardNeedsTheRightToEditPersons() {
    JsonObject card = group.card(coordinator, "ergoterapeut");
    JsonObject change = change(card, "Hjelpemidler");
    put(doctor, "ergoterapeut", card, change).expect(403, "access.denied");
    put(owner, "ergoterapeut", card, change).expect(403, "access.denied");
    put(server.loggedIn("fremmed"), "ergoterapeut", card, change).expect(404);
    JsonObject decision = group.decision(coordinator, "nav");
    decision.getJsonObject("rights").put("editPerson", true);
    group.decide(coordinator, "nav", decision).expect(200);
    TestClient nav = server.loggedIn("nav");
    JsonObject seen = group.card(nav, "ergoterapeut");
    assertThat(seen.getJsonObject("may").getBoolean("edit")).isTrue();
    put(nav, "ergoterapeut", seen, change(seen, "Hjelpemidler")).expect(200);
  }

  /** Nobody changes more than the form has (privilege escalation). */
  @ParameterizedTest
  @ValueSource(strings = {"role", "rights", "endsOn", "personId", "participantId", "planId"})
  void whatTheFormHasNotIsRefused(String field) {
    JsonObject card = group.card(doctor, "lege");
    JsonObject change = change(card, "x").put(field, "COORDINATOR");
    put(doctor, "lege", card, change).expect(422, "request.invalid");
    JsonObject inPerson = change(card, "x");
    inPerson.getJsonObject("person").put(field, group.person("koordinator"));
    put(doctor, "lege", card, inPerson).expect(422, "request.invalid");
  }

  @Test
  void aWrongPersonIsRefusedFieldByField() {
    JsonObject card = group.card(coordinator, "ergoterapeut");
    JsonObject change = change(card, null);
    change
        .getJsonObject("person")
        .put("birthDate", "2199-01-01")
        .put("mobile", "12")
        .put("email", "ikke en adresse");
    Answer refused = put(coordinator, "ergoterapeut", card, change).expect(422, "person.invalid");
    assertThat(refused.body().getJsonArray("errors").stream().map(String::valueOf))
        .anyMatch(error -> error.contains("date.future"))
        .anyMatch(error -> error.contains("mobile.invalid"))
        .anyMatch(error -> error.contains("email.invalid"));
  }

  @Test
  void inAClosedPlanCardsStand() {
    TestGroup closed = TestGroup.of(server, TestPlan.closed(coordinator));
    JsonObject card = closed.card(coordinator, "koordinator");
    assertThat(card.getJsonObject("may").getBoolean("edit")).isFalse();
    coordinator
        .put(closed.path("koordinator"), card.getInteger("version"), change(card, "x"))
        .expect(403, "plan.closed");
  }

  @Test
  void everyEventIsChosenForEachChannel() {
    JsonObject chosen =
        new JsonObject(
            """
            {"events": {"NEW_MESSAGE": {"sms": false, "email": true}, "NEW_GOAL": {"sms": true, "email": false},
             "NEW_COMMENT": {"sms": true, "email": true}, "NEW_EVENT": {"sms": false, "email": false},
             "NEW_PARTICIPANT": {"sms": true, "email": true}}}""");
    String path = group.path("lege") + "/notifications";
    String before = group.lastLogged("id");
    assertThat(doctor.put(path, chosen).expect(200).body()).isEqualTo(chosen);
    assertThat(group.lastLogged("id")).isEqualTo(before);
    JsonObject one =
        new JsonObject("{\"events\": {\"NEW_EVENT\": {\"sms\": true, \"email\": false}}}");
    JsonObject all = coordinator.put(path, one).expect(200).body();
    assertThat(group.lastLogged("event")).isEqualTo("NOTICES_CHANGED");
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

  /** The doctor is in another's plan too, whose account the coordinator mustn't take over. */
  @ParameterizedTest
  @CsvSource({"koordinator, mor, true", "koordinator, lege, false", "mor, mor, false"})
  void whoMayGiveAPasswordIsSaid(String by, String to, boolean may) {
    JsonObject card = group.card(server.loggedIn(by), to);
    assertThat(card.getJsonObject("may").getBoolean("givePassword")).isEqualTo(may);
  }

  @Test
  void thePlanIsShutWithoutConsent() {
    TestGroup expired = TestGroup.of(server, TestPlan.withExpiredConsent(coordinator));
    doctor.get(expired.path("lege")).expect(403, "consent.expired");
    coordinator.get(expired.path("lege")).expect(200);
  }
}
