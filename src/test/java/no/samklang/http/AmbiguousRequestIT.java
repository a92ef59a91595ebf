package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What two readers may understand in two ways is refused. */
class AmbiguousRequestIT {
  private final TestServer server = TestServer.shared();

  /** Request smuggling: the second request of the connection isn't answered. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost\r\nHost: other.example\r\n",
        "Host: localhost\r\nHost: localhost\r\n",
        "Host: localhost\r\nTransfer-Encoding: xchunked\r\nContent-Length: 3\r\n",
        "Host: localhost\r\nTransfer-Encoding: identity\r\nContent-Length: 3\r\n",
        "Host: localhost\r\nTransfer-Encoding: gzip, chunked\r\n",
        "Host: localhost\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n",
        "Host: localhost\r\nTransfer-Encoding: \u000bchunked\r\nContent-Length: 3\r\n",
        "Host: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n",
      })
  void aRequestOfUncertainEndOrHostIsRefusedAndItsConnectionClosed(String headers)
      throws IOException {
    String request = "POST /api/v1/login HTTP/1.1\r\n" + headers + "\r\nabc";
    String all = answers(request + "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertThat(all).startsWith("HTTP/1.1 400 ");
    assertThat(all.split("HTTP/1.1 ", -1)).as(all).hasSize(2);
  }

  /** Netty refuses both together since 4.2.13; its setting for it stays on. */
  @ParameterizedTest
  @CsvSource({"'', 200", "'Content-Length: 3\r\n', 400", "'Content-Length: 13\r\n', 400"})
  void aLengthBesidesChunksIsRefused(String length, int status) throws IOException {
    String request =
        "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + length
            + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    assertThat(answers(request)).startsWith("HTTP/1.1 " + status + " ");
  }

  private String answers(String bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** One of them may have been set by a neighbouring domain. */
  @Test
  void twoSessionCookiesAreRefused() {
    String token = server.loggedIn("lege").cookie();
    TestClient client = server.client();
    client.header("Cookie", "samklang_session=" + token).get("/me").expect(200);
    for (String other : new String[] {token, "x", ""}) {
      String both = "samklang_session=%s; a=b; samklang_session=%s";
      client.header("Cookie", both.formatted(token, other));
      client.get("/me").expect(400, "request.malformed");
      client.header("Cookie", both.formatted(other, token));
      client.get("/me").expect(400, "request.malformed");
    }
  }

  /** A key is of one request: used for another, of another operation too, it is said. */
  @Test
  void anIdempotencyKeyIsOfOneOperation() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    plan.client().header("Idempotency-Key", "one-key-for-two-operations");
    JsonObject draft = TestPlan.draft("Kladd", plan.ownParticipantId());
    plan.client().post(plan.path("/messages"), draft).expect(201);
    plan.client()
        .post(plan.path("/goals"), new JsonObject().put("title", "Et mål"))
        .expect(422, "idempotency.reused");
  }

  /** %2541 is the text %41, not A. */
  @Test
  void queryValuesAreDecodedOnce() {
    TestClient client = server.loggedIn("admin");
    client.get("/accounts?state=NEVER%5FUSED").expect(200);
    client.get("/accounts?state=NEVER%255FUSED").expect(422, "request.invalid");
  }
}
