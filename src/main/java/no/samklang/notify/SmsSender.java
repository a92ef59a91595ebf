package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.WebClient;
import io.vertx.rxjava3.ext.web.codec.BodyCodec;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import no.samklang.config.Settings;
import no.samklang.contact.MobileNumber;

/**
 * Sends SMS by the HTTP gateway that the configuration describes (NOTIF-5), to numbers in E.164;
 * what can't be one is a "bad number" for good. Over https the gateway must have a certificate that
 * the JVM trusts for its name.
 */
@CheckReturnValue
final class SmsSender implements Sender {
  private static final int MOST_CONNECTIONS = 8;
  private static final int MOST_WAITING = 100;

  private final SmsGateway gateway;
  private final WebClient client;
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
      UnaryOperator<WebClientOptions> additions) {
    this.gateway = SmsGateway.of(sms);
    this.timeout = notices.timeout();
    this.scheduler = RxHelper.scheduler(vertx);
    WebClientOptions options = additions.apply(options(timeout));
    this.client = GatewayExchange.over(WebClient.create(vertx, options, pool()));
  }

  @Override
  public Completable send(Notice notice) {
    return Single.defer(() -> exchange(gateway.call(onTheWire(notice))))
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS, scheduler)
        .flatMapCompletable(gateway::judge)
        .onErrorResumeNext(failure -> Completable.error(withoutContent(failure)));
  }

  /** The notice with its number as gateways want it (E.164). */
  private static Notice onTheWire(Notice notice) {
    MobileNumber number =
        MobileNumber.parse(notice.to()).orElseThrow(() -> SendFailure.forGood("bad number"));
    return new Notice(number.e164(), notice.subject(), notice.text());
  }

  /** An answer that is too long is judged by its start: not to be understood could send twice. */
  private Single<GatewayAnswer> exchange(GatewayCall call) {
    GatewayExchange exchange = new GatewayExchange();
    RequestOptions options = call.options().setConnectTimeout(timeout.toMillis());
    return client
        .request(options.getMethod(), options)
        .as(BodyCodec.<Void>newInstance(exchange))
        .rxSendBuffer(call.body())
        .ignoreElement()
        .onErrorComplete(failure -> exchange.hasEnough())
        .toSingle(exchange::answer)
        .doFinally(exchange::leave);
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

  private static PoolOptions pool() {
    return new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setMaxWaitQueueSize(MOST_WAITING);
  }
}
