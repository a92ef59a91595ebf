package no.samklang.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each person's searches of the register are bounded in rate (PERSON-3). */
class SearchRateIT {
  @RegisterExtension
  static final TestServer server = TestServer.start(Map.of("http.limits.searchesPerMinute", "3"));

  @Test
  void aPersonWaitsAfterTooManySearches() {
    TestClient coordinator = server.loggedIn("koordinator");
    for (int i = 0; i < 3; i++) {
      coordinator.search("/persons", "name", "Eksempel").expect(200);
    }
    String logged = server.value("select count(*) from register_log");
    TestClient.ClientAnswer refused =
        server
            .loggedIn("koordinator")
            .search("/persons", "name", "Eksempel")
            .expect(429, "search.limited");
    assertThat(refused.header("Retry-After")).hasValue("20");
    assertThat(server.value("select count(*) from register_log")).isEqualTo(logged);
    server.loggedIn("admin").search("/persons", "name", "Eksempel").expect(200);
    server.clock().advance(Duration.ofSeconds(20));
    coordinator.search("/persons", "name", "Eksempel").expect(200);
  }
}
