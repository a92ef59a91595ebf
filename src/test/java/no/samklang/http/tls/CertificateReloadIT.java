package no.samklang.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import no.samklang.TestCertificate;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new certificate is used without a restart, replaced as by Kubernetes and certbot. */
class CertificateReloadIT {
  private static final Duration TIMEOUT = CertificateReloader.INTERVAL.multipliedBy(4);

  @TempDir Path folder;

  @Test
  void aNewPairIsUsedAtOnceAndAnInvalidOneNever() throws Exception {
    TestCertificate first = pair("first");
    TestCertificate second = pair("second");
    Path live = Files.createSymbolicLink(folder.resolve("live"), folder.resolve("first"));
    Map<String, String> settings =
        Map.of(
            "http.tls.certificate", live.resolve("CERTIFICATE.pem").toString(),
            "http.tls.key", live.resolve("PRIVATE-KEY.pem").toString(),
            "http.instances", "2");
    try (TestServer server = TestServer.start(settings);
        SSLSocket open = handshake(server)) {
      assertThat(subject(open)).isEqualTo("CN=first");
      swap(live, folder.resolve("second"));
      awaitSubject(server, "CN=second");
      assertThat(answer(open)).startsWith("HTTP/1.1 200");
      writeMismatched(first, second);
      swap(live, folder.resolve("mixed"));
      await()
          .during(CertificateReloader.INTERVAL.multipliedBy(2))
          .atMost(TIMEOUT)
          .untilAsserted(() -> assertThat(subjectNow(server)).isEqualTo("CN=second"));
      swap(live, folder.resolve("first"));
      awaitSubject(server, "CN=first");
    }
  }

  private TestCertificate pair(String name) throws Exception {
    TestCertificate pair = TestCertificate.of(Files.createDirectories(folder.resolve(name)), name);
    assertThat(pair.certificatePem()).exists();
    assertThat(pair.keyPem()).exists();
    return pair;
  }

  /** A certificate with another pair's key, as in the middle of a renewal. */
  private void writeMismatched(TestCertificate first, TestCertificate second) throws Exception {
    Path mixed = Files.createDirectories(folder.resolve("mixed"));
    Files.copy(first.certificatePem(), mixed.resolve("CERTIFICATE.pem"));
    Files.copy(second.keyPem(), mixed.resolve("PRIVATE-KEY.pem"));
  }

  private static void swap(Path link, Path target) throws IOException {
    Path newLink = Files.createSymbolicLink(link.resolveSibling("new"), target);
    Files.move(newLink, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void awaitSubject(TestServer server, String subject) {
    await()
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(subjectNow(server)).isEqualTo(subject));
  }

  private static String subjectNow(TestServer server) throws Exception {
    try (SSLSocket socket = handshake(server)) {
      return subject(socket);
    }
  }

  private static String subject(SSLSocket socket) throws IOException {
    X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return certificate.getSubjectX500Principal().getName();
  }

  private static SSLSocket handshake(TestServer server) throws Exception {
    SSLContext anything = SSLContext.getInstance("TLS");
    anything.init(null, new TrustManager[] {new TrustAnyCertificate()}, new SecureRandom());
    SSLSocket socket =
        (SSLSocket)
            anything
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(5000);
    socket.startHandshake();
    return socket;
  }

  private static String answer(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    byte[] answer = new byte[4096];
    int read = socket.getInputStream().read(answer);
    return new String(answer, 0, Math.max(0, read), StandardCharsets.ISO_8859_1);
  }

  private static final class TrustAnyCertificate implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
