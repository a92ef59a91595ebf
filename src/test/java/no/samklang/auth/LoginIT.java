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
import no.samklang.TestClient.Answer;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Login in two steps, its codes and its lock (LOGIN-1, LOGIN-2, LOGIN-3, LOGIN-10). */
class LoginIT {
  private static final String PASSWORD = TestClient.PASSWORD;
  @RegisterExtension static final TestServer server = TestServer.start();

  @BeforeEach
  void unlock() {
    server.awaitCodes();
    server.sql("delete from login_guard");
  }

  @Test
  void firstStepTellsTheChannelAndMasksTheAddress() {
    JsonObject sms = server.client().step1("lege", PASSWORD).expect(200).body();
    assertThat(sms.getString("channel")).isEqualTo("SMS");
    assertThat(sms.getString("sentTo")).matches("•+ •+ \\d{3}");
    assertThat(sms.getInteger("expiresInSeconds")).isEqualTo(600);
    JsonObject mail = server.client().step1("mor", PASSWORD).expect(200).body();
    assertThat(mail.getString("channel")).isEqualTo("EMAIL");
    assertThat(mail.getString("sentTo")).matches(".•••@.+");
  }

  @Test
  void bothStepsGiveASession() {
    TestClient client = server.client();
    Answer answer = client.answerCode("planeier", PASSWORD).expect(200);
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
  void usernameIsTheSameInAnyLetterCase() {
    server.client().answerCode("PlanEier", PASSWORD).expect(200);
  }

  @Test
  void theCodeIsWipedFromTheDatabaseOnceSent() {
    server.client().answerCode("lege", PASSWORD).expect(200);
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
  void wrongPasswordAndUnknownUserGetTheSameAnswer() {
    JsonObject wrong =
        server.client().step1("lege", "Feil-passord-1").expect(401, "login.failed").body();
    JsonObject unknown =
        server.client().step1("finnesikke", "Feil-passord-1").expect(401, "login.failed").body();
    assertThat(withoutTrace(wrong)).isEqualTo(withoutTrace(unknown));
  }

  @Test
  void threeWrongPasswordsLockForTenMinutes() {
    for (String username : List.of("lege", "finnesikke")) {
      for (int i = 0; i < 3; i++) {
        server.client().step1(username, "Feil-passord-" + i).expect(401, "login.failed");
      }
      Answer locked = server.client().step1(username, PASSWORD).expect(429, "login.locked");
      assertThat(Integer.parseInt(locked.header("Retry-After").orElseThrow())).isBetween(590, 600);
    }
    server.clock().pass(Duration.ofMinutes(10).plusSeconds(1));
    server.client().step1("lege", PASSWORD).expect(200);
    assertThat(server.value("select count(*) from security_event where event = 'LOCKED'"))
        .isNotEqualTo("0");
  }

  @Test
  void wrongPasswordsAndWrongCodesCountTogether() {
    server.client().step1("lege", "Feil-passord-1").expect(401);
    Instant before = server.clock().instant();
    JsonObject challenge = server.client().step1("lege", PASSWORD).expect(200).body();
    String id = challenge.getString("challenge");
    String right = server.client().codeSentTo(challenge.getString("sentTo"), before);
    server.client().step2(id, other(right)).expect(401, "code.wrong");
    server.client().step2(id, other(right)).expect(401, "code.wrong");
    server.client().step2(id, right).expect(429, "login.locked");
  }

  @Test
  void aRightPasswordDoesNotForgiveWrongCodes() {
    Instant before = server.clock().instant();
    for (int i = 0; i < 3; i++) {
      JsonObject challenge = server.client().step1("lege", PASSWORD).expect(200).body();
      String right = server.client().codeSentTo(challenge.getString("sentTo"), before);
      server
          .client()
          .step2(challenge.getString("challenge"), other(right))
          .expect(401, "code.wrong");
    }
    server.client().step1("lege", PASSWORD).expect(429, "login.locked");
  }

  @Test
  void loggingInForgivesEarlierMistakes() {
    for (int i = 0; i < 2; i++) {
      server.client().step1("lege", "Feil-passord-1").expect(401);
      server.client().step1("lege", "Feil-passord-1").expect(401);
      server.client().answerCode("lege", PASSWORD).expect(200);
    }
  }

  @Test
  void guessesSentSideBySideDoNotSlipPastTheLock() {
    JsonObject challenge = server.client().step1("lege", PASSWORD).expect(200).body();
    List<CompletableFuture<Integer>> guesses = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String guess = "%06d".formatted(i);
      guesses.add(
          CompletableFuture.supplyAsync(
              () -> server.client().step2(challenge.getString("challenge"), guess).status()));
    }
    List<Integer> statuses = guesses.stream().map(CompletableFuture::join).toList();
    assertThat(statuses).containsOnly(401, 429);
    assertThat(statuses.stream().filter(status -> status == 401)).hasSize(3);
  }

  @Test
  void anotherSpellingOfTheNameIsTheSameAccount() {
    for (String spelling : List.of("adm\u0130n", "ADMIN", " admin ")) {
      server.client().step1(spelling, "Feil-passord-1").expect(401);
    }
    server.client().step1("admin", PASSWORD).expect(429, "login.locked");
  }

  @Test
  void nameAndPasswordAreTheSameInAnyNormalForm() {
    server.sql("update account set username = 'bjørn.åsen' where username = 'lege'");
    try {
      server.client().step1("bjørn.a\u030asen", PASSWORD).expect(200);
      server.client().step1("bjørn.åsen", "Feil-passord-1").expect(401);
      server.client().step1("bjørn.a\u030asen", "Feil-passord-1").expect(401);
      server.client().step1("bjørn.åsen", "Feil-passord-1").expect(401);
      server.client().step1("bjørn.a\u030asen", PASSWORD).expect(429, "login.locked");
    } finally {
      server.sql("update account set username = 'lege' where username = 'bjørn.åsen'");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%1$s-%2$s", "%1$s\u00a0%2$s", "%1$s%2$s\u200b", "Koden er %1$s%2$s."})
  void aCodeIsTakenAsPeoplePasteIt(String pasted) {
    Instant before = server.clock().instant();
    JsonObject challenge = server.client().step1("lege", PASSWORD).expect(200).body();
    String id = challenge.getString("challenge");
    String code = server.client().codeSentTo(challenge.getString("sentTo"), before);
    server.client().step2(id, code + " el " + code).expect(401, "code.wrong");
    server.client().step2(id, code.substring(1)).expect(401, "code.wrong");
    String typed = pasted.formatted(code.substring(0, 3), code.substring(3));
    server.client().step2(id, typed).expect(200);
  }

  @Test
  void attemptsThatNobodySettledLockForAWhileOnly() {
    String name = "sha256(convert_to('lege', 'UTF8'))";
    server.sql(
        "insert into login_guard (username_hash, failures, last_at) values (%s, 14, now())"
            .formatted(name));
    server.client().step1("lege", PASSWORD).expect(429, "login.locked");
    server.clock().pass(Duration.ofMinutes(11));
    server.client().step1("lege", PASSWORD).expect(200);
  }

  @Test
  void whatCouldNotBeTriedIsNotCounted() {
    server.sql("alter table one_time_code rename to away");
    try {
      for (int i = 0; i < 5; i++) {
        server.client().step1("lege", PASSWORD).expect(500, "internal");
      }
    } finally {
      server.sql("alter table away rename to one_time_code");
    }
    server.client().step1("lege", PASSWORD).expect(200);
  }

  @Test
  void oneAccountIsNotSentAnyNumberOfCodes() {
    try (TestServer thrifty = TestServer.start(Map.of("login.maxCodes", "3"))) {
      for (int i = 0; i < 3; i++) {
        thrifty.client().step1("lege", PASSWORD).expect(200);
      }
      thrifty.client().step1("lege", PASSWORD).expect(429, "login.locked");
      thrifty.client().step1("mor", PASSWORD).expect(200);
      thrifty.clock().pass(Duration.ofMinutes(10));
      thrifty.client().step1("lege", PASSWORD).expect(200);
    }
  }

  @Test
  void attemptsWhileLockedAndLateCodesAreLoggedToo() {
    for (int i = 0; i < 4; i++) {
      server.client().step1("finnesikke", "Feil-passord-1");
    }
    String events =
        "select string_agg(event, ' ' order by id) from security_event"
            + " where username_hash = sha256(convert_to('finnesikke', 'UTF8'))";
    assertThat(server.value(events))
        .endsWith("PASSWORD_WRONG PASSWORD_WRONG PASSWORD_WRONG LOCKED REFUSED_LOCKED");
  }

  @Test
  void loginsSideBySideDoNotDisturbEachOther() {
    List<CompletableFuture<Integer>> logins = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      logins.add(
          CompletableFuture.supplyAsync(() -> server.client().step1("lege", PASSWORD).status()));
    }
    assertThat(logins).allSatisfy(login -> assertThat(login.join()).isEqualTo(200));
  }

  @Test
  void aCodeIsGoodOnceAndForTenMinutes() {
    Instant before = server.clock().instant();
    JsonObject first = server.client().step1("lege", PASSWORD).expect(200).body();
    String code = server.client().codeSentTo(first.getString("sentTo"), before);
    server.client().step2(first.getString("challenge"), code).expect(200);
    server.client().step2(first.getString("challenge"), code).expect(401, "code.expired");

    Instant later = server.clock().instant();
    JsonObject second = server.client().step1("lege", PASSWORD).expect(200).body();
    String late = server.client().codeSentTo(second.getString("sentTo"), later);
    server.clock().pass(Duration.ofMinutes(10));
    server.client().step2(second.getString("challenge"), late).expect(401, "code.expired");
  }

  @Test
  void aCodeIsBoundToItsChallenge() {
    Instant before = server.clock().instant();
    JsonObject lege = server.client().step1("lege", PASSWORD).expect(200).body();
    JsonObject mor = server.client().step1("mor", PASSWORD).expect(200).body();
    String code = server.client().codeSentTo(lege.getString("sentTo"), before);
    server.client().step2(mor.getString("challenge"), code).expect(401, "code.wrong");
    server.client().step2("00000000-0000-4000-8000-000000000000", code).expect(401, "code.expired");
    server.client().step2("ikke-en-utfordring", code).expect(401, "code.expired");
  }

  @Test
  void theTermsComeFirstAndNoIsOut() {
    server.sql("update account set terms_version = null where username = 'laerer'");
    TestClient client = server.client();
    assertThat(client.answerCode("laerer", PASSWORD).body().getString("next")).isEqualTo("TERMS");
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
  void theTermsAreAskedOnceAndAgainForANewVersion() {
    server.sql("update account set terms_version = null where username = 'laerer'");
    TestClient client = server.client();
    client.answerCode("laerer", PASSWORD).expect(200);
    assertThat(
            client
                .post("/login/terms", new JsonObject().put("accept", true))
                .expect(200)
                .body()
                .getString("next"))
        .isEqualTo("DONE");
    client.get("/plans").expect(200);
    assertThat(server.client().answerCode("laerer", PASSWORD).body().getString("next"))
        .isEqualTo("DONE");
    server.sql("update account set terms_version = '0' where username = 'laerer'");
    assertThat(server.client().answerCode("laerer", PASSWORD).body().getString("next"))
        .isEqualTo("TERMS");
  }

  @Test
  void whatHappensAtTheDoorIsLoggedForGood() {
    server
        .client()
        .header("User-Agent", "Prøvenettleser")
        .step1("lege", "Feil-passord-1")
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

  private static String other(String code) {
    return code.equals("000000") ? "000001" : "000000";
  }

  private static JsonObject withoutTrace(JsonObject problem) {
    problem.remove("traceId");
    return problem;
  }
}
