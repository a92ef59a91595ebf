package no.samklang.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A client that floods a socket with frames of any kind without reading is disconnected before
 * pongs fill the memory.
 */
class FrameFloodIT {
  private static final int PAYLOAD = 125;
  private static final int FRAMES = 400;
  private static final long MAX_BYTES = 44_000_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  @RegisterExtension static final TestServer server = TestServer.start();

  @ParameterizedTest
  @CsvSource({"ping, 9", "pong, 10", "binary, 2"})
  void isDisconnected(String kind, int opcode) throws IOException {
    TestClient client = server.loggedIn("planeier");
    double before = closed();
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(
          new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      socket.getOutputStream().write(handshake(client.cookie()));
      await().atMost(TIMEOUT).until(() -> server.hub().openSockets() == 1);
      assertThat(bytesSentUntilDisconnected(socket, frames(opcode))).as(kind).isLessThan(MAX_BYTES);
      await().atMost(TIMEOUT).until(() -> server.hub().openSockets() == 0);
    }
    assertThat(closed() - before).isEqualTo(1);
    client.get("/me").expect(200);
  }

  private static long bytesSentUntilDisconnected(Socket socket, byte[] frames) {
    long sent = 0;
    try {
      OutputStream out = socket.getOutputStream();
      while (sent < MAX_BYTES) {
        out.write(frames);
        sent += frames.length;
      }
    } catch (IOException cut) {
      return sent;
    }
    return sent;
  }

  /** Client frames, masked with zeros. */
  private static byte[] frames(int opcode) {
    byte[] frame = new byte[2 + 4 + PAYLOAD];
    Arrays.fill(frame, 6, frame.length, (byte) 'x');
    frame[0] = (byte) (0x80 | opcode);
    frame[1] = (byte) (0x80 | PAYLOAD);
    byte[] all = new byte[frame.length * FRAMES];
    for (int i = 0; i < FRAMES; i++) {
      System.arraycopy(frame, 0, all, i * frame.length, frame.length);
    }
    return all;
  }

  private static double closed() {
    return server.metrics().sum("samklang_sockets_closed_total", "reason=\"TOO_MANY_FRAMES\"");
  }

  private static byte[] handshake(String cookie) {
    return String.join(
            "\r\n",
            "GET /api/v1/live HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Cookie: samklang_session=" + cookie,
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            "",
            "")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
