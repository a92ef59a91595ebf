package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import no.samklang.TestCertificate;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A body may take longer than the time-out as long as it progresses, over both versions of HTTP.
 */
class SlowUploadIT {
  private static final Duration BODY_TIMEOUT = Duration.ofSeconds(1);
  private static final int MIN_RATE = 4096;

  @TempDir static Path folder;
  private static TestServer plain;
  private static TestServer server;
  private static HttpClient http;
  private static TestClient client;

  @BeforeAll
  static void start() throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, "localhost");
    plain = TestServer.start();
    server =
        TestServer.startOn(
            plain.database(),
            Map.of(
                "http.tls.certificate",
                certificate.certificatePem().toString(),
                "http.tls.key",
                certificate.keyPem().toString(),
                "http.bodyTimeout",
                BODY_TIMEOUT.toSeconds() + "s",
                "http.minBodyRate",
                "" + MIN_RATE));
    http = HttpClient.newBuilder().sslContext(certificate.clientContext()).build();
    client = plain.loggedIn("mor");
  }

  @AfterAll
  static void stop() {
    server.close();
    plain.close();
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void aSteadyUploadArrives(Version version) throws Exception {
    long before = System.nanoTime();
    HttpResponse<String> answer = upload(version, 40_000, MIN_RATE * 4 / 10);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(BODY_TIMEOUT);
    assertThat(answer.version()).isEqualTo(version);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("picture.invalid");
  }

  @Test
  void aTrickleIsEnded() {
    assertThatThrownBy(() -> upload(Version.HTTP_1_1, 40_000, 1))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
  }

  /** By another client: Java's waits for the end of its own body when a stream is reset. */
  @Test
  void aTrickleOverHttp2IsReset() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      HttpClientOptions options =
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setSsl(true)
              .setUseAlpn(true)
              .setTrustAll(true);
      RequestOptions request =
          new RequestOptions()
              .setMethod(HttpMethod.PUT)
              .setHost("localhost")
              .setPort(server.port())
              .setURI("/api/v1/me/picture")
              .putHeader("Content-Type", "image/png")
              .putHeader("Content-Length", "40000")
              .putHeader("X-Requested-With", "samklang")
              .putHeader("Cookie", "__Host-samklang_session=" + client.cookie());
      // held: one that nothing refers to is closed by the garbage collector
      HttpClientAgent trickling = vertx.createHttpClient(options);
      Future<?> answer = trickling.request(request).compose(upload -> trickle(vertx, upload));
      assertThatThrownBy(
              () -> answer.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(StreamResetException.class);
      trickling.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  private static Future<?> trickle(Vertx vertx, HttpClientRequest upload) {
    long timer = vertx.setPeriodic(100, tick -> upload.write(Buffer.buffer("x")));
    return upload.response().onComplete(ended -> vertx.cancelTimer(timer));
  }

  /**
   * @param bytes sent each tenth of a second
   */
  private static HttpResponse<String> upload(Version version, int length, int bytes)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("https://localhost:" + server.port() + "/api/v1/me/picture"))
            .version(version)
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "image/png")
            .header("X-Requested-With", "samklang")
            .header("Cookie", "__Host-samklang_session=" + client.cookie())
            .PUT(
                HttpRequest.BodyPublishers.fromPublisher(
                    HttpRequest.BodyPublishers.ofInputStream(() -> new Slow(length, bytes)),
                    length))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Gives some bytes each tenth of a second. */
  private static final class Slow extends InputStream {
    private static final Duration PERIOD = Duration.ofMillis(100);
    private final int bytes;
    private int left;

    Slow(int length, int bytes) {
      this.left = length;
      this.bytes = bytes;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      LockSupport.parkNanos(PERIOD.toNanos());
      int given = Math.min(left, Math.min(length, bytes));
      left -= given;
      return given;
    }
  }
}
