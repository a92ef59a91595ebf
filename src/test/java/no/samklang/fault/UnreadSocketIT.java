package no.samklang.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.vertx.core.net.NetSocket;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import no.samklang.Exclusive;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.Test;

/** Thousands of sockets that never read, and one that does. */
@Exclusive
class UnreadSocketIT {
  private static final int MAX_SOCKETS = 10_000;
  private static final int RESERVED_FILES = 1000;
  private static final int MESSAGES = 20;
  private static final long MAX_BYTES_PER_SOCKET = 64 * 1024;
  // fewer on a slow machine: the first socket would be closed before the last is opened
  private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(8);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  @Test
  void readersReceiveFramesAndUnreadSocketsAreClosed() throws InterruptedException {
    Map<String, String> settings =
        Map.of(
            "live.maxSocketsPerPerson",
            "" + MAX_SOCKETS,
            "http.limits.connectionsPerAddress",
            "500");
    try (TestServer server = TestServer.start(settings);
        Attack attack = new Attack(server.port(), "127.0.0.2")) {
      TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
      TestPlan mothers = plan.as(server.loggedIn("mor"));
      TestPlan writer = plan.as(server.loggedIn("koordinator"));
      long before = NormalUser.usedHeap();
      int many =
          attack.openConnections(
              maxConnections(),
              OPEN_TIMEOUT,
              (socket, next) -> connect(socket, next, plan.client()));
      assertThat(many).isGreaterThan(500);
      await().atMost(TIMEOUT).until(() -> server.hub().openSockets() == many);
      try (TestSocket reads = mothers.client().openSocket()) {
        sendMessages(writer, plan.ownParticipantId(), mothers.ownParticipantId(), reads);
        assertThat(NormalUser.usedHeap() - before).isLessThan(many * MAX_BYTES_PER_SOCKET);
        for (int round = 0; round <= 4; round++) {
          server.hub().maintain();
          reads.frames().clear();
          writer.send("Runde " + round, mothers.ownParticipantId());
          reads.next("message");
        }
        await().atMost(TIMEOUT).until(() -> server.hub().openSockets() == 1);
      }
    }
  }

  private static void sendMessages(TestPlan writer, String deaf, String reader, TestSocket reads) {
    for (int i = 0; i < MESSAGES; i++) {
      writer.send("Storm " + i, deaf, reader);
      reads.next("message");
    }
  }

  /** Completes the handshake, and stops reading once the first frame is there. */
  @SuppressWarnings("FutureReturnValueIgnored") // a failure changes the count of open sockets
  private static void connect(NetSocket socket, Runnable next, TestClient as) {
    socket.exceptionHandler(broken -> {});
    socket.closeHandler(closed -> next.run());
    StringBuilder received = new StringBuilder();
    socket.handler(
        bytes -> {
          if (received.append(bytes).indexOf("hello") > 0) {
            socket.pause();
            next.run();
          }
        });
    socket.write(
        String.join(
            "\r\n",
            "GET /api/v1/live HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Cookie: samklang_session=" + as.cookie(),
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            "",
            ""));
  }

  /** Each connection uses two file descriptors in this process. */
  private static int maxConnections() {
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
    return (int) Math.min(MAX_SOCKETS, (free - RESERVED_FILES) / 2);
  }
}
