package no.samklang.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import no.samklang.TestClient;
import no.samklang.TestDatabase;
import no.samklang.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The public password opens nothing once mail and SMS are configured (PERSON-9). */
class DemoAccountsIT {
  private static final String CHOSEN = "Fjellbekk-og-7-bjørker";
  private static final Map<String, String> SENDING =
      Map.of(
          "public.url", "https://plan.example.no",
          "smtp.uri", "smtp://localhost:1",
          "smtp.from", "plan@example.no",
          "sms.gateway", "query-string.yaml",
          "sms.values.url", "http://localhost:1",
          "sms.values.user", "x",
          "sms.values.passwd", "x");

  @Test
  @DisplayName("PERSON-9: demo accounts are blocked outside demo mode, their sessions ended")
  void demoAccountsAreBlocked() {
    TestDatabase database = TestServer.createDemoDatabase();
    try (TestServer demo = TestServer.startOn(database, Map.of())) {
      var unused = demo.loggedIn("admin");
      TestClient mother = demo.loggedIn("mor");
      JsonObject change =
          new JsonObject().put("current", DemoData.PASSWORD).put("password", CHOSEN);
      mother.put("/me/password", change).expect(204);
    }
    try (TestServer real = TestServer.startOn(database, SENDING)) {
      for (String username : new String[] {"admin", "koordinator", "planeier"}) {
        logIn(real, username, DemoData.PASSWORD).expect(401, "login.failed");
      }
      logIn(real, "mor", DemoData.PASSWORD).expect(401, "login.failed");
      logIn(real, "mor", CHOSEN).expect(200);
      assertThat(
              real.value(
                  "select count(*) from session s join account a using (person_id) where a.demo_password and s.ended_at is null"))
          .isEqualTo("0");
    }
    try (TestServer demo = TestServer.startOn(database, Map.of())) {
      logIn(demo, "koordinator", DemoData.PASSWORD).expect(200);
    }
  }

  private static TestClient.ClientAnswer logIn(
      TestServer server, String username, String password) {
    return server
        .client()
        .post("/login", new JsonObject().put("username", username).put("password", password));
  }
}
