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
 * The metrics of one service. Rooms register theirs when they are made; names are written {@code
 * samklang.sockets.open} and told as {@code samklang_sockets_open}. The values of a label are
 * constants of the program, so that their number has a bound and none holds an id or a name.
 */
public final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Requests requests = new Requests(registry);
  private final Jvm jvm = new Jvm(registry);

  /** Counts of what happens, one for each kind, all told from the start. */
  public <E extends Enum<E>> Counts<E> counts(
      String name, String description, String label, Class<E> kinds) {
    return new Counts<>(registry, name, description, label, kinds);
  }

  /** A value that is asked for whenever metrics are read: quick, and from any thread. */
  public void gauge(String name, String description, DoubleSupplier value) {
    gauge(name, description, Tags.empty(), value);
  }

  /** As {@link #gauge(String, String, DoubleSupplier)}, one for each kind of thing. */
  public void gauge(
      String name, String description, String label, Enum<?> kind, DoubleSupplier value) {
    gauge(name, description, Tags.of(label, kind.name()), value);
  }

  private void gauge(String name, String description, Tags tags, DoubleSupplier value) {
    Gauge.builder(name, value, DoubleSupplier::getAsDouble)
        .description(description)
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  /**
   * What a pool or a limit turned away because it was full. To be run at each.
   *
   * @param pool the pool's name, a constant of the program
   */
  public Runnable refusals(String pool) {
    Counter refused =
        Counter.builder("samklang.pool.refused")
            .description("Work turned away because too much waited already")
            .tag("pool", pool)
            .register(registry);
    return refused::increment;
  }

  /** HTTP requests. */
  public Requests requests() {
    return requests;
  }

  /** Lets Vert.x tell of its pools: workers and database connections. */
  public VertxMetricsFactory pools() {
    return options -> new Pools(registry);
  }

  /** Watches how late the event loops are. */
  public void watch(Vertx vertx) {
    LoopLag.watch(((VertxInternal) vertx.getDelegate()).nettyEventLoopGroup(), registry);
  }

  /** All of them, in Prometheus' text format. Takes some milliseconds: not for an event loop. */
  public String text() {
    return registry.scrape();
  }

  @Override
  public void close() {
    jvm.close();
    registry.close();
  }
}
