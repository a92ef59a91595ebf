package no.samklang.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import no.samklang.Exclusive;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;

/** 400 logins per second from one address, with costly password checks. */
@Exclusive
class LoginFloodIT {
  private static final int PER_SECOND = 400;
  private static final int ALLOWED = 100;
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final String[] NAMES = {"admin", "lege", "finnes-ikke-%d", "nabo", "x%d"};

  @Test
  void othersCanLogInAndFewEventsAreLogged() {
    Map<String, String> settings =
        Map.of(
            "http.limits.loginFailuresPerMinute", "" + ALLOWED,
            "password.argon2.memoryKiB", "1024",
            "password.argon2.iterations", "2");
    try (TestServer server = TestServer.start(settings);
        Attack attack = new Attack(server.port(), "127.0.0.2")) {
      NormalUser user = new NormalUser(server.loggedIn("planeier"));
      attack.runAtRate(PER_SECOND, i -> guess(attack, i));
      long begin = System.nanoTime();
      server.loggedIn("koordinator").get("/me").expect(200);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT);
      user.sendRequestsWhile(
          () -> attack.answered(429) < PER_SECOND && System.nanoTime() - begin < TIMEOUT.toNanos());
      assertThat(attack.answered(429)).isGreaterThanOrEqualTo(PER_SECOND);
      assertThat(Set.of(401, 429, 503)).containsAll(attack.answers().keySet());
      // a slow machine has checked few passwords yet
      await()
          .untilAsserted(
              () -> assertThat(loggedEvents(server)).isBetween(ALLOWED / 2, ALLOWED + ALLOWED / 2));
    }
  }

  /**
   * LOGIN-2: a storm from 30 addresses, each within its limits, fills the queue of strangers.
   * Devices on which a person has logged in before have their own.
   */
  @Test
  void knownDevicesLogInDuringAStormFromManyAddresses() {
    String[] addresses =
        IntStream.range(2, 32).mapToObj(host -> "127.0.0." + host).toArray(String[]::new);
    Map<String, String> costs =
        Map.of(
            "password.argon2.memoryKiB", "7168",
            "password.argon2.iterations", "5",
            "password.queue", "20");
    try (TestServer server = TestServer.start(costs);
        Attack attack = new Attack(server.port(), addresses)) {
      List<String> names = List.of("koordinator", "planeier", "mor", "lege", "nabo", "fremmed");
      List<TestClient> phones = names.stream().map(name -> known(server, name)).toList();
      attack.runAtRate(PER_SECOND, i -> guess(attack, i));
      await().until(() -> attack.answered(503) > 0);
      for (int i = 0; i < names.size(); i++) {
        long begin = System.nanoTime();
        phones.get(i).completeLogin(names.get(i), TestClient.PASSWORD).expect(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT);
      }
      assertThat(Set.of(401, 429, 503)).containsAll(attack.answers().keySet());
    }
  }

  private static TestClient known(TestServer server, String name) {
    TestClient client = server.client().keepingDevice();
    client.completeLogin(name, TestClient.PASSWORD).expect(200);
    return client.cookie(null);
  }

  private static void guess(Attack attack, int i) {
    String name = NAMES[i % NAMES.length].formatted(i);
    String body = "{\"username\":\"%s\",\"password\":\"gjett-%d\"}".formatted(name, i);
    attack.sendRequest("POST", "/api/v1/login", null, body);
  }

  /** Security events logged for the attack. */
  private static int loggedEvents(TestServer server) {
    return Integer.parseInt(
        server.value("select count(*) from security_event where address = '127.0.0.2'"));
  }
}
