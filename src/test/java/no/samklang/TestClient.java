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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.samklang.http.openapi.AnswerValidator;

/** HTTP client of the API. A response that doesn't match the contract fails the test. */
@CanIgnoreReturnValue
public final class TestClient {
  public static final String PASSWORD = "Samklang-demo-1";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern CODE = Pattern.compile("\\b(\\d{6})\\b");

  private final URI url;
  private final Clock clock;
  private final Map<String, String> headers = new HashMap<>(Map.of("X-Requested-With", "samklang"));
  private String cookie;
  private String challenge;
  private boolean keepsChallenge;
  private boolean keepsDevice;
  private String device;

  TestClient(TestServer server) {
    this(URI.create(server.url()), server.clock());
  }

  private TestClient(URI url, Clock clock) {
    this.url = url;
    this.clock = clock;
  }

  /** An unauthenticated client of the service on a local port. */
  public static TestClient at(int port) {
    return new TestClient(URI.create("http://localhost:" + port), Clock.systemUTC());
  }

  /** A response; {@code body} is empty if it has none. */
  @CanIgnoreReturnValue
  public record ClientAnswer(int status, JsonObject body, HttpResponse<String> response) {
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

    /** Asserts the status; a failure shows the body. */
    public ClientAnswer expect(int wanted) {
      assertThat(status).as("%s", body).isEqualTo(wanted);
      return this;
    }

    public ClientAnswer expect(int wanted, String wantedCode) {
      expect(wanted);
      assertThat(code()).isEqualTo(wantedCode);
      assertThat(header("Content-Type")).contains("application/problem+json");
      return this;
    }
  }

  /** Completes both login steps, and accepts the terms of use if required. */
  public TestClient logIn(String username) {
    String next = completeLogin(username, PASSWORD).expect(200).body().getString("next");
    if (next.equals("TERMS")) {
      post("/login/terms", new JsonObject().put("accept", true)).expect(200);
    }
    return this;
  }

  /** Completes both login steps with the right code. */
  public ClientAnswer completeLogin(String username, String password) {
    Instant before = clock.instant();
    JsonObject challenge = submitPassword(username, password).expect(200).body();
    return submitCode(
        challenge.getString("challenge"), awaitCode(challenge.getString("sentTo"), before));
  }

  /** Gives the demo password and a code, as a change of the own login asks for (PERSON-14). */
  public TestClient confirmOwnChanges() {
    return answerCode("/me/confirmation", new JsonObject().put("password", PASSWORD));
  }

  /** Answers the code that is sent to a new address. */
  public TestClient confirmOwnAddress(String channel, String address) {
    JsonObject wanted = new JsonObject().put("channel", channel).put("address", address);
    return answerCode("/me/confirmation/address", wanted);
  }

  private TestClient answerCode(String path, JsonObject request) {
    Instant before = clock.instant();
    JsonObject sent = post(path, request).expect(200).body();
    String code = awaitCode(sent.getString("sentTo"), before);
    post("/me/confirmation/code", new JsonObject().put("code", code)).expect(204);
    return this;
  }

  public ClientAnswer submitPassword(String username, String password) {
    return post("/login", new JsonObject().put("username", username).put("password", password));
  }

  public ClientAnswer submitCode(String challenge, String code) {
    return post("/login/code", new JsonObject().put("challenge", challenge).put("code", code));
  }

  /** Waits for the newest code in the demo outbox to an address that matches the masked one. */
  public String awaitCode(String masked, Instant after) {
    String shown = masked.substring(masked.lastIndexOf('•') + 1).strip();
    return await()
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> findCode(shown, after), Optional::isPresent)
        .orElseThrow();
  }

  private Optional<String> findCode(String addressEnd, Instant after) {
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

  /** Notices of the demo outbox, newest first. */
  public JsonArray outbox() {
    return getOutsideApi("/demo/outbox").expect(200).body().getJsonArray("items");
  }

  public ClientAnswer get(String path) {
    return send(api(path).GET());
  }

  /** Requests a path outside the API, for example {@code /health/ready}. */
  public ClientAnswer getOutsideApi(String path) {
    return send(request(path).GET());
  }

  public ClientAnswer post(String path, JsonObject body) {
    return send(api(path).POST(json(body)));
  }

  public ClientAnswer put(String path, JsonObject body) {
    return send(api(path).PUT(json(body)));
  }

  public ClientAnswer put(String path, int basedOn, JsonObject body) {
    return send(api(path).setHeader("If-Match", "\"" + basedOn + "\"").PUT(json(body)));
  }

  /**
   * Changes an account, based on its version as the client sees it now; without one if it may not
   * see it.
   */
  public ClientAnswer putAccount(String path, JsonObject body) {
    boolean isOwn = path.startsWith("/me/");
    Integer version =
        get(isOwn ? "/me" : path).body().getInteger(isOwn ? "accountVersion" : "version");
    return version == null ? put(path, body) : put(path, version, body);
  }

  public ClientAnswer delete(String path) {
    return send(api(path).DELETE());
  }

  public ClientAnswer delete(String path, int basedOn) {
    return send(api(path).setHeader("If-Match", "\"" + basedOn + "\"").DELETE());
  }

  /** Sends a request with an arbitrary body. */
  public ClientAnswer sendRaw(String method, String path, String contentType, String body) {
    return send(
        api(path)
            .setHeader("Content-Type", contentType)
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Searches with criteria in the body, given as alternating fields and values. */
  public ClientAnswer search(String path, Object... wanted) {
    JsonObject body = new JsonObject();
    for (int i = 0; i < wanted.length; i += 2) {
      body.put((String) wanted[i], wanted[i + 1]);
    }
    return post(path + "/search", body);
  }

  /** Uploads a file with a name of arbitrary characters. */
  public ClientAnswer upload(
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

  /** Uploads a file. */
  public ClientAnswer upload(String method, String path, String contentType, byte[] content) {
    return send(
        api(path)
            .setHeader("Content-Type", contentType)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(content)));
  }

  /** Downloads a file; fails unless the status is 200. */
  public byte[] download(String path) {
    try {
      HttpResponse<byte[]> response =
          HTTP.send(api(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
      AnswerValidator.check(response, "");
      assertThat(response.statusCode()).isEqualTo(200);
      return response.body();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sets a header for all later requests; null removes it. */
  public TestClient header(String name, String value) {
    if (value == null) {
      headers.remove(name);
    } else {
      headers.put(name, value);
    }
    return this;
  }

  /** Keeps the cookie of a pending login, as a browser does; other clients send the challenge. */
  public TestClient keepingChallenge() {
    this.keepsChallenge = true;
    return this;
  }

  /** Keeps the cookie of a known device, as a browser does; other clients are strangers. */
  public TestClient keepingDevice() {
    this.keepsDevice = true;
    return this;
  }

  /** Value of the device cookie; null if there is none. */
  public String device() {
    return device;
  }

  /** Sends another device cookie; null for none. */
  public TestClient device(String value) {
    this.device = value;
    return this;
  }

  /** Value of the session cookie; null if there is none. */
  public String cookie() {
    return cookie;
  }

  public TestClient cookie(String value) {
    this.cookie = value;
    return this;
  }

  /** Opens a live socket with this client's session cookie. */
  public TestSocket openSocket() {
    return openSocket(url.toString());
  }

  public TestSocket openSocket(String origin) {
    return openSocket(origin, "");
  }

  /** Opens a live socket for a person, as a page does. */
  public TestSocket openSocketFor(String personId) {
    return openSocket(url.toString(), "?personId=" + personId);
  }

  private TestSocket openSocket(String origin, String query) {
    return TestSocket.open(
        URI.create("ws://localhost:" + url.getPort() + "/api/v1/live" + query), cookie, origin);
  }

  private HttpRequest.Builder api(String path) {
    return request("/api/v1" + path);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(30));
    request.setHeader("Content-Type", "application/json");
    headers.forEach(request::setHeader);
    List<String> cookies = new ArrayList<>();
    if (cookie != null) {
      cookies.add("samklang_session=" + cookie);
    }
    if (challenge != null && path.startsWith("/api/v1/login")) {
      cookies.add("samklang_challenge=" + challenge);
    }
    if (device != null) {
      cookies.add("samklang_device=" + device);
    }
    if (!cookies.isEmpty()) {
      request.setHeader("Cookie", String.join("; ", cookies));
    }
    return request;
  }

  private static HttpRequest.BodyPublisher json(JsonObject body) {
    return body == null
        ? HttpRequest.BodyPublishers.noBody()
        : HttpRequest.BodyPublishers.ofString(body.encode());
  }

  private ClientAnswer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      AnswerValidator.check(response, response.body());
      response.headers().allValues("Set-Cookie").forEach(this::storeCookie);
      boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
      return new ClientAnswer(
          response.statusCode(),
          json ? new JsonObject(response.body()) : new JsonObject(),
          response);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void storeCookie(String setCookie) {
    String name = setCookie.substring(0, setCookie.indexOf('='));
    String value = setCookie.substring(setCookie.indexOf('=') + 1, setCookie.indexOf(';'));
    if (name.equals("samklang_session")) {
      cookie = value.isEmpty() ? null : value;
    } else if (keepsChallenge && name.equals("samklang_challenge")) {
      challenge = value.isEmpty() ? null : value;
    } else if (keepsDevice && name.equals("samklang_device")) {
      device = value;
    }
  }
}
