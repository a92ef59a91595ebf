package no.samklang.http;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Uploads are held in memory: a bounded amount, of accepted types only. */
class UploadIT {
  private static final int CONCURRENCY = 8; // 16 MiB
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient client;

  @BeforeAll
  static void open() {
    client = server.loggedIn("mor");
  }

  @Test
  void otherTypesEmptyAndOversizedFilesAreRejected() {
    client.upload("PUT", "/me/picture", "application/pdf", new byte[10]).expect(415);
    client.upload("PUT", "/me/picture", "image/png", new byte[0]).expect(400);
    client
        .upload("PUT", "/me/picture", "image/png", new byte[2_097_153])
        .expect(413, "request.tooLarge");
  }

  @Test
  void tooManyConcurrentUploadsGet503() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < CONCURRENCY; i++) {
        slow.add(startUpload());
      }
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  client
                      .upload("PUT", "/me/picture", "image/png", new byte[10])
                      .expect(503, "unavailable"));
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> client.upload("PUT", "/me/picture", "image/png", new byte[10]).expect(422));
  }

  private static Socket startUpload() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    String head =
        String.join(
            "\r\n",
            "PUT /api/v1/me/picture HTTP/1.1",
            "Host: localhost",
            "X-Requested-With: samklang",
            "Content-Type: image/png",
            "Content-Length: 2097152",
            "Cookie: samklang_session=" + client.cookie(),
            "",
            "begun");
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
