package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two-step login, codes, lockout and terms (LOGIN-1, LOGIN-2, LOGIN-3, LOGIN-10). */
class LoginIT {
  private static final String PASSWORD = TestClient.PASSWORD;
  @RegisterExtension static final TestServer server = TestServer.start();

  @BeforeEach
  void unlock() {
    server.awaitCodesSent();
    server.sql("delete from login_guard");
  }

  @Test
  void firstStepReturnsChannelAndMaskedAddress() {
    JsonObject sms = server.client().submitPassword("lege", PASSWORD).expect(200).body();
    assertThat(sms.getString("channel")).isEqualTo("SMS");
    assertThat(sms.getString("sentTo")).matches("•+ •+ \\d{3}");
    assertThat(sms.getInteger("expiresInSeconds")).isEqualTo(600);
    JsonObject mail = server.client().submitPassword("mor", PASSWORD).expect(200).body();
    assertThat(mail.getString("channel")).isEqualTo("EMAIL");
    assertThat(mail.getString("sentTo")).matches(".•••@.+");
  }

  @Test
  void bothStepsCreateSession() {
    TestClient client = server.client();
    ClientAnswer answer = client.completeLogin("planeier", PASSWORD).expect(200);
    assertThat(answer.body().getString("next")).isEqualTo("DONE");
    assertThat(answer.header("Set-Cookie").orElseThrow())
        .containsIgnoringCase("HttpOnly")
        .contains("Secure")
        .contains("SameSite=Strict")
        .contains("Path=/");
    JsonObject me = client.get("/me").expect(200).body();
    assertThat(me.getString("username")).isEqualTo("planeier");
    assertThat(me.getString("next")).isEqualTo("DONE");
  }

  @Test
  void usernameIgnoresCase() {
    server.client().completeLogin("PlanEier", PASSWORD).expect(200);
  }

  @Test
  void codeIsRemovedFromOutboxOnceSent() {
    server.client().completeLogin("lege", PASSWORD).expect(200);
    assertThat(
            server.value(
                "select count(*) from outbox where sent_at is not null and secret is not null"))
        .isEqualTo("0");
    assertThat(
            server.value(
                "select count(*) from outbox where template = 'ONE_TIME_CODE' and sent_at is not null"))
        .isNotEqualTo("0");
  }

  @Test
  void wrongPasswordAndUnknownUserGetSameResponse() {
    JsonObject wrong =
        server.client().submitPassword("lege", "Feil-passord-1").expect(401, "login.failed").body();
    JsonObject unknown =
        server
            .client()
            .submitPassword("finnesikke", "Feil-passord-1")
            .expect(401, "login.failed")
            .body();
    assertThat(withoutTrace(wrong)).isEqualTo(withoutTrace(unknown));
  }

  @Test
  void threeWrongPasswordsLockForTenMinutes() {
    for (String username : List.of("lege", "finnesikke")) {
      for (int i = 0; i < 3; i++) {
        server.client().submitPassword(username, "Feil-passord-" + i).expect(401, "login.failed");
      }
      ClientAnswer locked =
          server.client().submitPassword(username, PASSWORD).expect(429, "login.locked");
      assertThat(Integer.parseInt(locked.header("Retry-After").orElseThrow())).isBetween(590, 600);
    }
    server.clock().advance(Duration.ofMinutes(10).plusSeconds(1));
    server.client().submitPassword("lege", PASSWORD).expect(200);
    assertThat(server.value("select count(*) from security_event where event = 'LOCKED'"))
        .isNotEqualTo("0");
  }

  @Test
  void wrongPasswordsAndWrongCodesCountTogether() {
    server.client().submitPassword("lege", "Feil-passord-1").expect(401);
    Instant before = server.clock().instant();
    JsonObject challenge = server.client().submitPassword("lege", PASSWORD).expect(200).body();
    String id = challenge.getString("challenge");
    String right = server.client().awaitCode(challenge.getString("sentTo"), before);
    server.client().submitCode(id, otherCode(right)).expect(401, "code.wrong");
    server.client().submitCode(id, otherCode(right)).expect(401, "code.wrong");
    server.client().submitCode(id, right).expect(429, "login.locked");
  }

  @Test
  void rightPasswordDoesNotResetCount() {
    Instant before = server.clock().instant();
    for (int i = 0; i < 3; i++) {
      JsonObject challenge = server.client().submitPassword("lege", PASSWORD).expect(200).body();
      String right = server.client().awaitCode(challenge.getString("sentTo"), before);
      server
          .client()
          .submitCode(challenge.getString("challenge"), otherCode(right))
          .expect(401, "code.wrong");
    }
    server.client().submitPassword("lege", PASSWORD).expect(429, "login.locked");
  }

  @Test
  void loginResetsCount() {
    for (int i = 0; i < 2; i++) {
      server.client().submitPassword("lege", "Feil-passord-1").expect(401);
      server.client().submitPassword("lege", "Feil-passord-1").expect(401);
      server.client().completeLogin("lege", PASSWORD).expect(200);
    }
  }

  @Test
  void concurrentGuessesCannotBypassLock() {
    JsonObject challenge = server.client().submitPassword("lege", PASSWORD).expect(200).body();
    List<CompletableFuture<Integer>> guesses = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String guess = "%06d".formatted(i);
      guesses.add(
          CompletableFuture.supplyAsync(
              () -> server.client().submitCode(challenge.getString("challenge"), guess).status()));
    }
    List<Integer> statuses = guesses.stream().map(CompletableFuture::join).toList();
    assertThat(statuses).containsOnly(401, 429);
    assertThat(statuses.stream().filter(status -> status == 401)).hasSize(3);
  }

  @Test
  void lockCountsSpellingsOfNameTogether() {
    for (String spelling : List.of("\uFF41\uFF24\uFF2D\uFF29\uFF2E", "ADMIN", " admin ")) {
      server.client().submitPassword(spelling, "Feil-passord-1").expect(401);
    }
    server.client().submitPassword("admin", PASSWORD).expect(429, "login.locked");
  }

  @Test
  void nameAndPasswordIgnoreNormalForm() {
    server.sql("update account set username = 'bjørn.åsen' where username = 'lege'");
    try {
      server.client().submitPassword("bjørn.a\u030asen", PASSWORD).expect(200);
      server.client().submitPassword("bjørn.åsen", "Feil-passord-1").expect(401);
      server.client().submitPassword("bjørn.a\u030asen", "Feil-passord-1").expect(401);
      server.client().submitPassword("bjørn.åsen", "Feil-passord-1").expect(401);
      server.client().submitPassword("bjørn.a\u030asen", PASSWORD).expect(429, "login.locked");
    } finally {
      server.sql("update account set username = 'lege' where username = 'bjørn.åsen'");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%1$s-%2$s", "%1$s\u00a0%2$s", "%1$s%2$s\u200b", "Koden er %1$s%2$s."})
  void pastedCodeIsAccepted(String pasted) {
    Instant before = server.clock().instant();
    JsonObject challenge = server.client().submitPassword("lege", PASSWORD).expect(200).body();
    String id = challenge.getString("challenge");
    String code = server.client().awaitCode(challenge.getString("sentTo"), before);
    String other = "%06d".formatted((Integer.parseInt(code) + 1) % 1_000_000);
    server.client().submitCode(id, code + " el " + other).expect(401, "code.wrong");
    server.client().submitCode(id, code.substring(1)).expect(401, "code.wrong");
    String typed = pasted.formatted(code.substring(0, 3), code.substring(3));
    server.client().submitCode(id, typed).expect(200);
  }

  @Test
  void attemptsWithoutOutcomeLockTemporarily() {
    String name = "sha256(convert_to('lege', 'UTF8'))";
    server.sql(
        "insert into login_guard (username_hash, failures, last_at) values (%s, 14, now())"
            .formatted(name));
    server.client().submitPassword("lege", PASSWORD).expect(429, "login.locked");
    server.clock().advance(Duration.ofMinutes(11));
    server.client().submitPassword("lege", PASSWORD).expect(200);
  }

  @Test
  void failedRequestIsNotCounted() {
    server.sql("alter table one_time_code rename to away");
    try {
      for (int i = 0; i < 5; i++) {
        server.client().submitPassword("lege", PASSWORD).expect(500, "internal");
      }
    } finally {
      server.sql("alter table away rename to one_time_code");
    }
    server.client().submitPassword("lege", PASSWORD).expect(200);
  }

  @Test
  void codesPerAccountAreLimited() {
    try (TestServer thrifty = TestServer.start(Map.of("login.maxCodes", "3"))) {
      for (int i = 0; i < 3; i++) {
        thrifty.client().submitPassword("lege", PASSWORD).expect(200);
      }
      thrifty.client().submitPassword("lege", PASSWORD).expect(429, "login.locked");
      thrifty.client().submitPassword("mor", PASSWORD).expect(200);
      thrifty.clock().advance(Duration.ofMinutes(10));
      thrifty.client().submitPassword("lege", PASSWORD).expect(200);
    }
  }

  @Test
  void attemptsWhileLockedAndLateCodesAreLoggedToo() {
    for (int i = 0; i < 4; i++) {
      server.client().submitPassword("finnesikke", "Feil-passord-1");
    }
    String events =
        "select string_agg(event, ' ' order by id) from security_event"
            + " where username_hash = sha256(convert_to('finnesikke', 'UTF8'))";
    assertThat(server.value(events))
        .endsWith("PASSWORD_WRONG PASSWORD_WRONG PASSWORD_WRONG LOCKED REFUSED_LOCKED");
  }

  @Test
  void concurrentLoginsAreIndependent() {
    List<CompletableFuture<Integer>> logins = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      logins.add(
          CompletableFuture.supplyAsync(
              () -> server.client().submitPassword("lege", PASSWORD).status()));
    }
    assertThat(logins).allSatisfy(login -> assertThat(login.join()).isEqualTo(200));
  }

  @Test
  void codeIsValidOnceAndForTenMinutes() {
    Instant before = server.clock().instant();
    JsonObject first = server.client().submitPassword("lege", PASSWORD).expect(200).body();
    String code = server.client().awaitCode(first.getString("sentTo"), before);
    server.client().submitCode(first.getString("challenge"), code).expect(200);
    server.client().submitCode(first.getString("challenge"), code).expect(401, "code.expired");

    Instant later = server.clock().instant();
    JsonObject second = server.client().submitPassword("lege", PASSWORD).expect(200).body();
    String late = server.client().awaitCode(second.getString("sentTo"), later);
    server.clock().advance(Duration.ofMinutes(10));
    server.client().submitCode(second.getString("challenge"), late).expect(401, "code.expired");
  }

  /** Three honest slips don't lock the account, and say what they are. */
  @Test
  void aCodeOfAnotherLoginSaysSoAndIsNotCounted() {
    Instant before = server.clock().instant();
    JsonObject older = server.client().submitPassword("lege", PASSWORD).expect(200).body();
    String olderCode = server.client().awaitCode(older.getString("sentTo"), before);
    server.clock().advance(Duration.ofSeconds(40));
    Instant between = server.clock().instant();
    JsonObject newer = server.client().submitPassword("lege", PASSWORD).expect(200).body();
    String newerCode = server.client().awaitCode(newer.getString("sentTo"), between);
    for (int slip = 0; slip < 4; slip++) {
      server.client().submitCode(newer.getString("challenge"), olderCode).expect(401, "code.older");
    }
    server.client().submitCode(newer.getString("challenge"), newerCode).expect(200);
  }

  /** Otherwise a guess would count for as many codes as there are logins. */
  @Test
  void aCodeTypedAtAnotherLoginCannotBeUsedAnyMore() {
    Instant before = server.clock().instant();
    JsonObject older = server.client().submitPassword("lege", PASSWORD).expect(200).body();
    server.client().awaitCode(older.getString("sentTo"), before);
    server.clock().advance(Duration.ofSeconds(40));
    Instant between = server.clock().instant();
    JsonObject newer = server.client().submitPassword("lege", PASSWORD).expect(200).body();
    String newerCode = server.client().awaitCode(newer.getString("sentTo"), between);
    server.client().submitCode(older.getString("challenge"), newerCode).expect(401, "code.newer");
    server.client().submitCode(newer.getString("challenge"), newerCode).expect(401, "code.expired");
  }

  @ParameterizedTest
  @ValueSource(strings = {" %s", "%s\n", "\u00a0%s\r\n", "\u200b%s\u200e"})
  void whatCopyingLeavesAroundAPasswordIsIgnored(String pasted) {
    server.client().submitPassword("lege", pasted.formatted(PASSWORD)).expect(200);
    server.client().submitPassword("lege", pasted.formatted("Feil-passord-1")).expect(401);
  }

  @Test
  void aPasswordThatHasSpacesAroundItIsTakenAsTyped() {
    TestClient client = server.loggedIn("laerer");
    String spaced = " Grønne hester 42 ";
    changePassword(client, PASSWORD, spaced);
    server.client().submitPassword("laerer", spaced).expect(200);
    server.client().submitPassword("laerer", spaced.strip()).expect(401);
    changePassword(client, spaced, PASSWORD);
  }

  private static void changePassword(TestClient client, String current, String password) {
    client
        .put("/me/password", new JsonObject().put("current", current).put("password", password))
        .expect(204);
  }

  @Test
  void codeIsBoundToChallenge() {
    Instant before = server.clock().instant();
    JsonObject lege = server.client().submitPassword("lege", PASSWORD).expect(200).body();
    JsonObject mor = server.client().submitPassword("mor", PASSWORD).expect(200).body();
    String code = server.client().awaitCode(lege.getString("sentTo"), before);
    server.client().submitCode(mor.getString("challenge"), code).expect(401, "code.wrong");
    server
        .client()
        .submitCode("00000000-0000-4000-8000-000000000000", code)
        .expect(401, "code.expired");
    server.client().submitCode("ikke-en-utfordring", code).expect(401, "code.expired");
  }

  @Test
  void decliningTermsEndsSession() {
    server.sql("update account set terms_version = null where username = 'laerer'");
    TestClient client = server.client();
    assertThat(client.completeLogin("laerer", PASSWORD).body().getString("next"))
        .isEqualTo("TERMS");
    client.get("/plans").expect(403, "terms.required");
    client
        .put("/me/drafts/x", new JsonObject().put("content", new JsonObject()))
        .expect(403, "terms.required");
    assertThat(client.get("/me").expect(200).body().getString("next")).isEqualTo("TERMS");
    String cookie = client.cookie();
    client.post("/login/terms", new JsonObject().put("accept", false)).expect(200);
    assertThat(client.cookie()).isNull();
    client.cookie(cookie).get("/me").expect(401, "session.required");
  }

  @Test
  void termsAreAskedOncePerVersion() {
    server.sql("update account set terms_version = null where username = 'laerer'");
    TestClient client = server.client();
    client.completeLogin("laerer", PASSWORD).expect(200);
    assertThat(
            client
                .post("/login/terms", new JsonObject().put("accept", true))
                .expect(200)
                .body()
                .getString("next"))
        .isEqualTo("DONE");
    client.get("/plans").expect(200);
    assertThat(server.client().completeLogin("laerer", PASSWORD).body().getString("next"))
        .isEqualTo("DONE");
    server.sql("update account set terms_version = '0' where username = 'laerer'");
    assertThat(server.client().completeLogin("laerer", PASSWORD).body().getString("next"))
        .isEqualTo("TERMS");
  }

  @Test
  void securityLogIsAppendOnly() {
    server
        .client()
        .header("User-Agent", "Prøvenettleser")
        .submitPassword("lege", "Feil-passord-1")
        .expect(401);
    String row =
        "select event from security_event where user_agent like 'Pr%venettleser' order by id desc";
    assertThat(server.value(row)).isEqualTo("PASSWORD_WRONG");
    for (String change :
        List.of(
            "delete from security_event",
            "update security_event set at = now()",
            "truncate security_event")) {
      assertThatThrownBy(() -> server.sql(change))
          .cause()
          .hasMessageContaining("are never changed");
    }
  }

  private static String otherCode(String code) {
    return code.equals("000000") ? "000001" : "000000";
  }

  private static JsonObject withoutTrace(JsonObject problem) {
    problem.remove("traceId");
    return problem;
  }
}
