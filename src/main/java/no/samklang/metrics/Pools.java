package no.samklang.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.spi.metrics.PoolMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * The pools of Vert.x: how much is in use and how much waits. The library's own metrics also time
 * each use and each wait, on the way of every query; two counters cost next to nothing.
 */
final class Pools implements VertxMetrics {
  private static final Set<String> OWN = Set.of("worker", "sql");

  private final MeterRegistry registry;

  Pools(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public PoolMetrics<?, ?> createPoolMetrics(String type, String name, int size) {
    return OWN.contains(type) ? told(new Use(), name, size) : null;
  }

  private Use told(Use use, String name, int size) {
    gauge("samklang.pool.busy", "Threads or connections in use; reads at once", name, use.busy);
    gauge("samklang.pool.waiting", "Work that waits for one", name, use.waiting);
    Gauge.builder("samklang.pool.size", () -> size)
        .description("Threads or connections at most")
        .tag("pool", name)
        .register(registry);
    return use;
  }

  private void gauge(String name, String description, String pool, LongAdder value) {
    Gauge.builder(name, value, LongAdder::sum)
        .description(description)
        .tag("pool", pool)
        .strongReference(true)
        .register(registry);
  }

  private static final class Use implements PoolMetrics<Object, Object> {
    private final LongAdder busy = new LongAdder();
    private final LongAdder waiting = new LongAdder();

    @Override
    public Object enqueue() {
      waiting.increment();
      return null;
    }

    @Override
    public void dequeue(Object queued) {
      waiting.decrement();
    }

    @Override
    public Object begin() {
      busy.increment();
      return null;
    }

    @Override
    public void end(Object used) {
      busy.decrement();
    }
  }
}
