package no.samklang.notify;

import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
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

  /** Each channel with a guard of its own. */
  Map<Channel, GuardedSender> guarded(Vertx vertx, Duration patience, Duration leftAloneFor) {
    return byChannel.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                one ->
                    new GuardedSender(
                        vertx, one.getKey(), one.getValue(), patience, leftAloneFor)));
  }

  /** The mail server and the SMS gateway of the settings. */
  public static Senders configured(Vertx vertx, Settings settings) {
    return new Senders(
        Map.of(
            Channel.SMS, SmsSender.open(vertx, settings.sms(), settings.notices()),
            Channel.EMAIL, MailSender.open(vertx, settings.smtp(), settings.notices())));
  }
}
