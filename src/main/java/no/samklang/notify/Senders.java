package no.samklang.notify;

import io.vertx.rxjava3.core.Vertx;
import java.util.Map;
import no.samklang.config.Settings;
import no.samklang.notify.Notices.Channel;

/** The channels as they are configured: real ones, or in demo mode one that sends nothing. */
public record Senders(Map<Channel, Sender> byChannel) {
  /** Both channels end in the demo's outbox. */
  public static Senders demo(DemoOutbox outbox) {
    return new Senders(
        Map.of(
            Channel.SMS,
            outbox.channel(Channel.SMS),
            Channel.EMAIL,
            outbox.channel(Channel.EMAIL)));
  }

  /** The mail server and the SMS gateway of the settings. */
  public static Senders configured(Vertx vertx, Settings settings) {
    return new Senders(
        Map.of(
            Channel.SMS, SmsSender.open(vertx, settings.sms(), settings.notices()),
            Channel.EMAIL, MailSender.open(vertx, settings.smtp(), settings.notices())));
  }
}
