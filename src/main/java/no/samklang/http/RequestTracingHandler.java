package no.samklang.http;

import io.vertx.rxjava3.ext.web.RoutingContext;
import no.samklang.metrics.RequestMetrics;
import no.samklang.trace.Trace;
import no.samklang.trace.TraceId;

/**
 * Assigns each request its trace id, the caller's if it has a well-formed {@code traceparent}, and
 * starts its metrics.
 */
public final class RequestTracingHandler {
  private final RequestMetrics requests;

  public RequestTracingHandler(RequestMetrics requests) {
    this.requests = requests;
  }

  public void attach(RoutingContext context) {
    String id = TraceId.fromTraceparent(context.request().getHeader("traceparent"));
    Trace.setCurrent(id);
    context.response().putHeader("X-Trace-Id", id);
    RequestContext.attach(context, id, requests);
  }
}
