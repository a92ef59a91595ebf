package no.samklang.auth;

import static no.samklang.TestClient.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LOGIN-2: strangers' guesses don't keep a person out who has logged in on the device before. */
class KnownDeviceIT {
  private static final String LOCKED_NOTICE =
      "select count(*) from outbox where template = 'LOGIN_LOCKED'";

  @RegisterExtension static final TestServer server = TestServer.start();

  @BeforeEach
  void reset() {
    server.awaitCodesSent();
    server.sql("delete from login_guard");
    server.sql("delete from known_device");
    server.sql("delete from outbox where template = 'LOGIN_LOCKED'");
    server.clock().advance(Duration.ofDays(8)); // after what was told before
  }

  @CanIgnoreReturnValue
  private static TestClient known(String username) {
    TestClient client = server.client().keepingDevice();
    client.completeLogin(username, PASSWORD).expect(200);
    return client.cookie(null);
  }

  private static void guess(TestClient client, String username, int times) {
    for (int i = 0; i < times; i++) {
      client.submitPassword(username, "Feil-passord-1").expect(401, "login.failed");
    }
  }

  private static String idOf(String username) {
    return server.value("select person_id from account where username = '%s'".formatted(username));
  }

  private static int count(String sql) {
    return Integer.parseInt(server.value(sql));
  }

  @Test
  void personListsAndForgetsTheirDevices() {
    TestClient phone = server.client().keepingDevice().header("User-Agent", "Android Chrome/1");
    phone.completeLogin("planeier", PASSWORD).expect(200);
    JsonObject own =
        phone.get("/me/devices").expect(200).items().stream()
            .map(JsonObject.class::cast)
            .filter(device -> device.getBoolean("current"))
            .findFirst()
            .orElseThrow();
    assertThat(own.getString("userAgent")).isEqualTo("Android Chrome/1");
    String path = "/me/devices/" + own.getString("id");
    server.loggedIn("mor").delete(path).expect(404);
    phone.delete(path).expect(204);
    phone.delete(path).expect(404);
    assertThat(phone.get("/me/devices").expect(200).body().encode())
        .doesNotContain(own.getString("id"));
  }

  @Test
  void aKnownDeviceGetsInWhileStrangersLock() {
    TestClient phone = known("mor");
    guess(server.client(), "mor", 3);
    server.client().submitPassword("mor", PASSWORD).expect(429, "login.locked");
    phone.completeLogin("mor", PASSWORD).expect(200);
    server.client().submitPassword("mor", PASSWORD).expect(429, "login.locked");
  }

  /** A stranger's lock between the two steps: the code of the known device stays good. */
  @Test
  void aLockByStrangersDoesNotEndALoginUnderWayOnAKnownDevice() {
    TestClient phone = known("mor");
    Instant before = server.clock().instant();
    JsonObject pending = phone.submitPassword("mor", PASSWORD).expect(200).body();
    String code = phone.awaitCode(pending.getString("sentTo"), before);
    guess(server.client(), "mor", 3);
    phone.submitCode(pending.getString("challenge"), code).expect(200);
  }

  /** The code page shows what counts for this browser, not the strangers' lock. */
  @Test
  void aPendingLoginShowsTheDevicesOwnCount() {
    TestClient phone = known("mor").keepingChallenge();
    phone.submitPassword("mor", PASSWORD).expect(200);
    guess(server.client(), "mor", 3);
    JsonObject pending = phone.get("/login/code").expect(200).body().getJsonObject("pending");
    assertThat(pending.getInteger("attemptsLeft")).isEqualTo(3);
    assertThat(pending.containsKey("lockedForSeconds")).isFalse();
  }

  @Test
  void aKnownDeviceHasThreeGuessesOfItsOwn() {
    TestClient phone = known("mor");
    TestClient tablet = known("mor");
    guess(phone, "mor", 3);
    ClientAnswer locked = phone.submitPassword("mor", PASSWORD).expect(429, "login.locked");
    assertThat(Integer.parseInt(locked.header("Retry-After").orElseThrow())).isBetween(590, 600);
    tablet.completeLogin("mor", PASSWORD).expect(200);
    server.client().completeLogin("mor", PASSWORD).expect(200);
    phone.submitPassword("mor", PASSWORD).expect(429, "login.locked");
    server.clock().advance(Duration.ofMinutes(11));
    phone.completeLogin("mor", PASSWORD).expect(200);
    guess(phone, "mor", 2);
  }

  /** One browser, several persons, as a family's: each their own count; not known to others. */
  @Test
  void aBrowserIsKnownToThoseWhoHaveLoggedInOnItOnly() {
    TestClient shared = known("mor");
    String device = shared.device();
    shared.completeLogin("planeier", PASSWORD).expect(200);
    assertThat(shared.device()).isEqualTo(device);
    shared.cookie(null);
    guess(shared, "mor", 3);
    shared.submitPassword("mor", PASSWORD).expect(429, "login.locked");
    shared.completeLogin("planeier", PASSWORD).expect(200);
    shared.cookie(null);
    guess(server.client(), "lege", 3);
    shared.submitPassword("lege", PASSWORD).expect(429, "login.locked");
  }

  /** Else every guess would have a device of its own. */
  @ParameterizedTest
  @ValueSource(
      strings = {"%1$s", "%1$s.", ".%2$s", "%1$s.AAAA", "x.%2$s", "%3$s.%2$s", "%1$s.%2$sA", "."})
  void aForgedDeviceCookieIsAStrangers(String form) {
    String[] parts = known("mor").device().split("\\.");
    String forged = form.formatted(parts[0], parts[1], "00000000-0000-4000-8000-000000000000");
    guess(server.client(), "mor", 3);
    server.client().device(forged).submitPassword("mor", PASSWORD).expect(429, "login.locked");
  }

  @Test
  void onlyAWholeLoginMakesADeviceKnown() {
    TestClient phone = server.client().keepingDevice();
    Instant before = server.clock().instant();
    JsonObject half = phone.submitPassword("mor", PASSWORD).expect(200).body();
    assertThat(phone.device()).isNull();
    phone.awaitCode(half.getString("sentTo"), before);
    ClientAnswer whole = phone.completeLogin("mor", PASSWORD).expect(200);
    assertThat(whole.response().headers().allValues("Set-Cookie"))
        .anySatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("samklang_device=")
                    .containsIgnoringCase("HttpOnly")
                    .contains("Secure", "SameSite=Strict", "Path=/", "Max-Age="));
    ClientAnswer loggedOut = phone.post("/logout", null).expect(204);
    assertThat(loggedOut.header("Clear-Site-Data")).contains("\"cache\", \"storage\"");
    assertThat(phone.device()).isNotEmpty();
  }

  /** Told by the channel of the codes, once for all of a series, and nobody else. */
  @Test
  void thePersonIsToldOnceThatStrangersLockedTheAccount() {
    TestClient phone = known("mor");
    guess(phone, "mor", 3);
    assertThat(count(LOCKED_NOTICE)).isZero();
    for (int lock = 0; lock < 3; lock++) {
      guess(server.client(), "mor", 3);
      guess(server.client(), "finnes-ikke", 3);
      server.clock().advance(Duration.ofMinutes(11));
    }
    assertThat(
            count(LOCKED_NOTICE + " and channel = 'EMAIL' and person_id = '" + idOf("mor") + "'"))
        .isOne();
    assertThat(count(LOCKED_NOTICE)).isOne();
    server.clock().advance(Duration.ofDays(8));
    guess(server.client(), "mor", 3);
    assertThat(count(LOCKED_NOTICE)).isEqualTo(2);
  }

  @Test
  void answersToAKnownDeviceAreTheSameForUnknownNames() {
    TestClient phone = known("mor");
    for (int attempt = 1; attempt <= 4; attempt++) {
      ClientAnswer stranger = phone.submitPassword("lege", "Feil-passord-1");
      ClientAnswer unknown = phone.submitPassword("finnes-ikke", "Feil-passord-1");
      assertThat(unknown.status()).isEqualTo(stranger.status());
      assertThat(unknown.code()).isEqualTo(stranger.code());
      assertThat(unknown.header("Retry-After")).isEqualTo(stranger.header("Retry-After"));
    }
  }

  /** A person who is locked out on their own phone calls the coordinator, who sees and lifts it. */
  @Test
  void anAdministratorSeesAndLiftsTheLockOfADevice() {
    TestClient phone = known("mor");
    guess(phone, "mor", 3);
    TestClient admin = server.loggedIn("admin");
    String path = "/persons/" + idOf("mor") + "/account";
    assertThat(admin.get(path).expect(200).body().getInteger("lockedForSeconds"))
        .isBetween(590, 600);
    admin.post(path + "/unlock", null).expect(204);
    assertThat(admin.get(path).expect(200).body().containsKey("lockedForSeconds")).isFalse();
    phone.completeLogin("mor", PASSWORD).expect(200);
  }

  /** Strangers can't keep somebody who is logged in from changing the password either. */
  @Test
  void aLockByStrangersDoesNotStopAChangeOfPassword() {
    TestClient phone = server.client().keepingDevice();
    phone.completeLogin("laerer", PASSWORD).expect(200);
    phone.post("/login/terms", new JsonObject().put("accept", true));
    TestClient tablet = known("laerer");
    guess(server.client(), "laerer", 3);
    JsonObject change =
        new JsonObject().put("current", PASSWORD).put("password", "Blåbær-og-fisk-42");
    phone.put("/me/password", change).expect(204);
    tablet.submitPassword("laerer", "Blåbær-og-fisk-42").expect(429, "login.locked");
    phone.completeLogin("laerer", "Blåbær-og-fisk-42").expect(200);
    JsonObject back =
        new JsonObject().put("current", "Blåbær-og-fisk-42").put("password", PASSWORD);
    phone.put("/me/password", back).expect(204);
  }

  /** Whoever had the old password isn't known any more. */
  @Test
  void devicesAreForgottenWhenAPasswordIsGivenAndWhenAnAccountIsBlocked() {
    TestClient admin = server.loggedIn("admin");
    String path = "/persons/" + idOf("lege") + "/account";
    known("lege");
    JsonObject reason = new JsonObject().put("reason", "Har sluttet");
    admin.post(path + "/block", reason).expect(200);
    admin.post(path + "/unblock", null).expect(200);
    assertThat(count("select count(*) from known_device where person_id = '" + idOf("lege") + "'"))
        .isZero();
    known("lege");
    JsonObject given =
        new JsonObject().put("username", "lege").put("channel", "SMS").put("newPassword", true);
    admin.putAccount(path, given).expect(200);
    assertThat(count("select count(*) from known_device where person_id = '" + idOf("lege") + "'"))
        .isZero();
  }

  /** LAW-3. */
  @Test
  void devicesAreForgottenAfter180DaysAndBeyondTwenty() {
    TestClient phone = known("mor");
    server.clock().advance(Duration.ofDays(181));
    guess(server.client(), "mor", 3);
    phone.submitPassword("mor", PASSWORD).expect(429, "login.locked");
    server.runJobs();
    assertThat(count("select count(*) from known_device")).isZero();
    server.sql("delete from login_guard");
    for (int device = 0; device < 21; device++) {
      known("mor");
      server.clock().advance(Duration.ofSeconds(1));
    }
    assertThat(count("select count(*) from known_device")).isEqualTo(20);
  }

  /** LOGIN-6: one slow check for each login, with a mailed password or without. */
  @Test
  void aMailedPasswordIsStoredAsAQuickHashAndWorks() {
    server.client().post("/login/forgot", new JsonObject().put("username", "mor")).expect(202);
    server.awaitForgotten();
    String where = " from account where username = 'mor'";
    assertThat(server.value("select mailed_hash" + where)).startsWith("$sha256$");
    String mailed = mailedPassword();
    server.client().completeLogin("mor", " " + mailed + "\n").expect(200);
    assertThat(server.value("select password_hash" + where)).startsWith("$sha256$");
    TestClient client = server.client();
    client.submitPassword("mor", mailed).expect(401, "login.failed");
    server.sql(
        "update account set password_state = 'CHOSEN', password_hash = (select password_hash from account where username = 'admin')"
            + " where username = 'mor'");
  }

  private static String mailedPassword() {
    List<String> lines =
        org.awaitility.Awaitility.await()
            .until(
                () ->
                    server.client().outbox().stream()
                        .map(notice -> ((JsonObject) notice).getString("text"))
                        .filter(text -> text.contains("nytt passord"))
                        .flatMap(String::lines)
                        .filter(line -> line.matches("[A-Z]{3}[a-z]{4}-\\S+"))
                        .toList(),
                found -> !found.isEmpty());
    return lines.get(0);
  }
}
