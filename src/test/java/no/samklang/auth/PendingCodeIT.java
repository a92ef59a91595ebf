package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pending login in a cookie, and a new code without the password (LOGIN-1, LOGIN-2). */
class PendingCodeIT {
  private static final String PASSWORD = TestClient.PASSWORD;
  @RegisterExtension static final TestServer server = TestServer.start();

  @BeforeEach
  void unlock() {
    server.awaitCodesSent();
    server.sql("delete from login_guard");
  }

  @Test
  void challengeCookieIsHiddenLimitedAndDeletedByTheLogin() {
    TestClient client = server.client().keepingChallenge();
    ClientAnswer first = client.submitPassword("lege", PASSWORD).expect(200);
    assertThat(cookie(first, "samklang_challenge"))
        .containsIgnoringCase("HttpOnly")
        .contains("Secure", "SameSite=Strict", "Path=/", "Max-Age=600");
    ClientAnswer second = client.post("/login/code", code(newCode(first))).expect(200);
    assertThat(cookie(second, "samklang_challenge")).contains("Max-Age=0");
    assertThat(cookie(second, "samklang_logged_in=1")).doesNotContainIgnoringCase("HttpOnly");
    ClientAnswer last = client.post("/logout", null).expect(204);
    assertThat(cookie(last, "samklang_logged_in=")).contains("Max-Age=0");
  }

  @Test
  void pendingLoginIsReadWithoutTheChallengeItself() {
    TestClient client = server.client().keepingChallenge();
    assertThat(client.get("/login/code").expect(200).body().getValue("pending")).isNull();
    client.submitPassword("lege", PASSWORD).expect(200);
    JsonObject pending = pending(client);
    assertThat(pending.getString("channel")).isEqualTo("SMS");
    assertThat(pending.getString("sentTo")).matches("•+ •+ \\d{3}");
    assertThat(pending.getInteger("expiresInSeconds")).isBetween(590, 600);
    assertThat(pending.getInteger("resendInSeconds")).isBetween(20, 30);
    assertThat(pending.getInteger("attemptsLeft")).isEqualTo(3);
    await().until(() -> pending(client).getString("delivery").equals("SENT"));
    server.clock().advance(Duration.ofMinutes(10));
    assertThat(client.get("/login/code").expect(200).body().getValue("pending")).isNull();
  }

  @Test
  void wrongCodesAreCountedDownAndTheLastSaysForHowLongItLocks() {
    TestClient client = server.client().keepingChallenge();
    String wrong =
        newCode(client.submitPassword("lege", PASSWORD).expect(200)).equals("111111")
            ? "222222"
            : "111111";
    assertThat(
            client.post("/login/code", code(wrong)).expect(401, "code.wrong").header("Retry-After"))
        .isEmpty();
    assertThat(pending(client).getInteger("attemptsLeft")).isEqualTo(2);
    client.post("/login/code", code(wrong)).expect(401, "code.wrong");
    ClientAnswer third = client.post("/login/code", code(wrong)).expect(401, "code.wrong");
    assertThat(third.body().getInteger("retryAfterSeconds")).isEqualTo(600);
    JsonObject locked = pending(client);
    assertThat(locked.getInteger("attemptsLeft")).isZero();
    assertThat(locked.getInteger("lockedForSeconds")).isBetween(590, 600);
    server.clock().advance(Duration.ofSeconds(31));
    client.post("/login/code/resend", null).expect(429, "login.locked");
  }

  @Test
  void thirdWrongPasswordSaysForHowLongItLocksWhetherTheUserExistsOrNot() {
    for (String username : List.of("lege", "finnesikke")) {
      TestClient client = server.client().keepingChallenge();
      client.submitPassword(username, "Feil-1").expect(401);
      assertThat(client.submitPassword(username, "Feil-1").expect(401).header("Retry-After"))
          .isEmpty();
      ClientAnswer third = client.submitPassword(username, "Feil-1").expect(401, "login.failed");
      assertThat(third.body().getInteger("retryAfterSeconds")).isEqualTo(600);
    }
  }

  @Test
  void newCodeReplacesTheOldOneAfterAWait() {
    TestClient client = server.client().keepingChallenge();
    ClientAnswer first = client.submitPassword("lege", PASSWORD).expect(200);
    String old = newCode(first);
    ClientAnswer soon = client.post("/login/code/resend", null).expect(429, "code.tooSoon");
    assertThat(Integer.parseInt(soon.header("Retry-After").orElseThrow())).isBetween(20, 30);
    server.clock().advance(Duration.ofSeconds(31));
    Instant before = server.clock().instant();
    JsonObject again = client.post("/login/code/resend", null).expect(200).body();
    String code = client.awaitCode(again.getString("sentTo"), before);
    assertThat(again.getString("challenge")).isEqualTo(first.body().getString("challenge"));
    client.submitCode(first.body().getString("challenge"), old).expect(401, "code.older");
    client.post("/login/code", code(code)).expect(200);
    assertThat(client.get("/me").expect(200).body().getString("username")).isEqualTo("lege");
  }

  @Test
  void pendingLoginIsGivenUp() {
    TestClient client = server.client().keepingChallenge();
    ClientAnswer first = client.submitPassword("lege", PASSWORD).expect(200);
    String code = newCode(first);
    ClientAnswer last = client.delete("/login/code").expect(204);
    assertThat(cookie(last, "samklang_challenge")).contains("Max-Age=0");
    client.submitCode(first.body().getString("challenge"), code).expect(401, "code.expired");
    client.delete("/login/code").expect(204);
  }

  @Test
  void pageSetsTheMarkerBesideASessionWithoutIt() {
    String session = "samklang_session=" + server.client().logIn("lege").cookie();
    assertThat(markers(session)).singleElement().asString().startsWith("samklang_logged_in=1");
    assertThat(markers(session + "; samklang_logged_in=1")).isEmpty();
    assertThat(markers(session + "; samklang_logged_in=0")).isEmpty();
    assertThat(markers("other=1")).isEmpty();
  }

  private static List<String> markers(String cookies) {
    return server
        .client()
        .header("Cookie", cookies)
        .getOutsideApi("/planer")
        .response()
        .headers()
        .allValues("Set-Cookie");
  }

  @Test
  void newCodesAreLimitedLikeOthersAndKeepTheCountOfWrongGuesses() {
    try (TestServer thrifty = TestServer.start(Map.of("login.maxCodes", "2"))) {
      TestClient client = thrifty.client().keepingChallenge();
      client.submitPassword("lege", PASSWORD).expect(200);
      client.submitCode("x", "1").expect(401, "code.expired");
      client.post("/login/code", code("1")).expect(401, "code.wrong");
      thrifty.clock().advance(Duration.ofSeconds(31));
      client.post("/login/code/resend", null).expect(200);
      assertThat(pending(client).getInteger("attemptsLeft")).isEqualTo(2);
      thrifty.clock().advance(Duration.ofSeconds(31));
      client.post("/login/code/resend", null).expect(429, "login.locked");
      assertThat(pending(client)).isNotNull();
    }
  }

  @Test
  void withoutAPendingLoginNoCodeIsSent() {
    server.client().post("/login/code/resend", null).expect(401, "code.expired");
    TestClient done = server.client().keepingChallenge();
    ClientAnswer first = done.submitPassword("lege", PASSWORD).expect(200);
    String challenge = first.body().getString("challenge");
    done.post("/login/code", code(newCode(first))).expect(200);
    server.clock().advance(Duration.ofSeconds(31));
    server
        .client()
        .header("Cookie", "samklang_challenge=" + challenge)
        .post("/login/code/resend", null)
        .expect(401, "code.expired");
  }

  @Test
  void pageLearnsThatTheCodeCouldNotBeSent() {
    TestClient client = server.client().keepingChallenge();
    client.submitPassword("mor", PASSWORD).expect(200);
    server.awaitCodesSent();
    server.sql(
        "update outbox set sent_at = null, failed_at = now(), last_error = 'sms 500' where template ="
            + " 'ONE_TIME_CODE' and person_id = (select person_id from account where username = 'mor')");
    assertThat(pending(client).getString("delivery")).isEqualTo("FAILED");
  }

  private static String newCode(ClientAnswer challenge) {
    return server
        .client()
        .awaitCode(challenge.body().getString("sentTo"), server.clock().instant().minusSeconds(5));
  }

  private static JsonObject code(String code) {
    return new JsonObject().put("code", code);
  }

  private static JsonObject pending(TestClient client) {
    return client.get("/login/code").expect(200).body().getJsonObject("pending");
  }

  private static String cookie(ClientAnswer answer, String start) {
    return answer.response().headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(start))
        .findFirst()
        .orElseThrow();
  }
}
