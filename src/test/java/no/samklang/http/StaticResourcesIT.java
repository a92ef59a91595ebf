package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths of pages are served index.html, to browsers and other clients. */
class StaticResourcesIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private final TestServer server = TestServer.shared();

  @ParameterizedTest
  @CsvSource(
      value = {
        "/, -",
        "/, */*",
        "/, text/html",
        "/, 'text/html,application/xhtml+xml,*/*;q=0.8'",
        "/plans/1/messages, -",
        "/plans/1/messages, 'image/png, */*;q=0.5'",
        "/plans/1.2, text/html"
      })
  void aPagePathIsServedIndexHtml(String path, String accept)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path, accept);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=UTF-8");
    assertThat(answer.body()).contains("<samklang-app>").doesNotContain("<!-- ");
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "/, application/json",
        "/app/nothing.js, */*",
        "/core/nothing.js, -",
        "/webjars/lit/0/nothing.js, */*",
        "/nothing.png, 'image/avif,image/webp,*/*;q=0.8'",
        "/api/nothing, -",
        "/api/v1/nothing, text/html"
      })
  void otherPathsAreNotFound(String path, String accept) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path, accept);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  /** LOGIN-13: and nothing else. */
  @ParameterizedTest
  @CsvSource({"/logg-inn", "/glemt-passord", "/personvern", "/hjelp"})
  void publicPagesMayBeIndexed(String path) throws IOException, InterruptedException {
    assertThat(get(path, "text/html").headers().firstValue("X-Robots-Tag")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html",
    "/planer, text/html",
    "/profil, text/html",
    "/finnes-ikke, text/html",
    "/api/v1/me, */*",
    "/api/v1/openapi.yaml, */*",
    "/icons.png, */*",
    "/health/live, */*"
  })
  void nothingElseIsIndexed(String path, String accept) throws IOException, InterruptedException {
    assertThat(get(path, accept).headers().firstValue("X-Robots-Tag")).contains("noindex");
  }

  @Test
  void robotsMayReadPublicPagesOnly() throws IOException, InterruptedException {
    HttpResponse<String> answer = get("/robots.txt", "*/*");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("Disallow: /\n", "Allow: /logg-inn")
        .doesNotContain("planer");
  }

  private HttpResponse<String> get(String path, String accept)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
    if (!accept.equals("-")) {
      request.header("Accept", accept);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
