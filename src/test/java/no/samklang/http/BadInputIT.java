package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import no.samklang.TestClient;
import no.samklang.TestClient.Answer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What doesn't fit the contract gets a clear answer and changes nothing. */
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
        "GET /api/v1/plans/%c0%af HTTP/1.1\r\nHost: localhost\r\n\r\n"
      })
  void whatIsHardlyHttpIsRefusedAsTheirFault(String request) throws IOException {
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

  @Test
  void aChangeWithoutTheHeaderIsRefused() {
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
        .step1("mor", TestClient.PASSWORD)
        .expect(403, "request.forged");
  }

  @Test
  void brokenJsonIsNotUnderstood() {
    for (String body : new String[] {"{", "", "null", "[1", "{\"username\":\"a\",}", "\u0000"}) {
      Answer answer = server.client().raw("POST", "/login", "application/json", body);
      assertThat(answer.status()).as(body).isIn(400, 422);
      assertThat(answer.header("Content-Type")).contains("application/problem+json");
    }
    server.client().raw("POST", "/login", "application/json", "{").expect(400, "request.malformed");
    server.client().raw("POST", "/login", "text/plain", "{}").expect(415, "request.mediaType");
  }

  @Test
  void eachFieldThatDoesNotFitIsNamed() {
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
        server.client().step1("x".repeat(101), "y").expect(422).body().getJsonArray("errors");
    assertThat(tooLong).contains(error("username", "tooLong"));
    assertThat(server.client().step1("", "y").expect(422).body().getJsonArray("errors"))
        .contains(error("username", "tooShort"));
  }

  @Test
  void wrongTypesInAMessageAreNamed() {
    TestPlan plan = TestPlan.withConsentFor(server.loggedIn("planeier"), 210);
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
  void whatHasTooManyItemsIsNotLookedInto() {
    TestPlan plan = TestPlan.withConsentFor(server.loggedIn("planeier"), 210);
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
  void noMoreThanTwentyErrorsAreNamed() {
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
  void aBodyThatIsTooLargeIsRefused() {
    TestPlan plan = TestPlan.withConsentFor(server.loggedIn("planeier"), 210);
    JsonObject large = TestPlan.draft("Stor").put("body", "x".repeat(300_000));
    plan.client().post(plan.path("/messages"), large).expect(413, "request.tooLarge");
    JsonObject tooLong = TestPlan.draft("Lang").put("body", "x".repeat(20_001));
    plan.client().post(plan.path("/messages"), tooLong).expect(422, "request.invalid");
    JsonObject longest = TestPlan.draft("Akkurat").put("body", "å".repeat(20_000));
    plan.client().post(plan.path("/messages"), longest).expect(201);
  }

  @Test
  void aCharacterThatCannotBeStoredIsRefused() {
    TestPlan plan = TestPlan.withConsentFor(server.loggedIn("planeier"), 210);
    plan.client()
        .post(plan.path("/messages"), TestPlan.draft("Nul\u0000l"))
        .expect(422, "request.invalid");
    plan.client().search("/plans", "lastName", "\0").expect(422, "request.invalid");
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    server.client().get("/finnes-ikke").expect(404, "not.found");
    server
        .client()
        .raw("PATCH", "/login", "application/json", "{}")
        .expect(405, "method.notAllowed");
    server
        .client()
        .raw("DELETE", "/plans", "application/json", "{}")
        .expect(405, "method.notAllowed");
  }

  @Test
  void aProblemSaysWhatAndGivesATraceButNoInnerWords() {
    JsonObject problem = server.client().get("/me").expect(401).body();
    assertThat(problem.fieldNames())
        .containsExactlyInAnyOrder("type", "title", "status", "code", "traceId");
    assertThat(problem.getString("traceId")).hasSize(32);
  }

  private static JsonObject error(String field, String code) {
    return new JsonObject().put("field", field).put("code", code);
  }
}
