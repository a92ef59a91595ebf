package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.http.openapi.ContractOperation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that violates the contract gets a precise error and changes nothing. */
class BadInputIT {
  private static TestServer server;

  @BeforeAll
  static void open() {
    server = TestServer.shared();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /api/v1/plans/%c0%af HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /api/v1/plans?sort=%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /api/v1/plans?%=1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /api/v1/plans/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /api/v1/live?personId=%1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
      })
  void malformedHttpIsAClientError(String request) throws IOException {
    try (Socket socket = new Socket("localhost", server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      List<String> head = answer.lines().takeWhile(line -> !line.isEmpty()).toList();
      assertThat(head).first().asString().startsWith("HTTP/1.1 4");
      assertThat(head).anyMatch(line -> line.endsWith("application/problem+json"));
    }
  }

  /** Every operation with a parameter in the query, with a session. */
  @ParameterizedTest
  @MethodSource("queryOperations")
  void aMalformedQueryIsAProblem(ContractOperation operation) {
    String name =
        operation.parameters().stream()
            .filter(parameter -> parameter.getString("in").equals("query"))
            .findFirst()
            .orElseThrow()
            .getString("name");
    String path = operation.pathToNothing();
    for (String value : List.of("%", "%zz", "%e", "a%2")) {
      String answer =
          requestAs("mor", operation.method() + " /api/v1" + path + "?" + name + "=" + value);
      assertThat(answer)
          .as(value)
          .contains("HTTP/1.1 400", "application/problem+json", "request.malformed")
          .doesNotContain("Exception", "at io.vertx");
    }
  }

  static Stream<ContractOperation> queryOperations() {
    return ContractOperation.all().stream()
        .filter(operation -> !operation.isSocket())
        .filter(
            operation ->
                operation.parameters().stream()
                    .anyMatch(parameter -> parameter.getString("in").equals("query")));
  }

  /** Sends a request line that a client library would refuse to write. */
  private static String requestAs(String username, String line) {
    try (Socket socket = new Socket("localhost", server.port())) {
      socket.setSoTimeout(10_000);
      String head =
          line
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Requested-With: samklang\r\nCookie: samklang_session="
              + server.loggedIn(username).cookie()
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aChangeWithoutTheCsrfHeaderIsRejected() {
    TestClient client = server.loggedIn("mor");
    client.header("X-Requested-With", null).post("/logout", null).expect(403, "request.forged");
    client
        .header("X-Requested-With", "XMLHttpRequest")
        .post("/logout", null)
        .expect(403, "request.forged");
    client.header("X-Requested-With", "samklang").get("/me").expect(200);
    server
        .client()
        .header("X-Requested-With", null)
        .submitPassword("mor", TestClient.PASSWORD)
        .expect(403, "request.forged");
  }

  @Test
  void malformedJsonIsRejected() {
    for (String body : new String[] {"{", "", "null", "[1", "{\"username\":\"a\",}", "\u0000"}) {
      ClientAnswer answer = server.client().sendRaw("POST", "/login", "application/json", body);
      assertThat(answer.status()).as(body).isIn(400, 422);
      assertThat(answer.header("Content-Type")).contains("application/problem+json");
    }
    server
        .client()
        .sendRaw("POST", "/login", "application/json", "{")
        .expect(400, "request.malformed");
    server.client().sendRaw("POST", "/login", "text/plain", "{}").expect(415, "request.mediaType");
  }

  @Test
  void eachInvalidFieldIsReported() {
    JsonObject body = new JsonObject().put("username", 1).put("annet", true);
    JsonArray errors =
        server
            .client()
            .post("/login", body)
            .expect(422, "request.invalid")
            .body()
            .getJsonArray("errors");
    assertThat(errors)
        .contains(
            error("username", "invalid"), error("password", "required"), error("annet", "unknown"));
    JsonArray tooLong =
        server
            .client()
            .submitPassword("x".repeat(101), "y")
            .expect(422)
            .body()
            .getJsonArray("errors");
    assertThat(tooLong).contains(error("username", "tooLong"));
    assertThat(server.client().submitPassword("", "y").expect(422).body().getJsonArray("errors"))
        .contains(error("username", "tooShort"));
  }

  @Test
  void wrongTypesInAMessageAreReported() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    JsonObject wrong =
        TestPlan.message("Hei")
            .put("kind", "BREV")
            .put("to", new JsonArray().add("ikke-en-id"))
            .put("send", "ja");
    JsonArray errors =
        plan.client()
            .post(plan.path("/messages"), wrong)
            .expect(422, "request.invalid")
            .body()
            .getJsonArray("errors");
    assertThat(errors.encode()).contains("\"kind\"", "\"to.0\"", "\"send\"");
  }

  @Test
  void oversizedListsAreNotDescendedInto() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    JsonArray to = new JsonArray();
    IntStream.range(0, 6000).forEach(i -> to.add("ikke-en-id"));
    JsonObject many = TestPlan.draft("Mange").put("to", to);
    JsonArray errors =
        plan.client()
            .post(plan.path("/messages"), many)
            .expect(422, "request.invalid")
            .body()
            .getJsonArray("errors");
    assertThat(errors).containsExactly(error("to", "tooLong"));
  }

  @Test
  void atMostTwentyErrorsAreReported() {
    JsonObject body = new JsonObject().put("username", "a").put("password", "b");
    IntStream.range(0, 200).forEach(i -> body.put("annet" + i, true));
    assertThat(
            server
                .client()
                .post("/login", body)
                .expect(422, "request.invalid")
                .body()
                .getJsonArray("errors"))
        .hasSize(20);
  }

  @Test
  void anOversizedBodyIsRejected() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    JsonObject large = TestPlan.draft("Stor").put("body", "x".repeat(300_000));
    plan.client().post(plan.path("/messages"), large).expect(413, "request.tooLarge");
    JsonObject tooLong = TestPlan.draft("Lang").put("body", "x".repeat(20_001));
    plan.client().post(plan.path("/messages"), tooLong).expect(422, "request.invalid");
    JsonObject longest = TestPlan.draft("Akkurat").put("body", "å".repeat(20_000));
    plan.client().post(plan.path("/messages"), longest).expect(201);
  }

  @Test
  void aCharacterThatCannotBeStoredIsRejected() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    plan.client()
        .post(plan.path("/messages"), TestPlan.draft("Nul\u0000l"))
        .expect(422, "request.invalid");
    plan.client().search("/plans", "lastName", "\0").expect(422, "request.invalid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u200b",
        "\u2060",
        "\u3164",
        "\u00ad",
        "\u2800",
        "\u00a0",
        "\u202eneddoD",
        "\u2066Kari",
        "Kari\u2028Nordmann"
      })
  void aNameThatCannotBeSeenIsRejected(String name) {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    JsonObject person = new JsonObject().put("firstName", name).put("lastName", "Nordmann");
    JsonObject body = new JsonObject().put("role", "PROVIDER").put("person", person);
    assertThat(errors(plan, "/participants", body))
        .contains(error("person.firstName", "text.invisible"));
    assertThat(errors(plan, "/messages", TestPlan.draft(name)))
        .contains(error("subject", "text.invisible"));
  }

  /** It would be stored as another character than the one that was sent. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"kind\":\"NOTE\",\"subject\":\"x\\ud83d\",\"body\":\"b\",\"to\":[],\"send\":false} | subject",
        "{\"kind\":\"NOTE\",\"subject\":\"x\",\"body\":\"\\ude00\",\"to\":[],\"send\":false} | body",
        "{\"kind\":\"NOTE\",\"subject\":\"x\",\"body\":\"b\",\"to\":[\"\\ud83d\"],\"send\":false} | to.0"
      })
  void halfACharacterIsRejected(String body, String field) {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    ClientAnswer answer =
        plan.client().sendRaw("POST", plan.path("/messages"), "application/json", body);
    assertThat(answer.expect(422, "request.invalid").body().getJsonArray("errors"))
        .containsExactly(error(field, "text.invisible"));
    plan.client()
        .sendRaw("PUT", "/me/drafts/halv", "application/json", "{\"content\":{\"t\":\"\\ud83d\"}}")
        .expect(422, "request.invalid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud83d", "a\\ude00", "aaaaaaaaaaaaaaaaaaaa\\ud83daaaaaaaaaaaaaaa"})
  void aNameWithHalfACharacterIsRejected(String name) {
    TestClient client = server.loggedIn("planeier");
    String body = "{\"content\":{\"%s\":\"t\"}}".formatted(name);
    client
        .sendRaw("PUT", "/me/drafts/halv", "application/json", body)
        .expect(400, "request.malformed");
  }

  private static JsonArray errors(TestPlan plan, String path, JsonObject body) {
    return plan.client()
        .post(plan.path(path), body)
        .expect(422, "request.invalid")
        .body()
        .getJsonArray("errors");
  }

  @Test
  void unknownResourcesAreNotFound() {
    server.client().get("/finnes-ikke").expect(404, "not.found");
    server
        .client()
        .sendRaw("PATCH", "/login", "application/json", "{}")
        .expect(405, "method.notAllowed");
    server
        .client()
        .sendRaw("DELETE", "/plans", "application/json", "{}")
        .expect(405, "method.notAllowed");
  }

  @Test
  void aProblemHasACodeAndTraceIdButNoInternals() {
    JsonObject problem = server.client().get("/me").expect(401).body();
    assertThat(problem.fieldNames())
        .containsExactlyInAnyOrder("type", "title", "status", "code", "traceId");
    assertThat(problem.getString("traceId")).hasSize(32);
  }

  private static JsonObject error(String field, String code) {
    return new JsonObject().put("field", field).put("code", code);
  }
}
