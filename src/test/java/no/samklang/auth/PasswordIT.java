package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.samklang.TestClient;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Password change and passwords by mail (LOGIN-4, LOGIN-5, LOGIN-6). */
class PasswordIT {
  private static final String OLD = TestClient.PASSWORD;
  private static final Pattern MAILED =
      Pattern.compile("\\b([A-Z]{3}[a-z]{4}-\\d{3}[a-z]{4}\\d{2})\\b");
  @RegisterExtension static final TestServer server = TestServer.start();

  @BeforeEach
  void reset() {
    server.awaitCodesSent();
    server.clock().advance(Duration.ofHours(25)); // five mails in a day
    server.sql("delete from login_guard");
    server.sql(
        """
        update account set password_hash = (select password_hash from account where username = 'koordinator'),
               password_state = 'CHOSEN', mailed_hash = null, mailed_until = null where username in ('lege', 'mor')""");
  }

  @Test
  void changeReplacesPasswordAndEndsOtherSessions() {
    TestClient here = server.loggedIn("lege");
    TestClient there = server.loggedIn("lege");
    try (TestSocket socket = there.openSocket()) {
      socket.next("hello");
      change(here, OLD, "Fjellbekk-42").expect(204);
      assertThat(socket.next("signedOut").getString("reason")).isEqualTo("PASSWORD_CHANGED");
    }
    there.get("/me").expect(401, "session.required");
    here.get("/me").expect(200);
    server.client().submitPassword("lege", OLD).expect(401, "login.failed");
    server.client().submitPassword("lege", "Fjellbekk-42").expect(200);
  }

  @Test
  void weakPasswordIsRejectedWithReason() {
    TestClient client = server.loggedIn("lege");
    JsonObject problem = change(client, OLD, "kort").expect(422, "password.weak").body();
    assertThat(problem.getJsonArray("errors").encode())
        .contains("password.tooShort", "password.upperCaseRequired", "password.digitRequired");
    change(client, OLD, "Password1").expect(422, "password.weak");
    change(client, OLD, "Lege1234").expect(422, "password.weak");
    change(client, OLD, OLD).expect(422, "password.weak");
    server.client().submitPassword("lege", OLD).expect(200);
  }

  private static final String MAILED_TODAY =
      "select count(*) from security_event where event = 'PASSWORD_MAILED' and at > '%s'";

  @Test
  void guessingTheCurrentPasswordLocks() {
    TestClient client = server.loggedIn("lege");
    for (int i = 0; i < 3; i++) {
      JsonObject problem =
          change(client, "Feil-" + i, "Fjellbekk-42").expect(422, "password.weak").body();
      assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("field"))
          .isEqualTo("current");
    }
    change(client, OLD, "Fjellbekk-42").expect(429, "login.locked");
    assertThat(server.value("select event from security_event order by id desc offset 1 limit 1"))
        .isEqualTo("LOCKED");
  }

  @Test
  void changeInvalidatesPendingChallenge() {
    Instant before = server.clock().instant();
    JsonObject open = server.client().submitPassword("lege", OLD).expect(200).body();
    String code = server.client().awaitCode(open.getString("sentTo"), before);
    change(server.loggedIn("lege"), OLD, "Fjellbekk-42").expect(204);
    server.client().submitCode(open.getString("challenge"), code).expect(401, "code.expired");
  }

  @Test
  void mailedPasswordInUseIsNotReplaced() {
    String first = forgot("mor");
    Instant before = server.clock().instant();
    JsonObject open = server.client().submitPassword("mor", first).expect(200).body();
    String code = server.client().awaitCode(open.getString("sentTo"), before);
    server.clock().advance(Duration.ofMinutes(10));
    assertThat(forgot("mor")).isNotEqualTo(first);
    server.client().submitCode(open.getString("challenge"), code).expect(401, "code.expired");
    server.client().submitPassword("mor", OLD).expect(200);
  }

  @Test
  void floodOfForgottenPasswordsDoesNotBlockLogin() {
    java.util.List<java.util.concurrent.CompletableFuture<Integer>> flood =
        new java.util.ArrayList<>();
    for (int i = 0; i < 150; i++) {
      JsonObject name = new JsonObject().put("username", "finnesikke" + i);
      flood.add(
          java.util.concurrent.CompletableFuture.supplyAsync(
              () -> server.client().post("/login/forgot", name).status()));
    }
    server.client().submitPassword("lege", OLD).expect(200);
    assertThat(flood).allSatisfy(answer -> assertThat(answer.join()).isIn(202, 429, 503));
  }

  @Test
  @DisplayName("A temporary password must be changed, and ends after its time (LOGIN-4)")
  void temporaryPasswordMustBeChangedAndEnds() {
    String until = server.clock().instant().plus(Duration.ofDays(14)).toString();
    server.sql(
        "update account set password_state = 'TEMPORARY', temporary_until = '%s' where username = 'lege'"
            .formatted(until));
    TestClient client = server.client();
    assertThat(client.completeLogin("lege", OLD).body().getString("next")).isEqualTo("PASSWORD");
    JsonObject me = client.get("/me").expect(200).body();
    assertThat(me.getString("next")).isEqualTo("PASSWORD");
    assertThat(me.getBoolean("passwordChangeRequired")).isTrue();
    client.get("/plans").expect(403, "password.required");
    server.clock().advance(Duration.ofDays(14));
    server.client().submitPassword("lege", OLD).expect(401, "login.failed");
    server.clock().advance(Duration.ofDays(-14));
    change(client, OLD, "Fjellbekk-42").expect(204);
    assertThat(client.get("/me").body().getString("next")).isEqualTo("DONE");
    server.clock().advance(Duration.ofDays(14));
    server.client().submitPassword("lege", "Fjellbekk-42").expect(200);
  }

  @Test
  void mailedPasswordWorksOnceAndMustBeChanged() {
    String mailed = forgot("mor");
    TestClient client = server.client();
    Instant before = server.clock().instant();
    JsonObject old =
        client.submitPassword("mor", OLD).expect(200).body(); // stays until the new one is used
    client.awaitCode(old.getString("sentTo"), before); // so as not to take it for the next
    assertThat(client.completeLogin("mor", mailed).body().getString("next")).isEqualTo("PASSWORD");
    client.get("/plans").expect(403, "password.required");
    assertThat(client.get("/me").body().getBoolean("passwordChangeRequired")).isTrue();
    server.client().submitPassword("mor", OLD).expect(401, "login.failed");
    server.client().submitPassword("mor", mailed).expect(401, "login.failed");
    change(client, mailed, mailed).expect(422, "password.weak");
    change(client, mailed, "Fjellbekk-42").expect(204);
    client.get("/plans").expect(200);
    server.client().submitPassword("mor", "Fjellbekk-42").expect(200);
  }

  @Test
  void mailedPasswordExpiresAfterOneHour() {
    String mailed = forgot("mor");
    server.clock().advance(Duration.ofMinutes(60));
    server.client().submitPassword("mor", mailed).expect(401, "login.failed");
    server.client().submitPassword("mor", OLD).expect(200);
  }

  @Test
  void forgotPasswordRespondsEquallyForAnyName() {
    TestClient client = server.client();
    int before = client.outbox().size();
    client.post("/login/forgot", new JsonObject().put("username", "finnesikke")).expect(202);
    server.awaitForgotten();
    assertThat(client.outbox()).hasSize(before);
    String mailed = forgot("mor");
    client.post("/login/forgot", new JsonObject().put("username", "mor")).expect(202);
    server.awaitForgotten();
    server
        .client()
        .submitPassword("mor", mailed)
        .expect(200); // asked again at once: the first one stays, no flood of mails
  }

  @Test
  @DisplayName("The answer doesn't wait for the work, which would tell who exists (LOGIN-6)")
  void forgotPasswordAnswersBeforeTheWorkBegins() {
    Instant before = server.clock().instant();
    TestClient client = server.client();
    server
        .database()
        .whileUncommitted(
            "select from account where username = 'mor' for update",
            () ->
                client.post("/login/forgot", new JsonObject().put("username", "mor")).expect(202));
    await().atMost(Duration.ofSeconds(10)).until(() -> mailed(client, before), Optional::isPresent);
  }

  @Test
  @DisplayName("A stranger who asks again neither voids the mailed password nor floods the mailbox")
  void strangersCanNotVoidTheMailedPassword() {
    String mailed = forgot("mor");
    server.clock().advance(Duration.ofMinutes(9));
    JsonObject name = new JsonObject().put("username", "mor");
    server.client().post("/login/forgot", name).expect(202);
    server.awaitForgotten();
    server.client().submitPassword("mor", mailed).expect(200);
    for (int i = 0; i < 8; i++) {
      server.clock().advance(Duration.ofMinutes(11));
      server.client().post("/login/forgot", name).expect(202);
      server.awaitForgotten();
    }
    assertThat(server.value(MAILED_TODAY.formatted(server.clock().instant().minusSeconds(7200))))
        .isEqualTo("5");
  }

  @Test
  @DisplayName("One mailbox as both steps: the login works, and is marked (LOGIN-6, PERSON-15)")
  void loginByOneMailboxIsMarked() {
    String marked = "select coalesce(marked_until::text, '') from account where username = '%s'";
    assertThat(server.value(marked.formatted("mor"))).isEmpty();
    TestClient client = server.client();
    client.completeLogin("mor", forgot("mor")).expect(200);
    assertThat(server.value(marked.formatted("mor"))).isNotEmpty();
    assertThat(server.value(marked.formatted("lege"))).isEmpty();
  }

  /** A name part with few digits only isn't a personal word. */
  @ParameterizedTest
  @ValueSource(strings = {"91234567", "mor.85", "--"})
  void anyUsernameCanChangeAndResetPassword(String username) {
    server.clock().advance(Duration.ofHours(25)); // one mail in ten minutes, five in a day
    rename("mor", username);
    try {
      change(server.loggedIn(username), OLD, "Sommerfugl-77-blå").expect(204);
      String mailed = forgot(username);
      TestClient client = server.client();
      client.completeLogin(username, mailed).expect(200);
      client.get("/plans").expect(403, "password.required");
      change(client, mailed, "Fjellbekk-42").expect(204);
      client.get("/plans").expect(200);
    } finally {
      rename(username, "mor");
    }
  }

  /** "å" as two characters, as entered on a Mac. */
  @Test
  void passwordIgnoresNormalForm() {
    change(server.loggedIn("lege"), OLD, "Bla\u030abæRis-1234x").expect(204);
    server.client().submitPassword("lege", "BlåbæRis-1234x").expect(200);
    server.client().submitPassword("lege", "Bla\u030abæRis-1234x").expect(200);
  }

  private static void rename(String username, String name) {
    server.sql(
        "update account set username = '%s' where username = '%s'".formatted(name, username));
  }

  @Test
  void passwordHasAtMost200Characters() {
    TestClient client = server.loggedIn("lege");
    String longest = "Aa1" + "l1!7o".repeat(40).substring(0, 197);
    change(client, OLD, longest + "x").expect(422, "request.invalid");
    change(client, OLD, longest).expect(204);
    server.client().submitPassword("lege", longest).expect(200);
  }

  private static TestClient.ClientAnswer change(
      TestClient client, String current, String password) {
    return client.put(
        "/me/password", new JsonObject().put("current", current).put("password", password));
  }

  private static String forgot(String username) {
    TestClient client = server.client();
    Instant before = server.clock().instant();
    client.post("/login/forgot", new JsonObject().put("username", username)).expect(202);
    return await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> mailed(client, before), Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<String> mailed(TestClient client, Instant after) {
    for (Object shown : client.outbox()) {
      JsonObject notice = (JsonObject) shown;
      Matcher password = MAILED.matcher(notice.getString("text"));
      if (!Instant.parse(notice.getString("at")).isBefore(after) && password.find()) {
        assertThat(notice.getString("channel")).isEqualTo("EMAIL");
        return Optional.of(password.group(1));
      }
    }
    return Optional.empty();
  }
}
