package no.samklang.notification;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.rxjava3.core.Vertx;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import no.samklang.config.Settings;
import no.samklang.config.SmsSettings;
import no.samklang.contact.MobileNumber;

/**
 * Sends SMS by the configured HTTP gateway (NOTIF-5), to numbers in E.164; other numbers fail
 * permanently with "bad number".
 */
@CheckReturnValue
final class SmsSender implements Sender {
  private final SmsSettings sms;
  private final SmsGateway gateway;
  private final SmsGatewayClient client;

  /**
   * A sender for the configured gateway.
   *
   * @throws no.samklang.config.SettingsException when the description or its values are invalid
   */
  static SmsSender open(Vertx vertx, SmsSettings sms, Settings.NoticeSettings notices) {
    return new SmsSender(vertx, sms, notices, options -> options);
  }

  /** For tests: the customizer adds trust for test gateways. */
  SmsSender(
      Vertx vertx,
      SmsSettings sms,
      Settings.NoticeSettings notices,
      UnaryOperator<WebClientOptions> customizer) {
    this.sms = sms;
    this.gateway = SmsGateway.of(sms);
    this.client = new SmsGatewayClient(vertx, notices.timeout(), customizer);
  }

  @Override
  public Completable send(Notice notice) {
    return Single.defer(() -> client.send(gateway.request(reachable(toE164(notice)))))
        .flatMapCompletable(gateway::evaluate)
        .onErrorResumeNext(failure -> Completable.error(toSendFailure(failure)));
  }

  private Notice reachable(Notice notice) {
    if (!sms.mayReach(notice.to())) {
      throw SendFailure.permanent("bad prefix");
    }
    return notice;
  }

  /** The notice with its number in E.164. */
  private static Notice toE164(Notice notice) {
    MobileNumber number =
        MobileNumber.sendable(notice.to()).orElseThrow(() -> SendFailure.permanent("bad number"));
    return new Notice(number.e164(), notice.subject(), notice.text());
  }

  /**
   * Replaces the message by a code, because the client's message holds the URL, and with it number
   * and text.
   */
  private static SendFailure toSendFailure(Throwable failure) {
    if (failure instanceof SendFailure sendFailure) {
      return sendFailure;
    }
    return SendFailure.channelDown(
        failure instanceof TimeoutException
            ? "sms time-out"
            : "sms " + failure.getClass().getSimpleName());
  }
}
