package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An administrator helps with a person's account (PERSON-8, LOGIN-4, LOGIN-10). */
class PersonAccountIT {
  private static final String EVENTS =
      "select string_agg(event, ' ' order by id) from security_event where person_id = '%s' and by_id is not null"
          + " and event <> 'PERSON_READ'";
  @RegisterExtension static final TestServer server = TestServer.start();

  @BeforeEach
  void awaitCodes() {
    server.awaitCodesSent();
    server.sql("delete from login_guard");
  }

  private static String idOf(String username) {
    return server.value("select person_id from account where username = '%s'".formatted(username));
  }

  private static String path(String username) {
    return "/persons/" + idOf(username) + "/account";
  }

  private static JsonObject change(String username, String channel, boolean newPassword) {
    return new JsonObject()
        .put("username", username)
        .put("channel", channel)
        .put("newPassword", newPassword);
  }

  @Test
  void onlyAdministratorsOfTheMunicipalityMayReadAndChange() {
    String path = path("laerer");
    for (String other : List.of("koordinator", "mor", "nabo", "fremmed")) {
      TestClient client = server.loggedIn(other);
      client.get(path).expect(404, "not.found");
      client.putAccount(path, change("laerer", "EMAIL", true)).expect(404, "not.found");
      client.post(path + "/unlock", null).expect(404, "not.found");
    }
    server.client().get(path).expect(401, "session.required");
    TestClient admin = server.loggedIn("admin");
    admin.get("/persons/" + idOf("nabo") + "/account").expect(404, "not.found");
    admin.putAccount(path("nabo"), change("nabo", "SMS", true)).expect(404, "not.found");
    admin.post(path("nabo") + "/unlock", null).expect(404, "not.found");
    assertThat(server.value(EVENTS.formatted(idOf("laerer")))).isNull();
  }

  @Test
  void ownAccountIsReadButNotChangedHere() {
    TestClient admin = server.loggedIn("admin");
    admin.get(path("admin")).expect(200);
    admin.putAccount(path("admin"), change("admin", "SMS", true)).expect(403, "access.denied");
    admin.post(path("admin") + "/unlock", null).expect(403, "access.denied");
  }

  @Test
  void newPasswordEndsSessionsAndThePersonIsTold() {
    TestClient doctor = server.loggedIn("lege");
    TestClient admin = server.loggedIn("admin");
    String id = idOf("lege");
    JsonObject before = admin.get(path("lege")).expect(200).body();
    assertThat(before.getString("username")).isEqualTo("lege");
    assertThat(before.getBoolean("temporary")).isFalse();
    JsonObject changed =
        admin
            .putAccount("/persons/" + id + "/account", change("lege2", "SMS", true))
            .expect(200)
            .body();
    String password = changed.getString("temporaryPassword");
    assertThat(password).isNotBlank();
    doctor.get("/me").expect(401, "session.required");
    assertThat(server.value(EVENTS.formatted(id))).isEqualTo("ACCOUNT_CHANGED PASSWORD_GIVEN");
    server.awaitCodesSent();
    assertThat(admin.outbox().encode())
        .contains("Noe ved innloggingen din i Samklang er endret: brukernavnet, passordet.")
        .doesNotContain(password);
    assertThat(
            server.client().completeLogin("lege2", password).expect(200).body().getString("next"))
        .isEqualTo("PASSWORD");
    server.sql("update account set username = 'lege' where username = 'lege2'");
  }

  @Test
  void lockIsShownAndEnded() {
    TestClient admin = server.loggedIn("admin");
    for (int i = 0; i < 3; i++) {
      server.client().submitPassword("mor", "Feil-1").expect(401);
    }
    assertThat(admin.get(path("mor")).expect(200).body().getInteger("lockedForSeconds"))
        .isBetween(590, 600);
    admin.post(path("mor") + "/unlock", null).expect(204);
    admin.post(path("mor") + "/unlock", null).expect(204);
    assertThat(admin.get(path("mor")).expect(200).body().containsKey("lockedForSeconds")).isFalse();
    assertThat(server.value(EVENTS.formatted(idOf("mor")))).isEqualTo("UNLOCKED");
    server.client().completeLogin("mor", TestClient.PASSWORD).expect(200);
  }

  @Test
  void whyThePersonDoesNotGetInIsShown() {
    TestClient admin = server.loggedIn("admin");
    String id = idOf("laerer");
    server.sql("update account set last_login_at = null where person_id = '%s'".formatted(id));
    server.sql(
        ("insert into outbox (id, created_at, person_id, channel, template, next_at, failed_at, last_error)"
                + " values (gen_random_uuid(), now() + interval '1 day', '%s', 'SMS', 'ONE_TIME_CODE', now(), now(), 'sms 500')")
            .formatted(id));
    JsonObject account = admin.get(path("laerer")).expect(200).body();
    assertThat(account.containsKey("lastLoginAt")).isFalse();
    assertThat(account.containsKey("noticeFailedAt")).isTrue();
    assertThat(account.getBoolean("addressMissing")).isFalse();
    server.sql("delete from outbox where last_error = 'sms 500'");
  }

  @Test
  void accountIsCreatedForAPersonWithoutOne() {
    String id =
        server.value(
            "select id from person where municipality_id = (select municipality_id from person p join account a"
                + " on a.person_id = p.id where a.username = 'admin') and mobile is not null and deleted_at is null"
                + " and not exists (select from account a where a.person_id = person.id) limit 1");
    if (id == null) {
      id = insertPerson();
    }
    TestClient admin = server.loggedIn("admin");
    String path = "/persons/" + id + "/account";
    assertThat(admin.get(path).expect(200).body().containsKey("username")).isFalse();
    JsonObject made = admin.putAccount(path, change("ny.bruker", "SMS", false)).expect(200).body();
    server.client().completeLogin("ny.bruker", made.getString("temporaryPassword")).expect(200);
    admin.putAccount(path, change("mor", "SMS", false)).expect(422, "account.usernameTaken");
  }

  private static String insertPerson() {
    server.sql(
        """
        insert into person (id, municipality_id, first_name, last_name, mobile)
        select gen_random_uuid(), municipality_id, 'Uten', 'Konto', '+4790123777'
          from person where last_name = 'Mønster'""");
    return server.value("select id from person where last_name = 'Konto'");
  }

  /** Whoever changes both the address for codes and the password can log in as the person. */
  @Test
  void oneAdministratorCannotChangeBothAddressAndPasswordWithinSevenDays() {
    TestClient admin = server.loggedIn("admin");
    String card = "/persons/" + idOf("koordinator");
    changeMobile(admin, card, "+4790555001").expect(200);
    admin
        .putAccount(card + "/account", change("koordinator", "SMS", true))
        .expect(403, "account.recentlyHelped");
    Duration sevenDays = Duration.ofDays(7).plusMinutes(1);
    server.clock().advance(sevenDays);
    server.runJobs(); // the address takes effect, from when the seven days count
    server.clock().advance(sevenDays);
    TestClient later = server.loggedIn("admin");
    later.putAccount(card + "/account", change("koordinator", "SMS", true)).expect(200);
    changeMobile(later, card, "+4790555002").expect(403, "account.recentlyHelped");
  }

  private static TestClient.ClientAnswer changeMobile(
      TestClient admin, String path, String mobile) {
    JsonObject card = admin.get(path).expect(200).body();
    JsonObject input = card.copy().put("mobile", mobile);
    List.of("personId", "version", "pictureVersion", "acrossPlans", "inPlan")
        .forEach(input::remove);
    return admin.put(path, card.getInteger("version"), input);
  }
}
