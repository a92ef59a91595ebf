package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestServer;
import no.samklang.http.openapi.ContractOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every operation of the contract, including future ones, rejects callers without the required
 * login stage.
 */
class RefusalIT {
  private static final String UNKNOWN_ID = "00000000-0000-4000-8000-000000000000";
  @RegisterExtension static final TestServer server = TestServer.start();
  private static final List<RefusedCall> calls = calls();

  /** A call of an operation; {@code openIn} names the login stages in which it is allowed. */
  private record RefusedCall(String method, String path, boolean isPublic, JsonArray openIn) {
    TestClient.ClientAnswer by(TestClient client) {
      return client.sendRaw(method, path, "application/json", "");
    }
  }

  @Test
  void withoutASessionOnlyTheLoginIsAllowed() {
    assertThat(calls.stream().filter(RefusedCall::isPublic).map(RefusedCall::path))
        .containsExactlyInAnyOrder(
            "/login",
            "/login/code",
            "/login/code",
            "/login/code",
            "/login/code/resend",
            "/login/forgot");
    calls.stream()
        .filter(call -> !call.isPublic())
        .forEach(call -> call.by(server.client()).expect(401, "session.required"));
  }

  @Test
  void beforeTheTermsAreAcceptedOtherOperationsAreForbidden() {
    TestClient client = server.client();
    assertThat(client.completeLogin("laerer", TestClient.PASSWORD).body().getString("next"))
        .isEqualTo("TERMS");
    closedIn("TERMS").forEach(call -> call.by(client).expect(403, "terms.required"));
  }

  @Test
  void beforeAMailedPasswordIsChangedOtherOperationsAreForbidden() {
    TestClient client = server.client();
    client.completeLogin("lege", TestClient.PASSWORD).expect(200);
    server.sql(
        "update session set next = 'PASSWORD' where person_id = (select person_id from account"
            + " where username = 'lege')");
    closedIn("PASSWORD").forEach(call -> call.by(client).expect(403, "password.required"));
  }

  @Test
  void changesWithoutTheCsrfHeaderAreForbidden() {
    TestClient client = server.loggedIn("mor").header("X-Requested-With", null);
    calls.stream()
        .filter(call -> !call.method().equals("GET"))
        .forEach(call -> call.by(client).expect(403, "request.forged"));
  }

  private static List<RefusedCall> closedIn(String stage) {
    List<RefusedCall> closed =
        calls.stream().filter(call -> !call.isPublic() && !call.openIn().contains(stage)).toList();
    assertThat(closed).hasSizeGreaterThan(10);
    return closed;
  }

  private static List<RefusedCall> calls() {
    return ContractOperation.all().stream()
        .filter(operation -> !operation.isSocket())
        .map(
            operation ->
                new RefusedCall(
                    operation.method(),
                    operation.path().replace("{key}", "x").replaceAll("\\{\\w+\\}", UNKNOWN_ID),
                    operation.isPublic(),
                    operation.json().getJsonArray("x-open-in", new JsonArray())))
        .toList();
  }
}
