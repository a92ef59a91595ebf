package no.samklang.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import no.samklang.TestClock;
import no.samklang.config.Settings;
import no.samklang.config.Settings.StartTls;
import no.samklang.config.SmtpAddress;
import no.samklang.notification.Notices.NoticeChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mail servers that answer late or never get a mail once, or twice (NOTIF-4). */
@Timeout(60)
class SlowMailIT {
  private final TestClock clock = new TestClock();
  private TestOutbox outbox;

  @BeforeEach
  void open() {
    outbox = TestOutbox.open();
    outbox.insert(1, "NEW_MESSAGE", null, "null");
    outbox.run("update outbox set channel = 'EMAIL'");
  }

  @AfterEach
  void close() {
    outbox.close();
  }

  @Test
  void lateAnswerIsRecordedAndTheMailIsSentOnce() {
    SlowSmtpServer server =
        new SlowSmtpServer(outbox.vertx(), Duration.ZERO, Duration.ofSeconds(2));
    OutboxDispatcher dispatcher = start(server, SenderTests.PLENTY);
    dispatcher.run(NoticeChannel.EMAIL).blockingAwait();
    assertThat(outbox.count("sent_at is null and last_error = 'smtp slow'")).isEqualTo(1);
    dispatcher.run(NoticeChannel.EMAIL).blockingAwait();
    await().until(() -> outbox.count("sent_at is not null and attempts = 1") == 1);
    assertThat(server.delivered()).isEqualTo(1);
  }

  @Test
  void withoutAnAnswerTheMailIsSentOnceMoreAtMost() {
    SlowSmtpServer server =
        new SlowSmtpServer(outbox.vertx(), Duration.ZERO, Duration.ofMinutes(5));
    OutboxDispatcher dispatcher = start(server, Duration.ofMillis(500));
    dispatcher.run(NoticeChannel.EMAIL).blockingAwait();
    await().until(() -> outbox.count("last_error = 'smtp no answer' and failed_at is null") == 1);
    clock.advance(Duration.ofMinutes(15));
    dispatcher.run(NoticeChannel.EMAIL).blockingAwait();
    await().until(() -> outbox.count("failed_at is not null and attempts = 2") == 1);
    assertThat(server.delivered()).isEqualTo(2);
  }

  private OutboxDispatcher start(SlowSmtpServer server, Duration timeout) {
    Settings.SmtpSettings smtp =
        new Settings.SmtpSettings(
            Optional.of(SmtpAddress.parse("smtp://localhost:" + server.port())),
            Optional.of("a@example.no"),
            StartTls.DISABLED,
            Optional.empty(),
            timeout);
    MailSender sender =
        MailSender.open(
            outbox.vertx(), smtp, SenderTests.notices(SenderTests.SHORT), Optional.empty());
    OutboxDispatcher dispatcher = outbox.dispatcher(clock, sender);
    dispatcher.start(outbox.vertx());
    return dispatcher;
  }
}
