package no.samklang;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A plan of the demo data, accessed as one of its participants. */
@CanIgnoreReturnValue
public record TestPlan(TestClient client, String id) {
  /**
   * The plan whose consent had so many days left when the demo data was made: today or yesterday.
   */
  public static TestPlan withConsentDaysLeft(TestClient client, int days) {
    List<Integer> wanted = List.of(days, days - 1);
    return first(client, plan -> wanted.contains(plan.getInteger("consentDaysLeft")));
  }

  /** The plan whose consent has expired. */
  public static TestPlan withExpiredConsent(TestClient client) {
    return first(
        client,
        plan ->
            plan.getInteger("consentDaysLeft", 0) < 0 && plan.getString("state").equals("ACTIVE"));
  }

  /** The closed plan. */
  public static TestPlan closed(TestClient client) {
    return first(client, plan -> plan.getString("state").equals("CLOSED"));
  }

  private static TestPlan first(TestClient client, java.util.function.Predicate<JsonObject> which) {
    return client.get("/plans?closed=true").expect(200).items().stream()
        .map(JsonObject.class::cast)
        .filter(which)
        .findFirst()
        .map(plan -> new TestPlan(client, plan.getString("id")))
        .orElseThrow();
  }

  /** The same plan, accessed as another participant. */
  public TestPlan as(TestClient other) {
    return new TestPlan(other, id);
  }

  public String path(String rest) {
    return "/plans/" + id + rest;
  }

  public JsonObject home() {
    return client.get(path("")).expect(200).body();
  }

  public String ownParticipantId() {
    return home().getJsonObject("me").getString("participantId");
  }

  /** A valid message to be sent. */
  public static JsonObject message(String subject, String... to) {
    return new JsonObject()
        .put("kind", "MESSAGE")
        .put("subject", subject)
        .put("body", "Hei! " + subject)
        .put("to", new JsonArray(List.of(to)))
        .put("send", true);
  }

  public static JsonObject draft(String subject, String... to) {
    return message(subject, to).put("send", false);
  }

  /** Sends a message and returns its id. */
  public String send(String subject, String... to) {
    return client.post(path("/messages"), message(subject, to)).expect(201).body().getString("id");
  }

  public TestClient.ClientAnswer folder(String folder) {
    return client.get(path("/messages?folder=" + folder)).expect(200);
  }

  public int unread() {
    return client.get(path("/messages?limit=1")).expect(200).body().getInteger("unread");
  }
}
