package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import no.samklang.TestCertificate;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.http.openapi.ContractOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Over HTTP/2 with TLS, rejections are the same as over HTTP/1.1. */
class HttpVersionsIT {
  @TempDir static Path folder;
  private static TestServer plain;
  private static TestServer server;
  private static HttpClient http;
  private static TestPlan plan;

  /** A session cookie is valid on all nodes of a database. */
  @BeforeAll
  static void start() throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, "localhost");
    plain = TestServer.start();
    server =
        TestServer.startOn(
            plain.database(),
            Map.of(
                "http.tls.certificate", certificate.certificatePem().toString(),
                "http.tls.key", certificate.keyPem().toString()));
    http = HttpClient.newBuilder().sslContext(certificate.clientContext()).build();
    plan = TestPlan.withConsentDaysLeft(plain.loggedIn("planeier"), 210);
  }

  @AfterAll
  static void stop() {
    server.close();
    plain.close();
  }

  /** Without the WebSocket upgrade, which is HTTP/1.1 only. */
  static List<ContractOperation> operations() {
    return ContractOperation.all().stream()
        .filter(operation -> !operation.path().equals(WebSocketUpgradeHandler.PATH))
        .toList();
  }

  static Stream<ContractOperation> operationsWithBody() {
    return operations().stream().filter(HttpVersionsIT::takesJson);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void unauthenticatedRequestsAreRejected(ContractOperation operation) {
    if (!operation.isPublic()) {
      VersionCall call = VersionCall.of(operation).with("X-Requested-With", "samklang");
      assertRejected(call.body("{}"), 401, "session.required");
      assertRejected(call.body("{\"a\":\"" + "x".repeat(50_000) + "\"}"), 401, "session.required");
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aChangeWithoutTheCsrfHeaderIsRejected(ContractOperation operation) {
    if (!operation.method().equals("GET")) {
      assertRejected(VersionCall.of(operation).body("{}"), 403, "request.forged");
    }
  }

  /** A page that another person has opened is answered nothing, whatever it asks for. */
  @ParameterizedTest
  @MethodSource("operations")
  void requestsForAnotherPersonAreRejected(ContractOperation operation) {
    if (!operation.isPublic()) {
      VersionCall call =
          VersionCall.of(operation)
              .with("X-Requested-With", "samklang")
              .with("X-Person-Id", "00000000-0000-4000-8000-000000000000")
              .by(plan.client());
      assertRejected(call, 409, "session.other");
      assertRejected(call.body("{\"a\":\"" + "x".repeat(50_000) + "\"}"), 409, "session.other");
    }
  }

  @ParameterizedTest
  @MethodSource("operationsWithBody")
  void anInvalidBodyIsRejected(ContractOperation operation) {
    VersionCall call =
        VersionCall.of(operation).with("X-Requested-With", "samklang").with("If-Match", "1");
    VersionCall request = operation.isPublic() ? call : call.by(plan.client());
    assertRejected(request.body("{"), 400, "request.malformed");
    assertRejected(request.body("{\"annet\":1}"), 422, "request.invalid");
    assertRejected(request.with("Content-Type", "text/plain").body("{}"), 415, "request.mediaType");
    String tooLarge = "\"" + "x".repeat(operation.maxBytes()) + "\"";
    assertRejected(request.body(tooLarge), 413, "request.tooLarge");
  }

  @Test
  void aWrongPasswordIsRejected() {
    VersionCall login =
        new VersionCall("POST", "/login", Map.of()).with("X-Requested-With", "samklang");
    assertRejected(
        login.body("{\"username\":\"finsikke\",\"password\":\"feil\"}"), 401, "login.failed");
  }

  @Test
  void missingForbiddenAndOutdatedAreRejected() {
    VersionCall status =
        new VersionCall("PUT", plan.path("/status"), Map.of())
            .with("X-Requested-With", "samklang")
            .by(plan.client());
    assertRejected(status.with("If-Match", "0").body("{\"text\":\"Ny\"}"), 409, null);
    assertRejected(status.body("{\"text\":\"Ny\"}"), 422, "request.invalid");
    VersionCall nothing =
        new VersionCall("GET", "/plans/" + UUID.randomUUID(), Map.of()).by(plan.client());
    assertRejected(nothing, 404, "not.found");
    assertRejected(new VersionCall("GET", "/nothing", Map.of()), 404, "not.found");
    assertRejected(
        new VersionCall("PATCH", "/login", status.headers()).body("{}"), 405, "method.notAllowed");
    VersionCall failed =
        new VersionCall("GET", "/administration/notices", Map.of()).by(plan.client());
    assertThat(failed.over(Version.HTTP_2)).isEqualTo(failed.over(Version.HTTP_1_1));
  }

  private static void assertRejected(VersionCall call, int status, String code) {
    VersionAnswer first = call.over(Version.HTTP_1_1);
    assertThat(first.status()).as("%s", call).isEqualTo(status);
    assertThat(first.mediaType()).isEqualTo("application/problem+json");
    if (code != null) {
      assertThat(first.code()).isEqualTo(code);
    }
    assertThat(call.over(Version.HTTP_2)).as("over HTTP/2 %s", call).isEqualTo(first);
  }

  private static boolean takesJson(ContractOperation operation) {
    return operation.json().containsKey("requestBody") && !operation.json().containsKey("x-upload");
  }

  private record VersionAnswer(int status, String mediaType, String code) {}

  private record VersionCall(
      String method, String path, Map<String, String> headers, String content) {
    VersionCall(String method, String path, Map<String, String> headers) {
      this(method, path, headers, "");
    }

    /** With the plan's id where the path has one, else with unknown ids. */
    static VersionCall of(ContractOperation operation) {
      String path =
          operation
              .path()
              .replace("{planId}", plan.id())
              .replace("{key}", "x")
              .replace("{lifeArea}", "WORK")
              .replaceAll("\\{\\w+\\}", "00000000-0000-4000-8000-000000000000");
      return new VersionCall(operation.method(), path, Map.of("Content-Type", "application/json"));
    }

    VersionCall with(String name, String value) {
      Map<String, String> all = new java.util.TreeMap<>(headers);
      all.putIfAbsent("Content-Type", "application/json");
      all.put(name, value);
      return new VersionCall(method, path, all, content);
    }

    VersionCall by(TestClient client) {
      return with("Cookie", "__Host-samklang_session=" + client.cookie());
    }

    VersionCall body(String text) {
      return new VersionCall(method, path, headers, text);
    }

    VersionAnswer over(Version version) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
                  URI.create("https://localhost:" + server.port() + "/api/v1" + path))
              .version(version)
              .method(
                  method,
                  content.isEmpty()
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(content));
      headers.forEach(request::setHeader);
      try {
        HttpResponse<String> answer =
            http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(version);
        String type = answer.headers().firstValue("Content-Type").orElse("");
        String code = type.contains("json") ? new JsonObject(answer.body()).getString("code") : "";
        return new VersionAnswer(answer.statusCode(), type, code);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(this.toString(), e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }
}
