package no.samklang.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.vertx.core.net.NetSocket;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import no.samklang.Alone;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.Test;

/** Thousands of pages that take nothing of what they are told, beside one that does. */
@Alone
class NeverReadIT {
  private static final int MOST = 10_000;
  private static final int SPARE_FILES = 1000;
  private static final int MESSAGES = 20;
  private static final long BYTES_EACH = 64 * 1024;
  // on a slow machine fewer: unread for long, the first would be let go before the last is there
  private static final Duration OPENING = Duration.ofSeconds(8);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Test
  void theOthersAreToldAndTheDeadAreLetGo() throws InterruptedException {
    Map<String, String> settings =
        Map.of("live.maxSocketsPerPerson", "" + MOST, "http.limits.connectionsPerAddress", "500");
    try (TestServer server = TestServer.start(settings);
        Attack attack = new Attack(server.port(), "127.0.0.2")) {
      TestPlan plan = TestPlan.withConsentFor(server.loggedIn("planeier"), 210);
      TestPlan mothers = plan.as(server.loggedIn("mor"));
      TestPlan writer = plan.as(server.loggedIn("koordinator"));
      long before = Honest.heap();
      int many =
          attack.open(
              asManyAsFit(), OPENING, (socket, next) -> connect(socket, next, plan.client()));
      assertThat(many).isGreaterThan(500);
      await().atMost(PATIENCE).until(() -> server.pages().openPages() == many);
      try (TestSocket reads = mothers.client().live()) {
        storm(writer, plan.ownParticipantId(), mothers.ownParticipantId(), reads);
        assertThat(Honest.heap() - before).isLessThan(many * BYTES_EACH);
        for (int round = 0; round <= 4; round++) {
          server.pages().tend();
          reads.frames().clear();
          writer.send("Runde " + round, mothers.ownParticipantId());
          reads.next("message");
        }
        await().atMost(PATIENCE).until(() -> server.pages().openPages() == 1);
      }
    }
  }

  private static void storm(TestPlan writer, String deaf, String reader, TestSocket reads) {
    for (int i = 0; i < MESSAGES; i++) {
      writer.send("Storm " + i, deaf, reader);
      reads.next("message");
    }
  }

  /** Shakes hands, and hears nothing more. */
  @SuppressWarnings("FutureReturnValueIgnored") // one that fails is missed in the count
  private static void connect(NetSocket socket, Runnable next, TestClient as) {
    socket.exceptionHandler(broken -> {});
    AtomicBoolean answered = new AtomicBoolean();
    socket.handler(
        answer -> {
          socket.pause();
          if (!answered.getAndSet(true)) {
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

  /** Each takes a file at both ends. */
  private static int asManyAsFit() {
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
    return (int) Math.min(MOST, (free - SPARE_FILES) / 2);
  }
}
