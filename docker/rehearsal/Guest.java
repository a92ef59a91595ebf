import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A demo user: sends the requests of a browser, using URLs and contract only. */
final class Guest {
  private static final String PASSWORD = "Samklang-demo-1";
  private static final Pattern CODE = Pattern.compile("\\b(\\d{6})\\b");
  private static final Pattern PAGE_PART = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String url;
  private final String user;
  private final Map<String, String> cookies = new TreeMap<>();
  private long requests;

  Guest(String url, String user) {
    this.url = url;
    this.user = user;
  }

  static void awaitReady(String url, Duration atMost) throws Exception {
    Instant end = Instant.now().plus(atMost);
    while (!isReady(url)) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("not ready after " + atMost);
      }
      Thread.sleep(100);
    }
  }

  private static boolean isReady(String url) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/health/ready")).build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  long requests() {
    return requests;
  }

  /** Loads the login page, completes both steps, and accepts the terms if required. */
  Guest logIn() throws Exception {
    cookies.clear();
    Matcher parts = PAGE_PART.matcher(page("/login"));
    while (parts.find()) {
      page(parts.group(1));
    }
    Instant before = Instant.now();
    JsonObject challenge =
        post("/login", new JsonObject().put("username", user).put("password", PASSWORD));
    JsonObject answer =
        new JsonObject()
            .put("challenge", challenge.getString("challenge"))
            .put("code", code(challenge.getString("sentTo"), before));
    if (post("/login/code", answer).getString("next").equals("TERMS")) {
      post("/login/terms", new JsonObject().put("accept", true));
    }
    return this;
  }

  /** Most frequent requests: list, start page and messages of each plan, and one sent message. */
  Guest visit() throws Exception {
    get("/me");
    JsonArray plans = get("/plans").getJsonArray("items");
    for (int i = 0; i < plans.size(); i++) {
      open("/plans/" + plans.getJsonObject(i).getString("id"));
    }
    return this;
  }

  /** Opens a plan; some listed plans are not accessible. */
  private void open(String plan) throws Exception {
    if (exchange(api(plan)).statusCode() == 200) {
      get(plan + "/messages?folder=RECEIVED");
      send(plan, get(plan + "/participants").getJsonArray("items"));
    }
  }

  private void send(String plan, JsonArray group) throws Exception {
    List<String> others =
        group.stream()
            .map(JsonObject.class::cast)
            .filter(one -> !one.getBoolean("me") && one.getBoolean("mayReceiveMessages"))
            .map(one -> one.getString("participantId"))
            .limit(4)
            .toList();
    JsonObject message =
        new JsonObject()
            .put("kind", "MESSAGE")
            .put("subject", "Hei")
            .put("body", "Vi sees på tirsdag.")
            .put("to", new JsonArray(others))
            .put("send", true);
    exchange(api(plan + "/messages").POST(BodyPublishers.ofString(message.encode())));
  }

  /**
   * Adds a document to the first plan that can be opened, and opens it and a print again and again.
   *
   * @return number of files received
   */
  long readFiles(byte[] pdf, Instant end) throws Exception {
    String plan = firstPlan();
    String document = plan + "/documents/" + add(plan, pdf).getString("id");
    JsonObject print =
        new JsonObject().put("parts", new JsonArray().add("GOALS").add("PARTICIPANTS"));
    print.put("reason", "Møte");
    long received = 0;
    while (Instant.now().isBefore(end)) {
      received += download(post(document + "/open", new JsonObject()).getString("url"));
      HttpResponse<String> ordered =
          exchange(api(plan + "/prints").POST(BodyPublishers.ofString(print.encode())));
      if (ordered.statusCode() == 201) {
        received += download(new JsonObject(ordered.body()).getString("url"));
      }
    }
    return received;
  }

  private String firstPlan() throws Exception {
    JsonArray plans = get("/plans").getJsonArray("items");
    for (int i = 0; i < plans.size(); i++) {
      String plan = "/plans/" + plans.getJsonObject(i).getString("id");
      if (exchange(api(plan)).statusCode() == 200) {
        return plan;
      }
    }
    throw new IllegalStateException("no plan for " + user);
  }

  private JsonObject add(String plan, byte[] pdf) throws Exception {
    HttpRequest.Builder request =
        api(plan + "/documents")
            .setHeader("Content-Type", "application/pdf")
            .setHeader("Content-Disposition", "attachment; filename*=UTF-8''rapport.pdf")
            .POST(BodyPublishers.ofByteArray(pdf));
    return new JsonObject(expect(201, exchange(request)).body());
  }

  /** Fetches a file that is made when it is asked for: 503 while too many are being made. */
  private int download(String path) throws Exception {
    HttpRequest request = request(path).setHeader("Cookie", cookie()).build();
    HttpResponse<Void> response = HTTP.send(request, BodyHandlers.discarding());
    requests++;
    if (response.statusCode() == 503) {
      Thread.sleep(1_000);
    }
    return response.statusCode() == 200 ? 1 : 0;
  }

  private String code(String masked, Instant after) throws Exception {
    String shown = masked.substring(masked.lastIndexOf('•') + 1).strip();
    Instant end = Instant.now().plus(TIMEOUT);
    while (Instant.now().isBefore(end)) {
      JsonObject outbox =
          new JsonObject(exchange(request("/demo/outbox").setHeader("Accept", "*/*")).body());
      for (Object notice : outbox.getJsonArray("items")) {
        Matcher code = CODE.matcher(((JsonObject) notice).getString("text"));
        boolean newer = !Instant.parse(((JsonObject) notice).getString("at")).isBefore(after);
        if (newer && ((JsonObject) notice).getString("to").endsWith(shown) && code.find()) {
          return code.group(1);
        }
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("no code for " + user);
  }

  private String page(String path) throws Exception {
    HttpRequest.Builder request = request(path).setHeader("Accept", "text/html,*/*");
    return expect(200, exchange(request)).body();
  }

  private JsonObject get(String path) throws Exception {
    return new JsonObject(expect(200, exchange(api(path).GET())).body());
  }

  private JsonObject post(String path, JsonObject body) throws Exception {
    return new JsonObject(
        expect(200, exchange(api(path).POST(BodyPublishers.ofString(body.encode())))).body());
  }

  private HttpRequest.Builder api(String path) {
    return request("/api/v1" + path)
        .setHeader("Content-Type", "application/json")
        .setHeader("X-Requested-With", "samklang")
        .setHeader("Cookie", cookie());
  }

  private String cookie() {
    return cookies.entrySet().stream()
        .map(one -> one.getKey() + "=" + one.getValue())
        .collect(Collectors.joining("; "));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
    requests++;
    for (String set : response.headers().allValues("Set-Cookie")) {
      String[] pair = set.split(";", 2)[0].split("=", 2);
      cookies.put(pair[0], pair[1]);
    }
    if (response.statusCode() >= 500) {
      throw new IllegalStateException(response + " " + response.body());
    }
    return response;
  }

  private static HttpResponse<String> expect(int status, HttpResponse<String> response) {
    if (response.statusCode() != status) {
      throw new IllegalStateException(response + " " + response.body());
    }
    return response;
  }
}
