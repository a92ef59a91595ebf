package no.samklang.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import no.samklang.TestCertificate;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a certificate the service terminates TLS itself, with HTTP/2. */
class TlsIT {
  private static final Pattern CODE = Pattern.compile("\\b\\d{6}\\b");

  @TempDir static Path folder;
  private static TestCertificate certificate;
  private static TestServer server;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    certificate = TestCertificate.of(folder, "localhost");
    server =
        TestServer.start(
            Map.of(
                "http.tls.certificate", certificate.certificatePem().toString(),
                "http.tls.key", certificate.keyPem().toString()));
    client = HttpClient.newBuilder().sslContext(certificate.clientContext()).build();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aCertificateEnablesHttpsAndHsts() throws Exception {
    HttpResponse<String> answer = send(request("/health/ready").GET());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
  }

  /** No neighbouring domain, and nobody on plain HTTP, can set them (RFC 6265bis). */
  @Test
  void cookiesAreBoundToTheHost() throws Exception {
    HttpResponse<String> first =
        send(
            json(
                "/api/v1/login",
                new JsonObject().put("username", "lege").put("password", TestClient.PASSWORD)));
    String challenge = new JsonObject(first.body()).getString("challenge");
    HttpResponse<String> second =
        send(
            json(
                "/api/v1/login/code",
                new JsonObject().put("challenge", challenge).put("code", code())));
    assertThat(second.statusCode()).isEqualTo(200);
    List<String> cookies =
        Stream.of(first, second)
            .flatMap(answer -> answer.headers().allValues("Set-Cookie").stream())
            .filter(cookie -> !cookie.startsWith("samklang_logged_in=1")) // opens nothing
            .filter(cookie -> !cookie.startsWith("__Host-samklang_language=nb;")) // nothing secret
            .toList();
    assertThat(cookies).hasSize(4);
    assertThat(cookies)
        .allSatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("__Host-samklang_")
                    .contains("Secure", "Path=/", "SameSite=Strict")
                    .doesNotContain("Domain"));
    String session =
        cookies.stream().filter(cookie -> cookie.contains("session=")).findFirst().orElseThrow();
    String pair = session.substring(0, session.indexOf(';'));
    assertThat(send(request("/api/v1/me").header("Cookie", pair).GET()).statusCode())
        .isEqualTo(200);
    String unbound = pair.substring("__Host-".length());
    assertThat(send(request("/api/v1/me").header("Cookie", unbound).GET()).statusCode())
        .isEqualTo(401);
  }

  private static String code() {
    return Awaitility.await()
        .until(
            () -> CODE.matcher(send(request("/demo/outbox").GET()).body()).results().toList(),
            codes -> !codes.isEmpty())
        .get(0)
        .group();
  }

  /** Suites without forward secrecy or with CBC: no handshake. */
  @Test
  void obsoleteCipherSuitesAreRefused() throws Exception {
    for (String suite :
        new String[] {
          "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"
        }) {
      try (SSLSocket socket = socket(suite)) {
        assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
      }
    }
    try (SSLSocket socket = socket("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")) {
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
    }
  }

  /** A client could have the server do the costly half of a handshake again and again. */
  @Test
  void renegotiationIsRefused() throws Exception {
    try (SSLSocket socket = socket("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")) {
      socket.startHandshake();
      socket.startHandshake(); // begins a renegotiation, which is made by reading
      assertThatThrownBy(() -> exchange(socket)).isInstanceOf(IOException.class);
    }
  }

  private static void exchange(SSLSocket socket) throws IOException {
    String get = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
    String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (all.isEmpty()) {
      throw new IOException("closed without an answer");
    }
  }

  private static SSLSocket socket(String suite) throws Exception {
    SSLSocket socket =
        (SSLSocket)
            certificate
                .clientContext()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(10_000);
    socket.setEnabledProtocols(new String[] {"TLSv1.2"});
    socket.setEnabledCipherSuites(new String[] {suite});
    return socket;
  }

  private static HttpRequest.Builder json(String path, JsonObject body) {
    return request(path)
        .header("Content-Type", "application/json")
        .header("X-Requested-With", "samklang")
        .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
