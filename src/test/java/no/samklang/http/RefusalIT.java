package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every operation of the contract, also one that is added later, is closed to those it isn't opened
 * to.
 */
class RefusalIT {
  private static final String NOBODYS_ID = "00000000-0000-4000-8000-000000000000";
  @RegisterExtension static final TestServer server = TestServer.start();
  private static final List<Call> calls = calls();

  /** An operation as it is called; {@code openIn} names the stages before a session is whole. */
  private record Call(String method, String path, boolean isPublic, JsonArray openIn) {
    TestClient.Answer by(TestClient client) {
      return client.raw(method, path, "application/json", "");
    }
  }

  @Test
  void loggedOutOnlyTheLoginIsOpen() {
    assertThat(calls.stream().filter(Call::isPublic).map(Call::path))
        .containsExactlyInAnyOrder("/login", "/login/code", "/login/forgot");
    calls.stream()
        .filter(call -> !call.isPublic())
        .forEach(call -> call.by(server.client()).expect(401, "session.required"));
  }

  @Test
  void beforeTheTermsAreAcceptedNothingElseIsOpen() {
    TestClient client = server.client();
    assertThat(client.answerCode("laerer", TestClient.PASSWORD).body().getString("next"))
        .isEqualTo("TERMS");
    closedIn("TERMS").forEach(call -> call.by(client).expect(403, "terms.required"));
  }

  @Test
  void beforeAMailedPasswordIsChangedNothingElseIsOpen() {
    TestClient client = server.client();
    client.answerCode("lege", TestClient.PASSWORD).expect(200);
    server.sql(
        "update session set next = 'PASSWORD' where person_id = (select person_id from account where username = 'lege')");
    closedIn("PASSWORD").forEach(call -> call.by(client).expect(403, "password.required"));
  }

  @Test
  void noChangeIsTakenWithoutTheHeaderAgainstForgery() {
    TestClient client = server.loggedIn("mor").header("X-Requested-With", null);
    calls.stream()
        .filter(call -> !call.method().equals("GET"))
        .forEach(call -> call.by(client).expect(403, "request.forged"));
  }

  private static List<Call> closedIn(String stage) {
    List<Call> closed =
        calls.stream().filter(call -> !call.isPublic() && !call.openIn().contains(stage)).toList();
    assertThat(closed).hasSizeGreaterThan(10);
    return closed;
  }

  private static List<Call> calls() {
    return ContractOperation.all().stream()
        .filter(operation -> !operation.isSocket())
        .map(
            operation ->
                new Call(
                    operation.method(),
                    operation.path().replace("{key}", "x").replaceAll("\\{\\w+\\}", NOBODYS_ID),
                    operation.isPublic(),
                    operation.json().getJsonArray("x-open-in", new JsonArray())))
        .toList();
  }
}
