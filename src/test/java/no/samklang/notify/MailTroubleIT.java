package no.samklang.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.NetServerOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.net.NetSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import no.samklang.TestCertificate;
import no.samklang.config.Settings;
import no.samklang.config.Settings.StartTls;
import no.samklang.config.SmtpAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NOTIF-5: mail servers that are gone, silent, cut off or not what they should be. */
@Timeout(60)
class MailTroubleIT {
  private static final Notice NOTICE = new Notice("kari@example.no", "Engangskode", "481516");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.rxClose().blockingAwait();
  }

  @Test
  void aServerThatIsGoneMayComeBack() throws Exception {
    try (Socket port = Sending.deafPort()) {
      mayPass(Sending.failure(sender("smtp", port.getLocalPort(), Sending.PLENTY), NOTICE));
    }
  }

  @Test
  void aSilentServerIsLeftInTime() {
    CompletableFuture<Void> left = new CompletableFuture<>();
    int port = server(new NetServerOptions(), socket -> socket.closeHandler(left::complete));
    mayPass(Sending.failure(sender("smtp", port, Sending.SHORT), NOTICE));
    assertThat(left).succeedsWithin(Sending.PLENTY);
  }

  @Test
  void aServerThatFallsSilentInTheDialogueIsLeftInTime() {
    CompletableFuture<Void> left = new CompletableFuture<>();
    int port =
        server(
            new NetServerOptions(),
            socket -> say(socket.closeHandler(left::complete), "220 localhost"));
    mayPass(Sending.failure(sender("smtp", port, Sending.SHORT), NOTICE));
    assertThat(left).succeedsWithin(Sending.PLENTY);
  }

  @Test
  void aConnectionThatIsCutMayComeBack() {
    int port = server(new NetServerOptions(), MailTroubleIT::cut);
    mayPass(Sending.failure(sender("smtp", port, Sending.PLENTY), NOTICE));
  }

  @ParameterizedTest
  @CsvSource({
    "421 busy, smtp 421, true",
    "554 no service here, smtp 554, true",
    "Hva?, smtp 500, true",
    "451 come back later, smtp 451, false"
  })
  void whatIsWrongWithTheServerMayBeMended(String greeting, String reason, boolean ofTheChannel) {
    int port = server(new NetServerOptions(), socket -> say(socket, greeting));
    SendFailure failure = Sending.failure(sender("smtp", port, Sending.PLENTY), NOTICE);
    assertThat(failure).hasMessage(reason);
    assertThat(failure.isOfTheChannel()).isEqualTo(ofTheChannel);
    mayPass(failure);
  }

  @Test
  void aServerWithoutLoginGetsNothingWhenOneIsGiven() {
    CompletableFuture<String> asked = new CompletableFuture<>();
    int port =
        server(
            new NetServerOptions(),
            socket -> {
              socket.handler(
                  line -> {
                    if (line.toString().startsWith("EHLO")) {
                      say(socket, "250 localhost");
                    } else {
                      asked.complete(line.toString().strip());
                    }
                  });
              say(socket, "220 localhost");
            });
    MailSender sender = sender("smtp://post:hemmelig", port, Sending.PLENTY);
    mayPass(Sending.failure(sender, NOTICE));
    assertThat(asked).succeedsWithin(Sending.PLENTY).isEqualTo("QUIT");
  }

  @Test
  void tlsFromTheFirstByteChecksTheHostToo(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, "localhost");
    NetServerOptions tls =
        new NetServerOptions().setSsl(true).setKeyCertOptions(certificate.options());
    int port = server(tls, socket -> say(socket, "421 busy"));
    assertThat(Sending.failure(trusting(certificate, "localhost", port), NOTICE))
        .hasMessage("smtp 421");
    assertThat(Sending.failure(trusting(certificate, "127.0.0.1", port), NOTICE))
        .hasMessage("smtp SSLHandshakeException");
    assertThat(Sending.failure(sender("smtps", port, Sending.PLENTY), NOTICE))
        .hasMessage("smtp SSLHandshakeException");
  }

  private static void mayPass(SendFailure failure) {
    assertThat(failure.isForGood()).isFalse();
    assertThat(failure)
        .hasMessageStartingWith("smtp ")
        .hasMessageNotContaining("kari")
        .hasNoCause();
  }

  private static void cut(NetSocket socket) {
    socket.getDelegate().close();
  }

  private static void say(NetSocket socket, String line) {
    socket.getDelegate().write(line + "\r\n");
  }

  /** A server that does this with each connection. */
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
    return MailSender.open(vertx, smtp(start + "localhost:" + port), Sending.notices(timeout));
  }

  private MailSender trusting(TestCertificate certificate, String host, int port) {
    return new MailSender(
        vertx,
        smtp("smtps://" + host + ":" + port),
        Sending.notices(Sending.PLENTY),
        config -> config.setTrustOptions(certificate.options()));
  }

  private static Settings.Smtp smtp(String uri) {
    return new Settings.Smtp(
        Optional.of(SmtpAddress.parse(uri)), Optional.of("a@example.no"), StartTls.DISABLED);
  }
}
