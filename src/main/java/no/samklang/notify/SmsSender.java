package no.samklang.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.http.HttpClient;
import io.vertx.rxjava3.core.http.HttpClientRequest;
import io.vertx.rxjava3.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import no.samklang.config.Settings;

/**
 * Sends SMS by the HTTP gateway that the configuration describes (NOTIF-5). Over https the gateway
 * must have a certificate that the JVM trusts for its name.
 *
 * <p>The plain HTTP client, and not the web client: an attempt that takes too long or an answer
 * that doesn't end must also end the connection, which the web client hides.
 */
@CheckReturnValue
final class SmsSender implements Sender {
  private static final int MOST_CONNECTIONS = 8;
  private static final int MOST_WAITING = 100;
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final SmsGateway gateway;
  private final HttpClient client;
  private final Scheduler scheduler;
  private final Duration timeout;

  /**
   * A sender for the configured gateway.
   *
   * @throws no.samklang.config.SettingsException when the description or its values can't be used
   */
  static SmsSender open(Vertx vertx, Settings.Sms sms, Settings.Notices notices) {
    return new SmsSender(vertx, sms, notices, options -> options);
  }

  /** The additions are for tests, whose gateways the JVM doesn't trust. */
  SmsSender(
      Vertx vertx,
      Settings.Sms sms,
      Settings.Notices notices,
      UnaryOperator<HttpClientOptions> additions) {
    this.gateway = SmsGateway.of(sms);
    this.timeout = notices.timeout();
    this.scheduler = RxHelper.scheduler(vertx);
    this.client = vertx.createHttpClient(additions.apply(options(timeout)), pool());
  }

  @Override
  public Completable send(Notice notice) {
    return Single.defer(() -> exchange(gateway.call(notice)))
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS, scheduler)
        .flatMapCompletable(gateway::judge)
        .onErrorResumeNext(failure -> Completable.error(withoutContent(failure)));
  }

  private Single<GatewayAnswer> exchange(GatewayCall call) {
    return client
        .rxRequest(call.options().setConnectTimeout(timeout.toMillis()))
        .flatMap(
            request ->
                request
                    .rxSend(call.body())
                    .flatMap(SmsSender::read)
                    .doFinally(() -> cutUnlessWhole(request)));
  }

  /** An answer that is too long is judged by its start: not to be understood could send twice. */
  private static Single<GatewayAnswer> read(HttpClientResponse response) {
    Buffer body = Buffer.buffer();
    return response
        .toFlowable()
        .doOnNext(body::appendBuffer)
        .takeUntil(chunk -> body.length() >= LONGEST_ANSWER)
        .ignoreElements()
        .toSingle(() -> answer(response, body));
  }

  private static GatewayAnswer answer(HttpClientResponse response, Buffer body) {
    String start = body.slice(0, Math.min(body.length(), LONGEST_ANSWER)).toString(UTF_8);
    return GatewayAnswer.of(response.statusCode(), response.headers(), start);
  }

  /** Ends the connection of an exchange that was left; by the delegate, which acts at once. */
  private static void cutUnlessWhole(HttpClientRequest request) {
    Future<io.vertx.core.http.HttpClientResponse> answer = request.getDelegate().response();
    if (!answer.succeeded() || !answer.result().end().isComplete()) {
      request.getDelegate().reset();
    }
  }

  /** A code for it: what the client says holds the address, and with it number and text. */
  private static SendFailure withoutContent(Throwable failure) {
    if (failure instanceof SendFailure known) {
      return known;
    }
    return SendFailure.passing(
        failure instanceof TimeoutException
            ? "sms time-out"
            : "sms " + failure.getClass().getSimpleName());
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

  private static PoolOptions pool() {
    return new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setMaxWaitQueueSize(MOST_WAITING);
  }
}
