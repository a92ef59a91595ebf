package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Accounts that are blocked, locked or not reached, and the help with them (PERSON-8 to 12). */
class AccountHelpIT {
  private static final String PASSWORD = TestClient.PASSWORD;
  private static final JsonObject REASON = new JsonObject().put("reason", "Har sluttet");

  @RegisterExtension static final TestServer server = TestServer.start();

  @BeforeEach
  void reset() {
    server.awaitCodesSent();
    server.sql("delete from login_guard");
    server.sql(
        "update account set blocked_at = null, blocked_by = null, block_reason = null where blocked_at is not null");
  }

  private static String idOf(String username) {
    return server.value("select person_id from account where username = '%s'".formatted(username));
  }

  private static String personPath(String username) {
    return "/persons/" + idOf(username) + "/account";
  }

  private static TestPlan plan(TestClient client) {
    return TestPlan.withConsentDaysLeft(client, 210);
  }

  private static String participantPath(TestPlan plan, String username) {
    String participant =
        server.value(
            "select id from participant where removed_at is null and plan_id = '%s' and person_id = '%s'"
                .formatted(plan.id(), idOf(username)));
    return plan.path("/participants/" + participant + "/account");
  }

  private static String events(String username, String... wanted) {
    return server.value(
        "select string_agg(event, ' ' order by id) from security_event where person_id = '%s' and event in ('%s')"
            .formatted(idOf(username), String.join("', '", wanted)));
  }

  private static void guessWrong(String username, int times) {
    for (int i = 0; i < times; i++) {
      server.client().submitPassword(username, "Feil-1").expect(401, "login.failed");
    }
  }

  // PERSON-9

  @Test
  void blockedPersonIsOutAtOnceAndStaysInThePlans() {
    TestClient admin = server.loggedIn("admin");
    TestClient doctor = server.loggedIn("lege");
    JsonObject challenge = server.client().submitPassword("lege", PASSWORD).expect(200).body();
    String code = codeFor(challenge);
    String plans =
        server.value(
            "select count(*) from participant where removed_at is null and person_id = '%s'"
                .formatted(idOf("lege")));
    try (TestSocket socket = doctor.openSocket()) {
      socket.next("hello");
      JsonObject blocked = admin.post(personPath("lege") + "/block", REASON).expect(200).body();
      assertThat(blocked.getJsonObject("blocked").getString("reason")).isEqualTo("Har sluttet");
      assertThat(socket.next("signedOut").getString("reason")).isEqualTo("BLOCKED");
      assertThat(socket.closeCode()).isEqualTo(4401);
    }
    doctor.get("/me").expect(401, "session.required");
    server.client().submitCode(challenge.getString("challenge"), code).expect(401, "code.expired");
    assertThat(
            server.value(
                "select count(*) from participant where removed_at is null and person_id = '%s'"
                    .formatted(idOf("lege"))))
        .isEqualTo(plans);
    admin.post(personPath("lege") + "/block", REASON).expect(409, "account.blocked");
    admin.post(personPath("lege") + "/unblock", null).expect(200);
    admin.post(personPath("lege") + "/unblock", null).expect(200);
    assertThat(server.loggedIn("lege").cookie()).isNotNull();
    assertThat(events("lege", "BLOCKED", "UNBLOCKED")).isEqualTo("BLOCKED UNBLOCKED");
  }

  private static String codeFor(JsonObject challenge) {
    return server
        .client()
        .awaitCode(challenge.getString("sentTo"), server.clock().instant().minusSeconds(5));
  }

  /** The answers to the right password of a blocked account are those to a wrong one (LOGIN-2). */
  @Test
  void blockedAccountAnswersAsAWrongPassword() {
    TestClient admin = server.loggedIn("admin");
    admin.post(personPath("lege") + "/block", REASON).expect(200);
    for (int attempt = 1; attempt <= 4; attempt++) {
      ClientAnswer right = server.client().submitPassword("lege", PASSWORD);
      ClientAnswer wrong = server.client().submitPassword("mor", "Feil-1");
      assertThat(right.status()).isEqualTo(wrong.status());
      assertThat(withoutTrace(right)).isEqualTo(withoutTrace(wrong));
    }
    server.client().post("/login/forgot", new JsonObject().put("username", "lege")).expect(202);
    assertThat(events("lege", "PASSWORD_MAILED")).isNull();
    assertThat(events("lege", "REFUSED_BLOCKED")).contains("REFUSED_BLOCKED");
  }

  /**
   * Else blocking and opening would give new guesses, without the limits of unlocking (LOGIN-2).
   */
  @Test
  void openingABlockedAccountDoesNotEndItsLock() {
    TestClient admin = server.loggedIn("admin");
    admin.post(personPath("lege") + "/block", REASON).expect(200);
    guessWrong("lege", 3);
    JsonObject opened = admin.post(personPath("lege") + "/unblock", null).expect(200).body();
    assertThat(opened.getInteger("lockedForSeconds")).isBetween(590, 600);
    server.client().submitPassword("lege", PASSWORD).expect(429, "login.locked");
    admin.post(personPath("lege") + "/unlock", null).expect(204);
    assertThat(server.loggedIn("lege").cookie()).isNotNull();
  }

  private static JsonObject withoutTrace(ClientAnswer answer) {
    JsonObject body = answer.body().copy();
    body.remove("traceId");
    body.remove("retryAfterSeconds");
    return body;
  }

  @Test
  void blockNeedsAReasonAndAnotherAdministrator() {
    TestClient admin = server.loggedIn("admin");
    JsonObject blank = new JsonObject().put("reason", "  ");
    admin.post(personPath("lege") + "/block", blank).expect(422, "request.invalid");
    admin.post(personPath("admin") + "/block", REASON).expect(403, "access.denied");
    server.loggedIn("koordinator").post(personPath("lege") + "/block", REASON).expect(404);
    assertThat(
            admin.get(personPath("koordinator")).expect(200).body().getInteger("onlyCoordinatorOf"))
        .isPositive();
  }

  @Test
  void coordinatorSeesTheBlockButNotItsReason() {
    server.loggedIn("admin").post(personPath("lege") + "/block", REASON).expect(200);
    TestPlan plan = plan(server.loggedIn("koordinator"));
    JsonObject account = plan.client().get(participantPath(plan, "lege")).expect(200).body();
    assertThat(account.getJsonArray("obstacles")).contains("BLOCKED");
    assertThat(account.getJsonObject("blocked").containsKey("reason")).isFalse();
  }

  // Versions

  @Test
  void ofTwoChangesAtTheSameTimeOneIsAConflict() {
    TestClient mother = server.loggedIn("mor");
    TestPlan plan = plan(server.loggedIn("koordinator"));
    String path = participantPath(plan, "mor");
    int seen = mother.get("/me").expect(200).body().getInteger("accountVersion");
    JsonObject own = new JsonObject().put("username", "mor").put("channel", "EMAIL");
    mother.put("/me/account", seen, own).expect(200);
    ClientAnswer refused = mother.put("/me/account", seen, own.copy().put("username", "Mor"));
    refused.expect(409, "version.stale");
    assertThat(refused.body().getJsonObject("current").getString("username")).isEqualTo("mor");
    JsonObject byOther =
        new JsonObject().put("username", "mor").put("channel", "EMAIL").put("newPassword", false);
    ClientAnswer stale = plan.client().put(path, seen, byOther);
    stale.expect(409, "version.stale");
    assertThat(stale.body().getJsonObject("current").getInteger("version")).isEqualTo(seen + 1);
    plan.client().put(path, byOther).expect(422, "request.invalid");
    server.loggedIn("admin").put(personPath("mor"), 0, byOther).expect(409, "version.stale");
    mother.put("/me/account", seen + 1, own).expect(200);
  }

  @Test
  void changeOfAddressRaisesTheVersionOfTheAccount() {
    TestClient admin = server.loggedIn("admin");
    int before = admin.get(personPath("fremmed")).expect(200).body().getInteger("version");
    changeCard(admin, "fremmed", new JsonObject().put("workplace", "Et annet sted"));
    assertThat(version(admin)).isEqualTo(before);
    changeCard(admin, "fremmed", new JsonObject().put("email", "fremmed2@eksempel.example"));
    endWait();
    assertThat(version(admin)).isEqualTo(before + 1);
  }

  private static int version(TestClient admin) {
    return admin.get(personPath("fremmed")).expect(200).body().getInteger("version");
  }

  /** Changes of addresses that wait for a day take effect (PERSON-15). */
  private static void endWait() {
    server.sql("update waiting_address set effective_at = effective_at - interval '24 hours'");
    server.runJobs();
  }

  private static void changeCard(TestClient admin, String username, JsonObject change) {
    String path = "/persons/" + idOf(username);
    JsonObject card = admin.get(path).expect(200).body();
    JsonObject input = card.copy().mergeIn(change);
    List.of("personId", "version", "pictureVersion", "acrossPlans", "inPlan")
        .forEach(input::remove);
    admin.put(path, card.getInteger("version"), input).expect(200);
  }

  // PERSON-8

  @Test
  void lostPhoneIsStoppedByACoordinatorWhoMaySayNothingOfTheNextOne() {
    TestClient doctor = server.loggedIn("lege");
    JsonObject challenge = server.client().submitPassword("lege", PASSWORD).expect(200).body();
    String code = codeFor(challenge);
    String old = server.value("select mobile from person where id = '%s'".formatted(idOf("lege")));
    TestPlan plan = plan(server.loggedIn("koordinator"));
    String path = participantPath(plan, "lege") + "/stop-phone";
    server.loggedIn("mor").post(path, new JsonObject()).expect(403, "access.denied");
    plan.client().post(path, new JsonObject()).expect(204);
    doctor.get("/me").expect(401, "session.required");
    server.client().submitCode(challenge.getString("challenge"), code).expect(401, "code.expired");
    server.client().submitPassword("lege", PASSWORD).expect(403, "login.noAddress");
    server.awaitCodesSent();
    JsonObject notice = plan.client().outbox().getJsonObject(0);
    assertThat(notice.getString("text")).contains("mobilnummeret");
    assertThat(plan.client().outbox().encode()).contains(old);
    assertThat(
            plan.client()
                .get(participantPath(plan, "lege"))
                .expect(200)
                .body()
                .getJsonArray("obstacles"))
        .contains("NO_ADDRESS");
    assertThat(events("lege", "PHONE_STOPPED", "ADDRESS_CHANGED")).isEqualTo("PHONE_STOPPED");
    TestClient admin = server.loggedIn("admin");
    int version = admin.get(personPath("lege")).expect(200).body().getInteger("version");
    JsonObject number = new JsonObject().put("mobile", "900 55 777");
    admin.post(personPath("lege") + "/stop-phone", number).expect(422, "request.invalid");
    stopPhone(admin, version - 1, number).expect(409, "version.stale");
    stopPhone(admin, version, number).expect(204);
    server.client().submitPassword("lege", PASSWORD).expect(403, "login.noAddress");
    endWait();
    assertThat(server.loggedIn("lege").cookie()).isNotNull();
    assertThat(admin.outbox().encode()).contains("+4790055777");
  }

  private static ClientAnswer stopPhone(TestClient admin, int version, JsonObject body) {
    try {
      return admin
          .header("If-Match", "\"" + version + "\"")
          .post(personPath("lege") + "/stop-phone", body);
    } finally {
      admin.header("If-Match", null);
    }
  }

  @Test
  void ownPhoneIsStoppedWithoutEndingThisSession() {
    server.sql(
        "insert into plan_creator (organisation_id, person_id) select municipality_id, id from person where id = '%s'"
            .formatted(idOf("laerer")));
    TestClient here = server.loggedIn("laerer");
    here.post("/login/terms", new JsonObject().put("accept", true));
    TestClient there = server.loggedIn("laerer");
    int version = here.get("/me").expect(200).body().getInteger("accountVersion");
    here.header("If-Match", "\"" + version + "\"");
    JsonObject bad = new JsonObject().put("mobile", "12");
    here.post("/me/account/stop-phone", bad).expect(422, "person.invalid");
    JsonObject same =
        new JsonObject().put("mobile", here.get("/me").expect(200).body().getString("mobile"));
    here.post("/me/account/stop-phone", same).expect(422, "person.invalid");
    JsonObject number = new JsonObject().put("mobile", "90055888");
    here.post("/me/account/stop-phone", number).expect(403, "account.confirmationNeeded");
    here.confirmOwnChanges().confirmOwnAddress("SMS", "90055888");
    here.post("/me/account/stop-phone", number).expect(204);
    assertThat(here.get("/me").expect(200).body().getString("mobile")).isEqualTo("+4790055888");
    there.get("/me").expect(401, "session.required");
  }

  // PERSON-10

  @Test
  void sharedNumberIsWarnedOfAndListed() {
    TestClient admin = server.loggedIn("admin");
    String shared =
        server.value("select mobile from person where id = '%s'".formatted(idOf("koordinator2")));
    assertThat(concerns(admin, "SHARED_ADDRESS")).doesNotContain("fremmed", "koordinator2");
    changeCard(admin, "fremmed", new JsonObject().put("mobile", shared));
    endWait();
    assertThat(admin.get(personPath("fremmed")).expect(200).body().getBoolean("sharedAddress"))
        .isTrue();
    TestClient other = server.loggedIn("koordinator2");
    assertThat(other.get("/me").expect(200).body().getBoolean("sharedAddress")).isTrue();
    assertThat(concerns(admin, "SHARED_ADDRESS")).contains("fremmed", "koordinator2");
    other.get("/accounts?state=SHARED_ADDRESS").expect(403, "access.denied");
    changeCard(admin, "fremmed", new JsonObject().put("mobile", "+4790055111"));
    endWait();
    assertThat(concerns(admin, "SHARED_ADDRESS")).doesNotContain("fremmed", "koordinator2");
  }

  /** Cursors are in URLs, where no address may be. */
  @Test
  void thoseWithTheSameAddressStandTogetherWithoutItInTheCursor() {
    TestClient admin = server.loggedIn("admin");
    for (int i = 1; i <= 4; i++) {
      String mobile = i == 1 || i == 4 ? "+4790055402" : "+4790055401";
      insertUser("00000000-0000-4000-8000-00000000000" + i, "delt." + i, mobile);
    }
    JsonObject first = admin.get("/accounts?limit=3&state=SHARED_ADDRESS").expect(200).body();
    assertThat(usernames(first)).containsExactly("delt.1", "delt.4", "delt.2");
    String next = first.getString("next");
    assertThat(new String(Base64.getUrlDecoder().decode(next), StandardCharsets.UTF_8))
        .doesNotContain("90055401");
    JsonObject second =
        admin.get("/accounts?limit=3&state=SHARED_ADDRESS&after=" + next).expect(200).body();
    assertThat(usernames(second)).startsWith("delt.3");
    server.sql("update person set deleted_at = now() where last_name = 'Delt'");
  }

  private static void insertUser(String id, String username, String mobile) {
    server.sql(
        """
        insert into person (id, municipality_id, first_name, last_name, mobile)
        select '%s', municipality_id, 'Ny', 'Delt', '%s' from person where id = '%s'"""
            .formatted(id, mobile, idOf("admin")));
    server.sql(
        """
        insert into account (person_id, username, password_state, password_hash, code_channel)
        select '%s', '%s', 'CHOSEN', password_hash, 'SMS' from account where username = 'admin'"""
            .formatted(id, username));
  }

  /** PERSON-13. */
  @Test
  void addressOfABlockedPersonIsNotListed() {
    TestClient admin = server.loggedIn("admin");
    admin.post(personPath("fremmed") + "/block", REASON).expect(200);
    assertThat(listed(admin, "fremmed").getString("sentTo")).isNotNull();
    assertThat(listed(admin, "fremmed").getBoolean("addressHidden")).isFalse();
    server.sql(
        "update person set address_block = 'CONFIDENTIAL' where id = '%s'"
            .formatted(idOf("fremmed")));
    assertThat(listed(admin, "fremmed").containsKey("sentTo")).isFalse();
    assertThat(listed(admin, "fremmed").getBoolean("addressHidden")).isTrue();
    server.sql("update person set address_block = null where id = '%s'".formatted(idOf("fremmed")));
  }

  private static JsonObject listed(TestClient admin, String username) {
    return admin.get("/accounts?limit=200&state=BLOCKED").expect(200).items().stream()
        .map(JsonObject.class::cast)
        .filter(item -> item.getString("username").equals(username))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> usernames(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("username"))
        .toList();
  }

  private static List<String> concerns(TestClient admin, String state) {
    return admin.get("/accounts?limit=200&state=" + state).expect(200).items().stream()
        .map(item -> ((JsonObject) item).getString("username"))
        .toList();
  }

  // PERSON-12

  @Test
  void whoHasNotLoggedInForFourteenDaysIsListed() {
    TestPlan plan = plan(server.loggedIn("koordinator"));
    String id = idOf("mor");
    String last =
        server.value("select last_login_at from account where person_id = '%s'".formatted(id));
    server.sql(
        "update account set last_login_at = null, invited_at = now() - interval '13 days' where person_id = '%s'"
            .formatted(id));
    JsonObject fresh = obstacles(plan, "mor");
    assertThat(fresh.getJsonArray("obstacles")).contains("NEVER_USED");
    assertThat(fresh.getBoolean("overdue")).isFalse();
    TestClient admin = server.loggedIn("admin");
    assertThat(concerns(admin, "NEVER_USED")).doesNotContain("mor");
    server.sql(
        "update account set invited_at = now() - interval '15 days' where person_id = '%s'"
            .formatted(id));
    assertThat(obstacles(plan, "mor").getBoolean("overdue")).isTrue();
    assertThat(concerns(admin, "NEVER_USED")).contains("mor");
    server.loggedIn("mor").get(plan.path("/accounts")).expect(403, "access.denied");
    server.sql(
        "update account set last_login_at = '%s' where person_id = '%s'".formatted(last, id));
    assertThat(concerns(admin, "NEVER_USED")).doesNotContain("mor");
  }

  private static JsonObject obstacles(TestPlan plan, String username) {
    String participant =
        server.value(
            "select id from participant where removed_at is null and plan_id = '%s' and person_id = '%s'"
                .formatted(plan.id(), idOf(username)));
    return plan.client().get(plan.path("/accounts")).expect(200).items().stream()
        .map(JsonObject.class::cast)
        .filter(item -> item.getString("participantId").equals(participant))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void lockShowsWhereItCameFromAndTheCoordinatorLiftsIt() {
    TestPlan plan = plan(server.loggedIn("koordinator"));
    String path = participantPath(plan, "planeier");
    guessWrong("planeier", 3);
    JsonObject locked = plan.client().get(path).expect(200).body();
    assertThat(locked.getInteger("lockedForSeconds")).isBetween(590, 600);
    assertThat(locked.getJsonArray("obstacles")).contains("LOCKED");
    JsonObject seen = server.loggedIn("admin").get(personPath("planeier")).expect(200).body();
    assertThat(seen.getJsonObject("lock").getString("cause")).isEqualTo("PASSWORD");
    assertThat(seen.getJsonObject("lock").getString("address")).isNotBlank();
    server.loggedIn("mor").post(path + "/unlock", null).expect(403, "access.denied");
    plan.client().post(path + "/unlock", null).expect(204);
    assertThat(plan.client().get(path).expect(200).body().containsKey("lockedForSeconds"))
        .isFalse();
    assertThat(server.loggedIn("planeier").cookie()).isNotNull();
    assertThat(events("planeier", "UNLOCKED")).isEqualTo("UNLOCKED");
  }

  @Test
  void lockEndsALoginThatIsHalfDone() {
    TestClient half = server.client().keepingChallenge();
    JsonObject challenge = half.submitPassword("koordinator2", PASSWORD).expect(200).body();
    String code = codeFor(challenge);
    guessWrong("koordinator2", 3);
    assertThat(
            half.get("/login/code")
                .expect(200)
                .body()
                .getJsonObject("pending")
                .getInteger("lockedForSeconds"))
        .isBetween(590, 600);
    server.sql("delete from login_guard");
    server.client().submitCode(challenge.getString("challenge"), code).expect(401, "code.expired");
    assertThat(half.get("/login/code").expect(200).body().getValue("pending")).isNull();
    assertThat(server.loggedIn("koordinator2").cookie()).isNotNull();
  }

  /** Whoever knows the password could go on guessing codes. */
  @Test
  void coordinatorWhoGaveThePasswordDoesNotLiftTheLock() {
    TestPlan plan = plan(server.loggedIn("koordinator"));
    String path = participantPath(plan, "mor");
    server.sql(
        ("insert into security_event (at, event, person_id, address, user_agent, by_id)"
                + " values (now(), 'PASSWORD_GIVEN', '%s', '', '', '%s')")
            .formatted(idOf("mor"), idOf("koordinator")));
    guessWrong("mor", 3);
    plan.client().post(path + "/unlock", null).expect(403, "account.recentlyHelped");
  }

  @Test
  void testNoticesAreLimited() {
    TestClient mother = server.loggedIn("mor");
    JsonObject sent = mother.post("/me/test-notice", null).expect(200).body();
    assertThat(sent.getString("channel")).isEqualTo("EMAIL");
    assertThat(sent.getString("sentTo")).contains("•");
    mother.post("/me/test-notice", null).expect(200);
    mother.post("/me/test-notice", null).expect(200);
    ClientAnswer refused = mother.post("/me/test-notice", null).expect(429, "notice.tooMany");
    assertThat(refused.body().getInteger("retryAfterSeconds")).isBetween(3500, 3600);
    server.awaitCodesSent();
    assertThat(mother.outbox().encode()).contains("prøvevarsel");
    server.advanceClock(Duration.ofMinutes(61));
    server.loggedIn("mor").post("/me/test-notice", null).expect(200);
  }

  // PERSON-15, LOGIN-6

  @Test
  void passwordIsMailedUnlessOneHelperChangedBothTheMailAndWhereCodesGo() {
    TestClient admin = server.loggedIn("admin");
    changeCard(admin, "koordinator2", new JsonObject().put("mobile", "+4790055222"));
    server
        .client()
        .post("/login/forgot", new JsonObject().put("username", "koordinator2"))
        .expect(202);
    server.awaitForgotten();
    assertThat(events("koordinator2", "PASSWORD_MAILED")).isEqualTo("PASSWORD_MAILED");
    server.advanceClock(Duration.ofMinutes(30));
    TestClient later = server.loggedIn("admin");
    changeCard(later, "koordinator2", new JsonObject().put("email", "ny@eksempel.example"));
    endWait();
    server
        .client()
        .post("/login/forgot", new JsonObject().put("username", "koordinator2"))
        .expect(202);
    server.awaitForgotten();
    assertThat(events("koordinator2", "PASSWORD_MAILED")).isEqualTo("PASSWORD_MAILED");
  }

  /** Two who each change one channel of the same notice both get their way (NOTIF-1). */
  @Test
  void channelsOfANoticeAreChangedOneByOne() {
    TestClient mother = server.loggedIn("mor");
    TestPlan plan = plan(server.loggedIn("koordinator"));
    String path = participantPath(plan, "mor").replace("/account", "/notifications");
    mother
        .put(path, newMessage(new JsonObject().put("sms", false).put("email", false)))
        .expect(200);
    mother.put(path, newMessage(new JsonObject().put("sms", true))).expect(200);
    JsonObject all =
        plan.client().put(path, newMessage(new JsonObject().put("email", true))).expect(200).body();
    assertThat(all.getJsonObject("events").getJsonObject("NEW_MESSAGE"))
        .isEqualTo(new JsonObject().put("sms", true).put("email", true));
  }

  private static JsonObject newMessage(JsonObject channels) {
    return new JsonObject().put("events", new JsonObject().put("NEW_MESSAGE", channels));
  }
}
