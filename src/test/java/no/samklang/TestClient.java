package no.samklang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.samklang.http.AnswerCheck;

/**
 * A client outside the service, that knows nothing but the contract. An answer that the contract
 * doesn't have fails the test.
 */
@CanIgnoreReturnValue
public final class TestClient {
  public static final String PASSWORD = "Samklang-demo-1";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern CODE = Pattern.compile("\\b(\\d{6})\\b");

  private final URI url;
  private final Clock clock;
  private final Map<String, String> headers = new HashMap<>(Map.of("X-Requested-With", "samklang"));
  private String cookie;

  TestClient(TestServer server) {
    this(URI.create(server.url()), server.clock());
  }

  private TestClient(URI url, Clock clock) {
    this.url = url;
    this.clock = clock;
  }

  /** A client that isn't logged in, of whatever service listens at a port of this machine. */
  public static TestClient at(int port) {
    return new TestClient(URI.create("http://localhost:" + port), Clock.systemUTC());
  }

  /** An answer. {@code body} is empty when there was none. */
  @CanIgnoreReturnValue
  public record Answer(int status, JsonObject body, HttpResponse<String> response) {
    public String code() {
      return body.getString("code");
    }

    public Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    public JsonArray items() {
      return body.getJsonArray("items");
    }

    public JsonObject item(int index) {
      return items().getJsonObject(index);
    }

    /** Asserts the status, and shows the body when it is another. */
    public Answer expect(int wanted) {
      assertThat(status).as("%s", body).isEqualTo(wanted);
      return this;
    }

    public Answer expect(int wanted, String wantedCode) {
      expect(wanted);
      assertThat(code()).isEqualTo(wantedCode);
      assertThat(header("Content-Type")).contains("application/problem+json");
      return this;
    }
  }

  /** Goes through both steps, and accepts the terms if asked. */
  public TestClient logIn(String username) {
    String next = answerCode(username, PASSWORD).expect(200).body().getString("next");
    if (next.equals("TERMS")) {
      post("/login/terms", new JsonObject().put("accept", true)).expect(200);
    }
    return this;
  }

  /** Both steps, with the right code. */
  public Answer answerCode(String username, String password) {
    Instant before = clock.instant();
    JsonObject challenge = step1(username, password).expect(200).body();
    return step2(
        challenge.getString("challenge"), codeSentTo(challenge.getString("sentTo"), before));
  }

  public Answer step1(String username, String password) {
    return post("/login", new JsonObject().put("username", username).put("password", password));
  }

  public Answer step2(String challenge, String code) {
    return post("/login/code", new JsonObject().put("challenge", challenge).put("code", code));
  }

  /** The newest code in the demo's outbox to an address that ends as the masked one does. */
  public String codeSentTo(String masked, Instant after) {
    String shown = masked.substring(masked.lastIndexOf('•') + 1).strip();
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> find(shown, after), Optional::isPresent)
        .orElseThrow();
  }

  private Optional<String> find(String addressEnd, Instant after) {
    for (Object shown : outbox()) {
      JsonObject notice = (JsonObject) shown;
      boolean newer = !Instant.parse(notice.getString("at")).isBefore(after);
      Matcher code = CODE.matcher(notice.getString("text"));
      if (newer && notice.getString("to").endsWith(addressEnd) && code.find()) {
        return Optional.of(code.group(1));
      }
    }
    return Optional.empty();
  }

  /** What would have been sent, newest first. */
  public JsonArray outbox() {
    return getBeside("/demo/outbox").expect(200).body().getJsonArray("items");
  }

  public Answer get(String path) {
    return send(api(path).GET());
  }

  /** What stands beside the API, such as {@code /health/ready}. */
  public Answer getBeside(String path) {
    return send(request(path).GET());
  }

  public Answer post(String path, JsonObject body) {
    return send(api(path).POST(json(body)));
  }

  public Answer put(String path, JsonObject body) {
    return send(api(path).PUT(json(body)));
  }

  public Answer put(String path, int basedOn, JsonObject body) {
    return send(api(path).setHeader("If-Match", "\"" + basedOn + "\"").PUT(json(body)));
  }

  public Answer delete(String path) {
    return send(api(path).DELETE());
  }

  /** Sends a body as it is. */
  public Answer raw(String method, String path, String contentType, String body) {
    return send(
        api(path)
            .setHeader("Content-Type", contentType)
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Searches, with what is searched for in the body; field and value by turns. */
  public Answer search(String path, Object... wanted) {
    JsonObject body = new JsonObject();
    for (int i = 0; i < wanted.length; i += 2) {
      body.put((String) wanted[i], wanted[i + 1]);
    }
    return post(path + "/search", body);
  }

  /** Sends a file by its name, which may hold any letter. */
  public Answer upload(
      String method, String path, String contentType, String name, byte[] content) {
    header(
        "Content-Disposition",
        "attachment; filename*=UTF-8''"
            + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
    try {
      return upload(method, path, contentType, content);
    } finally {
      header("Content-Disposition", null);
    }
  }

  /** Sends a file. */
  public Answer upload(String method, String path, String contentType, byte[] content) {
    return send(
        api(path)
            .setHeader("Content-Type", contentType)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(content)));
  }

  /** Fetches a file; fails the test when there is none. */
  public byte[] file(String path) {
    try {
      HttpResponse<byte[]> response =
          HTTP.send(api(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
      AnswerCheck.check(response, "");
      assertThat(response.statusCode()).isEqualTo(200);
      return response.body();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sets a header for every later request; null takes it away. */
  public TestClient header(String name, String value) {
    if (value == null) {
      headers.remove(name);
    } else {
      headers.put(name, value);
    }
    return this;
  }

  /** The session cookie's value, null when there is none. */
  public String cookie() {
    return cookie;
  }

  public TestClient cookie(String value) {
    this.cookie = value;
    return this;
  }

  /** Opens the live socket with this client's cookie. */
  public TestSocket live() {
    return live(url.toString());
  }

  public TestSocket live(String origin) {
    return TestSocket.open(
        URI.create("ws://localhost:" + url.getPort() + "/api/v1/live"), cookie, origin);
  }

  private HttpRequest.Builder api(String path) {
    return request("/api/v1" + path);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(30));
    request.setHeader("Content-Type", "application/json");
    headers.forEach(request::setHeader);
    if (cookie != null) {
      request.setHeader("Cookie", "samklang_session=" + cookie);
    }
    return request;
  }

  private static HttpRequest.BodyPublisher json(JsonObject body) {
    return body == null
        ? HttpRequest.BodyPublishers.noBody()
        : HttpRequest.BodyPublishers.ofString(body.encode());
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      AnswerCheck.check(response, response.body());
      response.headers().firstValue("Set-Cookie").ifPresent(this::keep);
      boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
      return new Answer(
          response.statusCode(),
          json ? new JsonObject(response.body()) : new JsonObject(),
          response);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void keep(String setCookie) {
    String value = setCookie.substring(setCookie.indexOf('=') + 1, setCookie.indexOf(';'));
    cookie = value.isEmpty() ? null : value;
  }
}
