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

/** Own accounts, accounts created by coordinators (PERSON-1), and protection against takeover. */
class AccountIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static int count = 0;

  @BeforeEach
  void awaitCodes() {
    server.awaitCodesSent();
  }

  private static JsonObject own(String username, String channel) {
    return new JsonObject().put("username", username).put("channel", channel);
  }

  private static JsonObject account(String username, String channel, boolean newPassword) {
    return new JsonObject()
        .put("username", username)
        .put("channel", channel)
        .put("newPassword", newPassword);
  }

  private static TestPlan plan() {
    return TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
  }

  private static String personOf(String username) {
    return server.value("select person_id from account where username = '" + username + "'");
  }

  /** Adds a new person without account to the plan; returns the participant id. */
  private static String newParticipant(TestPlan plan) {
    String person = UUID.randomUUID().toString();
    server.sql(
        """
        insert into person (id, municipality_id, first_name, last_name, mobile, email)
        select '%s', municipality_id, 'Ny', 'Nilsen', '+479222%04d', null from person where id = '%s'"""
            .formatted(person, ++count, personOf("koordinator")));
    return join(plan, person);
  }

  private static String join(TestPlan plan, String person) {
    String participantId = UUID.randomUUID().toString();
    server.sql(
        "insert into participant (id, plan_id, person_id, role, since) values ('%s', '%s', '%s', 'PROVIDER', now())"
            .formatted(participantId, plan.id(), person));
    return participantId;
  }

  private static String personIn(String participantId) {
    return server.value("select person_id from participant where id = '" + participantId + "'");
  }

  /** The plan log's events about a participant. */
  private static String loggedEvents(String participantId) {
    return server.value(
        "select string_agg(event, ', ' order by id) from plan_log where participant_id = '%s'"
            .formatted(participantId));
  }

  private static String path(TestPlan plan, String participantId) {
    return plan.path("/participants/" + participantId + "/account");
  }

  @Test
  void ownUsernameAndChannelAreChanged() {
    TestClient lege = server.loggedIn("lege");
    TestClient other = server.loggedIn("lege");
    lege.putAccount("/me/account", own("lege", "EMAIL")).expect(403, "account.confirmationNeeded");
    lege.putAccount("/me/account", own("lege2", "SMS")).expect(403, "account.confirmationNeeded");
    lege.confirmOwnChanges();
    lege.putAccount("/me/account", own("lege", "EMAIL")).expect(422, "account.addressUnconfirmed");
    lege.confirmOwnAddress("EMAIL", lege.get("/me").body().getString("email"));
    JsonObject me = lege.putAccount("/me/account", own("lege", "EMAIL")).expect(200).body();
    assertThat(me.getString("channel")).isEqualTo("EMAIL");
    other.get("/me").expect(401, "session.required");
    lege.putAccount("/me/account", own("  Lege  ", "SMS")).expect(200);
    assertThat(lege.get("/me").body().getString("username")).isEqualTo("Lege");
    server.loggedIn("LEGE").get("/me").expect(200);
    lege.putAccount("/me/account", own("lege", "SMS")).expect(200);
  }

  @Test
  void usernameIsUniqueIgnoringCase() {
    TestClient mor = server.loggedIn("mor").confirmOwnChanges();
    TestClient.ClientAnswer taken = mor.putAccount("/me/account", own("PlanEier", "EMAIL"));
    taken.expect(422, "account.usernameTaken");
    assertThat(taken.body().getJsonArray("errors").getJsonObject(0).getString("field"))
        .isEqualTo("username");
    server.sql("update account set username = 'bjørn' where username = 'fremmed'");
    mor.putAccount("/me/account", own("BJØRN", "EMAIL")).expect(422, "account.usernameTaken");
    server.sql("update account set username = 'fremmed' where username = 'bjørn'");
  }

  @Test
  void usernameWithInvisibleCharactersIsRejected() {
    TestClient mor = server.loggedIn("mor");
    for (String bad : new String[] {"a", "to ord", "ny\u200bling", "\u3164\u3164", "<b>", " "}) {
      mor.putAccount("/me/account", own(bad, "EMAIL")).expect(422, "account.usernameInvalid");
    }
  }

  @Test
  void channelRequiresAddress() {
    TestPlan plan = plan();
    String participantId = newParticipant(plan);
    TestClient.ClientAnswer refused =
        plan.client().putAccount(path(plan, participantId), account("ny.uten", "EMAIL", true));
    refused.expect(422, "account.channelWithoutAddress");
    assertThat(refused.body().getJsonArray("errors").getJsonObject(0).getString("field"))
        .isEqualTo("channel");
  }

  /** PERSON-1: the initial password is shown to the coordinator and should be changed. */
  @Test
  void coordinatorCreatesAccountWithTemporaryPassword() {
    TestPlan plan = plan();
    String participantId = newParticipant(plan);
    JsonObject made =
        plan.client()
            .putAccount(path(plan, participantId), account("ny.konto", "SMS", false))
            .expect(200)
            .body();
    String password = made.getString("temporaryPassword");
    assertThat(password).isNotBlank();
    assertThat(
            server
                .client()
                .completeLogin("ny.konto", password)
                .expect(200)
                .body()
                .getString("next"))
        .isEqualTo("TERMS");
    assertThat(
            server.value(
                "select by_id from security_event where event = 'ACCOUNT_CREATED' and person_id = '%s'"
                    .formatted(personIn(participantId))))
        .isEqualTo(personOf("koordinator"));
    assertThat(loggedEvents(participantId)).isEqualTo("ACCOUNT_CREATED");
    assertThat(
            plan.client()
                .putAccount(path(plan, participantId), account("ny.konto2", "SMS", false))
                .expect(200)
                .body()
                .fieldNames())
        .doesNotContain("temporaryPassword");
    assertThat(loggedEvents(participantId)).isEqualTo("ACCOUNT_CREATED, ACCOUNT_CHANGED");
  }

  @Test
  void newPasswordEndsSessionsAndNotifiesPerson() {
    TestPlan plan = plan();
    String participantId = newParticipant(plan);
    String password =
        plan.client()
            .putAccount(path(plan, participantId), account("ny.innlogget", "SMS", true))
            .expect(200)
            .body()
            .getString("temporaryPassword");
    TestClient person = server.client();
    person.completeLogin("ny.innlogget", password).expect(200);
    person.post("/login/terms", new JsonObject().put("accept", true)).expect(200);
    plan.client()
        .putAccount(path(plan, participantId), account("ny.innlogget", "SMS", true))
        .expect(200);
    assertThat(loggedEvents(participantId)).isEqualTo("ACCOUNT_CREATED, PASSWORD_GIVEN");
    person.get("/me").expect(401, "session.required");
    server.client().submitPassword("ny.innlogget", password).expect(401, "login.failed");
    String mobile =
        server.value("select mobile from person where id = '" + personIn(participantId) + "'");
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
  void ownAccountGetsNoTemporaryPassword() {
    TestClient mor = server.loggedIn("mor");
    TestPlan plan = TestPlan.withConsentDaysLeft(mor, 210);
    String participantId = plan.ownParticipantId();
    mor.putAccount(path(plan, participantId), account("mor", "EMAIL", false)).expect(200);
    assertThat(loggedEvents(participantId)).isEqualTo("PARTICIPANT_ADDED");
    mor.putAccount(path(plan, participantId), account("mor", "EMAIL", true))
        .expect(403, "access.denied");
  }

  /** PERSON-1: an account alone gives no access; only participation in a plan does. */
  @Test
  void accountWithoutPlanSeesNoPlanAndNoPerson() {
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
    String participantId = join(plan, personOf("fremmed"));
    stranger.get(plan.path("")).expect(200);
    server.sql("update participant set removed_at = now() where id = '" + participantId + "'");
    stranger.get(plan.path("")).expect(404, "not.found");
  }

  /** PERSON-1: only the coordinator creates accounts. */
  @Test
  void onlyCoordinatorCreatesAccounts() {
    TestPlan plan = plan();
    String participantId = newParticipant(plan);
    JsonObject wanted = account("kapret", "SMS", true);
    server.sql(
        "update participant set rights = jsonb_set(rights, '{editPerson}', 'true') where person_id = '%s'"
            .formatted(personOf("lege")));
    for (String other : new String[] {"lege", "planeier", "mor"}) {
      server
          .loggedIn(other)
          .putAccount(path(plan, participantId), wanted)
          .expect(403, "access.denied");
    }
    for (String stranger : new String[] {"fremmed", "nabo", "admin"}) {
      server
          .loggedIn(stranger)
          .putAccount(path(plan, participantId), wanted)
          .expect(404, "not.found");
    }
  }

  @Test
  void accountUsedInOtherPlansCannotBeTakenOver() {
    TestPlan plan = plan();
    String participantId = newParticipant(plan);
    plan.client()
        .putAccount(path(plan, participantId), account("ny.delt", "SMS", true))
        .expect(200);
    server.sql("update account set last_login_at = now() where username = 'ny.delt'");
    plan.client()
        .putAccount(path(plan, participantId), account("ny.delt", "SMS", true))
        .expect(200);
    joinOtherPlan(personIn(participantId));
    plan.client()
        .putAccount(path(plan, participantId), account("ny.delt", "SMS", true))
        .expect(403, "account.forbidden");
    server.sql(
        "update person set email = 'ny@eksempel.example' where id = '"
            + personIn(participantId)
            + "'");
    plan.client()
        .putAccount(path(plan, participantId), account("ny.delt", "EMAIL", false))
        .expect(403, "account.forbidden");
    plan.client()
        .putAccount(path(plan, participantId), account("ny.delt2", "SMS", false))
        .expect(403, "account.forbidden");
  }

  /** Adds a person to a plan with another coordinator. */
  private static void joinOtherPlan(String person) {
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

  /** An account in use, that the coordinator hasn't helped with lately (PERSON-15). */
  private static void insertUsed(String participantId, String username) {
    server.sql(
        """
        insert into account (person_id, username, password_state, password_hash, code_channel, last_login_at)
        select '%s', '%s', 'CHOSEN', password_hash, 'SMS', now() from account where username = 'koordinator'"""
            .formatted(personIn(participantId), username));
    server.sql(
        "update person set mobile_confirmed_at = now() where id = '%s'"
            .formatted(personIn(participantId)));
  }

  private static TestClient.ClientAnswer changeMobile(
      TestPlan plan, String participantId, String mobile) {
    JsonObject card =
        plan.client().get(plan.path("/participants/" + participantId)).expect(200).body();
    JsonObject person =
        new JsonObject().put("firstName", "Ny").put("lastName", "Nilsen").put("mobile", mobile);
    return plan.client()
        .put(
            plan.path("/participants/" + participantId),
            card.getInteger("version"),
            new JsonObject().putNull("responsibility").put("person", person));
  }

  @Test
  void coordinatorChangesAddressesOfOwnParticipants() {
    TestPlan plan = plan();
    String participantId = newParticipant(plan);
    changeMobile(plan, participantId, "92 33 00 01").expect(200);
    insertUsed(participantId, "ny.egen");
    changeMobile(plan, participantId, "92 33 00 02").expect(200);
    assertThat(
            server.value(
                "select count(*) from outbox where template = 'ADDRESS_CHANGE_ASKED' and person_id = '%s'"
                    .formatted(personIn(participantId))))
        .isEqualTo("1");
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(server.client().outbox().stream().map(JsonObject.class::cast))
                    .anyMatch(notice -> notice.getString("to").equals("+4792330001")));
  }

  @Test
  void addressesOfPersonsInOtherPlansCannotBeChanged() {
    TestPlan plan = plan();
    String used = newParticipant(plan);
    plan.client().putAccount(path(plan, used), account("ny.brukt", "SMS", true)).expect(200);
    server.sql("update account set last_login_at = now() where username = 'ny.brukt'");
    joinOtherPlan(personIn(used));
    changeMobile(plan, used, "92 33 00 03").expect(403, "account.forbidden");
    String unused = newParticipant(plan);
    joinOtherPlan(personIn(unused));
    changeMobile(plan, unused, "92 33 00 04").expect(403, "account.forbidden");
  }

  @Test
  void personWithOrganisationRoleCannotBeTakenOver() {
    TestPlan plan = plan();
    String participantId = newParticipant(plan);
    insertUsed(participantId, "ny.betrodd");
    for (String table : new String[] {"organisation_admin", "plan_creator"}) {
      server.sql(
          "insert into %s (organisation_id, person_id) select municipality_id, id from person where id = '%s'"
              .formatted(table, personIn(participantId)));
      plan.client()
          .putAccount(path(plan, participantId), account("ny.betrodd", "SMS", true))
          .expect(403, "account.forbidden");
      changeMobile(plan, participantId, "92 33 00 05").expect(403, "account.forbidden");
      server.sql("delete from %s where person_id = '%s'".formatted(table, personIn(participantId)));
    }
    changeMobile(plan, participantId, "92 33 00 05").expect(200);
  }

  @Test
  void actionsByOthersAreListedWithoutTheirAddress() {
    TestPlan plan = plan();
    String participantId = newParticipant(plan);
    String password =
        plan.client()
            .putAccount(path(plan, participantId), account("ny.logg", "SMS", true))
            .expect(200)
            .body()
            .getString("temporaryPassword");
    plan.client()
        .putAccount(path(plan, participantId), account("ny.logg", "SMS", false))
        .expect(200);
    TestClient person = server.client();
    person.completeLogin("ny.logg", password).expect(200);
    person.post("/login/terms", new JsonObject().put("accept", true)).expect(200);
    person
        .put(
            "/me/password",
            new JsonObject().put("current", password).put("password", "Fjellbekk-42"))
        .expect(204);
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
