package no.samklang.http.openapi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import no.samklang.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A response that isn't in the contract fails whichever test receives it. */
class AnswerValidatorTest {
  private static final String OVERVIEW =
      """
      {"unread":{"total":1,"plans":{}},"plans":[],"activities":[],"others":[],"waiting":[],"meetings":[],"consents":[],"events":[],
       "totals":{"plans":0,"activities":0,"others":0,"waiting":0,"meetings":0,"consents":0,"events":0}}""";
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void aDeclaredResponsePasses() {
    answer(200, "application/json", OVERVIEW);
    assertThatCode(this::sendRequest).doesNotThrowAnyException();
  }

  @Test
  void anUndeclaredResponseFails() {
    assertFails(204, null, "");
    assertFails(404, "application/problem+json", "{}");
    assertFails(200, "text/html", OVERVIEW);
    assertFails(200, "application/json", OVERVIEW.replace(":1", ":\"1\""));
    assertFails(200, "application/json", OVERVIEW.replace("\"total\"", "\"sum\""));
    assertFails(200, "application/json", "{\"more\":1," + OVERVIEW.substring(1));
    assertFails(401, "application/problem+json", "{\"code\":\"session.required\"}");
  }

  private void assertFails(int status, String type, String body) {
    answer(status, type, body);
    assertThatThrownBy(this::sendRequest)
        .as("%d %s", status, body)
        .isInstanceOf(AssertionError.class);
    server.removeContext("/");
  }

  private void sendRequest() {
    TestClient.at(server.getAddress().getPort()).get("/me/overview");
  }

  private void answer(int status, String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          if (type != null) {
            exchange.getResponseHeaders().set("Content-Type", type);
          }
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
