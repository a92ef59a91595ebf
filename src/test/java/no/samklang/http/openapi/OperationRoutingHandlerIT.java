package no.samklang.http.openapi;

import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operation is found by its path however that is written, and nothing else is one. */
class OperationRoutingHandlerIT {
  @RegisterExtension static final TestServer server = TestServer.start();

  private final TestClient mor = server.loggedIn("mor");

  private String plan() {
    return mor.get("/plans").expect(200).item(0).getString("id");
  }

  @Test
  void aPathMayEndWithASlash() {
    mor.get("/plans/").expect(200);
    mor.get("/plans/" + plan() + "/").expect(200);
  }

  @Test
  void parametersAreDecoded() {
    mor.get("/plans/" + plan().replace("-", "%2D")).expect(200);
    mor.get("/plans/" + plan().replace("-", "%2F")).expect(404, "not.found");
  }

  @Test
  void whatIsNoOperationIsntFound() {
    mor.get("/plans//participants").expect(404);
    mor.get("/plan").expect(404);
    mor.get("/plans/" + plan() + "/participant").expect(404);
    mor.sendRaw("PATCH", "/plans", "application/json", "").expect(405, "method.notAllowed");
  }
}
