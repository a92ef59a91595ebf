package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.rxjava3.core.Vertx;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import no.samklang.config.Settings;
import no.samklang.contact.MobileNumber;

/**
 * Sends SMS by the HTTP gateway that the configuration describes (NOTIF-5), to numbers in E.164;
 * what can't be one is a "bad number" for good.
 */
@CheckReturnValue
final class SmsSender implements Sender {
  private final SmsGateway gateway;
  private final SmsGatewayClient client;

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
    this.client = new SmsGatewayClient(vertx, notices.timeout(), additions);
  }

  @Override
  public Completable send(Notice notice) {
    return Single.defer(() -> client.send(gateway.request(onTheWire(notice))))
        .flatMapCompletable(gateway::judge)
        .onErrorResumeNext(failure -> Completable.error(withoutContent(failure)));
  }

  /** The notice with its number as gateways want it (E.164). */
  private static Notice onTheWire(Notice notice) {
    MobileNumber number =
        MobileNumber.parse(notice.to()).orElseThrow(() -> SendFailure.forGood("bad number"));
    return new Notice(number.e164(), notice.subject(), notice.text());
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
}
