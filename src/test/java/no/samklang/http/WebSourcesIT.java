package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;

/** The setting {@code http.webSources}: the pages' sources as they are, instead of the bundle. */
class WebSourcesIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Test
  void sourcesAreServedAsTheyAre() throws IOException, InterruptedException {
    try (TestServer server = TestServer.start(Map.of("http.webSources", "webroot"))) {
      HttpResponse<String> page = get(server, "/logg-inn");
      assertThat(page.body()).contains("\"importmap\"", "/core/main.js").doesNotContain("<!-- ");
      HttpResponse<String> module = get(server, "/core/main.js");
      assertThat(module.body()).isEqualTo(Files.readString(Path.of("webroot/core/main.js")));
      assertThat(module.headers().firstValue("Cache-Control")).contains("no-cache");
      assertThat(get(server, "/slices/auth/texts/nb.json").statusCode()).isEqualTo(200);
      assertThat(get(server, "/core/../../pom.xml").statusCode()).isEqualTo(404);
      assertThat(get(server, "/core/nothing.js").statusCode()).isEqualTo(404);
    }
  }

  private static HttpResponse<String> get(TestServer server, String path)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
