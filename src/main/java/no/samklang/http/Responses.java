package no.samklang.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.core.http.HttpServerRequest;
import io.vertx.rxjava3.core.http.HttpServerResponse;
import io.vertx.rxjava3.ext.web.RoutingContext;
import no.samklang.bus.Json;
import no.samklang.trace.TraceId;

/** Writes replies and problems. */
final class Responses {
  private Responses() {}

  static void send(RoutingContext context, Reply reply) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(reply.status()).putHeader("Cache-Control", "no-store");
    reply.headers().forEach(response::putHeader);
    if (reply.cookie() != null) {
      response.addCookie(reply.cookie());
    }
    if (reply.body() instanceof Buffer content) {
      end(response, content);
    } else {
      end(response, reply.body(), "application/json");
    }
  }

  /** The failure handler of the root router: everything that failed ends here. */
  static void fail(RoutingContext context) {
    fail(context, context.statusCode());
  }

  /** The same for what failed with another status than the context knows. */
  static void fail(RoutingContext context, int status) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      context.request().connection().close().subscribe();
      return;
    }
    discardBody(context.request());
    Exchange exchange = Exchange.of(context); // none for what isn't even HTTP: no Host, no path
    String traceId = exchange == null ? TraceId.next() : exchange.traceId();
    Problem problem = Problem.of(context.failure(), status, traceId);
    if (problem.status() >= 500 && exchange != null) {
      FailureLog.failed(exchange, problem);
    }
    response.setStatusCode(problem.status()).putHeader("Cache-Control", "no-store");
    if (problem.retryAfterSeconds() != null) {
      response.putHeader("Retry-After", problem.retryAfterSeconds().toString());
    }
    end(response, problem, "application/problem+json");
  }

  /** What is left of it; HTTP/2 refuses to resume a request that has ended. */
  private static void discardBody(HttpServerRequest request) {
    if (!request.isEnded()) {
      request.resume();
    }
  }

  @SuppressWarnings("CheckReturnValue") // the peer may be gone; there is nobody left to tell
  private static void end(HttpServerResponse response, Object body, String mediaType) {
    if (body == null) {
      response.rxEnd().onErrorComplete().subscribe();
      return;
    }
    response.putHeader("Content-Type", mediaType).rxEnd(json(body)).onErrorComplete().subscribe();
  }

  @SuppressWarnings("CheckReturnValue") // the peer may be gone
  private static void end(HttpServerResponse response, Buffer content) {
    response.rxEnd(content).onErrorComplete().subscribe();
  }

  private static Buffer json(Object body) {
    try {
      return Buffer.buffer(Json.mapper().writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Can't be written as JSON: " + body.getClass(), e);
    }
  }
}
