package no.samklang.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.reactivex.rxjava3.core.Flowable;
import io.vertx.rxjava3.core.Vertx;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import no.samklang.TestCertificate;
import no.samklang.TestLog;
import no.samklang.config.Settings;
import no.samklang.config.Settings.StartTls;
import no.samklang.config.SmtpAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** NOTIF-5: e-mail by real SMTP servers, with and without STARTTLS and login. */
@Timeout(60)
class MailSenderIT {
  private static final String FROM = "Samklang <ikke-svar@samklang.example.no>";
  private static final String TO = "kari.nordmann@example.no";
  private static final String SECRET = "481516";
  private static final Notice NOTICE =
      new Notice(
          TO, "Engangskode på vei", "Hei!\n\n.æøå ČđŊŧ og " + SECRET + "\n\nHilsen Samklang");

  @TempDir static Path folder;
  private static TestCertificate localhost;
  private static TestCertificate elsewhere;
  private static Vertx vertx;

  @BeforeAll
  static void certificates() throws Exception {
    localhost = TestCertificate.of(folder, "localhost");
    elsewhere = TestCertificate.of(folder, "post.example.no");
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    vertx.rxClose().blockingAwait();
  }

  /** A server without TLS, as on the same host. */
  @Nested
  class PlainTextServer {
    private final GreenMail server =
        new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
      server.start();
    }

    @AfterEach
    void stop() {
      server.stop();
    }

    @Test
    void deliversNotice() throws Exception {
      sender().send(NOTICE).blockingAwait();
      MimeMessage mail = server.getReceivedMessages()[0];
      assertThat(mail.getFrom()).extracting(Object::toString).containsExactly(FROM);
      assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly(TO);
      assertThat(mail.getSubject()).isEqualTo(NOTICE.subject());
      assertThat(mail.getContentType()).isEqualToIgnoringCase("text/plain; charset=utf-8");
      assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      assertThat(mail.getHeader("X-Auto-Response-Suppress")).containsExactly("All");
      assertThat(mail.getContent().toString().replace("\r\n", "\n").strip())
          .isEqualTo(NOTICE.text());
    }

    @Test
    void deliversNoticesInSequence() {
      MailSender sender = sender();
      Flowable.range(1, 5).concatMapCompletable(i -> sender.send(NOTICE)).blockingAwait();
      assertThat(server.getReceivedMessages()).hasSize(5);
    }

    @Test
    void encodesInternationalDomain() throws Exception {
      sender().send(to("kari@blåbær.no")).blockingAwait();
      assertThat(server.getReceivedMessages()[0].getAllRecipients())
          .extracting(Object::toString)
          .containsExactly("kari@xn--blbr-roah.no");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "kari",
          "kari@",
          "@example.no",
          "kåre@example.no",
          "kari@example.no>",
          "kari@example.no\r\nRCPT TO:<other@example.no>",
          "kari@example.no, other@example.no",
          "kari@example.no (Kari)"
        })
    void invalidAddressFailsPermanently(String address) {
      SendFailure failure = SenderTests.failure(sender(), to(address));
      assertThat(failure).hasMessage("bad address");
      assertThat(failure.isPermanent()).isTrue();
      assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void sendsNothingWithoutRequiredStartTls() {
      MailSender sender =
          MailSenderIT.sender("smtp://localhost:" + port(), StartTls.REQUIRED, localhost);
      assertThat(SenderTests.failure(sender, NOTICE).isPermanent()).isFalse();
      assertThat(server.getReceivedMessages()).isEmpty();
    }

    private MailSender sender() {
      return MailSenderIT.sender("smtp://127.0.0.1:" + port(), StartTls.DISABLED, localhost);
    }

    private int port() {
      return server.getSmtp().getPort();
    }
  }

  /** A server that requires STARTTLS and a login. */
  @Nested
  class StartTlsServer {
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private RejectException refusal;
    private SMTPServer server;

    @AfterEach
    void stop() {
      server.stop();
    }

    @Test
    void deliversWithTlsAndLogin() throws Exception {
      start(localhost);
      sender("hemmelig", localhost).send(NOTICE).blockingAwait();
      assertThat(received).containsExactly(TO);
    }

    @Test
    void rejectsUntrustedCertificate() throws Exception {
      start(localhost);
      MailSender sender =
          MailSender.open(
              vertx,
              smtp(uri("hemmelig"), StartTls.REQUIRED),
              SenderTests.notices(SenderTests.PLENTY),
              Optional.empty());
      assertThat(SenderTests.failure(sender, NOTICE).isPermanent()).isFalse();
      assertThat(received).isEmpty();
    }

    @Test
    void rejectsCertificateOfAnotherHost() throws Exception {
      start(elsewhere);
      SendFailure failure = SenderTests.failure(sender("hemmelig", elsewhere), NOTICE);
      assertThat(failure).hasMessageContaining("SSLHandshakeException");
      assertThat(failure.isPermanent()).isFalse();
      assertThat(received).isEmpty();
    }

    @Test
    void wrongPasswordIsRetried() throws Exception {
      start(localhost);
      SendFailure failure = SenderTests.failure(sender("feil", localhost), NOTICE);
      assertThat(failure).hasMessage("smtp 535");
      assertThat(failure.isPermanent()).isFalse();
      assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"550, true", "552, true", "554, false", "451, false"})
    void replyCodeDecidesRetry(int code, boolean permanent) throws Exception {
      refusal = new RejectException(code, "not for " + TO + " " + SECRET);
      start(localhost);
      try (TestLog log = TestLog.open()) {
        SendFailure failure = SenderTests.failure(sender("hemmelig", localhost), NOTICE);
        assertThat(failure).hasMessage("smtp " + code).hasNoCause();
        assertThat(failure.isPermanent()).isEqualTo(permanent);
        assertThat(log.text()).doesNotContain(TO, SECRET);
      }
    }

    private void start(TestCertificate certificate) throws Exception {
      server =
          SMTPServer.port(0)
              .bindAddress(InetAddress.getLoopbackAddress())
              .requireTLS()
              .requireAuth()
              .startTlsSocketFactory(certificate.serverContext())
              .authenticationHandlerFactory(
                  new EasyAuthenticationHandlerFactory((user, pw, context) -> login(user, pw)))
              .messageHandler((context, from, to, data) -> receive(to))
              .build();
      server.start();
    }

    private void login(String user, String password) throws LoginFailedException {
      if (!(user.equals("post") && password.equals("hemmelig"))) {
        throw new LoginFailedException();
      }
    }

    private void receive(String to) throws RejectException {
      if (refusal != null) {
        throw refusal;
      }
      received.add(to);
    }

    private String uri(String password) {
      return "smtp://post:" + password + "@localhost:" + server.getPortAllocated();
    }

    private MailSender sender(String password, TestCertificate trusted) {
      return MailSenderIT.sender(uri(password), StartTls.REQUIRED, trusted);
    }
  }

  private static Notice to(String address) {
    return new Notice(address, NOTICE.subject(), NOTICE.text());
  }

  private static MailSender sender(String uri, StartTls startTls, TestCertificate trusted) {
    return new MailSender(
        vertx,
        smtp(uri, startTls),
        SenderTests.notices(SenderTests.PLENTY),
        config -> config.setTrustOptions(trusted.options()));
  }

  private static Settings.SmtpSettings smtp(String uri, StartTls startTls) {
    return new Settings.SmtpSettings(
        Optional.of(SmtpAddress.parse(uri)),
        Optional.of(FROM),
        startTls,
        Optional.empty(),
        SenderTests.PLENTY);
  }
}
