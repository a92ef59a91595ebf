package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import no.samklang.TestClient;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.Test;

/** Client addresses with and without trusted proxies (LOGIN-10). */
class ProxyIT {
  private static final String LAST_ADDRESS = "select address from security_event order by id desc";

  @Test
  void headersOfUntrustedPeersAreIgnored() {
    TestServer server = TestServer.shared();
    TestClient client = server.client().header("Forwarded", "for=203.0.113.66");
    client.header("X-Forwarded-For", "203.0.113.66").logIn("koordinator");
    assertThat(ownAddress(client)).isEqualTo("127.0.0.1");
  }

  @Test
  void aTrustedProxysHopIsUsedAndEarlierOnesAreIgnored() {
    Map<String, String> settings =
        Map.of(
            "http.trustedProxies", "127.0.0.0/8, 2001:db8:a::/48",
            "http.forwardedBy", "forwarded",
            "http.instances", "2");
    try (TestServer server = TestServer.start(settings)) {
      TestClient client =
          server
              .client()
              .header(
                  "Forwarded",
                  "for=6.6.6.6, for=\"[2001:db8:b::9]:4711\";proto=https, for=\"[2001:db8:a::1]\"");
      client.logIn("mor");
      assertThat(ownAddress(client)).isEqualTo("2001:db8:b:0:0:0:0:9");
      assertThat(server.value(LAST_ADDRESS)).isEqualTo("2001:db8:b:0:0:0:0:9");
      client.header("X-Forwarded-For", "203.0.113.66").header("Forwarded", "for=_hidden");
      client.submitPassword("mor", "feil").expect(401);
      assertThat(server.value(LAST_ADDRESS)).isEqualTo("127.0.0.1");
      client.header("Forwarded", "for=\"1.2.3.4").submitPassword("mor", "feil").expect(401);
      assertThat(server.value(LAST_ADDRESS)).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void xForwardedForIsUsedOnlyWhenConfigured() {
    Map<String, String> settings =
        Map.of("http.trustedProxies", "127.0.0.1", "http.forwardedBy", "x_forwarded_for");
    try (TestServer server = TestServer.start(settings)) {
      TestClient client = server.client().header("Forwarded", "for=6.6.6.6");
      client.header("X-Forwarded-For", "6.6.6.6, 198.51.100.9").logIn("mor");
      assertThat(ownAddress(client)).isEqualTo("198.51.100.9");
    }
  }

  @Test
  void behindATlsProxyHstsIsSent() {
    Map<String, String> settings =
        Map.of(
            "public.url", "https://plan.example.no",
            "smtp.uri", "smtp://localhost:1",
            "smtp.from", "plan@example.no",
            "sms.gateway", "query-string.yaml",
            "sms.values.url", "http://localhost:1",
            "sms.values.user", "x",
            "sms.values.passwd", "x");
    try (TestServer server = TestServer.start(settings)) {
      assertThat(server.client().get("/me").header("Strict-Transport-Security")).isPresent();
      assertRejected(server, "http://localhost:" + server.port(), 403);
      assertRejected(server, "https://ond.example.no", 403);
      assertRejected(server, "https://plan.example.no", 401);
      assertRejected(server, "https://localhost:" + server.port(), 401);
    }
  }

  private static void assertRejected(TestServer server, String origin, int status) {
    assertThatThrownBy(() -> server.client().openSocket(origin))
        .satisfies(thrown -> assertThat(TestSocket.refusedStatus(thrown)).isEqualTo(status));
  }

  private static String ownAddress(TestClient client) {
    return client.get("/me/sessions").expect(200).items().stream()
        .map(io.vertx.core.json.JsonObject.class::cast)
        .filter(session -> session.getBoolean("current"))
        .map(session -> session.getString("address"))
        .findFirst()
        .orElseThrow();
  }
}
