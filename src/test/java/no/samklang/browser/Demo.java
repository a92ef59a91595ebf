package no.samklang.browser;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import no.samklang.TestClient;
import no.samklang.TestServer;

/** What the tests need to know of the demo data, asked for as a client would. */
final class Demo {
  private static final int DAYS_LEFT_OF_THE_MAIN_PLAN = 210;

  private Demo() {}

  /** A plan as the plan list shows it. */
  record Plan(String id, String firstName, String lastName) {
    static Plan of(JsonObject item) {
      JsonObject owner = item.getJsonObject("owner");
      return new Plan(
          item.getString("id"), owner.getString("firstName"), owner.getString("lastName"));
    }

    String ownerName() {
      return firstName + " " + lastName;
    }

    String path() {
      return "/planer/" + id;
    }

    String path(String rest) {
      return path() + rest;
    }
  }

  /** The plan that most of the demo users are in. */
  static Plan mainPlan(TestServer server) {
    return plans(server.loggedIn("koordinator"))
        .filter(
            plan ->
                Integer.valueOf(DAYS_LEFT_OF_THE_MAIN_PLAN)
                    .equals(plan.getInteger("consentDaysLeft")))
        .map(Plan::of)
        .findFirst()
        .orElseThrow();
  }

  static Stream<JsonObject> plans(TestClient client) {
    return client.get("/plans?closed=true&limit=200").expect(200).items().stream()
        .map(JsonObject.class::cast);
  }

  /** A demo user's own name. */
  static String nameOf(TestServer server, String username) {
    JsonObject me = server.loggedIn(username).get("/me").expect(200).body();
    return me.getString("firstName") + " " + me.getString("lastName");
  }

  /** A demo user's id in a plan. */
  static String participantId(TestServer server, Plan plan, String username) {
    return server
        .loggedIn(username)
        .get("/plans/" + plan.id() + "/participants")
        .expect(200)
        .items()
        .stream()
        .map(JsonObject.class::cast)
        .filter(participant -> participant.getBoolean("me"))
        .map(participant -> participant.getString("participantId"))
        .findFirst()
        .orElseThrow();
  }

  /** Sends a message in a plan, and tells its id. */
  @CanIgnoreReturnValue
  static String send(TestServer server, Plan plan, String from, String to, String subject) {
    JsonArray recipients = new JsonArray().add(participantId(server, plan, to));
    return store(server, plan, from, message(subject).put("to", recipients).put("send", true));
  }

  /** Saves a draft in a plan. */
  static String draft(TestServer server, Plan plan, String by, String subject) {
    return store(server, plan, by, message(subject).put("to", new JsonArray()).put("send", false));
  }

  private static JsonObject message(String subject) {
    return new JsonObject().put("kind", "MESSAGE").put("subject", subject).put("body", "En prøve.");
  }

  private static String store(TestServer server, Plan plan, String by, JsonObject message) {
    return server
        .loggedIn(by)
        .post("/plans/" + plan.id() + "/messages", message)
        .expect(201)
        .body()
        .getString("id");
  }
}
