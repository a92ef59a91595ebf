package no.samklang.notification;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.WebClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import no.samklang.gateway.BoundedBody;

/**
 * Sends requests to an SMS gateway over at most {@value #MAX_CONNECTIONS} connections. One time-out
 * covers the wait for a connection, the request and the response. Over https the gateway needs a
 * certificate that the JVM trusts for its name.
 */
@CheckReturnValue
final class SmsGatewayClient {
  private static final int MAX_CONNECTIONS = 8;
  private static final int MAX_QUEUED_REQUESTS = 100;
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final WebClient client;
  private final Scheduler scheduler;
  private final Duration timeout;

  /** For tests: the customizer adds trust for test gateways. */
  SmsGatewayClient(Vertx vertx, Duration timeout, UnaryOperator<WebClientOptions> customizer) {
    this.client =
        WebClient.create(
            vertx,
            customizer.apply(options(timeout)),
            new PoolOptions()
                .setHttp1MaxSize(MAX_CONNECTIONS)
                .setMaxWaitQueueSize(MAX_QUEUED_REQUESTS));
    this.scheduler = RxHelper.scheduler(vertx);
    this.timeout = timeout;
  }

  /** The idle time-out closes a connection whose response isn't read any more. */
  private static WebClientOptions options(Duration timeout) {
    int millis = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
    return new WebClientOptions()
        .setUserAgentEnabled(false)
        .setConnectTimeout(millis)
        .setSslHandshakeTimeout(millis)
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout(millis)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  /**
   * Sends a request. When disposed or timed out, it isn't sent if it has no connection yet;
   * otherwise reading stops, and the connection is closed by the idle time-out.
   *
   * @return the response; fails with {@link java.util.concurrent.TimeoutException}, with {@link
   *     SendFailure} when its body is longer than {@link #MAX_BODY_BYTES}, or with the client's
   *     failure
   */
  Single<SmsGatewayResponse> send(SmsGatewayRequest request) {
    return Single.using(SmsGatewayClient::body, body -> send(request, body), BoundedBody::cancel)
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS, scheduler);
  }

  private static BoundedBody body() {
    return new BoundedBody(MAX_BODY_BYTES, () -> SendFailure.channelDown("sms response too long"));
  }

  private Single<SmsGatewayResponse> send(SmsGatewayRequest request, BoundedBody body) {
    RequestOptions options =
        request
            .options()
            .setConnectTimeout(timeout.toMillis())
            .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(request.body().length()));
    return client
        .request(options.getMethod(), options)
        .as(io.vertx.rxjava3.ext.web.codec.BodyCodec.<String>newInstance(body))
        .rxSendStream(body.unlessCancelled(Flowable.just(request.body())))
        .map(
            response ->
                SmsGatewayResponse.of(
                    response.statusCode(), response.getDelegate().headers(), response.body()));
  }
}
