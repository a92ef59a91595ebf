package no.samklang.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.rxjava3.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import no.samklang.TestClock;
import no.samklang.TestPort;
import no.samklang.config.Settings;
import no.samklang.config.Settings.StartTls;
import no.samklang.config.SmsSettings;
import no.samklang.config.SmtpAddress;
import no.samklang.notification.Notices.NoticeChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends from the outbox to real servers that are down, hang, or respond with 429, 500 or invalid
 * bodies: no notice is lost, and none is sent twice when its outcome is known (NOTIF-4, NOTIF-5).
 */
@Timeout(90)
class SmsGatewayFaultIT {
  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final Duration OPEN_TIME = Duration.ofMillis(100);
  private static final int PEOPLE = 24;

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> requests = new ConcurrentHashMap<>();
  private TestOutbox outbox;

  /** The gateway's fault on the first request for a number. */
  private enum GatewayFault {
    BUSY,
    SERVER_ERROR,
    INVALID_BODY,
    NO_RESPONSE,
    DISCONNECT,
    NONE
  }

  @BeforeEach
  void open() {
    outbox = TestOutbox.open();
  }

  @AfterEach
  void close() {
    outbox.close();
  }

  @Test
  void faultyGatewayGetsEachNoticeOnce() {
    fill("SMS");
    OutboxDispatcher dispatcher = dispatcher(sms(gateway()));
    sendUntilAllAreDelivered(dispatcher, NoticeChannel.SMS);
    assertThat(accepted).hasSize(PEOPLE).doesNotHaveDuplicates();
    assertThat(requests.values().stream().mapToInt(Integer::intValue).sum())
        .isGreaterThan(PEOPLE + PEOPLE / 2);
    dispatcher.run(NoticeChannel.SMS).blockingAwait();
    assertThat(accepted).hasSize(PEOPLE);
  }

  @Test
  void sendsAllAfterGatewayRecovers() throws IOException {
    fill("SMS");
    int port = TestPort.free();
    OutboxDispatcher dispatcher = dispatcher(sms("http://127.0.0.1:" + port));
    dispatcher.run(NoticeChannel.SMS).blockingAwait();
    assertThat(outbox.count("sent_at is null and failed_at is null")).isEqualTo(PEOPLE);
    assertThat(gateway(port)).endsWith(":" + port);
    IntStream.range(0, PEOPLE).forEach(i -> requests.put(number(i), 1));
    sendUntilAllAreDelivered(dispatcher, NoticeChannel.SMS);
    assertThat(accepted).hasSize(PEOPLE).doesNotHaveDuplicates();
  }

  @Test
  void sendsAllAfterMailServerRecovers() throws IOException {
    fill("EMAIL");
    int port = TestPort.free();
    OutboxDispatcher dispatcher = dispatcher(mail(port));
    dispatcher.run(NoticeChannel.EMAIL).blockingAwait();
    assertThat(outbox.count("sent_at is null and failed_at is null")).isEqualTo(PEOPLE);
    GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    try {
      sendUntilAllAreDelivered(dispatcher, NoticeChannel.EMAIL);
      assertThat(Arrays.stream(server.getReceivedMessages()).map(SmsGatewayFaultIT::to))
          .hasSize(PEOPLE)
          .doesNotHaveDuplicates();
    } finally {
      server.stop();
    }
  }

  private void sendUntilAllAreDelivered(OutboxDispatcher dispatcher, NoticeChannel channel) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              clock.advance(Duration.ofSeconds(30));
              dispatcher.run(channel).blockingAwait();
              assertThat(outbox.count("sent_at is not null")).isEqualTo(PEOPLE);
            });
    assertThat(outbox.count("failed_at is not null")).isZero();
  }

  private OutboxDispatcher dispatcher(Sender sender) {
    return outbox.dispatcher(clock, sender, OPEN_TIME);
  }

  /** One person per notice, so that attempts can be counted per notice. */
  private void fill(String channel) {
    outbox.run(
        """
        insert into person (id, municipality_id, first_name, last_name, email, mobile)
        select gen_random_uuid(), '00000000-0000-4000-8000-000000000001', 'A', 'B',
               'nr' || i || '@eksempel.example', (90000100 + i)::text
          from generate_series(0, %d) i"""
            .formatted(PEOPLE - 1));
    outbox.run(
        """
        insert into outbox (id, created_at, person_id, channel, template, next_at)
        select gen_random_uuid(), now(), id, '%s', 'NEW_MESSAGE', now() - interval '1 second'
          from person where mobile like '900001%%'"""
            .formatted(channel));
  }

  private static String number(int i) {
    return "+47" + (90000100 + i);
  }

  private Sender sms(String address) {
    SmsSettings sms =
        SenderTests.sms(
            folder,
            SenderTests.shipped("twilio.yaml").replace("https://api.twilio.com", address),
            Map.of("accountSid", "AC17", "authToken", "hemmelig"));
    return SmsSender.open(outbox.vertx(), sms, SenderTests.notices(TIMEOUT));
  }

  private Sender mail(int port) {
    SmtpAddress address = SmtpAddress.parse("smtp://localhost:" + port);
    return MailSender.open(
        outbox.vertx(),
        new Settings.SmtpSettings(
            Optional.of(address),
            Optional.of("a@example.no"),
            StartTls.DISABLED,
            Optional.empty(),
            SenderTests.PLENTY),
        SenderTests.notices(SenderTests.PLENTY),
        Optional.empty());
  }

  private String gateway() {
    return gateway(0);
  }

  /** Starts a gateway with Twilio's API; returns its URL. */
  private String gateway(int port) {
    int bound =
        outbox
            .vertx()
            .createHttpServer()
            .requestHandler(
                request -> {
                  request.setExpectMultipart(true);
                  request.endHandler(end -> answer(request));
                })
            .rxListen(port, "127.0.0.1")
            .blockingGet()
            .actualPort();
    return "http://127.0.0.1:" + bound;
  }

  private void answer(HttpServerRequest request) {
    String to = request.getFormAttribute("To");
    boolean first = requests.merge(to, 1, Integer::sum) == 1;
    List<GatewayFault> all = List.of(GatewayFault.values());
    GatewayFault fault = first ? all.get(Integer.parseInt(to.substring(8)) % all.size()) : null;
    switch (fault == null ? GatewayFault.NONE : fault) {
      case BUSY -> end(request, 429, "{}");
      case SERVER_ERROR -> end(request, 500, "<h1>Oops</h1>");
      case INVALID_BODY -> end(request, 201, "<html>Velkommen</html>");
      case NO_RESPONSE -> {
        // never responds
      }
      case DISCONNECT -> request.connection().getDelegate().close();
      case NONE -> {
        accepted.add(to);
        end(request, 201, "{\"sid\": \"SM00c0ffee\"}");
      }
    }
  }

  private static void end(HttpServerRequest request, int status, String body) {
    request.response().putHeader("Retry-After", "5").setStatusCode(status).getDelegate().end(body);
  }

  private static String to(jakarta.mail.internet.MimeMessage mail) {
    try {
      return mail.getAllRecipients()[0].toString();
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
