package no.samklang.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import no.samklang.Exclusive;
import no.samklang.MovableAddress;
import no.samklang.TestClient;
import no.samklang.TestDatabase;
import no.samklang.TestServer;
import no.samklang.config.DatabaseAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two PostgreSQL of one name: the primary becomes read-only, as a standby is, and the name moves to
 * the other while open connections live on; then the open connections freeze. Writes are back
 * within a minute by themselves.
 */
@Exclusive
@Timeout(150)
class SwitchOverIT {
  private static final Duration BACK_WITHIN = Duration.ofMinutes(1);
  private static final String SHORT_NAME = "På den andre serveren";

  private static ControllablePostgres before;
  private static ControllablePostgres after;
  private static MovableAddress name;
  private static TestServer server;

  @BeforeAll
  static void open() {
    before = ControllablePostgres.open();
    after = ControllablePostgres.open();
    TestServer.startOn(after.database(), Map.of()).close();
    after.database().run("update plan set short_name = '%s'".formatted(SHORT_NAME));
    DatabaseAddress user = before.database().service();
    after
        .database()
        .run("alter role %s password '%s'".formatted(user.user(), user.password().reveal()));
    name = MovableAddress.of(port(before));
    server =
        TestServer.startOn(
            before.database(),
            Map.of("database.uri", uri(before.database()), "database.statementTimeout", "2s"));
  }

  @AfterAll
  static void close() {
    server.close();
    name.close();
    before.close();
    after.close();
  }

  private static int port(ControllablePostgres postgres) {
    return postgres.database().address().port();
  }

  private static String uri(TestDatabase database) {
    return database
        .settings()
        .get("database.uri")
        .replace(":" + database.address().port() + "/", ":" + name.port() + "/");
  }

  @Test
  void writesAreBackAfterASwitchOverAndAfterAFreeze() {
    assertThat(readiness()).isEqualTo(200);
    before.database().run("alter system set default_transaction_read_only = on");
    before.database().run("select pg_reload_conf()");
    await().atMost(Duration.ofSeconds(20)).until(() -> readiness() == 503);
    server.client().submitPassword("planeier", TestClient.PASSWORD).expect(503, "unavailable");
    name.moveTo(port(after));
    awaitWrites();
    TestClient owner = server.loggedIn("planeier");
    assertThat(owner.get("/plans").expect(200).body().encode()).contains(SHORT_NAME);

    name.freeze();
    awaitWrites();
    server.loggedIn("koordinator").get("/plans").expect(200);
  }

  private static void awaitWrites() {
    await()
        .atMost(BACK_WITHIN)
        .pollInterval(Duration.ofMillis(250))
        .until(
            () ->
                readiness() == 200
                    && server.client().submitPassword("lege", TestClient.PASSWORD).status() == 200);
  }

  private static int readiness() {
    return server.client().getOutsideApi("/health/ready").status();
  }
}
