package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A change by another of an address of an account in use waits (PERSON-15). */
class WaitingAddressIT {
  private static final String OTHERS = "+4790055001";
  private static final Pattern LINK = Pattern.compile("/stopp#([0-9a-f]{32})");

  @RegisterExtension static final TestServer server = TestServer.start();
  private static int count = 0;
  private String username;
  private String path;
  private String mobile;

  /** An account in use, of a person in a plan, whose addresses are confirmed. */
  @BeforeEach
  void newUser() {
    server.awaitCodesSent();
    count++;
    username = "venter" + count;
    mobile = "+479255%04d".formatted(count);
    path = "/persons/" + "00000000-0000-4000-8000-%012d".formatted(count);
    server.sql(
        """
        insert into person (id, municipality_id, first_name, last_name, mobile, email, email_confirmed_at, mobile_confirmed_at)
        select '%s', municipality_id, 'Vera', 'Venter', '%s', 'vera%d@eksempel.example', now(), now()
          from person where id = (select person_id from account where username = 'admin')"""
            .formatted(id(), mobile, count));
    server.sql(
        """
        insert into account (person_id, username, username_key, password_state, password_hash, code_channel, last_login_at, terms_version)
        select '%s', '%s', '%s', 'CHOSEN', password_hash, 'SMS', now(), terms_version from account where username = 'koordinator'"""
            .formatted(id(), username, username));
    server.sql(
        """
        insert into participant (id, plan_id, person_id, role, since)
        select gen_random_uuid(), plan_id, '%s', 'PROVIDER', now() from participant
         where role = 'OWNER' and person_id = (select person_id from account where username = 'planeier') limit 1"""
            .formatted(id()));
  }

  private String id() {
    return path.substring("/persons/".length());
  }

  private ClientAnswer change(TestClient admin, String field, String value) {
    JsonObject card = admin.get(path).expect(200).body();
    JsonObject input = card.copy().put(field, value);
    List.of("personId", "version", "pictureVersion", "acrossPlans", "inPlan")
        .forEach(input::remove);
    return admin.put(path, card.getInteger("version"), input);
  }

  private String mobileOf() {
    return server.value("select mobile from person where id = '%s'".formatted(id()));
  }

  private String logged() {
    return server.value(
        "select string_agg(event, ',' order by at, id) from plan_log where event ~ 'LOGIN_CHANGE|ADDRESS_CHANGED' and participant_id in ("
            + "select id from participant where person_id = '%s')".formatted(id()));
  }

  /** The part of the stop page's address in the latest notice to an address. */
  private static String link(TestClient client, String address) {
    server.awaitCodesSent();
    return client.outbox().stream()
        .map(JsonObject.class::cast)
        .filter(notice -> notice.getString("to").equals(address))
        .map(notice -> LINK.matcher(notice.getString("text")))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
  }

  private String awaitLink(TestClient client, String address) {
    org.awaitility.Awaitility.await()
        .until(
            () ->
                server
                    .value(
                        "select count(*) from outbox where template = 'ADDRESS_CHANGE_ASKED' and sent_at is null and failed_at is null")
                    .equals("0"));
    return link(client, address);
  }

  private ClientAnswer stop(String link) {
    return server.client().post("/waiting-addresses/stop", new JsonObject().put("link", link));
  }

  @Test
  void changeByAnotherTakesEffectAfterADay() {
    TestClient owner = server.loggedIn(username);
    TestClient admin = server.loggedIn("admin");
    JsonObject card = change(admin, "mobile", OTHERS).expect(200).body();
    assertThat(card.getString("mobile")).isEqualTo(mobile);
    owner.get("/me").expect(200);
    JsonObject seen = owner.get("/me/waiting-addresses").expect(200).item(0);
    assertThat(seen.getString("address")).isEqualTo(OTHERS);
    assertThat(seen.getString("askedBy")).isNotBlank();
    JsonObject account = admin.get(path + "/account").expect(200).body();
    assertThat(account.getJsonArray("waiting").getJsonObject(0).getString("sentTo")).endsWith("01");
    server.runJobs();
    assertThat(mobileOf()).isEqualTo(mobile);
    server.clock().advance(Duration.ofHours(24).plusMinutes(1));
    server.runJobs();
    assertThat(mobileOf()).isEqualTo(OTHERS);
    owner.get("/me").expect(401, "session.required");
    assertThat(logged()).isEqualTo("LOGIN_CHANGE_ASKED,ADDRESS_CHANGED");
    assertThat(
            server.value(
                "select (marked_until >= current_date)::text from account where person_id = '%s'"
                    .formatted(id())))
        .isEqualTo("true");
    assertThat(server.value("select count(*) from waiting_address")).isEqualTo("0");
  }

  @Test
  void linkStopsItWithoutALogin() {
    TestClient admin = server.loggedIn("admin");
    change(admin, "mobile", OTHERS).expect(200);
    String link = awaitLink(admin, mobile);
    assertThat(link(admin, "vera%d@eksempel.example".formatted(count))).isEqualTo(link);
    stop("0".repeat(32)).expect(404);
    stop(link).expect(204);
    stop(link).expect(404);
    server.clock().advance(Duration.ofHours(25));
    server.runJobs();
    assertThat(mobileOf()).isEqualTo(mobile);
    assertThat(logged()).isEqualTo("LOGIN_CHANGE_ASKED,LOGIN_CHANGE_STOPPED");
  }

  @Test
  void linkIsNotReadableInTheDatabase() {
    TestClient admin = server.loggedIn("admin");
    change(admin, "mobile", OTHERS).expect(200);
    String link = awaitLink(admin, mobile);
    assertThat(
            server.value(
                "select count(*) from waiting_address where encode(stop_hash, 'escape') like '%"
                    + link
                    + "%' or encode(stop_hash, 'hex') = encode(sha256('"
                    + link
                    + "'), 'hex')"))
        .isEqualTo("0");
    assertThat(server.value("select count(*) from outbox where secret like '%" + link + "%'"))
        .isEqualTo("0");
  }

  @Test
  void personStopsItInTheirSession() {
    TestClient owner = server.loggedIn(username);
    change(server.loggedIn("admin"), "email", "min@egen.example").expect(200);
    owner.delete("/me/waiting-addresses").expect(204);
    owner.delete("/me/waiting-addresses").expect(204);
    assertThat(owner.get("/me/waiting-addresses").expect(200).items()).isEmpty();
    assertThat(
            server.value(
                "select string_agg(event, ',' order by id) from security_event where event like 'CHANGE%' and person_id = '"
                    + id()
                    + "'"))
        .isEqualTo("CHANGE_ASKED,CHANGE_STOPPED");
  }

  /** Who mistyped an address takes it back before it counts; others can't. */
  @Test
  void whoAskedForItWithdrawsIt() {
    TestClient admin = server.loggedIn("admin");
    String waiting = path + "/waiting-addresses";
    change(admin, "mobile", OTHERS).expect(200);
    JsonObject asked = admin.get(path + "/account").expect(200).body();
    assertThat(asked.getJsonArray("waiting").getJsonObject(0).getBoolean("mine")).isTrue();
    server.loggedIn("koordinator2").delete(waiting).expect(204);
    assertThat(server.value("select count(*) from waiting_address")).isEqualTo("1");
    admin.delete(waiting).expect(204);
    admin.delete(waiting).expect(204);
    JsonObject account = admin.get(path + "/account").expect(200).body();
    assertThat(account.containsKey("waiting")).isFalse();
    server.clock().advance(Duration.ofHours(25));
    server.runJobs();
    assertThat(mobileOf()).isEqualTo(mobile);
    assertThat(logged()).isEqualTo("LOGIN_CHANGE_ASKED,LOGIN_CHANGE_STOPPED");
    assertThat(
            server.value(
                "select by_id = (select person_id from account where username = 'admin') from security_event"
                    + " where event = 'CHANGE_STOPPED' and person_id = '"
                    + id()
                    + "'"))
        .isIn("t", "true");
  }

  @Test
  void personConfirmsItByACodeAtTheOldAddress() {
    TestClient owner = server.loggedIn(username);
    TestClient elsewhere = server.loggedIn(username);
    change(server.loggedIn("admin"), "mobile", OTHERS).expect(200);
    owner.post("/me/waiting-addresses/confirm", null).expect(403, "account.confirmationNeeded");
    owner.confirmOwnChanges();
    owner.post("/me/waiting-addresses/confirm", null).expect(204);
    owner.post("/me/waiting-addresses/confirm", null).expect(404);
    assertThat(mobileOf()).isEqualTo(OTHERS);
    owner.get("/me").expect(200);
    elsewhere.get("/me").expect(401, "session.required");
    assertThat(
            server.value(
                "select marked_until::text from account where person_id = '%s'".formatted(id())))
        .isNull();
  }

  @Test
  void accountNeverUsedChangesAtOnce() {
    server.sql("update account set last_login_at = null where username = '%s'".formatted(username));
    change(server.loggedIn("admin"), "mobile", OTHERS).expect(200);
    assertThat(mobileOf()).isEqualTo(OTHERS);
  }

  @Test
  void newNumberOfALostPhoneWaitsAndTheStoppedOneIsTold() {
    TestClient admin = server.loggedIn("admin");
    server.sql("update person set email = null where id = '%s'".formatted(id()));
    int version = admin.get(path + "/account").expect(200).body().getInteger("version");
    admin
        .header("If-Match", "\"" + version + "\"")
        .post(path + "/account/stop-phone", new JsonObject())
        .expect(204);
    admin.header("If-Match", null);
    assertThat(mobileOf()).isNull();
    change(admin, "mobile", OTHERS).expect(200);
    assertThat(mobileOf()).isNull();
    stop(awaitLink(admin, mobile)).expect(204);
  }

  @Test
  void helperOfAChangeDoesNotGiveThePassword() {
    TestClient admin = server.loggedIn("admin");
    change(admin, "mobile", OTHERS).expect(200);
    JsonObject account =
        new JsonObject().put("username", username).put("channel", "SMS").put("newPassword", true);
    admin.putAccount(path + "/account", account).expect(403, "account.recentlyHelped");
    server.clock().advance(Duration.ofHours(25));
    server.runJobs();
    server.clock().advance(Duration.ofDays(6).plusHours(12));
    TestClient later = server.loggedIn("admin");
    later.putAccount(path + "/account", account).expect(403, "account.recentlyHelped");
  }

  /** 29 SMS to satellite numbers in 1.1 s: none where no code has come back from, three a day. */
  @Test
  void changesWriteToNobodyElse() {
    TestClient admin = server.loggedIn("admin");
    server.sql("update account set last_login_at = null where username = '%s'".formatted(username));
    int changed = 0;
    for (int number = 0; number < 29; number++) {
      change(admin, "mobile", "+8816%08d".formatted(number)).expect(422, "person.invalid");
      ClientAnswer answer = change(admin, "mobile", "+479261%04d".formatted(number));
      if (answer.status() == 200) {
        changed++;
      } else {
        answer.expect(429, "account.tooManyAddressChanges");
      }
    }
    assertThat(changed).isEqualTo(3);
    assertThat(
            server.value(
                "select string_agg(coalesce(address, 'sent'), ',') from outbox where person_id = '%s'"
                    .formatted(id())))
        .isIn(mobile, "sent");
    server.clock().advance(Duration.ofHours(25));
    change(server.loggedIn("admin"), "mobile", mobile).expect(200);
  }

  @Test
  void ownChangeTakesThePlaceOfWhatWaits() {
    TestClient owner = server.loggedIn(username);
    change(server.loggedIn("admin"), "mobile", OTHERS).expect(200);
    owner.confirmOwnChanges();
    owner.confirmOwnAddress("SMS", "+4792577%03d".formatted(count));
    change(owner, "mobile", "+4792577%03d".formatted(count)).expect(200);
    assertThat(owner.get("/me/waiting-addresses").expect(200).items()).isEmpty();
  }

  private ClientAnswer turnCodes(TestClient admin, boolean newPassword) {
    JsonObject account = new JsonObject().put("username", username).put("channel", "EMAIL");
    return admin.putAccount(path + "/account", account.put("newPassword", newPassword));
  }

  private String codeChannel() {
    return server.value("select code_channel from account where person_id = '%s'".formatted(id()));
  }

  private void unconfirmEmail() {
    server.sql("update person set email_confirmed_at = null where id = '%s'".formatted(id()));
  }

  /** Whoever gave the address earlier would get the codes. */
  @Test
  void codesTurnedToAnUnconfirmedAddressWait() {
    unconfirmEmail();
    TestClient owner = server.loggedIn(username);
    TestClient admin = server.loggedIn("admin");
    JsonObject answered = turnCodes(admin, false).expect(200).body();
    assertThat(answered.getString("channel")).isEqualTo("SMS");
    assertThat(codeChannel()).isEqualTo("SMS");
    JsonObject seen = owner.get("/me/waiting-addresses").expect(200).item(0);
    assertThat(seen.getBoolean("takesCodes")).isTrue();
    assertThat(seen.getString("channel")).isEqualTo("EMAIL");
    JsonObject account = admin.get(path + "/account").expect(200).body();
    assertThat(account.getJsonArray("waiting").getJsonObject(0).getBoolean("takesCodes")).isTrue();
    server.clock().advance(Duration.ofHours(24).plusMinutes(1));
    server.runJobs();
    assertThat(codeChannel()).isEqualTo("EMAIL");
    owner.get("/me").expect(401, "session.required");
    assertThat(
            server.value(
                "select (marked_until >= current_date)::text from account where person_id = '%s'"
                    .formatted(id())))
        .isEqualTo("true");
  }

  @Test
  void linkStopsTurnedCodes() {
    unconfirmEmail();
    TestClient admin = server.loggedIn("admin");
    turnCodes(admin, false).expect(200);
    stop(awaitLink(admin, mobile)).expect(204);
    server.clock().advance(Duration.ofHours(25));
    server.runJobs();
    assertThat(codeChannel()).isEqualTo("SMS");
  }

  @Test
  void personLetsTurnedCodesCountAtOnce() {
    unconfirmEmail();
    TestClient owner = server.loggedIn(username);
    turnCodes(server.loggedIn("admin"), false).expect(200);
    owner.confirmOwnChanges();
    owner.post("/me/waiting-addresses/confirm", null).expect(204);
    assertThat(codeChannel()).isEqualTo("EMAIL");
  }

  @Test
  void codesTurnedToAConfirmedAddressCountAtOnce() {
    turnCodes(server.loggedIn("admin"), false).expect(200);
    assertThat(codeChannel()).isEqualTo("EMAIL");
    assertThat(server.loggedIn("admin").get(path + "/account").body().getJsonArray("waiting"))
        .isNull();
  }

  @Test
  void passwordAndTurnedCodesAreNotGivenByOne() {
    unconfirmEmail();
    TestClient admin = server.loggedIn("admin");
    turnCodes(admin, true).expect(403, "account.recentlyHelped");
    assertThat(codeChannel()).isEqualTo("SMS");
    turnCodes(admin, false).expect(200);
    JsonObject password =
        new JsonObject().put("username", username).put("channel", "SMS").put("newPassword", true);
    admin.putAccount(path + "/account", password).expect(403, "account.recentlyHelped");
  }
}
