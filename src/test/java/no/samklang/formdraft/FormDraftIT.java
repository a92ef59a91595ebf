package no.samklang.formdraft;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Form drafts survive a logout (LOGIN-7). */
class FormDraftIT {
  private static TestServer server;

  @BeforeAll
  static void open() {
    server = TestServer.shared();
  }

  @Test
  void survivesLogoutAndIsPrivate() {
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
  void isReplacedAndDeleted() {
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
    client.put("/me/drafts/stor", content("x".repeat(241 * 1024))).expect(422, "draft.tooLarge");
    for (int i = 0; i < 200; i++) {
      client.put("/me/drafts/k" + i, content("x")).expect(204);
    }
    client.put("/me/drafts/en-til", content("x")).expect(422, "draft.tooMany");
    client.put("/me/drafts/k0", content("y")).expect(204);
    client
        .put("/me/drafts/Kari Nordmann".replace(" ", "%20"), content("x"))
        .expect(404, "not.found");
  }

  /** A consent of a plan with 200 participants, each with a text of their own, before and after. */
  @Test
  void takesTheLargestForms() {
    TestClient client = server.loggedIn("planeier2");
    JsonArray participants = new JsonArray();
    for (int i = 0; i < 200; i++) {
      participants.add(
          new JsonObject()
              .put("participantId", UUID.randomUUID().toString())
              .put("scope", "æ".repeat(250)));
    }
    JsonObject values = new JsonObject().put("participants", participants);
    JsonObject content = new JsonObject().put("values", values).put("base", values);
    client.put("/me/drafts/samtykke", new JsonObject().put("content", content)).expect(204);
    assertThat(kept(client, "samtykke").getJsonObject("values")).isEqualTo(values);
  }

  @Test
  void isBoundedInAll() {
    TestClient client = server.loggedIn("nabo");
    server.sql(
        """
        insert into form_draft (person_id, key, content, updated_at)
        select person_id, 'mye' || n, content, now()
          from account, generate_series(1, 190) n,
               (select jsonb_agg(md5(m::text)) as content from generate_series(1, 5000) m) as much
         where username = 'nabo'""");
    client.put("/me/drafts/en-til", content("x")).expect(422, "draft.tooMany");
    client.delete("/me/drafts/mye1").expect(204);
    server.sql("delete from form_draft where key like 'mye%'");
    client.put("/me/drafts/en-til", content("x")).expect(204);
  }

  private static JsonObject kept(TestClient client, String key) {
    return client.get("/me/drafts/" + key).expect(200).body().getJsonObject("content");
  }

  private static JsonObject content(String text) {
    return new JsonObject().put("content", new JsonObject().put("text", text));
  }
}
