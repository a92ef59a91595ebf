package no.samklang.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import no.samklang.Exclusive;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.http.openapi.ContractOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends each operation the most costly bodies of the maximum size, authenticated; the event loop
 * that parses them must answer other requests within 100 ms.
 */
@Exclusive
class LargeBodyIT {
  private static final Duration MAX_WAIT = Duration.ofMillis(100);
  private static final int TRIES = 5; // other load may delay single tries
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static TestServer server;
  private static TestPlan plan;
  private static Socket probe;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start();
    plan = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    probe = new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  @AfterAll
  static void stop() throws IOException {
    probe.close();
    server.close();
  }

  static Stream<ContractOperation> operations() {
    return ContractOperation.all().stream()
        .filter(operation -> operation.json().containsKey("requestBody"))
        .filter(operation -> !operation.json().containsKey("x-upload"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void otherRequestsAreAnsweredInTime(ContractOperation operation) throws IOException {
    for (String body : LargeBodies.of(operation)) {
      Duration wait = MAX_WAIT;
      for (int i = 0; i < TRIES && wait.compareTo(MAX_WAIT) >= 0; i++) {
        wait = maxLatencyDuring(request(operation, body));
      }
      assertThat(wait).as("%.200s", body).isLessThan(MAX_WAIT);
    }
  }

  /** Maximum latency of liveness requests until the request is answered. */
  private static Duration maxLatencyDuring(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<String>> answer =
        HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    Duration longest = Duration.ZERO;
    do {
      Duration wait = probeLatency();
      longest = wait.compareTo(longest) > 0 ? wait : longest;
    } while (!answer.isDone());
    assertThat(answer.join().statusCode()).as(answer.join().body()).isLessThan(500);
    return longest;
  }

  private static Duration probeLatency() throws IOException {
    long begun = System.nanoTime();
    probe
        .getOutputStream()
        .write("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    InputStream in = probe.getInputStream();
    int next = in.read();
    while (next >= 0 && next != '}') {
      next = in.read();
    }
    assertThat(next).isEqualTo('}');
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static HttpRequest request(ContractOperation operation, String body) {
    String path =
        operation
            .path()
            .replace("{planId}", plan.id())
            .replace("{participantId}", plan.ownParticipantId())
            .replace("{key}", "worst")
            .replace("{lifeArea}", "WORK")
            .replaceAll("\\{\\w+\\}", UUID.randomUUID().toString());
    return HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path))
        .setHeader("X-Requested-With", "samklang")
        .setHeader("Content-Type", "application/json")
        .setHeader("If-Match", "1")
        .setHeader("Cookie", "samklang_session=" + plan.client().cookie())
        .method(operation.method(), HttpRequest.BodyPublishers.ofString(body))
        .build();
  }
}
