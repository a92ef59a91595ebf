package no.samklang.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A statement waiting for a lock doesn't delay reads. */
class LockedRowIT {
  private static final int READS = 1_000;

  @RegisterExtension static final TestServer server = TestServer.start();

  @Test
  void readsCompleteWhileWriteWaitsForLock() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    TestClient reader = server.loggedIn("lege");
    int version = plan.home().getInteger("version");
    AtomicReference<CompletableFuture<TestClient.ClientAnswer>> write = new AtomicReference<>();
    server
        .database()
        .whileUncommitted(
            "select from plan for update",
            () -> {
              write.set(CompletableFuture.supplyAsync(() -> changeStatus(plan, version)));
              await().until(LockedRowIT::isWaiting);
              IntStream.range(0, READS).forEach(i -> reader.get("/me").expect(200));
              assertThat(write.get()).isNotDone();
            });
    write.get().join().expect(200);
  }

  private static TestClient.ClientAnswer changeStatus(TestPlan plan, int version) {
    return plan.client()
        .put(plan.path("/status"), version, new JsonObject().put("text", "Det går bra"));
  }

  private static boolean isWaiting() {
    return !"0"
        .equals(
            server.value(
                "select count(*) from pg_stat_activity where datname = current_database() and"
                    + " wait_event_type = 'Lock'"));
  }
}
