package no.samklang.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** HTTP requests by route and status, with a latency histogram. */
public final class RequestMetrics {
  private static final Duration[] BUCKET_BOUNDS =
      Stream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Map<String, RouteMetrics> routes = new ConcurrentHashMap<>();

  RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * The metrics of a route; frequent callers should keep the result.
   *
   * @param method one of a fixed set
   * @param path a template ({@code /plans/{planId}}), never the path of a request
   */
  public RouteMetrics route(String method, String path) {
    return routes.computeIfAbsent(method + " " + path, unused -> new RouteMetrics(method, path));
  }

  /** Requests of one route. */
  public final class RouteMetrics {
    private final String method;
    private final String path;
    private final Map<Integer, Timer> byStatus = new ConcurrentHashMap<>();

    private RouteMetrics(String method, String path) {
      this.method = method;
      this.path = path;
    }

    /**
     * Records an answered request.
     *
     * @param status the HTTP status, or 499 when the client closed the connection first
     */
    public void record(int status, long nanoseconds) {
      Timer existing = byStatus.get(status);
      Timer timer = existing != null ? existing : byStatus.computeIfAbsent(status, this::timer);
      timer.record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    private Timer timer(int status) {
      return Timer.builder("samklang.http.requests")
          .description("Requests answered, with their duration")
          .tags("method", method, "route", path, "status", Integer.toString(status))
          .serviceLevelObjectives(BUCKET_BOUNDS)
          .register(registry);
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }
}
