package no.samklang.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.Handler;
import io.vertx.core.net.NetServerOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.net.NetSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import no.samklang.TestCertificate;
import no.samklang.TestLog;
import no.samklang.config.Settings;
import no.samklang.config.Settings.StartTls;
import no.samklang.config.SmtpAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * NOTIF-5: faults of mail servers: unreachable, silent, disconnecting, or with unexpected replies.
 */
@Timeout(60)
class MailFaultIT {
  private static final Optional<String> HOST = Optional.of("samklang.example");
  private static final Duration SHORT_STEP = Duration.ofMillis(250);
  private static final Notice NOTICE = new Notice("kari@example.no", "Engangskode", "481516");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.rxClose().blockingAwait();
  }

  @Test
  void unreachableServerIsRetried() throws Exception {
    try (Socket port = SenderTests.deafPort()) {
      assertRetried(
          SenderTests.failure(sender("smtp", port.getLocalPort(), SenderTests.PLENTY), NOTICE));
    }
  }

  @Test
  void silentServerTimesOut() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    int port = server(new NetServerOptions(), socket -> socket.closeHandler(closed::complete));
    assertRetried(SenderTests.failure(sender("smtp", port, SenderTests.SHORT), NOTICE));
    assertThat(closed).succeedsWithin(SenderTests.PLENTY);
  }

  @Test
  void serverSilentAfterGreetingTimesOut() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    int port =
        server(
            new NetServerOptions(),
            socket -> write(socket.closeHandler(closed::complete), "220 localhost"));
    assertRetried(SenderTests.failure(sender("smtp", port, SenderTests.SHORT), NOTICE));
    assertThat(closed).succeedsWithin(SenderTests.PLENTY);
  }

  @Test
  void closedConnectionIsRetried() {
    int port = server(new NetServerOptions(), MailFaultIT::disconnect);
    assertRetried(SenderTests.failure(sender("smtp", port, SenderTests.PLENTY), NOTICE));
  }

  @ParameterizedTest
  @CsvSource({
    "421 busy, smtp 421, true",
    "554 no service here, smtp 554, true",
    "Hva?, smtp 500, true",
    "451 come back later, smtp 451, false"
  })
  void serverErrorsAreRetried(String greeting, String reason, boolean channelDown) {
    int port = server(new NetServerOptions(), socket -> write(socket, greeting));
    SendFailure failure = SenderTests.failure(sender("smtp", port, SenderTests.PLENTY), NOTICE);
    assertThat(failure).hasMessage(reason);
    assertThat(failure.isChannelDown()).isEqualTo(channelDown);
    assertRetried(failure);
  }

  @Test
  void sendsNothingToServerWithoutLogin() {
    CompletableFuture<String> command = new CompletableFuture<>();
    int port =
        server(
            new NetServerOptions(),
            socket -> {
              socket.handler(
                  line -> {
                    if (line.toString().startsWith("EHLO")) {
                      write(socket, "250 localhost");
                    } else {
                      command.complete(line.toString().strip());
                    }
                  });
              write(socket, "220 localhost");
            });
    MailSender sender = sender("smtp://post:hemmelig", port, SenderTests.PLENTY);
    assertRetried(SenderTests.failure(sender, NOTICE));
    assertThat(command).succeedsWithin(SenderTests.PLENTY).isEqualTo("QUIT");
  }

  @Test
  void implicitTlsChecksTheHostName(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, "localhost");
    NetServerOptions tls =
        new NetServerOptions().setSsl(true).setKeyCertOptions(certificate.options());
    int port = server(tls, socket -> write(socket, "421 busy"));
    assertThat(SenderTests.failure(trusting(certificate, "localhost", port), NOTICE))
        .hasMessage("smtp 421");
    assertThat(SenderTests.failure(trusting(certificate, "127.0.0.1", port), NOTICE))
        .hasMessage("smtp SSLHandshakeException");
    assertThat(SenderTests.failure(sender("smtps", port, SenderTests.PLENTY), NOTICE))
        .hasMessage("smtp SSLHandshakeException");
  }

  /** Each answer comes in time; all together take longer than one may. */
  @Test
  void slowServerGetsTheMailOnceAndItIsSent() {
    SlowSmtpServer server = new SlowSmtpServer(vertx, SHORT_STEP, SHORT_STEP);
    MailSender sender = sender("smtp", server.port(), Duration.ofMillis(400));
    sender.send(NOTICE).onErrorResumeNext(MailFaultIT::awaitAnswer).blockingAwait();
    assertThat(server.delivered()).isEqualTo(1);
  }

  /** After the text, a time-out of ours isn't a failure of theirs. */
  @Test
  void answerToTheTextIsAwaited() {
    SlowSmtpServer server = new SlowSmtpServer(vertx, Duration.ZERO, Duration.ofSeconds(1));
    MailSender sender = sender("smtp", server.port(), SenderTests.SHORT);
    SendFailure pending = SenderTests.failure(sender, NOTICE);
    assertThat(pending).hasMessage("smtp slow");
    assertThat(pending.isChannelDown()).isFalse();
    assertThat(pending.answer().orElseThrow().blockingAwait(20, TimeUnit.SECONDS)).isTrue();
    assertThat(server.delivered()).isEqualTo(1);
  }

  @Test
  void withoutAnAnswerToTheTextTheOutcomeIsUnknown() {
    SlowSmtpServer server = new SlowSmtpServer(vertx, Duration.ZERO, Duration.ofMinutes(1));
    MailSender sender =
        MailSender.open(
            vertx,
            smtp("smtp://localhost:" + server.port(), SenderTests.SHORT),
            SenderTests.notices(SenderTests.SHORT),
            HOST);
    Completable answer = SenderTests.failure(sender, NOTICE).answer().orElseThrow();
    SendFailure unknown = catchThrowableOfType(SendFailure.class, answer::blockingAwait);
    assertThat(unknown.isUnknown()).isTrue();
    assertThat(unknown).hasMessage("smtp no answer");
  }

  @Test
  void abandonedMailIsNotSentWhenTheServerWakesUp() {
    SlowSmtpServer server = new SlowSmtpServer(vertx, Duration.ofSeconds(1), Duration.ZERO);
    MailSender sender = sender("smtp", server.port(), Duration.ofMillis(100));
    assertThat(SenderTests.failure(sender, NOTICE)).hasMessage("smtp time-out");
    await().until(() -> server.commands().contains("QUIT"));
    assertThat(server.commands()).doesNotContain("DATA");
  }

  @Test
  void greetsWithAFullyQualifiedName() {
    SlowSmtpServer server = new SlowSmtpServer(vertx, Duration.ZERO, Duration.ZERO);
    sender("smtp", server.port(), SenderTests.PLENTY).send(NOTICE).blockingAwait();
    assertThat(server.commands()).first().isEqualTo("EHLO samklang.example");
    assertThat(server.text()).containsPattern("Message-ID: <[^>]+@samklang\\.example>");
  }

  /** The client throws when a connection is closed instead of an answer to the text. */
  @Test
  void connectionClosedAfterTheTextIsRetriedWithoutAnUnhandledError() {
    int port =
        server(
            new NetServerOptions(),
            socket -> {
              socket.handler(
                  lines -> {
                    for (String line : lines.toString().split("\r\n")) {
                      answerAndReset(socket, line);
                    }
                  });
              write(socket, "220 localhost");
            });
    vertx.exceptionHandler(new UnhandledExceptionHandler());
    try (TestLog log = TestLog.open()) {
      assertRetried(SenderTests.failure(sender("smtp", port, SenderTests.PLENTY), NOTICE));
      assertThat(log.text()).doesNotContain("Unhandled exception", "NullPointerException");
    }
  }

  @Test
  void leavesTheHandlerOfTheProcessAlone() {
    Handler<Throwable> handler = failure -> {};
    vertx.exceptionHandler(handler);
    assertThat(sender("smtp", 25, SenderTests.PLENTY)).isNotNull();
    assertThat(vertx.getDelegate().exceptionHandler()).isSameAs(handler);
  }

  private static void answerAndReset(NetSocket socket, String line) {
    switch (line.split("[ :]", 2)[0]) {
      case "EHLO" -> write(socket, "250-localhost\r\n250 PIPELINING");
      case "DATA" -> {
        write(socket, "354 go on");
      }
      case "MAIL", "RCPT" -> write(socket, "250 ok");
      case "." -> disconnect(socket);
      default -> {
        // the text
      }
    }
  }

  private static Completable awaitAnswer(Throwable failure) {
    return ((SendFailure) failure).answer().orElseThrow();
  }

  private static void assertRetried(SendFailure failure) {
    assertThat(failure.isPermanent()).isFalse();
    assertThat(failure)
        .hasMessageStartingWith("smtp ")
        .hasMessageNotContaining("kari")
        .hasNoCause();
  }

  private static void disconnect(NetSocket socket) {
    socket.getDelegate().close();
  }

  private static void write(NetSocket socket, String line) {
    socket.getDelegate().write(line + "\r\n");
  }

  /** Starts a server with the behaviour for each connection; returns its port. */
  private int server(NetServerOptions options, Consumer<NetSocket> behaviour) {
    return vertx
        .createNetServer(options.setHost("127.0.0.1").setPort(0))
        .connectHandler(behaviour::accept)
        .rxListen()
        .blockingGet()
        .actualPort();
  }

  private MailSender sender(String scheme, int port, Duration timeout) {
    String start = scheme.contains("://") ? scheme + "@" : scheme + "://";
    return MailSender.open(
        vertx, smtp(start + "localhost:" + port), SenderTests.notices(timeout), HOST);
  }

  private MailSender trusting(TestCertificate certificate, String host, int port) {
    return new MailSender(
        vertx,
        smtp("smtps://" + host + ":" + port),
        SenderTests.notices(SenderTests.PLENTY),
        config -> config.setTrustOptions(certificate.options()));
  }

  private static Settings.SmtpSettings smtp(String uri) {
    return smtp(uri, SenderTests.PLENTY);
  }

  private static Settings.SmtpSettings smtp(String uri, Duration timeout) {
    return new Settings.SmtpSettings(
        Optional.of(SmtpAddress.parse(uri)),
        Optional.of("a@example.no"),
        StartTls.DISABLED,
        Optional.empty(),
        timeout);
  }
}
