package no.samklang.http.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import no.samklang.TestCertificate;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a certificate the service terminates TLS itself, with HTTP/2. */
class TlsIT {
  @TempDir Path folder;

  @Test
  void aCertificateEnablesHttpsAndHsts() throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, "localhost");
    Map<String, String> settings =
        Map.of(
            "http.tls.certificate", certificate.certificatePem().toString(),
            "http.tls.key", certificate.keyPem().toString());
    try (TestServer server = TestServer.start(settings)) {
      HttpClient client = HttpClient.newBuilder().sslContext(certificate.clientContext()).build();
      URI ready = URI.create("https://localhost:" + server.port() + "/health/ready");
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    }
  }
}
