package no.samklang.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import no.samklang.TestClient;

/** A user who goes on working while something is wrong. */
final class Honest {
  private static final int AT_LEAST = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final TestClient client;
  private int served;

  Honest(TestClient client) {
    this.client = client;
  }

  /** Asks again and again; every answer comes, in time. */
  void workWhile(BooleanSupplier trouble) {
    while (trouble.getAsBoolean() || served < AT_LEAST) {
      long begin = System.nanoTime();
      client.get("/plans").expect(200);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
      served++;
    }
  }

  /** Bytes in use on the heap after all garbage has been thrown away. */
  static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
