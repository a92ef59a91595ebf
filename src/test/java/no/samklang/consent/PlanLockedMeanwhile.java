package no.samklang.consent;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import no.samklang.TestClient;
import no.samklang.TestServer;

/** Sends a request while another transaction holds the plan's lock. */
final class PlanLockedMeanwhile {
  private PlanLockedMeanwhile() {}

  /**
   * @param statement the other transaction's statements, the first of which locks the plan's row;
   *     it commits when the request waits for the lock
   */
  static TestClient.ClientAnswer answer(
      TestServer server, String statement, Supplier<TestClient.ClientAnswer> request) {
    AtomicReference<CompletableFuture<TestClient.ClientAnswer>> answer = new AtomicReference<>();
    server
        .database()
        .whileUncommitted(
            statement,
            () -> {
              answer.set(CompletableFuture.supplyAsync(request));
              await().until(() -> answer.get().isDone() || isWaiting(server));
            });
    return answer.get().join();
  }

  private static boolean isWaiting(TestServer server) {
    return !"0"
        .equals(
            server.value(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"));
  }
}
