package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.Vertx;
import no.samklang.config.Settings;

/** Sends SMS by the configured gateway. */
@CheckReturnValue
final class SmsSender implements Sender {
  static SmsSender open(Vertx vertx, Settings.Sms sms, Settings.Notices notices) {
    return new SmsSender();
  }

  @Override
  public Completable send(Notice notice) {
    return Completable.error(SendFailure.passing("not yet"));
  }
}
