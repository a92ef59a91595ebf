package no.samklang.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import no.samklang.metrics.Requests;

/** A request on its way to its answer: the id it goes by, its route, and when it came. */
final class Exchange implements Handler<AsyncResult<Void>> {
  private static final String KEY = Exchange.class.getName();
  private static final int CLIENT_GONE = 499;
  private static final Set<String> OWN_PATHS =
      Set.of(
          "/health/live",
          "/health/ready",
          "/metrics",
          "/api/v1/live",
          "/api/v1/openapi.yaml",
          "/api/v1/openapi.json");
  private static final Set<HttpMethod> METHODS =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.DELETE,
          HttpMethod.PATCH,
          HttpMethod.OPTIONS);

  private final String traceId;
  private final Requests requests;
  private final io.vertx.ext.web.RoutingContext context;
  private final long begun = System.nanoTime();
  private Requests.Route route;
  private boolean answered;

  private Exchange(String traceId, Requests requests, io.vertx.ext.web.RoutingContext context) {
    this.traceId = traceId;
    this.requests = requests;
    this.context = context;
  }

  static void begin(RoutingContext context, String traceId, Requests requests) {
    Exchange exchange = new Exchange(traceId, requests, context.getDelegate());
    context.put(KEY, exchange);
    context.addEndHandler(exchange);
  }

  static Exchange of(RoutingContext context) {
    return context.get(KEY);
  }

  String traceId() {
    return traceId;
  }

  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
  }

  /** An operation of the contract has been found to be meant. */
  void isFor(Requests.Route operation) {
    route = operation;
  }

  /** What was asked for, in words of the program: an operation, an own path, or pages. */
  Requests.Route route() {
    return route == null ? requests.route(method(), path()) : route;
  }

  /** The connection is a WebSocket from now on: the request is over. */
  void upgraded() {
    answered(101);
  }

  @Override
  public void handle(AsyncResult<Void> ended) {
    boolean told = ended.succeeded() && context.response().ended();
    answered(told ? context.response().getStatusCode() : CLIENT_GONE);
  }

  private void answered(int status) {
    if (!answered) {
      answered = true;
      route().answered(status, System.nanoTime() - begun);
    }
  }

  /** Whether the address is the service's own and never a place in the pages. */
  static boolean isOwnPath(String path) {
    return OWN_PATHS.contains(path);
  }

  private String method() {
    HttpMethod method = context.request().method();
    return METHODS.contains(method) ? method.name() : "OTHER";
  }

  private String path() {
    String path = context.request().path();
    if (path == null) {
      return "pages";
    }
    if (OWN_PATHS.contains(path)) {
      return path;
    }
    return path.startsWith("/api/") ? "/api/*" : "pages";
  }
}
