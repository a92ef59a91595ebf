package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import no.samklang.TestClient;
import no.samklang.TestDatabase;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Session authentication, expiry, log-out and log (LOGIN-7, LOGIN-8, LOGIN-10). */
class SessionIT {
  @RegisterExtension static final TestServer server = TestServer.start();

  @Test
  void requestsRequireSession() {
    server.client().get("/me").expect(401, "session.required");
    server.client().get("/plans").expect(401, "session.required");
    server
        .client()
        .delete("/me/sessions/00000000-0000-4000-8000-000000000000")
        .expect(401, "session.required");
  }

  @Test
  void tamperedTokenIsRejected() {
    String token = server.loggedIn("lege").cookie();
    String[] parts = token.split("\\.");
    server
        .client()
        .cookie(parts[0] + "." + parts[1] + "." + changed(parts[2]))
        .get("/me")
        .expect(401, "session.required");
    server
        .client()
        .cookie(parts[0] + "." + parts[1] + ".")
        .get("/me")
        .expect(401, "session.required");
    server.client().cookie(unsigned(parts[1])).get("/me").expect(401, "session.required");
    server.client().cookie("tull").get("/me").expect(401, "session.required");
    server
        .client()
        .cookie(parts[0] + "." + otherSession(parts[1]) + "." + parts[2])
        .get("/me")
        .expect(401, "session.required");
  }

  @Test
  void tokenOfOtherServiceIsRejected() {
    try (TestServer other = TestServer.startOn(TestDatabase.create(), Map.of())) {
      String foreign = other.loggedIn("lege").cookie();
      server.client().cookie(foreign).get("/me").expect(401, "session.required");
    }
  }

  @Test
  void sessionExpiresAfterOneIdleHour() {
    TestClient client = server.loggedIn("lege");
    server.clock().advance(Duration.ofMinutes(59));
    client.get("/me").expect(200);
    server.clock().advance(Duration.ofMinutes(59));
    client.get("/me").expect(200);
    server.clock().advance(Duration.ofMinutes(60));
    client.get("/me").expect(401, "session.required");
  }

  @Test
  void backgroundRequestsAreNoActivity() {
    TestClient client = server.loggedIn("lege");
    Instant expires = expiry(client);
    server.clock().advance(Duration.ofMinutes(30));
    client.header("X-Background", "true").get("/plans").expect(200);
    assertThat(expiry(client)).isEqualTo(expires);
    client.header("X-Background", null).get("/plans").expect(200);
    assertThat(expiry(client)).isAfter(expires);
    server.clock().advance(Duration.ofMinutes(40));
    client.header("X-Background", "true").get("/me").expect(200);
    server.clock().advance(Duration.ofMinutes(21));
    client.get("/me").expect(401, "session.required");
  }

  @Test
  void openPageIsWarnedAndCanExtendSession() {
    TestClient client = server.loggedIn("lege");
    try (TestSocket socket = client.openSocket()) {
      socket.next("hello");
      server.advanceClock(Duration.ofMinutes(56));
      Instant at = Instant.parse(socket.next("sessionExpiring").getString("at"));
      assertThat(Duration.between(server.clock().instant(), at))
          .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(5));
      JsonObject life = client.post("/me/activity", null).expect(200).body();
      assertThat(Instant.parse(life.getString("expiresAt")))
          .isAfter(at.plus(Duration.ofMinutes(50)));
      server.advanceClock(Duration.ofMinutes(56));
      socket.next("sessionExpiring");
      server.advanceClock(Duration.ofMinutes(5));
      assertThat(socket.next("signedOut").getString("reason")).isEqualTo("IDLE");
      assertThat(socket.closeCode()).isEqualTo(4401);
    }
    client.get("/me").expect(401, "session.required");
  }

  @Test
  void openWebSocketIsNoActivity() {
    TestClient client = server.loggedIn("lege");
    Instant expires = expiry(client);
    try (TestSocket socket = client.openSocket()) {
      socket.next("hello");
      assertThat(expiry(client)).isEqualTo(expires);
    }
  }

  @Test
  void logoutEndsSessionOnAllNodes() {
    TestClient client = server.loggedIn("lege");
    String cookie = client.cookie();
    try (TestSocket socket = client.openSocket()) {
      socket.next("hello");
      client.post("/logout", null).expect(204);
      assertThat(client.cookie()).isNull();
      assertThat(socket.next("signedOut").getString("reason")).isEqualTo("LOGGED_OUT");
      assertThat(socket.closeCode()).isEqualTo(4401);
    }
    client.cookie(cookie).get("/me").expect(401, "session.required");
    assertThat(TestSocket.refusedStatus(catchThrowable(client::openSocket))).isEqualTo(401);
  }

  @Test
  void ownSessionsAreListedAndEnded() {
    TestClient here = server.client().header("User-Agent", "Her").logIn("mor");
    TestClient there = server.client().header("User-Agent", "Der").logIn("mor");
    TestClient stranger = server.loggedIn("fremmed");
    JsonObject sessions = here.get("/me/sessions").expect(200).body();
    JsonObject other =
        sessions.getJsonArray("items").stream()
            .map(JsonObject.class::cast)
            .filter(session -> session.getString("userAgent").equals("Der"))
            .findFirst()
            .orElseThrow();
    assertThat(other.getBoolean("current")).isFalse();
    assertThat(sessions.getJsonArray("logins").getJsonObject(0).getString("event"))
        .isEqualTo("LOGIN");
    stranger.delete("/me/sessions/" + other.getString("id")).expect(404, "not.found");
    there.get("/me").expect(200);
    here.delete("/me/sessions/" + other.getString("id")).expect(204);
    there.get("/me").expect(401, "session.required");
    here.get("/me").expect(200);
    here.delete("/me/sessions/" + other.getString("id")).expect(404, "not.found");
  }

  @Test
  void ownFailuresAreListed() {
    server.client().submitPassword("admin", "Feil-passord-1").expect(401);
    JsonObject sessions = server.loggedIn("admin").get("/me/sessions").expect(200).body();
    assertThat(sessions.getJsonArray("logins").encode()).contains("PASSWORD_WRONG");
  }

  @Test
  void sessionExpiresAfterMaxAge() {
    TestClient client = server.loggedIn("koordinator2");
    for (int i = 0; i < 24; i++) {
      client.get("/me").expect(200);
      server.clock().advance(Duration.ofMinutes(59));
    }
    server.clock().advance(Duration.ofMinutes(30));
    client.get("/me").expect(401, "session.required");
  }

  private static Instant expiry(TestClient client) {
    JsonObject me = client.header("X-Background", "true").get("/me").expect(200).body();
    client.header("X-Background", null);
    return Instant.parse(me.getJsonObject("session").getString("expiresAt"));
  }

  private static String changed(String signature) {
    return (signature.startsWith("A") ? "B" : "A") + signature.substring(1);
  }

  private static String unsigned(String claims) {
    return base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + claims + ".";
  }

  private static String otherSession(String claims) {
    JsonObject other =
        new JsonObject(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8));
    return base64(other.put("sid", "00000000-0000-4000-8000-000000000000").encode());
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
