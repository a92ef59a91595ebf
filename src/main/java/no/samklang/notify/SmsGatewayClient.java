package no.samklang.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleEmitter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Sends requests to an SMS gateway over a few connections, each within one time-out from waiting
 * for a connection to the end of the response. Over https the gateway must have a certificate that
 * the JVM trusts for its name.
 *
 * <p>On Vert.x's {@link HttpClient} and not its web client, which has no public way of ending a
 * response that is too long or comes too slowly: it goes on reading.
 */
@CheckReturnValue
final class SmsGatewayClient {
  private static final int MAX_CONNECTIONS = 8;
  private static final int MAX_WAITING = 100;
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final HttpClient client;
  private final Scheduler scheduler;
  private final Duration timeout;

  /** The additions are for tests, whose gateways the JVM doesn't trust. */
  SmsGatewayClient(Vertx vertx, Duration timeout, UnaryOperator<HttpClientOptions> additions) {
    this.client =
        vertx
            .getDelegate()
            .createHttpClient(
                additions.apply(options(timeout)),
                new PoolOptions()
                    .setHttp1MaxSize(MAX_CONNECTIONS)
                    .setMaxWaitQueueSize(MAX_WAITING));
    this.scheduler = RxHelper.scheduler(vertx);
    this.timeout = timeout;
  }

  private static HttpClientOptions options(Duration timeout) {
    int millis = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
    return new HttpClientOptions()
        .setConnectTimeout(millis)
        .setSslHandshakeTimeout(millis)
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout(millis)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  /**
   * Sends a request. One that is disposed of, or takes too long, isn't sent if it has no connection
   * yet; else its connection is closed.
   *
   * @return the response, its body up to {@link #MAX_BODY_BYTES}; fails with {@link
   *     java.util.concurrent.TimeoutException} or what Vert.x says
   */
  Single<SmsGatewayResponse> send(SmsGatewayRequest request) {
    return Single.<SmsGatewayResponse>create(emitter -> send(request, emitter))
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS, scheduler);
  }

  private void send(SmsGatewayRequest request, SingleEmitter<SmsGatewayResponse> emitter) {
    RequestOptions options = request.options().setConnectTimeout(timeout.toMillis());
    Future<HttpClientRequest> connected = client.request(options).map(SmsGatewayClient::withoutLog);
    emitter.setCancellable(() -> connected.onSuccess(SmsGatewayClient::resetUnlessWhole));
    connected
        .compose(
            ready ->
                emitter.isDisposed()
                    ? Future.failedFuture(new CancellationException())
                    : exchange(ready, request.body()))
        .onComplete(emitter::onSuccess, emitter::tryOnError);
  }

  /** On the request's context, where no part of the response comes before it is read. */
  private static Future<SmsGatewayResponse> exchange(HttpClientRequest request, Buffer body) {
    return request.send(body).compose(SmsGatewayClient::read);
  }

  /** A response that is too long is given by its start: not to understand it could send twice. */
  private static Future<SmsGatewayResponse> read(HttpClientResponse response) {
    Promise<Void> end = Promise.promise();
    Buffer body = Buffer.buffer();
    response
        .exceptionHandler(end::tryFail)
        .endHandler(end::tryComplete)
        .handler(
            part -> {
              body.appendBuffer(part, 0, Math.min(part.length(), MAX_BODY_BYTES - body.length()));
              if (body.length() == MAX_BODY_BYTES) {
                end.tryComplete();
              }
            });
    return end.future()
        .map(
            ended ->
                SmsGatewayResponse.of(
                    response.statusCode(), response.headers(), body.toString(UTF_8)));
  }

  /** Its failures are those of its response; unheard, they are logged. */
  private static HttpClientRequest withoutLog(HttpClientRequest request) {
    return request.exceptionHandler(failure -> {});
  }

  private static void resetUnlessWhole(HttpClientRequest request) {
    Future<HttpClientResponse> response = request.response();
    if (!response.succeeded() || !response.result().end().isComplete()) {
      request.reset();
    }
  }
}
