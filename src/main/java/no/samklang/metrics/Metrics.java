package no.samklang.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.rxjava3.core.Vertx;
import java.util.function.DoubleSupplier;

/**
 * The meter registry of one service. Each package registers its own meters; {@code
 * samklang.sockets.open} is exported as {@code samklang_sockets_open}. Label values are constants
 * of the program, so that their number is bounded and none holds an id or a name.
 */
public final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final RequestMetrics requests = new RequestMetrics(registry);
  private final JvmMetrics jvm = new JvmMetrics(registry);

  /** One counter per enum constant, all exported from the start. */
  public <E extends Enum<E>> EventCounters<E> counters(
      String name, String description, String label, Class<E> kinds) {
    return new EventCounters<>(registry, name, description, label, kinds);
  }

  /** A gauge, read on each scrape: the supplier must be fast and thread-safe. */
  public void gauge(String name, String description, DoubleSupplier value) {
    gauge(name, description, Tags.empty(), value);
  }

  /** As {@link #gauge(String, String, DoubleSupplier)}, labelled with an enum constant. */
  public void gauge(
      String name, String description, String label, Enum<?> value, DoubleSupplier supplier) {
    gauge(name, description, Tags.of(label, value.name()), supplier);
  }

  private void gauge(String name, String description, Tags tags, DoubleSupplier value) {
    Gauge.builder(name, value, DoubleSupplier::getAsDouble)
        .description(description)
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  /**
   * Counts the work that a pool or limit rejected because it was full. Run it for each rejection.
   *
   * @param pool the pool's name, a constant of the program
   */
  public Runnable rejectionCounter(String pool) {
    Counter rejected =
        Counter.builder("samklang.pool.refused")
            .description("Work rejected because the queue was full")
            .tag("pool", pool)
            .register(registry);
    return rejected::increment;
  }

  /** HTTP request metrics. */
  public RequestMetrics requests() {
    return requests;
  }

  /** The factory by which Vert.x reports its worker and database pools. */
  public VertxMetricsFactory vertxMetricsFactory() {
    return options -> new VertxPoolMetrics(registry);
  }

  /**
   * Measures the lag of the event loops. They have no public accessor; {@code MetricsIT} fails when
   * the internal one changes.
   */
  public void monitorEventLoops(Vertx vertx) {
    EventLoopLag.monitor(((VertxInternal) vertx.getDelegate()).nettyEventLoopGroup(), registry);
  }

  /**
   * All metrics in the Prometheus text format. Takes some milliseconds: don't call it on an event
   * loop.
   */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    jvm.close();
    registry.close();
  }
}
