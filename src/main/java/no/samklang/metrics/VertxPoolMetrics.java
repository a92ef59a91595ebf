package no.samklang.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.spi.metrics.PoolMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/**
 * Usage and queue length of Vert.x's pools. The library's own metrics also time each use and each
 * wait, on every query; two counters cost almost nothing.
 */
final class VertxPoolMetrics implements VertxMetrics {
  private static final Set<String> POOL_TYPES = Set.of("worker", "sql");
  private static final Pattern PART = Pattern.compile("#");

  private final MeterRegistry registry;
  private final Map<String, PoolUsage> pools = new ConcurrentHashMap<>();

  VertxPoolMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Pools of one name are counted together: a new one may replace one whose work goes on. So are
   * the parts of a pool, named {@code pool#1 …}.
   */
  @Override
  public PoolMetrics<?, ?> createPoolMetrics(String type, String name, int size) {
    if (!POOL_TYPES.contains(type)) {
      return null;
    }
    PoolUsage usage =
        pools.computeIfAbsent(PART.split(name)[0], whole -> register(new PoolUsage(), whole));
    usage.sizes.put(name, size);
    return usage;
  }

  private PoolUsage register(PoolUsage usage, String name) {
    gauge("samklang.pool.busy", "Threads or connections in use", name, usage.busy);
    gauge("samklang.pool.waiting", "Work queued for a thread or connection", name, usage.waiting);
    Gauge.builder("samklang.pool.size", usage, PoolUsage::size)
        .description("Maximum threads or connections")
        .tag("pool", name)
        .strongReference(true)
        .register(registry);
    return usage;
  }

  private void gauge(String name, String description, String pool, LongAdder value) {
    Gauge.builder(name, value, LongAdder::sum)
        .description(description)
        .tag("pool", pool)
        .strongReference(true)
        .register(registry);
  }

  private static final class PoolUsage implements PoolMetrics<Object, Object> {
    private final LongAdder busy = new LongAdder();
    private final LongAdder waiting = new LongAdder();
    private final Map<String, Integer> sizes = new ConcurrentHashMap<>();

    private int size() {
      return sizes.values().stream().mapToInt(Integer::intValue).sum();
    }

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
