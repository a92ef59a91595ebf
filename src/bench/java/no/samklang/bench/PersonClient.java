package no.samklang.bench;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Single requests of one person to the service, as a page sends them. */
final class PersonClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final ChildProcess service;
  private final String token;

  PersonClient(ChildProcess service, String token) {
    this.service = service;
    this.token = token;
  }

  /**
   * Sends a request.
   *
   * @param body JSON, or empty for none
   * @param headers names and values
   * @throws IOException on any answer but the expected
   */
  @CanIgnoreReturnValue
  HttpResponse<byte[]> send(
      String method, String path, String body, int expected, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
            .header("Cookie", "samklang_session=" + token)
            .header("X-Requested-With", "samklang")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<byte[]> answer =
        HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != expected) {
      throw new IOException(path.split("\\?")[0] + " answered " + answer.statusCode());
    }
    return answer;
  }
}
