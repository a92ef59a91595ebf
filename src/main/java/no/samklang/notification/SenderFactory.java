package no.samklang.notification;

import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import no.samklang.config.Settings;
import no.samklang.notification.Notices.NoticeChannel;

/** Creates the senders of the channels: the configured ones, or in demo mode the demo outbox. */
public record SenderFactory(Map<NoticeChannel, Sender> senders) {
  /** Both channels are the demo outbox. */
  public static SenderFactory demo(DemoOutbox outbox) {
    return new SenderFactory(
        Map.of(
            NoticeChannel.SMS,
            outbox.sender(NoticeChannel.SMS),
            NoticeChannel.EMAIL,
            outbox.sender(NoticeChannel.EMAIL)));
  }

  /**
   * Wraps each sender in its own circuit breaker.
   *
   * @param timeout the time-out for one request
   * @param grace time that a sender gets beyond its upper bound
   */
  Map<NoticeChannel, CircuitBreakerSender> withCircuitBreakers(
      Vertx vertx, Duration timeout, Duration grace, Duration openTime) {
    return senders.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    new CircuitBreakerSender(
                        vertx,
                        entry.getKey(),
                        entry.getValue(),
                        entry.getValue().maxDuration(timeout).plus(grace),
                        openTime)));
  }

  /** The SMTP server and the SMS gateway of the settings. */
  public static SenderFactory configured(Vertx vertx, Settings settings) {
    return new SenderFactory(
        Map.of(
            NoticeChannel.SMS, SmsSender.open(vertx, settings.sms(), settings.notices()),
            NoticeChannel.EMAIL, mail(vertx, settings)));
  }

  private static MailSender mail(Vertx vertx, Settings settings) {
    return MailSender.open(vertx, settings.smtp(), settings.notices(), MailHostName.of(settings));
  }
}
