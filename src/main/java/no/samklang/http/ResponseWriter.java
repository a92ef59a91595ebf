package no.samklang.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reactivex.rxjava3.core.Flowable;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.core.http.HttpServerRequest;
import io.vertx.rxjava3.core.http.HttpServerResponse;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.time.Duration;
import no.samklang.error.Failure;
import no.samklang.json.Json;
import no.samklang.trace.TraceId;

/** Writes responses and problems. */
public final class ResponseWriter {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private ResponseWriter() {}

  public static void send(RoutingContext context, ApiResponse reply) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (reply.body() instanceof Buffer content && !FileSender.reserve(content)) {
      context.fail(new Failure.Unavailable(RETRY_AFTER));
      return;
    }
    response.setStatusCode(reply.status()).putHeader("Cache-Control", "no-store");
    reply.headers().forEach(response::putHeader);
    reply.cookies().forEach(response::addCookie);
    if (reply.body() instanceof Buffer content) {
      end(response, content);
    } else if (reply.body() instanceof Flowable<?> parts) {
      end(response, parts.cast(Buffer.class));
    } else {
      end(response, reply.body(), "application/json");
    }
  }

  /** The failure handler of the root router. */
  public static void fail(RoutingContext context) {
    fail(context, context.statusCode());
  }

  /** The same with a status other than the context's. */
  public static void fail(RoutingContext context, int status) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      context.request().connection().close().subscribe();
      return;
    }
    discardBody(context.request());
    RequestContext requestContext =
        RequestContext.of(context); // null for malformed HTTP: no Host, no path
    String traceId = requestContext == null ? TraceId.generate() : requestContext.traceId();
    Problem problem = Problem.of(context.failure(), status, traceId);
    if (problem.status() >= 500 && requestContext != null) {
      ServerErrorLog.log(requestContext, problem);
    }
    response.setStatusCode(problem.status()).putHeader("Cache-Control", "no-store");
    if (problem.retryAfterSeconds() != null) {
      response.putHeader("Retry-After", problem.retryAfterSeconds().toString());
    }
    end(response, problem, "application/problem+json");
  }

  /** Discards the rest of the body; HTTP/2 can't resume a request that has ended. */
  private static void discardBody(HttpServerRequest request) {
    if (!request.isEnded()) {
      request.resume();
    }
  }

  @SuppressWarnings("CheckReturnValue") // the peer may have disconnected
  private static void end(HttpServerResponse response, Object body, String mediaType) {
    if (body == null) {
      response.rxEnd().onErrorComplete().subscribe();
      return;
    }
    response.putHeader("Content-Type", mediaType).rxEnd(json(body)).onErrorComplete().subscribe();
  }

  @SuppressWarnings("CheckReturnValue") // never fails
  private static void end(HttpServerResponse response, Buffer content) {
    FileSender.send(response, content).subscribe();
  }

  /** What can't be read to its end closes the connection: the client sees that it isn't whole. */
  @SuppressWarnings("CheckReturnValue") // the peer may have disconnected
  private static void end(HttpServerResponse response, Flowable<Buffer> parts) {
    response
        .rxSend(parts)
        .onErrorResumeNext(failure -> response.rxReset())
        .onErrorComplete()
        .subscribe();
  }

  private static Buffer json(Object body) {
    try {
      return Buffer.buffer(Json.mapper().writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Can't be written as JSON: " + body.getClass(), e);
    }
  }
}
