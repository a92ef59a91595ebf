package no.samklang.notify;

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
import no.samklang.config.SmtpAddress;
import no.samklang.notify.Notices.Channel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the outbox to real servers that are down, hang, or answer 429, 500 and nonsense: nothing is
 * lost, and nothing is sent twice when the outcome of an attempt is known (NOTIF-4, NOTIF-5).
 */
@Timeout(90)
class OutageIT {
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration LEFT_ALONE_FOR = Duration.ofMillis(100);
  private static final int PEOPLE = 24;

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private TestOutbox outbox;

  /** What the gateway does the first time that it is asked for a number. */
  private enum Trouble {
    BUSY,
    BROKEN,
    NONSENSE,
    SILENT,
    CUT,
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
  void aGatewayThatFailsInEveryWayGetsEachNoticeOnce() {
    fill("SMS");
    Dispatcher dispatcher = dispatcher(sms(gateway()));
    sendUntilAllAreThere(dispatcher, Channel.SMS);
    assertThat(accepted).hasSize(PEOPLE).doesNotHaveDuplicates();
    assertThat(asked.values().stream().mapToInt(Integer::intValue).sum())
        .isGreaterThan(PEOPLE + PEOPLE / 2);
    dispatcher.run(Channel.SMS).blockingAwait();
    assertThat(accepted).hasSize(PEOPLE);
  }

  @Test
  void aGatewayThatIsGoneGetsAllWhenItIsBack() throws IOException {
    fill("SMS");
    int port = TestPort.free();
    Dispatcher dispatcher = dispatcher(sms("http://127.0.0.1:" + port));
    dispatcher.run(Channel.SMS).blockingAwait();
    assertThat(outbox.count("sent_at is null and failed_at is null")).isEqualTo(PEOPLE);
    assertThat(gateway(port)).endsWith(":" + port);
    IntStream.range(0, PEOPLE).forEach(i -> asked.put(number(i), 1));
    sendUntilAllAreThere(dispatcher, Channel.SMS);
    assertThat(accepted).hasSize(PEOPLE).doesNotHaveDuplicates();
  }

  @Test
  void aMailServerThatIsGoneGetsAllWhenItIsBack() throws IOException {
    fill("EMAIL");
    int port = TestPort.free();
    Dispatcher dispatcher = dispatcher(mail(port));
    dispatcher.run(Channel.EMAIL).blockingAwait();
    assertThat(outbox.count("sent_at is null and failed_at is null")).isEqualTo(PEOPLE);
    GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    try {
      sendUntilAllAreThere(dispatcher, Channel.EMAIL);
      assertThat(Arrays.stream(server.getReceivedMessages()).map(OutageIT::to))
          .hasSize(PEOPLE)
          .doesNotHaveDuplicates();
    } finally {
      server.stop();
    }
  }

  private void sendUntilAllAreThere(Dispatcher dispatcher, Channel channel) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              clock.pass(Duration.ofSeconds(30));
              dispatcher.run(channel).blockingAwait();
              assertThat(outbox.count("sent_at is not null")).isEqualTo(PEOPLE);
            });
    assertThat(outbox.count("failed_at is not null")).isZero();
  }

  private Dispatcher dispatcher(Sender sender) {
    return outbox.dispatcher(clock, sender, LEFT_ALONE_FOR);
  }

  /** One person for each notice, so that each attempt can be told. */
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
    Settings.Sms sms =
        Sending.sms(
            folder,
            Sending.shipped("twilio.yaml").replace("https://api.twilio.com", address),
            Map.of("accountSid", "AC17", "authToken", "hemmelig"));
    return SmsSender.open(outbox.vertx(), sms, Sending.notices(PATIENCE));
  }

  private Sender mail(int port) {
    SmtpAddress address = SmtpAddress.parse("smtp://localhost:" + port);
    return MailSender.open(
        outbox.vertx(),
        new Settings.Smtp(Optional.of(address), Optional.of("a@example.no"), StartTls.DISABLED),
        Sending.notices(Sending.PLENTY));
  }

  private String gateway() {
    return gateway(0);
  }

  /** A gateway of Twilio's kind; its address. */
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
    boolean first = asked.merge(to, 1, Integer::sum) == 1;
    List<Trouble> all = List.of(Trouble.values());
    Trouble trouble = first ? all.get(Integer.parseInt(to.substring(8)) % all.size()) : null;
    switch (trouble == null ? Trouble.NONE : trouble) {
      case BUSY -> end(request, 429, "{}");
      case BROKEN -> end(request, 500, "<h1>Oops</h1>");
      case NONSENSE -> end(request, 201, "<html>Velkommen</html>");
      case SILENT -> {
        // says nothing, ever
      }
      case CUT -> request.connection().getDelegate().close();
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
