package no.samklang.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import no.samklang.Alone;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;

/** Hundreds of logins a second from one address, with passwords that cost something to check. */
@Alone
class LoginFloodIT {
  private static final int PER_SECOND = 400;
  private static final int ALLOWED = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String[] NAMES = {"admin", "lege", "finnes-ikke-%d", "nabo", "x%d"};

  @Test
  void othersLogInMeanwhileAndTheLogStaysShort() {
    Map<String, String> settings =
        Map.of(
            "http.limits.loginFailuresPerMinute", "" + ALLOWED,
            "password.argon2.memoryKiB", "1024",
            "password.argon2.iterations", "2");
    try (TestServer server = TestServer.start(settings);
        Attack attack = new Attack(server.port(), "127.0.0.2")) {
      Honest working = new Honest(server.loggedIn("planeier"));
      attack.perSecond(PER_SECOND, i -> guess(attack, i));
      long begin = System.nanoTime();
      server.loggedIn("koordinator").get("/me").expect(200);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
      working.workWhile(
          () ->
              attack.answered(429) < PER_SECOND && System.nanoTime() - begin < PATIENCE.toNanos());
      assertThat(attack.answered(429)).isGreaterThanOrEqualTo(PER_SECOND);
      assertThat(Set.of(401, 429, 503)).containsAll(attack.answers().keySet());
      assertThat(rows(server)).isBetween(ALLOWED / 2, ALLOWED + ALLOWED / 2);
    }
  }

  private static void guess(Attack attack, int i) {
    String name = NAMES[i % NAMES.length].formatted(i);
    String body = "{\"username\":\"%s\",\"password\":\"gjett-%d\"}".formatted(name, i);
    attack.request("POST", "/api/v1/login", null, body);
  }

  /** What the attack has left behind. */
  private static int rows(TestServer server) {
    return Integer.parseInt(
        server.value("select count(*) from security_event where address = '127.0.0.2'"));
  }
}
