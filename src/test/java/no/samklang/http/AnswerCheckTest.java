package no.samklang.http;

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

/** An answer that the contract doesn't have fails whichever test receives it. */
class AnswerCheckTest {
  private static final String OVERVIEW = "{\"unread\":{\"total\":1,\"plans\":{}}}";
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
  void oneThatIsAsDeclaredIsTaken() {
    answer(200, "application/json", OVERVIEW);
    assertThatCode(this::ask).doesNotThrowAnyException();
  }

  @Test
  void anyOtherIsRefused() {
    refused(204, null, "");
    refused(404, "application/problem+json", "{}");
    refused(200, "text/html", OVERVIEW);
    refused(200, "application/json", OVERVIEW.replace("1", "\"1\""));
    refused(200, "application/json", OVERVIEW.replace("total", "sum"));
    refused(200, "application/json", "{\"more\":1," + OVERVIEW.substring(1));
    refused(401, "application/problem+json", "{\"code\":\"session.required\"}");
  }

  private void refused(int status, String type, String body) {
    answer(status, type, body);
    assertThatThrownBy(this::ask).as("%d %s", status, body).isInstanceOf(AssertionError.class);
    server.removeContext("/");
  }

  private void ask() {
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
