package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Accounts: one's own, those that coordinators make (PERSON-1), and that none can be taken over.
 */
class AccountIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static int numbers = 0;

  @BeforeEach
  void settle() {
    server.awaitCodes();
  }

  private static JsonObject own(String username, String channel) {
    return new JsonObject().put("username", username).put("channel", channel).put("language", "nb");
  }

  private static JsonObject account(String username, String channel, boolean newPassword) {
    return new JsonObject()
        .put("username", username)
        .put("channel", channel)
        .put("newPassword", newPassword);
  }

  private static TestPlan plan() {
    return TestPlan.withConsentFor(server.loggedIn("koordinator"), 210);
  }

  private static String personOf(String username) {
    return server.value("select person_id from account where username = '" + username + "'");
  }

  /** Somebody in a plan, who has no account yet; gives the place in the plan. */
  private static String newcomer(TestPlan plan) {
    String person = UUID.randomUUID().toString();
    server.sql(
        """
        insert into person (id, municipality_id, first_name, last_name, mobile, email)
        select '%s', municipality_id, 'Ny', 'Nilsen', '+479222%04d', null from person where id = '%s'"""
            .formatted(person, ++numbers, personOf("koordinator")));
    return join(plan, person);
  }

  private static String join(TestPlan plan, String person) {
    String place = UUID.randomUUID().toString();
    server.sql(
        "insert into participant (id, plan_id, person_id, role, since) values ('%s', '%s', '%s', 'PROVIDER', now())"
            .formatted(place, plan.id(), person));
    return place;
  }

  private static String personIn(String place) {
    return server.value("select person_id from participant where id = '" + place + "'");
  }

  /** What the plan's log says of a participant. */
  private static String logged(String place) {
    return server.value(
        "select string_agg(event, ', ' order by id) from plan_log where participant_id = '%s'"
            .formatted(place));
  }

  private static String path(TestPlan plan, String place) {
    return plan.path("/participants/" + place + "/account");
  }

  @Test
  void oneChoosesUserNameChannelAndLanguage() {
    TestClient lege = server.loggedIn("lege");
    JsonObject me =
        lege.put("/me/account", own("lege", "EMAIL").put("language", "nn")).expect(200).body();
    assertThat(me.getString("channel")).isEqualTo("EMAIL");
    assertThat(me.getString("language")).isEqualTo("nn");
    lege.put("/me/account", own("  Lege  ", "SMS")).expect(200);
    assertThat(lege.get("/me").body().getString("username")).isEqualTo("Lege");
    server.loggedIn("LEGE").get("/me").expect(200);
    lege.put("/me/account", own("lege", "SMS")).expect(200);
  }

  @Test
  void aUserNameIsTakenInAnyLetterCase() {
    TestClient mor = server.loggedIn("mor");
    TestClient.Answer taken = mor.put("/me/account", own("PlanEier", "EMAIL"));
    taken.expect(422, "account.usernameTaken");
    assertThat(taken.body().getJsonArray("errors").getJsonObject(0).getString("field"))
        .isEqualTo("username");
    server.sql("update account set username = 'bjørn' where username = 'fremmed'");
    mor.put("/me/account", own("BJØRN", "EMAIL")).expect(422, "account.usernameTaken");
    server.sql("update account set username = 'fremmed' where username = 'bjørn'");
  }

  @Test
  void aUserNameCanBeSeenAndSaid() {
    TestClient mor = server.loggedIn("mor");
    for (String bad : new String[] {"a", "to ord", "ny\u200bling", "\u3164\u3164", "<b>", " "}) {
      mor.put("/me/account", own(bad, "EMAIL")).expect(422, "account.usernameInvalid");
    }
  }

  @Test
  void codesHaveSomewhereToGo() {
    TestPlan plan = plan();
    String place = newcomer(plan);
    TestClient.Answer refused =
        plan.client().put(path(plan, place), account("ny.uten", "EMAIL", true));
    refused.expect(422, "account.channelWithoutAddress");
    assertThat(refused.body().getJsonArray("errors").getJsonObject(0).getString("field"))
        .isEqualTo("channel");
  }

  /** PERSON-1: the password to begin with is shown to the coordinator, and to be changed. */
  @Test
  void aCoordinatorMakesAnAccountAndItsPasswordShouldBeChanged() {
    TestPlan plan = plan();
    String place = newcomer(plan);
    JsonObject made =
        plan.client().put(path(plan, place), account("ny.konto", "SMS", false)).expect(200).body();
    String password = made.getString("temporaryPassword");
    assertThat(password).isNotBlank();
    assertThat(
            server.client().answerCode("ny.konto", password).expect(200).body().getString("next"))
        .isEqualTo("TERMS");
    assertThat(
            server.value(
                "select by_id from security_event where event = 'ACCOUNT_CREATED' and person_id = '%s'"
                    .formatted(personIn(place))))
        .isEqualTo(personOf("koordinator"));
    assertThat(logged(place)).isEqualTo("ACCOUNT_CREATED");
    assertThat(
            plan.client()
                .put(path(plan, place), account("ny.konto2", "SMS", false))
                .expect(200)
                .body()
                .fieldNames())
        .doesNotContain("temporaryPassword");
    assertThat(logged(place)).isEqualTo("ACCOUNT_CREATED, ACCOUNT_CHANGED");
  }

  @Test
  void aNewPasswordEndsTheSessionsAndIsToldToThePerson() {
    TestPlan plan = plan();
    String place = newcomer(plan);
    String password =
        plan.client()
            .put(path(plan, place), account("ny.innlogget", "SMS", true))
            .expect(200)
            .body()
            .getString("temporaryPassword");
    TestClient person = server.client();
    person.answerCode("ny.innlogget", password).expect(200);
    person.post("/login/terms", new JsonObject().put("accept", true)).expect(200);
    plan.client().put(path(plan, place), account("ny.innlogget", "SMS", true)).expect(200);
    assertThat(logged(place)).isEqualTo("ACCOUNT_CREATED, PASSWORD_GIVEN");
    person.get("/me").expect(401, "session.required");
    server.client().step1("ny.innlogget", password).expect(401, "login.failed");
    String mobile = server.value("select mobile from person where id = '" + personIn(place) + "'");
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(server.client().outbox().stream().map(JsonObject.class::cast))
                    .anyMatch(
                        notice ->
                            notice.getString("to").equals(mobile)
                                && notice.getString("text").contains("endret")));
  }

  @Test
  void onesOwnAccountInAPlanGetsNoPasswordByIt() {
    TestClient mor = server.loggedIn("mor");
    TestPlan plan = TestPlan.withConsentFor(mor, 210);
    String place = plan.ownParticipantId();
    mor.put(path(plan, place), account("mor", "EMAIL", false)).expect(200);
    assertThat(logged(place)).isNull();
    mor.put(path(plan, place), account("mor", "EMAIL", true)).expect(403, "access.denied");
  }

  /** PERSON-1: an account opens nothing by itself; only a place in a plan does. */
  @Test
  void whoHasNoPlaceInAnyPlanSeesNoPlanAndNoPerson() {
    TestPlan plan = plan();
    TestClient stranger = server.loggedIn("fremmed");
    assertThat(stranger.get("/plans").expect(200).items()).isEmpty();
    for (String part : new String[] {"", "/participants", "/messages", "/consent", "/rights"}) {
      stranger.get(plan.path(part)).expect(404, "not.found");
    }
    for (String person : new String[] {personOf("planeier"), personOf("koordinator")}) {
      stranger.get("/persons/" + person).expect(404, "not.found");
      stranger.get("/persons/" + person + "/picture").expect(404, "not.found");
    }
    stranger.search("/persons", "name", "Nordmann").expect(403, "access.denied");
    String place = join(plan, personOf("fremmed"));
    stranger.get(plan.path("")).expect(200);
    server.sql("update participant set removed_at = now() where id = '" + place + "'");
    stranger.get(plan.path("")).expect(404, "not.found");
  }

  /** PERSON-1: the coordinator makes the account. */
  @Test
  void nobodyButACoordinatorGivesAccounts() {
    TestPlan plan = plan();
    String place = newcomer(plan);
    JsonObject wanted = account("kapret", "SMS", true);
    server.sql(
        "update participant set rights = jsonb_set(rights, '{editPerson}', 'true') where person_id = '%s'"
            .formatted(personOf("lege")));
    for (String other : new String[] {"lege", "planeier", "mor"}) {
      server.loggedIn(other).put(path(plan, place), wanted).expect(403, "access.denied");
    }
    for (String stranger : new String[] {"fremmed", "nabo", "admin"}) {
      server.loggedIn(stranger).put(path(plan, place), wanted).expect(404, "not.found");
    }
  }

  @Test
  void anAccountThatIsUsedInOthersPlansCantBeTakenOver() {
    TestPlan plan = plan();
    String place = newcomer(plan);
    plan.client().put(path(plan, place), account("ny.delt", "SMS", true)).expect(200);
    server.sql("update account set last_login_at = now() where username = 'ny.delt'");
    plan.client().put(path(plan, place), account("ny.delt", "SMS", true)).expect(200);
    elsewhere(personIn(place));
    plan.client()
        .put(path(plan, place), account("ny.delt", "SMS", true))
        .expect(403, "account.notYours");
    server.sql(
        "update person set email = 'ny@eksempel.example' where id = '" + personIn(place) + "'");
    plan.client()
        .put(path(plan, place), account("ny.delt", "EMAIL", false))
        .expect(403, "account.notYours");
    plan.client()
        .put(path(plan, place), account("ny.delt2", "SMS", false))
        .expect(403, "account.notYours");
  }

  /** Brings a person into a plan that another coordinates. */
  private static void elsewhere(String person) {
    server.sql(
        """
        insert into participant (id, plan_id, person_id, role, since)
        select gen_random_uuid(), c.plan_id, '%s', 'NEXT_OF_KIN', now() from participant c
         where c.role = 'COORDINATOR' and c.removed_at is null and c.person_id = '%s'
           and not exists (select from participant o where o.plan_id = c.plan_id and o.person_id in ('%s', '%s') and o.removed_at is null)
         limit 1"""
            .formatted(person, personOf("koordinator2"), personOf("koordinator"), person));
    assertThat(
            server.value(
                "select count(*) from participant where person_id = '"
                    + person
                    + "' and removed_at is null"))
        .isEqualTo("2");
  }

  private static TestClient.Answer moveTo(TestPlan plan, String place, String mobile) {
    JsonObject card = plan.client().get(plan.path("/participants/" + place)).expect(200).body();
    JsonObject person =
        new JsonObject().put("firstName", "Ny").put("lastName", "Nilsen").put("mobile", mobile);
    return plan.client()
        .put(
            plan.path("/participants/" + place),
            card.getInteger("version"),
            new JsonObject().putNull("responsibility").put("person", person));
  }

  @Test
  void aCoordinatorChangesTheAddressesOfTheirOwn() {
    TestPlan plan = plan();
    String place = newcomer(plan);
    moveTo(plan, place, "92 33 00 01").expect(200);
    plan.client().put(path(plan, place), account("ny.egen", "SMS", true)).expect(200);
    server.sql("update account set last_login_at = now() where username = 'ny.egen'");
    moveTo(plan, place, "92 33 00 02").expect(200);
    assertThat(
            server.value(
                "select count(*) from outbox where template = 'ADDRESS_CHANGED' and person_id = '%s'"
                    .formatted(personIn(place))))
        .isEqualTo("1");
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(server.client().outbox().stream().map(JsonObject.class::cast))
                    .anyMatch(notice -> notice.getString("to").equals("+4792330001")));
  }

  @Test
  void addressesOfOnesWhoAreInOthersPlansAreTheirs() {
    TestPlan plan = plan();
    String used = newcomer(plan);
    plan.client().put(path(plan, used), account("ny.brukt", "SMS", true)).expect(200);
    server.sql("update account set last_login_at = now() where username = 'ny.brukt'");
    elsewhere(personIn(used));
    moveTo(plan, used, "92 33 00 03").expect(403, "account.notYours");
    String unused = newcomer(plan);
    elsewhere(personIn(unused));
    moveTo(plan, unused, "92 33 00 04").expect(403, "account.notYours");
  }

  @Test
  void whoIsTrustedElsewhereIsNobodysToTakeOver() {
    TestPlan plan = plan();
    String place = newcomer(plan);
    plan.client().put(path(plan, place), account("ny.betrodd", "SMS", true)).expect(200);
    server.sql("update account set last_login_at = now() where username = 'ny.betrodd'");
    for (String table : new String[] {"organisation_admin", "plan_creator"}) {
      server.sql(
          "insert into %s (organisation_id, person_id) select municipality_id, id from person where id = '%s'"
              .formatted(table, personIn(place)));
      plan.client()
          .put(path(plan, place), account("ny.betrodd", "SMS", true))
          .expect(403, "account.notYours");
      moveTo(plan, place, "92 33 00 05").expect(403, "account.notYours");
      server.sql("delete from %s where person_id = '%s'".formatted(table, personIn(place)));
    }
    moveTo(plan, place, "92 33 00 05").expect(200);
  }

  @Test
  void whatOthersDidIsAmongOnesLoginsWithoutWhereTheyWere() {
    TestPlan plan = plan();
    String place = newcomer(plan);
    String password =
        plan.client()
            .put(path(plan, place), account("ny.logg", "SMS", true))
            .expect(200)
            .body()
            .getString("temporaryPassword");
    plan.client().put(path(plan, place), account("ny.logg", "SMS", false)).expect(200);
    TestClient person = server.client();
    person.answerCode("ny.logg", password).expect(200);
    person.post("/login/terms", new JsonObject().put("accept", true)).expect(200);
    JsonArray logins = person.get("/me/sessions").expect(200).body().getJsonArray("logins");
    JsonObject changed =
        logins.stream()
            .map(JsonObject.class::cast)
            .filter(event -> event.getString("event").equals("ACCOUNT_CHANGED"))
            .findFirst()
            .orElseThrow();
    assertThat(changed.getBoolean("byAnother")).isTrue();
    assertThat(changed.getString("address")).isEmpty();
    assertThat(changed.getString("userAgent")).isEmpty();
  }
}
