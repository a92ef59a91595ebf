package no.samklang.http.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Limits of unauthenticated clients; each test uses addresses of its own. */
class RateLimitIT {
  private static final int REQUESTS = 200;
  private static final int FAILURES = 5;
  private static TestServer server;

  @BeforeAll
  static void open() {
    server =
        TestServer.start(
            Map.of(
                "http.trustedProxies",
                "127.0.0.1",
                "http.forwardedBy",
                "forwarded",
                "http.limits.requestsPerMinute",
                "" + REQUESTS,
                "http.limits.loginFailuresPerMinute",
                "" + FAILURES));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aLimitedNetworkGets429ExceptItsAuthenticatedClients() {
    TestClient authenticated = from("203.0.113.1").logIn("mor");
    TestClient anonymous = from("203.0.113.1");
    ClientAnswer limited = sendUntilLimited(anonymous);
    limited.expect(429, "rate.limited");
    assertThat(Integer.parseInt(limited.header("Retry-After").orElseThrow())).isBetween(1, 60);
    authenticated.get("/me").expect(200);
    authenticated.openSocket().close();
    sendUntilLimited(anonymous.cookie("a.b.c")).expect(429, "rate.limited");
    anonymous.cookie(null);
    server.clock().advance(Duration.ofMillis(-200)); // no permits are restored meanwhile
    anonymous.submitPassword("mor", TestClient.PASSWORD).expect(429, "rate.limited");
    from("203.0.113.2").get("/me").expect(401);
    server.clock().advance(Duration.ofMinutes(1));
    anonymous.get("/me").expect(401);
  }

  @Test
  void anIpv6NetworkIsOneClient() {
    sendUntilLimited(from("\"[2001:db8::1]\"")).expect(429);
    from("\"[2001:db8::ffff:1]\"").get("/me").expect(429);
    from("\"[2001:db8:0:1::1]\"").get("/me").expect(401);
  }

  @Test
  void largeBodiesRequireAuthentication() {
    TestClient anonymous = from("203.0.113.7");
    anonymous.submitPassword("x".repeat(20_000), "y").expect(413, "request.tooLarge");
  }

  @Test
  void failedLoginsAboveTheLimitWriteNothing() {
    for (int i = 0; i < FAILURES; i++) {
      from("203.0.113.3").submitPassword("finnes-ikke-" + i, "feil").expect(401, "login.failed");
    }
    String before = server.value("select count(*) from security_event");
    String lockouts = server.value("select count(*) from login_guard");
    for (String name : new String[] {"finnes-ikke", "laerer", "planeier"}) {
      from("203.0.113.3").submitPassword(name, "feil").expect(429, "rate.limited");
      from("203.0.113.3").submitPassword(name, TestClient.PASSWORD).expect(429, "rate.limited");
    }
    assertThat(server.value("select count(*) from security_event")).isEqualTo(before);
    assertThat(server.value("select count(*) from login_guard")).isEqualTo(lockouts);
    from("203.0.113.4").logIn("planeier");
  }

  @Test
  void successfulLoginsAreNotCounted() {
    for (int i = 0; i < 2 * FAILURES; i++) {
      from("203.0.113.5").logIn("koordinator");
    }
  }

  private static ClientAnswer sendUntilLimited(TestClient client) {
    ClientAnswer answer = client.get("/me");
    for (int i = 0; i < 2 * REQUESTS && answer.status() != 429; i++) {
      answer = client.get("/me");
    }
    return answer;
  }

  private static TestClient from(String address) {
    return server.client().header("Forwarded", "for=" + address);
  }
}
