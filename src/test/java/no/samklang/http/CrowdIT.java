package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import no.samklang.TestClient;
import no.samklang.TestClient.Answer;
import no.samklang.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one address may take that isn't logged in; each test comes from addresses of its own. */
class CrowdIT {
  private static final int REQUESTS = 200;
  private static final int FAILURES = 5;
  private static TestServer server;

  @BeforeAll
  static void open() {
    server =
        TestServer.start(
            Map.of(
                "http.trustedProxies", "127.0.0.1",
                "http.limits.requestsPerMinute", "" + REQUESTS,
                "http.limits.loginFailuresPerMinute", "" + FAILURES));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whoAsksTooMuchWaitsButNotThoseWhoAreLoggedInBeside() {
    TestClient neighbour = from("203.0.113.1").logIn("mor");
    TestClient flood = from("203.0.113.1");
    Answer refused = flood(flood);
    refused.expect(429, "rate.limited");
    assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow())).isBetween(1, 60);
    neighbour.get("/me").expect(200);
    neighbour.live().close();
    flood(flood.cookie("a.b.c")).expect(429, "rate.limited");
    flood.cookie(null);
    server.clock().pass(Duration.ofMillis(-200)); // nothing is earned meanwhile
    flood.step1("mor", TestClient.PASSWORD).expect(429, "rate.limited");
    from("203.0.113.2").get("/me").expect(401);
    server.clock().pass(Duration.ofMinutes(1));
    flood.get("/me").expect(401);
  }

  @Test
  void aWholeNetworkOfIpv6AddressesIsOne() {
    flood(from("\"[2001:db8::1]\"")).expect(429);
    from("\"[2001:db8::ffff:1]\"").get("/me").expect(429);
    from("\"[2001:db8:0:1::1]\"").get("/me").expect(401);
  }

  @Test
  void aLargeBodyIsReadFromThoseWhoAreLoggedInOnly() {
    TestClient someone = from("203.0.113.7");
    someone.step1("x".repeat(20_000), "y").expect(413, "request.tooLarge");
  }

  @Test
  void wrongGuessesFromOneAddressEndBeforeAnythingIsWritten() {
    for (int i = 0; i < FAILURES; i++) {
      from("203.0.113.3").step1("finnes-ikke-" + i, "feil").expect(401, "login.failed");
    }
    String before = server.value("select count(*) from security_event");
    String guards = server.value("select count(*) from login_guard");
    for (String name : new String[] {"finnes-ikke", "laerer", "planeier"}) {
      from("203.0.113.3").step1(name, "feil").expect(429, "rate.limited");
      from("203.0.113.3").step1(name, TestClient.PASSWORD).expect(429, "rate.limited");
    }
    assertThat(server.value("select count(*) from security_event")).isEqualTo(before);
    assertThat(server.value("select count(*) from login_guard")).isEqualTo(guards);
    from("203.0.113.4").logIn("planeier");
  }

  @Test
  void whatGoesWellCostsNothing() {
    for (int i = 0; i < 2 * FAILURES; i++) {
      from("203.0.113.5").logIn("koordinator");
    }
  }

  private static Answer flood(TestClient client) {
    Answer answer = client.get("/me");
    for (int i = 0; i < 2 * REQUESTS && answer.status() != 429; i++) {
      answer = client.get("/me");
    }
    return answer;
  }

  private static TestClient from(String address) {
    return server.client().header("Forwarded", "for=" + address);
  }
}
