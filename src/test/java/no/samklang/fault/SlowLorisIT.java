package no.samklang.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.Exclusive;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;

/** 400 connections that never complete their request. */
@Exclusive
class SlowLorisIT {
  private static final int CONNECTIONS = 400;

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  @Test
  void slowConnectionsAreClosedAndUsersAreServed() throws InterruptedException {
    Map<String, String> settings = Map.of("http.headTimeout", "2s", "http.bodyTimeout", "2s");
    try (TestServer server = TestServer.start(settings);
        Attack attack = new Attack(server.port(), "127.0.0.1")) {
      NormalUser user = new NormalUser(server.loggedIn("planeier"));
      int many =
          attack.openConnections(
              CONNECTIONS,
              Duration.ofSeconds(5),
              (socket, next) -> sendSlowly(attack, socket, next));
      long until = System.nanoTime() + Duration.ofSeconds(15).toNanos();
      user.sendRequestsWhile(() -> closed.get() < many && System.nanoTime() < until);
      assertThat(open).hasValue(many);
      assertThat(closed).hasValue(many);
    }
  }

  /** Sends one byte every 100 ms: half of the connections in the head, half in the body. */
  @SuppressWarnings("FutureReturnValueIgnored") // fails when the server closes the socket
  private void sendSlowly(Attack attack, NetSocket socket, Runnable next) {
    boolean head = open.getAndIncrement() % 2 == 0;
    socket.exceptionHandler(broken -> {});
    socket.write(
        head
            ? "GET / HTTP/1.1\r\n"
            : "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nX-Requested-With: samklang\r\nContent-Length: 9000\r\n\r\n");
    long drops = attack.vertx().setPeriodic(100, tick -> socket.write("x"));
    socket.closeHandler(
        end -> {
          attack.vertx().cancelTimer(drops);
          closed.incrementAndGet();
        });
    next.run();
  }
}
