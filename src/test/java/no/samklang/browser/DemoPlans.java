package no.samklang.browser;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;

/** Plans, names and ids of the demo data, read through the API. */
final class DemoPlans {
  private static final int DAYS_LEFT_OF_THE_MAIN_PLAN = 210;

  private static final int WARNING_DAYS = 30;

  private DemoPlans() {}

  /** A plan as listed by the API. */
  record ListedPlan(String id, String firstName, String lastName) {
    static ListedPlan of(JsonObject item) {
      JsonObject owner = item.getJsonObject("owner");
      return new ListedPlan(
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

  /** The plan in which most demo users participate. */
  static ListedPlan mainPlan(TestServer server) {
    TestClient coordinator = server.loggedIn("koordinator");
    String id = TestPlan.withConsentDaysLeft(coordinator, DAYS_LEFT_OF_THE_MAIN_PLAN).id();
    return plans(coordinator)
        .filter(plan -> plan.getString("id").equals(id))
        .map(ListedPlan::of)
        .findFirst()
        .orElseThrow();
  }

  /** A plan of the coordinator whose consent expires within 30 days. */
  static ListedPlan expiringPlan(TestServer server) {
    return plans(server.loggedIn("koordinator"))
        .filter(
            plan -> {
              Integer days = plan.getInteger("consentDaysLeft");
              return days != null && days > 1 && days <= WARNING_DAYS;
            })
        .map(ListedPlan::of)
        .findFirst()
        .orElseThrow();
  }

  static Stream<JsonObject> plans(TestClient client) {
    return client.get("/plans?closed=true&limit=200").expect(200).items().stream()
        .map(JsonObject.class::cast);
  }

  /** Full name of a demo user. */
  static String nameOf(TestServer server, String username) {
    JsonObject me = server.loggedIn(username).get("/me").expect(200).body();
    return me.getString("firstName") + " " + me.getString("lastName");
  }

  /** Participant id of a demo user in a plan. */
  static String participantId(TestServer server, ListedPlan plan, String username) {
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

  /** Adds a provider, Åse Prøve, with an account and a new password; returns the participant id. */
  @CanIgnoreReturnValue
  static String addProvider(TestServer server, ListedPlan plan, String username) {
    TestClient client = server.loggedIn("koordinator");
    String group = "/plans/" + plan.id() + "/participants";
    JsonObject person =
        new JsonObject().put("firstName", "Åse").put("lastName", "Prøve").put("mobile", "90000188");
    String id =
        client
            .post(group, new JsonObject().put("role", "PROVIDER").put("person", person))
            .expect(201)
            .body()
            .getString("participantId");
    JsonObject account =
        new JsonObject().put("username", username).put("channel", "SMS").put("newPassword", true);
    client.put(group + "/" + id + "/account", account).expect(200);
    return id;
  }

  /** Sends a message and returns its id. */
  @CanIgnoreReturnValue
  static String send(TestServer server, ListedPlan plan, String from, String to, String subject) {
    return send(server, plan, from, to, subject, "MESSAGE");
  }

  /** Sends a message of a kind and returns its id. */
  @CanIgnoreReturnValue
  static String send(
      TestServer server, ListedPlan plan, String from, String to, String subject, String kind) {
    JsonArray recipients = new JsonArray().add(participantId(server, plan, to));
    JsonObject message = message(subject).put("kind", kind);
    return store(server, plan, from, message.put("to", recipients).put("send", true));
  }

  /** Saves a draft and returns its id. */
  static String draft(TestServer server, ListedPlan plan, String by, String subject) {
    return store(server, plan, by, message(subject).put("to", new JsonArray()).put("send", false));
  }

  private static JsonObject message(String subject) {
    return new JsonObject().put("kind", "MESSAGE").put("subject", subject).put("body", "En prøve.");
  }

  private static String store(TestServer server, ListedPlan plan, String by, JsonObject message) {
    return server
        .loggedIn(by)
        .post("/plans/" + plan.id() + "/messages", message)
        .expect(201)
        .body()
        .getString("id");
  }
}
