package no.samklang.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was being written is there after the next login (LOGIN-7). */
class FormDraftIT {
  private static TestServer server;

  @BeforeAll
  static void open() {
    server = TestServer.shared();
  }

  @Test
  void isThereAfterTheNextLoginAndNobodyElsesBusiness() {
    TestClient client = server.loggedIn("mor");
    client.put("/me/drafts/status.1", content("Det jeg skrev")).expect(204);
    client.post("/logout", null).expect(204);
    JsonObject kept = server.loggedIn("mor").get("/me/drafts/status.1").expect(200).body();
    assertThat(kept.getJsonObject("content").getString("text")).isEqualTo("Det jeg skrev");
    assertThat(kept(server.loggedIn("lege"), "status.1")).isNull();
    server.client().get("/me/drafts/status.1").expect(401, "session.required");
    server.client().put("/me/drafts/status.1", content("x")).expect(401, "session.required");
  }

  @Test
  void isReplacedAndDropped() {
    TestClient client = server.loggedIn("mor");
    client.put("/me/drafts/a", content("en")).expect(204);
    client.put("/me/drafts/a", content("to")).expect(204);
    assertThat(client.get("/me/drafts/a").body().getJsonObject("content").getString("text"))
        .isEqualTo("to");
    client.delete("/me/drafts/a").expect(204);
    assertThat(kept(client, "a")).isNull();
    client.delete("/me/drafts/a").expect(204);
  }

  @Test
  void isBounded() {
    TestClient client = server.loggedIn("fremmed");
    client.put("/me/drafts/stor", content("x".repeat(33 * 1024))).expect(422, "draft.tooLarge");
    for (int i = 0; i < 200; i++) {
      client.put("/me/drafts/k" + i, content("x")).expect(204);
    }
    client.put("/me/drafts/en-til", content("x")).expect(422, "draft.tooMany");
    client.put("/me/drafts/k0", content("y")).expect(204);
    client
        .put("/me/drafts/Kari Nordmann".replace(" ", "%20"), content("x"))
        .expect(404, "not.found");
  }

  private static JsonObject kept(TestClient client, String key) {
    return client.get("/me/drafts/" + key).expect(200).body().getJsonObject("content");
  }

  private static JsonObject content(String text) {
    return new JsonObject().put("content", new JsonObject().put("text", text));
  }
}
