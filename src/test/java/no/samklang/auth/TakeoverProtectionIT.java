package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Managing an account doesn't allow taking it over, and its owner is notified of every change
 * (LOGIN).
 */
class TakeoverProtectionIT {
  private static final String HELPED = "account.recentlyHelped";
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan plan;
  private static int count = 0;

  @BeforeAll
  static void start() {
    plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
  }

  @BeforeEach
  void settle() {
    server.awaitCodesSent();
    server.sql("update participant set substitute_from = null, substitute_until = null");
  }

  private static String personOf(String username) {
    return server.value("select person_id from account where username = '" + username + "'");
  }

  /** Adds a person who is in this plan only; returns the participant id. */
  private static String newParticipant() {
    String person = UUID.randomUUID().toString();
    String participantId = UUID.randomUUID().toString();
    server.sql(
        """
        insert into person (id, municipality_id, first_name, last_name, mobile, email)
        select '%s', municipality_id, 'Ny', 'Nilsen', '%s', 'ny@eksempel.example' from person where id = '%s'"""
            .formatted(person, number(++count), personOf("koordinator")));
    server.sql(
        "insert into participant (id, plan_id, person_id, role, since) values ('%s', '%s', '%s', 'PROVIDER', now())"
            .formatted(participantId, plan.id(), person));
    return participantId;
  }

  /** As above, with an account created by the coordinator. */
  private static String newParticipant(String username, boolean hasLoggedIn) {
    String participantId = newParticipant();
    change(plan.client(), participantId, account(username, "SMS", true)).expect(200);
    if (hasLoggedIn) {
      server.sql(
          "update account set last_login_at = now() where username = '%s'".formatted(username));
    }
    return participantId;
  }

  private static String number(int number) {
    return "+479244%04d".formatted(number);
  }

  private static String personIn(String participantId) {
    return server.value("select person_id from participant where id = '" + participantId + "'");
  }

  private static JsonObject account(String username, String channel, boolean newPassword) {
    return new JsonObject()
        .put("username", username)
        .put("channel", channel)
        .put("newPassword", newPassword);
  }

  private static ClientAnswer change(TestClient client, String participantId, JsonObject account) {
    return client.putAccount(path(participantId) + "/account", account);
  }

  private static String path(String participantId) {
    return plan.path("/participants/" + participantId);
  }

  private static ClientAnswer changeMobile(TestClient client, String participantId, String mobile) {
    JsonObject card = client.get(path(participantId)).expect(200).body();
    JsonObject person =
        new JsonObject()
            .put("firstName", "Ny")
            .put("lastName", "Nilsen")
            .put("mobile", mobile)
            .put("email", "ny@eksempel.example");
    JsonObject wanted = new JsonObject().putNull("responsibility").put("person", person);
    return client.put(path(participantId), card.getInteger("version"), wanted);
  }

  /** The doctor, who is a substitute for the coordinator today. */
  private static TestClient substitute() {
    server.sql(
        """
        update participant set substitute_from = current_date - 1, substitute_until = current_date + 1
         where plan_id = '%s' and person_id = '%s'"""
            .formatted(plan.id(), personOf("lege")));
    return server.loggedIn("lege");
  }

  /** A participant whose only extra right is to edit persons. */
  private static TestClient editor() {
    server.sql(
        "update participant set rights = jsonb_set(rights, '{editPerson}', 'true') where plan_id = '%s' and person_id = '%s'"
            .formatted(plan.id(), personOf("nav")));
    return server.loggedIn("nav");
  }

  private static int countNotices(String person) {
    return Integer.parseInt(
        server.value(
            "select count(*) from outbox where template = 'ADDRESS_CHANGED' and person_id = '%s'"
                .formatted(person)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void substituteCannotTakeOverAccount(boolean hasLoggedIn) {
    String username = "vikar." + hasLoggedIn;
    String participantId = newParticipant(username, hasLoggedIn);
    TestClient substitute = substitute();
    changeMobile(substitute, participantId, "92 55 00 01").expect(403, "account.forbidden");
    for (JsonObject wanted :
        new JsonObject[] {
          account(username, "SMS", true),
          account(username, "EMAIL", false),
          account(username + ".ny", "SMS", false)
        }) {
      change(substitute, participantId, wanted).expect(403, "account.forbidden");
    }
    ClientAnswer byCoordinator = changeMobile(plan.client(), participantId, "92 55 00 01");
    byCoordinator.expect(hasLoggedIn ? 403 : 200);
  }

  /** PERSON-15. */
  @Test
  void coordinatorDoesNotGiveBothLoginAndAddressOfAnAccountInUse() {
    String given = newParticipant("fått.passord", true);
    changeMobile(plan.client(), given, "92 55 00 07").expect(403, HELPED);
    stopPhone(given, 1, new JsonObject().put("mobile", "92 55 00 07")).expect(403, HELPED);
    String user = newUser("ny.adresse");
    changeMobile(plan.client(), user, "92 55 00 08").expect(200);
    change(plan.client(), user, account("ny.adresse", "SMS", true)).expect(403, HELPED);
  }

  /** A participant with an account in use that the coordinator hasn't helped with. */
  private static String newUser(String username) {
    String participantId = newParticipant();
    server.sql(
        """
        insert into account (person_id, username, password_state, password_hash, code_channel, last_login_at)
        select '%s', '%s', 'CHOSEN', password_hash, 'SMS', now() from account where username = 'koordinator'"""
            .formatted(personIn(participantId), username));
    return participantId;
  }

  private static ClientAnswer stopPhone(String participantId, int version, JsonObject number) {
    try {
      return plan.client()
          .header("If-Match", "\"" + version + "\"")
          .post(path(participantId) + "/account/stop-phone", number);
    } finally {
      plan.client().header("If-Match", null);
    }
  }

  /** The answer to a stale version shows the account (PERSON-5). */
  @Test
  void versionIsComparedOnlyForThoseWhoMaySeeTheAccount() {
    int stale = 999;
    JsonObject number = new JsonObject().put("mobile", "92 55 00 09");
    String shown = newUser("navn.vist");
    ClientAnswer conflict = stopPhone(shown, stale, number).expect(409, "version.stale");
    assertThat(conflict.body().getJsonObject("current").getString("username"))
        .isEqualTo("navn.vist");
    plan.client().post(path(shown) + "/account/stop-phone", number).expect(422, "request.invalid");
    String hidden = newUser("navn.skjult");
    joinOtherPlan(personIn(hidden));
    assertThat(stopPhone(hidden, stale, number).expect(403, "account.forbidden").body().encode())
        .doesNotContain("navn.skjult");
    assertThat(
            change(plan.client(), hidden, account("gjettet", "SMS", false))
                .expect(403, "account.forbidden")
                .body()
                .encode())
        .doesNotContain("navn.skjult");
    stopPhone(hidden, stale, new JsonObject()).expect(204);
  }

  /** Adds a person to a plan with another coordinator. */
  private static void joinOtherPlan(String person) {
    server.sql(
        """
        insert into participant (id, plan_id, person_id, role, since)
        select gen_random_uuid(), c.plan_id, '%s', 'PROVIDER', now() from participant c
         where c.role = 'COORDINATOR' and c.removed_at is null and c.person_id = '%s'
           and not exists (
             select from participant me where me.plan_id = c.plan_id and me.person_id = '%s' and me.removed_at is null)
         limit 1"""
            .formatted(person, personOf("koordinator2"), personOf("koordinator")));
  }

  @Test
  void coordinatorDoesNotStopThePhoneOfAPersonWithAnOrganisationRole() {
    String participantId = newUser("betrodd");
    String account = path(participantId) + "/account";
    assertThat(mayStopPhone(account)).isTrue();
    makePlanCreator(personIn(participantId));
    assertThat(mayStopPhone(account)).isFalse();
    plan.client().post(account + "/stop-phone", new JsonObject()).expect(403, "account.forbidden");
    server
        .loggedIn("admin")
        .post("/persons/" + personIn(participantId) + "/account/stop-phone", new JsonObject())
        .expect(204);
  }

  private static boolean mayStopPhone(String account) {
    JsonObject shown = plan.client().get(account).expect(200).body();
    return shown.getJsonObject("may").getBoolean("stopPhone");
  }

  /** Adding participants is a substitute's task (PLAN-6). */
  @Test
  void substituteCreatesMissingAccount() {
    String participantId = newParticipant();
    TestClient substitute = substitute();
    changeMobile(substitute, participantId, "92 55 00 02").expect(200);
    change(substitute, participantId, account("vikarens", "SMS", true)).expect(200);
    changeMobile(substitute, participantId, "92 55 00 03").expect(403, "account.forbidden");
  }

  @Test
  void editPersonsDoesNotExtendToAccounts() {
    TestClient editor = editor();
    String participantId = newParticipant();
    changeMobile(editor, participantId, "92 55 00 04").expect(200);
    change(plan.client(), participantId, account("ubrukt", "SMS", true)).expect(200);
    changeMobile(editor, participantId, "92 55 00 05").expect(403, "account.forbidden");
    changeMobile(plan.client(), participantId, "92 55 00 05").expect(200);
  }

  @Test
  void usernameChangeByOtherIsNotified() {
    String participantId = newParticipant("omdøpt", true);
    server.sql(
        "update person set mobile_confirmed_at = now() where id = '%s'"
            .formatted(personIn(participantId)));
    change(plan.client(), participantId, account("omdøpt.ny", "SMS", false)).expect(200);
    assertThat(countNotices(personIn(participantId))).isEqualTo(1);
    makePlanCreator(personIn(participantId));
    change(plan.client(), participantId, account("omdøpt.igjen", "SMS", false))
        .expect(403, "account.forbidden");
    change(plan.client(), participantId, account("omdøpt.ny", "SMS", false))
        .expect(403, "account.forbidden");
    assertThat(countNotices(personIn(participantId))).isEqualTo(1);
  }

  /** More would reveal whether the person logs in to other plans (PERSON-5). */
  @Test
  void unmanageableAccountShowsOnlyItsExistence() {
    String participantId = newParticipant("skjult", true);
    JsonObject card = plan.client().get(path(participantId)).expect(200).body();
    assertThat(card.getJsonObject("account").getString("username")).isEqualTo("skjult");
    makePlanCreator(personIn(participantId));
    card = plan.client().get(path(participantId)).expect(200).body();
    assertThat(card.getJsonObject("account")).isEqualTo(new JsonObject());
    assertThat(card.getJsonObject("may").getBoolean("account")).isFalse();
    assertThat(card.getJsonObject("may").getBoolean("givePassword")).isFalse();
  }

  private static void makePlanCreator(String person) {
    server.sql(
        "insert into plan_creator (organisation_id, person_id) select municipality_id, id from person where id = '%s'"
            .formatted(person));
  }

  /** Another person may have used an unattended screen. */
  @Test
  void ownChangesAreNotifiedToOldAddress() {
    TestClient mor = server.loggedIn("mor");
    String person = personOf("mor");
    JsonObject own = new JsonObject().put("username", "mor").put("channel", "EMAIL");
    String before = server.value("select code_channel from account where username = 'mor'");
    own.put("channel", before);
    mor.putAccount("/me/account", own).expect(200);
    assertThat(countNotices(person)).isZero();
    JsonObject me = mor.get("/me").expect(200).body();
    mor.confirmOwnChanges()
        .confirmOwnAddress("SMS", me.getString("mobile"))
        .confirmOwnAddress("EMAIL", me.getString("email"));
    mor.putAccount("/me/account", own.put("channel", before.equals("SMS") ? "EMAIL" : "SMS"))
        .expect(200);
    assertThat(countNotices(person)).isEqualTo(1);
    String participantId = plan.as(mor).ownParticipantId();
    change(mor, participantId, account("mor", before, false)).expect(200);
    assertThat(countNotices(person)).isEqualTo(2);
    mor.confirmOwnChanges()
        .confirmOwnAddress("SMS", "92 55 00 06")
        .confirmOwnAddress("EMAIL", "ny@eksempel.example");
    changeMobile(mor, participantId, "92 55 00 06").expect(200);
    assertThat(countNotices(person)).isGreaterThan(2);
  }
}
