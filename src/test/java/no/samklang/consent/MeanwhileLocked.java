package no.samklang.consent;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import no.samklang.TestClient;
import no.samklang.TestServer;

/** A request that comes while another transaction holds the plan. */
final class MeanwhileLocked {
  private MeanwhileLocked() {}

  /**
   * @param statement what the other does, beginning with the plan's row; it commits when the
   *     request waits
   */
  static TestClient.Answer answer(
      TestServer server, String statement, Supplier<TestClient.Answer> request) {
    AtomicReference<CompletableFuture<TestClient.Answer>> answer = new AtomicReference<>();
    server
        .database()
        .beforeCommit(
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
