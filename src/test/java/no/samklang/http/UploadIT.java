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
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Uploads are held in memory: a bounded amount, of accepted types only. */
class UploadIT {
  private static final List<String> UPLOADING = // 2 MiB each, 16 in all
      List.of(
          "admin", "koordinator", "koordinator2", "lege", "planeier", "fremmed", "nabo", "laerer");
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
      for (String username : UPLOADING) {
        slow.add(startUpload(server.loggedIn(username)));
      }
      awaitAnswer(client, 503);
    } finally {
      closeAll(slow);
    }
    awaitAnswer(client, 422);
  }

  /** One at a time, whatever the session: decoding takes long. */
  @Test
  void onePersonsUploadsLeaveRoomForOthers() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      slow.add(startUpload(server.loggedIn("mor")));
      awaitAnswer(client, 503);
      upload(server.loggedIn("lege")).expect(422);
    } finally {
      closeAll(slow);
    }
    awaitAnswer(client, 422);
  }

  private static void awaitAnswer(TestClient person, int status) {
    await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> upload(person).expect(status));
  }

  private static ClientAnswer upload(TestClient person) {
    return person.upload("PUT", "/me/picture", "image/png", new byte[10]);
  }

  private static void closeAll(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private static Socket startUpload(TestClient person) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    String head =
        String.join(
            "\r\n",
            "PUT /api/v1/me/picture HTTP/1.1",
            "Host: localhost",
            "X-Requested-With: samklang",
            "Content-Type: image/png",
            "Content-Length: 2097152",
            "Cookie: samklang_session=" + person.cookie(),
            "",
            "begun");
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
