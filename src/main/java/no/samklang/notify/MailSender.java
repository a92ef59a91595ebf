package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.Vertx;
import no.samklang.config.Settings;

/** Sends e-mail by the configured server. */
@CheckReturnValue
final class MailSender implements Sender {
  static MailSender open(Vertx vertx, Settings.Smtp smtp, Settings.Notices notices) {
    return new MailSender();
  }

  @Override
  public Completable send(Notice notice) {
    return Completable.error(SendFailure.passing("not yet"));
  }
}
