package no.samklang.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import no.samklang.TestClient;

/** A user who sends requests during a fault or attack. */
final class NormalUser {
  private static final int MIN_REQUESTS = 10;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final TestClient client;
  private int served;

  NormalUser(TestClient client) {
    this.client = client;
  }

  /** Sends requests while the condition holds, at least 10; each must be answered 200 in time. */
  void sendRequestsWhile(BooleanSupplier trouble) {
    while (trouble.getAsBoolean() || served < MIN_REQUESTS) {
      long begin = System.nanoTime();
      client.get("/plans").expect(200);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT);
      served++;
    }
  }

  /** Bytes in use on the heap after a garbage collection. */
  static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
