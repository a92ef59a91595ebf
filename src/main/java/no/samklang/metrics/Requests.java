package no.samklang.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How many requests there were by route and status, and how long they took. */
public final class Requests {
  private static final Duration[] BOUNDS =
      Stream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Map<String, Route> routes = new ConcurrentHashMap<>();

  Requests(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * A route, to be kept by who uses it often.
   *
   * @param method of a known set
   * @param path a template such as {@code /plans/{planId}}, never the path of a request
   */
  public Route route(String method, String path) {
    return routes.computeIfAbsent(method + " " + path, unused -> new Route(method, path));
  }

  /** The requests of one route. */
  public final class Route {
    private final String method;
    private final String path;
    private final Map<Integer, Timer> byStatus = new ConcurrentHashMap<>();

    private Route(String method, String path) {
      this.method = method;
      this.path = path;
    }

    /**
     * A request has been answered.
     *
     * @param status of HTTP, or 499 when the client had gone before
     */
    public void answered(int status, long nanoseconds) {
      Timer known = byStatus.get(status);
      Timer timer = known != null ? known : byStatus.computeIfAbsent(status, this::timer);
      timer.record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    private Timer timer(int status) {
      return Timer.builder("samklang.http.requests")
          .description("Requests answered, and how long they took")
          .tags("method", method, "route", path, "status", Integer.toString(status))
          .serviceLevelObjectives(BOUNDS)
          .register(registry);
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }
}
