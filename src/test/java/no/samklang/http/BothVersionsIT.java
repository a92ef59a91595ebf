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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Over HTTP/2, by TLS of our own, everything is refused as it is over HTTP/1.1. */
class BothVersionsIT {
  @TempDir static Path folder;
  private static TestServer plain;
  private static TestServer server;
  private static HttpClient http;
  private static TestPlan plan;

  /** The cookie of one node is good at another of the same database. */
  @BeforeAll
  static void start() throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, "localhost");
    plain = TestServer.start();
    server =
        TestServer.on(
            plain.database(),
            Map.of(
                "http.tls.certificate", certificate.certificatePem().toString(),
                "http.tls.key", certificate.keyPem().toString()));
    http = HttpClient.newBuilder().sslContext(certificate.clientContext()).build();
    plan = TestPlan.withConsentFor(plain.loggedIn("planeier"), 210);
  }

  @AfterAll
  static void stop() {
    server.close();
    plain.close();
  }

  /** But the one that becomes a WebSocket, which HTTP/1.1 only knows. */
  static List<ContractOperation> operations() {
    return ContractOperation.all().stream()
        .filter(operation -> !operation.path().equals(LiveDoor.PATH))
        .toList();
  }

  static Stream<ContractOperation> operationsWithBody() {
    return operations().stream().filter(BothVersionsIT::takesJson);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whoIsNotLoggedInIsRefused(ContractOperation operation) {
    if (!operation.isPublic()) {
      Call call = Call.of(operation).with("X-Requested-With", "samklang");
      refused(call.body("{}"), 401, "session.required");
      refused(call.body("{\"a\":\"" + "x".repeat(50_000) + "\"}"), 401, "session.required");
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aChangeWithoutTheHeaderIsRefused(ContractOperation operation) {
    if (!operation.method().equals("GET")) {
      refused(Call.of(operation).body("{}"), 403, "request.forged");
    }
  }

  @ParameterizedTest
  @MethodSource("operationsWithBody")
  void aBodyThatDoesNotFitIsRefused(ContractOperation operation) {
    Call call = Call.of(operation).with("X-Requested-With", "samklang").with("If-Match", "1");
    Call asked = operation.isPublic() ? call : call.by(plan.client());
    refused(asked.body("{"), 400, "request.malformed");
    refused(asked.body("{\"annet\":1}"), 422, "request.invalid");
    refused(asked.with("Content-Type", "text/plain").body("{}"), 415, "request.mediaType");
    refused(asked.body("\"" + "x".repeat(300_000) + "\""), 413, "request.tooLarge");
  }

  @Test
  void aWrongPasswordIsRefused() {
    Call login = new Call("POST", "/login", Map.of()).with("X-Requested-With", "samklang");
    refused(login.body("{\"username\":\"finsikke\",\"password\":\"feil\"}"), 401, "login.failed");
  }

  @Test
  void whatDoesNotExistOrIsNotAllowedOrIsOutdatedIsRefused() {
    Call status =
        new Call("PUT", plan.path("/status"), Map.of())
            .with("X-Requested-With", "samklang")
            .by(plan.client());
    refused(status.with("If-Match", "0").body("{\"text\":\"Ny\"}"), 409, null);
    refused(status.body("{\"text\":\"Ny\"}"), 422, "request.invalid");
    Call nothing = new Call("GET", "/plans/" + UUID.randomUUID(), Map.of()).by(plan.client());
    refused(nothing, 404, "not.found");
    refused(new Call("GET", "/nothing", Map.of()), 404, "not.found");
    refused(new Call("PATCH", "/login", status.headers()).body("{}"), 405, "method.notAllowed");
    Call failed = new Call("GET", "/administration/notices", Map.of()).by(plan.client());
    assertThat(failed.over(Version.HTTP_2)).isEqualTo(failed.over(Version.HTTP_1_1));
  }

  private static void refused(Call call, int status, String code) {
    Answer first = call.over(Version.HTTP_1_1);
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

  private record Answer(int status, String mediaType, String code) {}

  private record Call(String method, String path, Map<String, String> headers, String content) {
    Call(String method, String path, Map<String, String> headers) {
      this(method, path, headers, "");
    }

    /** About things of the plan where it can be, else about what isn't there. */
    static Call of(ContractOperation operation) {
      String path =
          operation
              .path()
              .replace("{planId}", plan.id())
              .replace("{key}", "x")
              .replaceAll("\\{\\w+\\}", "00000000-0000-4000-8000-000000000000");
      return new Call(operation.method(), path, Map.of("Content-Type", "application/json"));
    }

    Call with(String name, String value) {
      Map<String, String> all = new java.util.TreeMap<>(headers);
      all.putIfAbsent("Content-Type", "application/json");
      all.put(name, value);
      return new Call(method, path, all, content);
    }

    Call by(TestClient client) {
      return with("Cookie", "samklang_session=" + client.cookie());
    }

    Call body(String text) {
      return new Call(method, path, headers, text);
    }

    Answer over(Version version) {
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
        return new Answer(answer.statusCode(), type, code);
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
