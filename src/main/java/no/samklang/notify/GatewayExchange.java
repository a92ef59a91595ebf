package no.samklang.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CheckReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.client.impl.WebClientInternal;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import io.vertx.rxjava3.ext.web.client.WebClient;
import java.util.concurrent.CancellationException;

/**
 * One request that the web client sends to a gateway, and the start of its answer. Whoever leaves
 * it before the answer is whole ends its connection: the web client itself would go on reading.
 */
@CheckReturnValue
final class GatewayExchange implements BodyCodec<Void>, BodyStream<Void> {
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final Promise<HttpClientRequest> request = Promise.promise();
  private final Promise<Void> ended = Promise.promise();
  private final Buffer start = Buffer.buffer();
  private volatile boolean left;

  /**
   * The client, with its requests made known to their exchanges. It shows them to interceptors
   * alone, which aren't public API: look here when the web client's version changes.
   */
  static WebClient over(WebClient client) {
    ((WebClientInternal) client.getDelegate()).addInterceptor(GatewayExchange::beforeStep);
    return client;
  }

  private static void beforeStep(HttpContext<?> step) {
    if (step.phase() == ClientPhase.SEND_REQUEST
        && step.request().bodyCodec() instanceof GatewayExchange exchange) {
      exchange.begin(step);
    }
    step.next();
  }

  private void begin(HttpContext<?> step) {
    if (left) {
      step.fail(new CancellationException());
    } else {
      request.complete(step.clientRequest());
    }
  }

  /** Whether the answer is so long that the rest of it isn't wanted. */
  boolean hasEnough() {
    return start.length() >= LONGEST_ANSWER;
  }

  /** The answer, when all of it or enough was read. */
  GatewayAnswer answer() {
    HttpClientResponse answer = request.future().result().response().result();
    String body = start.slice(0, Math.min(start.length(), LONGEST_ANSWER)).toString(UTF_8);
    return GatewayAnswer.of(answer.statusCode(), answer.headers(), body);
  }

  /** Ends what isn't whole at once, or before anything is sent if there is no connection yet. */
  void leave() {
    left = true;
    request.future().onSuccess(GatewayExchange::cutUnlessWhole);
  }

  private static void cutUnlessWhole(HttpClientRequest request) {
    Future<HttpClientResponse> answer = request.response();
    if (!answer.succeeded() || !answer.result().end().isComplete()) {
      request.reset();
    }
  }

  @Override
  public BodyStream<Void> stream() {
    return this;
  }

  @Override
  public Future<Void> write(Buffer part) {
    start.appendBuffer(part);
    return hasEnough() ? Future.failedFuture("Enough was read") : Future.succeededFuture();
  }

  @Override
  public Future<Void> end() {
    ended.tryComplete();
    return ended.future();
  }

  @Override
  public void handle(Throwable failure) {
    ended.tryFail(failure);
  }

  @Override
  public Future<Void> result() {
    return ended.future();
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  @Override
  public GatewayExchange setWriteQueueMaxSize(int size) {
    return this;
  }

  @Override
  public GatewayExchange drainHandler(Handler<Void> handler) {
    return this;
  }

  @Override
  public GatewayExchange exceptionHandler(Handler<Throwable> handler) {
    return this;
  }
}
