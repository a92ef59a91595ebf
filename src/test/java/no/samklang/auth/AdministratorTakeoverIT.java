package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One administrator can't become a person by helping twice (PERSON-15, LOGIN-2, LOGIN-10). */
class AdministratorTakeoverIT {
  private static final String HELPED = "account.recentlyHelped";
  @RegisterExtension static final TestServer server = TestServer.start();
  private static String planId;
  private static int count = 0;

  @BeforeAll
  static void start() {
    planId = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210).id();
  }

  @BeforeEach
  void settle() {
    server.awaitCodesSent();
    server.sql("delete from login_guard");
  }

  /** A person in a plan that the administrator isn't in; returns the path of the card. */
  private static String newPerson() {
    String person = UUID.randomUUID().toString();
    server.sql(
        """
        insert into person (id, municipality_id, first_name, last_name, mobile, email)
        select '%s', municipality_id, 'Ny', 'Nilsen', '+479255%04d', 'ny%d@eksempel.example'
          from person where id = '%s'"""
            .formatted(person, ++count, count, idOf("admin")));
    server.sql(
        "insert into participant (id, plan_id, person_id, role, since) values (gen_random_uuid(), '%s', '%s', 'PROVIDER', now())"
            .formatted(planId, person));
    return "/persons/" + person;
  }

  /** As above, with an account in use; the password is the demo one. */
  private static String newUser(String username) {
    String path = newPerson();
    server.sql(
        """
        insert into account (person_id, username, password_state, password_hash, code_channel, last_login_at)
        select '%s', '%s', 'CHOSEN', password_hash, 'SMS', now() from account where username = 'koordinator'"""
            .formatted(id(path), username));
    return path;
  }

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String idOf(String username) {
    return server.value("select person_id from account where username = '%s'".formatted(username));
  }

  private static ClientAnswer changeAccount(
      TestClient admin, String path, String username, String channel, boolean newPassword) {
    JsonObject change = new JsonObject().put("username", username).put("channel", channel);
    return admin.putAccount(path + "/account", change.put("newPassword", newPassword));
  }

  /** Both addresses become the administrator's own. */
  private static ClientAnswer changeAddresses(TestClient admin, String path) {
    JsonObject card = admin.get(path).expect(200).body();
    JsonObject input = card.copy().put("mobile", "+4790555001").put("email", "min@egen.example");
    List.of("personId", "version", "pictureVersion", "acrossPlans", "inPlan")
        .forEach(input::remove);
    return admin.put(path, card.getInteger("version"), input);
  }

  private static String mailedPasswords(String path) {
    return server.value(
        "select count(*) from security_event where event = 'PASSWORD_MAILED' and person_id = '%s'"
            .formatted(id(path)));
  }

  private static void forget(String username) {
    server.client().post("/login/forgot", new JsonObject().put("username", username)).expect(202);
    server.awaitForgotten();
  }

  @Test
  void passwordIsNotMailedToAnAddressFromAnAdministrator() {
    String path = newUser("bruker.glemt");
    String unused = newUser("ubrukt.glemt");
    server.sql("update account set last_login_at = null where username = 'ubrukt.glemt'");
    TestClient admin = server.loggedIn("admin");
    changeAddresses(admin, path).expect(200);
    changeAddresses(admin, unused).expect(200);
    server.clock().advance(Duration.ofHours(25));
    server.runJobs();
    forget("bruker.glemt");
    forget("ubrukt.glemt");
    assertThat(mailedPasswords(path)).isEqualTo("0");
    assertThat(mailedPasswords(unused)).isEqualTo("0");
    server.clock().advance(Duration.ofDays(7).plusMinutes(1));
    forget("bruker.glemt");
    assertThat(mailedPasswords(path)).isEqualTo("1");
  }

  @Test
  void codeChannelAndAddressAreNotChangedByOne() {
    String path = newUser("bruker.kanal");
    TestClient admin = server.loggedIn("admin");
    changeAccount(admin, path, "bruker.kanal", "EMAIL", false).expect(200);
    changeAddresses(admin, path).expect(403, HELPED);
  }

  @Test
  void addressAndNewAccountAreNotGivenByOne() {
    String path = newPerson();
    TestClient admin = server.loggedIn("admin");
    changeAddresses(admin, path).expect(200);
    changeAccount(admin, path, "ny.overtatt", "SMS", false).expect(403, HELPED);
  }

  @Test
  void addressAndPasswordOfAnUnusedAccountAreNotGivenByOne() {
    String path = newUser("bruker.ubrukt");
    server.sql("update account set last_login_at = null where username = 'bruker.ubrukt'");
    TestClient admin = server.loggedIn("admin");
    changeAddresses(admin, path).expect(200);
    changeAccount(admin, path, "bruker.ubrukt", "SMS", true).expect(403, HELPED);
  }

  @Test
  void accountCreatedAndAddressChangedByOneIsRefused() {
    String path = newPerson();
    TestClient admin = server.loggedIn("admin");
    changeAccount(admin, path, "ny.opprettet", "SMS", false).expect(200);
    changeAddresses(admin, path).expect(403, HELPED);
  }

  /** Coordinating one of the plans isn't enough: the person may be in others. */
  @Test
  void coordinatingOnePlanDoesNotAllowAnAdministratorBoth() {
    String path = newPerson();
    makeAdministrator("koordinator");
    try {
      String other = server.value("select id from plan where id <> '%s' limit 1".formatted(planId));
      server.sql(
          "insert into participant (id, plan_id, person_id, role, since) values (gen_random_uuid(), '%s', '%s', 'PROVIDER', now())"
              .formatted(other, id(path)));
      server.sql(
          "update participant set removed_at = now() where plan_id = '%s' and person_id = '%s'"
              .formatted(other, idOf("koordinator")));
      TestClient both = server.loggedIn("koordinator");
      changeAddresses(both, path).expect(200);
      String participant =
          server.value(
              "select id from participant where plan_id = '%s' and person_id = '%s'"
                  .formatted(planId, id(path)));
      changeAccount(both, "/plans/" + planId + "/participants/" + participant, "ny.to", "SMS", true)
          .expect(403, HELPED);
    } finally {
      server.sql(
          "delete from organisation_admin where person_id = '%s'".formatted(idOf("koordinator")));
    }
  }

  private static void makeAdministrator(String username) {
    server.sql(
        "insert into organisation_admin (organisation_id, person_id) select municipality_id, id from person where id = '%s'"
            .formatted(idOf(username)));
  }

  /** Else each unlocking gives whoever knows the password new guesses at the code. */
  @Test
  void whoeverGaveThePasswordCannotUnlock() {
    String path = newUser("bruker.låst");
    TestClient admin = server.loggedIn("admin");
    String password =
        changeAccount(admin, path, "bruker.låst", "SMS", true)
            .expect(200)
            .body()
            .getString("temporaryPassword");
    Instant before = server.clock().instant();
    JsonObject sent = server.client().submitPassword("bruker.låst", password).expect(200).body();
    String code = server.client().awaitCode(sent.getString("sentTo"), before);
    guess(sent.getString("challenge"), code);
    admin.post(path + "/account/unlock", null).expect(403, HELPED);
    makeAdministrator("fremmed");
    server.loggedIn("fremmed").post(path + "/account/unlock", null).expect(204);
    server.client().submitCode(sent.getString("challenge"), code).expect(401, "code.expired");
    assertThat(codesOf(path)).isEqualTo("1");
    server.sql("delete from organisation_admin where person_id = '%s'".formatted(idOf("fremmed")));
  }

  /** Else a helper could give whoever guesses the password any number of attempts. */
  @Test
  void oneHelperUnlocksAnAccountThreeTimesInTwentyFourHours() {
    String unlock = newUser("bruker.gjettet") + "/account/unlock";
    TestClient admin = server.loggedIn("admin");
    for (int i = 0; i < 3; i++) {
      guessPassword("bruker.gjettet");
      admin.post(unlock, null).expect(204);
      admin.post(unlock, null).expect(204);
    }
    guessPassword("bruker.gjettet");
    ClientAnswer refused = admin.post(unlock, null).expect(429, "account.tooManyUnlocks");
    assertThat(refused.body().getInteger("retryAfterSeconds")).isBetween(86_300, 86_400);
    makeAdministrator("fremmed");
    server.loggedIn("fremmed").post(unlock, null).expect(204);
    server.sql("delete from organisation_admin where person_id = '%s'".formatted(idOf("fremmed")));
    server.clock().advance(Duration.ofHours(24).plusMinutes(1));
    guessPassword("bruker.gjettet");
    server.loggedIn("admin").post(unlock, null).expect(204);
  }

  private static void guessPassword(String username) {
    for (int i = 0; i < 3; i++) {
      server.client().submitPassword(username, "Feil-1").expect(401, "login.failed");
    }
  }

  private static void guess(String challenge, String code) {
    String wrong = code.equals("000000") ? "000001" : "000000";
    for (int i = 0; i < 3; i++) {
      server.client().submitCode(challenge, wrong).expect(401, "code.wrong");
    }
  }

  /** Codes sent count towards the limit, used or not. */
  private static String codesOf(String path) {
    return server.value(
        "select count(*) from one_time_code where person_id = '%s'".formatted(id(path)));
  }

  @Test
  void newUserNameKeepsTheLockAndEndsCodes() {
    String path = newUser("bruker.før");
    TestClient admin = server.loggedIn("admin");
    Instant before = server.clock().instant();
    JsonObject sent =
        server.client().submitPassword("bruker.før", TestClient.PASSWORD).expect(200).body();
    String code = server.client().awaitCode(sent.getString("sentTo"), before);
    guess(sent.getString("challenge"), code);
    changeAccount(admin, path, "bruker.etter", "SMS", false).expect(200);
    server.client().submitPassword("bruker.etter", TestClient.PASSWORD).expect(429, "login.locked");
    server.client().submitCode(sent.getString("challenge"), code).expect(401, "code.expired");
  }

  @Test
  void personSeesCreationAndUnlockingAndReadsAreLogged() {
    String path = newPerson();
    TestClient admin = server.loggedIn("admin");
    String password =
        changeAccount(admin, path, "ny.innsyn", "SMS", false)
            .expect(200)
            .body()
            .getString("temporaryPassword");
    makeAdministrator("fremmed");
    TestClient other = server.loggedIn("fremmed");
    guessPassword("ny.innsyn");
    other.get(path + "/account").expect(200);
    assertThat(
            server.value(
                "select count(*) from security_event where event = 'PERSON_READ' and person_id = '%s' and by_id = '%s'"
                    .formatted(id(path), idOf("fremmed"))))
        .isEqualTo("1");
    other.post(path + "/account/unlock", null).expect(204);
    TestClient person = server.client();
    person.completeLogin("ny.innsyn", password).expect(200);
    person.post("/login/terms", new JsonObject().put("accept", true)).expect(200);
    person
        .put(
            "/me/password",
            new JsonObject().put("current", password).put("password", "Fjellbekk-42"))
        .expect(204);
    assertThat(person.get("/me/sessions").expect(200).body().getJsonArray("logins"))
        .map(event -> ((JsonObject) event).getString("event"))
        .contains("ACCOUNT_CREATED", "UNLOCKED")
        .doesNotContain("PERSON_READ");
    server.sql("delete from organisation_admin where person_id = '%s'".formatted(idOf("fremmed")));
  }
}
