package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import no.samklang.TestClient;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.Test;

/** Who a client is, behind proxies and beside them (LOGIN-10). */
class ProxyIT {
  private static final String LAST_ADDRESS = "select address from security_event order by id desc";

  @Test
  void whoIsNoProxyIsNotBelieved() {
    TestServer server = TestServer.shared();
    TestClient liar = server.client().header("Forwarded", "for=203.0.113.66");
    liar.header("X-Forwarded-For", "203.0.113.66").logIn("koordinator");
    assertThat(ownAddress(liar)).isEqualTo("127.0.0.1");
  }

  @Test
  void aTrustedProxyIsBelievedAndWhatStandsBeforeItIsNot() {
    Map<String, String> settings =
        Map.of("http.trustedProxies", "127.0.0.0/8, 2001:db8:a::/48", "http.instances", "2");
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
      client.step1("mor", "feil").expect(401);
      assertThat(server.value(LAST_ADDRESS)).isEqualTo("127.0.0.1");
      client.header("Forwarded", "for=\"1.2.3.4").step1("mor", "feil").expect(401);
      assertThat(server.value(LAST_ADDRESS)).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void theOlderHeaderIsBelievedOnlyWhenItIsAskedFor() {
    Map<String, String> settings =
        Map.of("http.trustedProxies", "127.0.0.1", "http.forwardedBy", "x_forwarded_for");
    try (TestServer server = TestServer.start(settings)) {
      TestClient client = server.client().header("Forwarded", "for=6.6.6.6");
      client.header("X-Forwarded-For", "6.6.6.6, 198.51.100.9").logIn("mor");
      assertThat(ownAddress(client)).isEqualTo("198.51.100.9");
    }
  }

  @Test
  void behindAProxyThatSpeaksTlsBrowsersAreToldToStayThere() {
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
      refuses(server, "http://localhost:" + server.port(), 403);
      refuses(server, "https://ond.example.no", 403);
      refuses(server, "https://plan.example.no", 401);
      refuses(server, "https://localhost:" + server.port(), 401);
    }
  }

  private static void refuses(TestServer server, String origin, int status) {
    assertThatThrownBy(() -> server.client().live(origin))
        .satisfies(thrown -> assertThat(TestSocket.refusal(thrown)).isEqualTo(status));
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
