package no.samklang.http;

import io.vertx.core.Handler;
import io.vertx.rxjava3.ext.web.RoutingContext;
import no.samklang.metrics.Requests;
import no.samklang.trace.Trace;
import no.samklang.trace.TraceId;

/**
 * Where every request comes in: it gets its trace id, the caller's own if it has a well-formed
 * {@code traceparent}, and is measured until it is answered.
 */
final class Entrance implements Handler<RoutingContext> {
  private final Requests requests;

  Entrance(Requests requests) {
    this.requests = requests;
  }

  @Override
  public void handle(RoutingContext context) {
    String id = TraceId.of(context.request().getHeader("traceparent"));
    Trace.begin(id);
    context.response().putHeader("X-Trace-Id", id);
    Exchange.begin(context, id, requests);
    context.next();
  }
}
