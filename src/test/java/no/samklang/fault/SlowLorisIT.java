package no.samklang.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.Alone;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;

/** Hundreds of connections that never finish what they say. */
@Alone
class SlowLorisIT {
  private static final int MANY = 400;

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger cut = new AtomicInteger();

  @Test
  void theyAreCutOffAndHonestUsersDoNotNotice() throws InterruptedException {
    Map<String, String> settings = Map.of("http.headTimeout", "2s", "http.bodyTimeout", "2s");
    try (TestServer server = TestServer.start(settings);
        Attack attack = new Attack(server.port(), "127.0.0.1")) {
      Honest honest = new Honest(server.loggedIn("planeier"));
      int many =
          attack.open(MANY, Duration.ofSeconds(5), (socket, next) -> drip(attack, socket, next));
      long until = System.nanoTime() + Duration.ofSeconds(15).toNanos();
      honest.workWhile(() -> cut.get() < many && System.nanoTime() < until);
      assertThat(open).hasValue(many);
      assertThat(cut).hasValue(many);
    }
  }

  /** Half of them drip heads, half bodies. */
  @SuppressWarnings("FutureReturnValueIgnored") // in the end it fails: the socket is cut
  private void drip(Attack attack, NetSocket socket, Runnable next) {
    boolean head = open.getAndIncrement() % 2 == 0;
    socket.exceptionHandler(broken -> {});
    socket.write(
        head
            ? "GET / HTTP/1.1\r\n"
            : "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nX-Requested-With: samklang\r\nContent-Length: 9000\r\n\r\n");
    long drops = attack.vertx().setPeriodic(100, tick -> socket.write("x"));
    socket.closeHandler(
        closed -> {
          attack.vertx().cancelTimer(drops);
          cut.incrementAndGet();
        });
    next.run();
  }
}
