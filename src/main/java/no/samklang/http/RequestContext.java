package no.samklang.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import no.samklang.metrics.RequestMetrics;

/** Trace id, route and start time of a request; records its metrics when it ends. */
public final class RequestContext implements Handler<AsyncResult<Void>> {
  private static final String KEY = RequestContext.class.getName();
  private static final int CLIENT_CLOSED_REQUEST = 499;
  private static final Set<String> SERVICE_PATHS =
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
  private final RequestMetrics requests;
  private final io.vertx.ext.web.RoutingContext context;
  private final long startNanos = System.nanoTime();
  private RequestMetrics.RouteMetrics route;
  private boolean answered;

  private RequestContext(
      String traceId, RequestMetrics requests, io.vertx.ext.web.RoutingContext context) {
    this.traceId = traceId;
    this.requests = requests;
    this.context = context;
  }

  static void attach(RoutingContext context, String traceId, RequestMetrics requests) {
    RequestContext requestContext = new RequestContext(traceId, requests, context.getDelegate());
    context.put(KEY, requestContext);
    context.addEndHandler(requestContext);
  }

  public static RequestContext of(RoutingContext context) {
    return context.get(KEY);
  }

  String traceId() {
    return traceId;
  }

  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }

  /** Sets the contract operation that was matched. */
  public void setRoute(RequestMetrics.RouteMetrics operation) {
    route = operation;
  }

  /** The route for metrics: an operation, a service path, or {@code pages}. */
  RequestMetrics.RouteMetrics route() {
    return route == null ? requests.route(method(), path()) : route;
  }

  /** The connection became a WebSocket: the request is over. */
  void recordUpgrade() {
    answered(101);
  }

  @Override
  public void handle(AsyncResult<Void> ended) {
    boolean sent = ended.succeeded() && context.response().ended();
    answered(sent ? context.response().getStatusCode() : CLIENT_CLOSED_REQUEST);
  }

  private void answered(int status) {
    if (!answered) {
      answered = true;
      route().record(status, System.nanoTime() - startNanos);
    }
  }

  /** Whether the path is the service's own and not a page. */
  static boolean isServicePath(String path) {
    return SERVICE_PATHS.contains(path);
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
    if (SERVICE_PATHS.contains(path)) {
      return path;
    }
    return path.startsWith("/api/") ? "/api/*" : "pages";
  }
}
