package no.samklang.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import no.samklang.Exclusive;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;

/** 2000 malformed requests per second from the address of a legitimate user. */
@Exclusive
class MalformedRequestIT {
  private static final int PER_SECOND = 2000;
  private static final int MIN_REQUESTS = 4 * PER_SECOND;
  private static final int ALLOWED = 300;
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final long MAX_HEAP_GROWTH = 64L << 20;
  private static final String FORGED =
      "samklang_session=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJzaWQiOiI%d\"}.c2lnbmF0dXJl";
  private static final String[] HEADS = {
    "GET / HTTP/9.9\r\n\r\n",
    "GE\u0000T / HTTP/1.1\r\nHost: x\r\n\r\n",
    "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "GET /api/v1/live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "GET /" + "x".repeat(9000) + " HTTP/1.1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\nForwarded: for=\"\r\nX: " + "y".repeat(20_000) + "\r\n\r\n"
  };
  private static final String[] PATHS = {
    "/%00", "/..%2f..%2fetc/passwd", "/api/v1/plans/x", "/api/v1//", "/webjars/../x", "/%ff%fe?%"
  };
  private static final String[] BODIES = {
    "", "{", "[".repeat(5000), "{\"username\":" + "9".repeat(4000) + "}", "\u0000", "null"
  };

  private final Random random = new Random(1);

  @Test
  void usersAreServedAndTheHeapDoesNotGrow() {
    try (TestServer server =
        TestServer.start(Map.of("http.limits.requestsPerMinute", "" + ALLOWED))) {
      NormalUser user = new NormalUser(server.loggedIn("planeier"));
      long before = NormalUser.usedHeap();
      try (Attack attack = new Attack(server.port(), "127.0.0.1")) {
        attack.runAtRate(PER_SECOND, i -> send(attack, i));
        long until = System.nanoTime() + TIMEOUT.toNanos();
        user.sendRequestsWhile(
            () ->
                (attack.sent() < MIN_REQUESTS || attack.answered(429) == 0)
                    && System.nanoTime() < until);
        assertThat(attack.answered(429)).isPositive();
        assertThat(attack.answers().keySet()).allMatch(status -> status >= 400 && status < 500);
      }
      assertThat(NormalUser.usedHeap() - before).isLessThan(MAX_HEAP_GROWTH);
    }
  }

  private void send(Attack attack, int i) {
    switch (i % 5) {
      case 0 -> attack.sendBytes(Buffer.buffer(HEADS[i / 5 % HEADS.length]));
      case 1 -> attack.sendBytes(randomBytes());
      case 2 -> attack.sendRequest("GET", PATHS[i / 5 % PATHS.length], null, "");
      case 3 -> attack.sendRequest("GET", "/api/v1/me", FORGED.formatted(i), "");
      default -> attack.sendRequest("POST", "/api/v1/login", null, BODIES[i / 5 % BODIES.length]);
    }
  }

  private Buffer randomBytes() {
    byte[] bytes = new byte[random.nextInt(2000)];
    random.nextBytes(bytes);
    return Buffer.buffer(bytes);
  }
}
