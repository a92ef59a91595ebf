package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.samklang.TestClient;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connections that send slowly or nothing are closed (slow loris). */
class SlowClientIT {
  private static final int MAX_CONNECTIONS = 30;
  private static final String GET = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final Duration LONGER_THAN_TIMEOUT = Duration.ofMillis(1200);
  private static TestServer server;

  @BeforeAll
  static void open() {
    server =
        TestServer.start(
            Map.of(
                "http.headTimeout", "1s",
                "http.bodyTimeout", "1s",
                "http.limits.connectionsPerAddress", "" + MAX_CONNECTIONS));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aSilentConnectionIsClosed() throws IOException {
    try (Socket silent = connect()) {
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aSlowHeadIsClosed() throws IOException {
    try (Socket slow = connect()) {
      sendSlowlyUntilClosed(slow, "GET / HTTP/1.1\r\n");
    }
  }

  @Test
  void aSlowHeadAfterACompleteRequestIsClosed() throws IOException {
    try (Socket slow = connect()) {
      send(slow, GET);
      assertThat(readSome(slow)).startsWith("HTTP/1.1 200");
      sendSlowlyUntilClosed(slow, "GET / HTTP/1.1\r\n");
    }
  }

  @Test
  void aSlowBodyIsClosed() throws IOException {
    for (String path : new String[] {"/api/v1/login", "/nowhere"}) {
      try (Socket slow = connect()) {
        sendSlowlyUntilClosed(
            slow,
            "POST %s HTTP/1.1\r\nHost: x\r\nX-Requested-With: samklang\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n"
                .formatted(path));
      }
    }
  }

  @Test
  void anIdleConnectionBetweenRequestsStaysOpen() throws Exception {
    try (Socket idle = connect();
        TestSocket live = server.loggedIn("mor").openSocket()) {
      for (int i = 0; i < 3; i++) {
        send(idle, GET);
        assertThat(readSome(idle)).startsWith("HTTP/1.1 200");
        await().pollDelay(LONGER_THAN_TIMEOUT).until(() -> true);
      }
      live.next("hello");
      live.send("{\"type\":\"nonsense\"}");
      assertThat(live.closeCode()).isEqualTo(1008); // not closed before
    }
  }

  @Test
  void connectionsAboveTheAddressLimitAreRejectedExceptAuthenticated() throws Exception {
    TestClient authenticated = server.loggedIn("planeier");
    authenticated.get("/me").expect(200);
    List<Socket> all = new ArrayList<>();
    try {
      for (int i = 0; i < 2 * MAX_CONNECTIONS; i++) {
        all.add(connect());
      }
      String answer = readSome(all.get(all.size() - 1));
      assertThat(answer).startsWith("HTTP/1.1 503").contains("Retry-After");
      authenticated.get("/me").expect(200);
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> server.client().get("/me").expect(401));
    } finally {
      for (Socket socket : all) {
        socket.close();
      }
    }
  }

  private static void sendSlowlyUntilClosed(Socket socket, String start) throws IOException {
    send(socket, start);
    long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    try {
      socket.setSoTimeout(100);
      while (System.nanoTime() < until) {
        send(socket, "x");
        if (isClosed(socket)) {
          return;
        }
      }
    } catch (SocketException closed) {
      return;
    }
    throw new AssertionError("The connection wasn't closed");
  }

  private static boolean isClosed(Socket socket) throws IOException {
    byte[] answer = new byte[4096];
    try {
      int read = socket.getInputStream().read(answer);
      return read < 0;
    } catch (java.net.SocketTimeoutException open) {
      return false;
    }
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(5000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String readSome(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[4096];
    int read = in.read(buffer);
    return read < 0 ? "" : new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
  }
}
