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

/** Connections end that take up room and give nothing: however busily they drip. */
class SlowClientIT {
  private static final int MOST = 30;
  private static final String GET = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final Duration LONGER_THAN_ALLOWED = Duration.ofMillis(1200);
  private static TestServer server;

  @BeforeAll
  static void open() {
    server =
        TestServer.start(
            Map.of(
                "http.headTimeout", "1s",
                "http.bodyTimeout", "1s",
                "http.limits.connectionsPerAddress", "" + MOST));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whoSaysNothingIsHungUpOn() throws IOException {
    try (Socket silent = connect()) {
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aHeadThatDripsIsCutOff() throws IOException {
    try (Socket slow = connect()) {
      dripUntilCut(slow, "GET / HTTP/1.1\r\n");
    }
  }

  @Test
  void aHeadThatDripsAfterAnHonestRequestIsCutOff() throws IOException {
    try (Socket slow = connect()) {
      send(slow, GET);
      assertThat(readSome(slow)).startsWith("HTTP/1.1 200");
      dripUntilCut(slow, "GET / HTTP/1.1\r\n");
    }
  }

  @Test
  void aBodyThatDripsIsCutOff() throws IOException {
    for (String path : new String[] {"/api/v1/login", "/nowhere"}) {
      try (Socket slow = connect()) {
        dripUntilCut(
            slow,
            "POST %s HTTP/1.1\r\nHost: x\r\nX-Requested-With: samklang\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n"
                .formatted(path));
      }
    }
  }

  @Test
  void whoIsQuietBetweenRequestsIsLeftInPeace() throws Exception {
    try (Socket patient = connect();
        TestSocket live = server.loggedIn("mor").live()) {
      for (int i = 0; i < 3; i++) {
        send(patient, GET);
        assertThat(readSome(patient)).startsWith("HTTP/1.1 200");
        await().pollDelay(LONGER_THAN_ALLOWED).until(() -> true);
      }
      live.next("hello");
      live.send("{\"type\":\"nonsense\"}");
      assertThat(live.closeCode()).isEqualTo(1008); // not cut off before
    }
  }

  @Test
  void moreConnectionsThanAnAddressMayHaveAreTurnedAwayButWhoIsLoggedInHasMore() throws Exception {
    TestClient known = server.loggedIn("planeier");
    known.get("/me").expect(200);
    List<Socket> all = new ArrayList<>();
    try {
      for (int i = 0; i < 2 * MOST; i++) {
        all.add(connect());
      }
      String answer = readSome(all.get(all.size() - 1));
      assertThat(answer).startsWith("HTTP/1.1 503").contains("Retry-After");
      known.get("/me").expect(200);
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> server.client().get("/me").expect(401));
    } finally {
      for (Socket socket : all) {
        socket.close();
      }
    }
  }

  private static void dripUntilCut(Socket socket, String start) throws IOException {
    send(socket, start);
    long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    try {
      socket.setSoTimeout(100);
      while (System.nanoTime() < until) {
        send(socket, "x");
        if (isOver(socket)) {
          return;
        }
      }
    } catch (SocketException cut) {
      return;
    }
    throw new AssertionError("It may go on for ever");
  }

  private static boolean isOver(Socket socket) throws IOException {
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
