package no.samklang.goal;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;

/** The goals and activities of a plan, as one of its participants. */
@CanIgnoreReturnValue
record TestGoals(TestPlan plan) {
  static TestGoals of(TestPlan plan) {
    return new TestGoals(plan);
  }

  TestGoals as(TestClient client) {
    return new TestGoals(plan.as(client));
  }

  TestClient client() {
    return plan.client();
  }

  JsonObject tree() {
    return client().get(plan.path("/goals")).expect(200).body();
  }

  JsonObject history() {
    return client().get(plan.path("/goals?history=true")).expect(200).body();
  }

  static List<JsonObject> items(JsonObject tree) {
    return tree.getJsonArray("items").stream().map(JsonObject.class::cast).toList();
  }

  static List<String> titles(JsonObject tree) {
    return items(tree).stream().map(goal -> goal.getString("title")).toList();
  }

  static JsonObject input(String title) {
    return new JsonObject().put("title", title);
  }

  JsonObject add(String title) {
    return post(input(title)).expect(201).body();
  }

  ClientAnswer post(JsonObject goal) {
    return client().post(plan.path("/goals"), goal);
  }

  JsonObject addBelow(JsonObject parent, String title) {
    return post(input(title).put("parentId", parent.getString("id"))).expect(201).body();
  }

  ClientAnswer get(JsonObject goal) {
    return client().get(path(goal, ""));
  }

  ClientAnswer put(JsonObject goal, JsonObject changed) {
    return client().put(path(goal, ""), goal.getInteger("version"), changed);
  }

  JsonObject addActivity(JsonObject goal, String title) {
    return postActivity(goal, input(title)).expect(201).body();
  }

  ClientAnswer postActivity(JsonObject goal, JsonObject activity) {
    return client().post(path(goal, "/activities"), activity);
  }

  ClientAnswer putActivity(JsonObject activity, JsonObject changed) {
    return client().put(path(activity, ""), activity.getInteger("version"), changed);
  }

  /** On a goal or an activity. */
  ClientAnswer comment(JsonObject element, JsonObject comment) {
    return client().post(path(element, "/comments"), comment);
  }

  static JsonObject text(String text) {
    return new JsonObject().put("text", text);
  }

  ClientAnswer comments(JsonObject element, String query) {
    return client().get(path(element, "/comments" + query));
  }

  ClientAnswer delete(JsonObject element) {
    return delete(path(element, ""), element.getInteger("version"));
  }

  ClientAnswer deleteComment(JsonObject comment) {
    return delete(commentPath(comment), comment.getInteger("version"));
  }

  ClientAnswer accept(JsonObject comment) {
    String path = commentPath(comment) + "/accept";
    return basedOn(comment.getInteger("version"), () -> client().post(path, null));
  }

  private ClientAnswer delete(String path, int version) {
    return basedOn(version, () -> client().delete(path));
  }

  private ClientAnswer basedOn(int version, Supplier<ClientAnswer> request) {
    client().header("If-Match", "\"" + version + "\"");
    try {
      return request.get();
    } finally {
      client().header("If-Match", null);
    }
  }

  ClientAnswer putPicture(JsonObject goal, String type, byte[] file) {
    return basedOn(
        goal.getInteger("version"),
        () -> client().upload("PUT", path(goal, "/picture"), type, file));
  }

  ClientAnswer removePicture(JsonObject goal) {
    return delete(path(goal, "/picture"), goal.getInteger("version"));
  }

  ClientAnswer describePicture(JsonObject goal, String text) {
    return client()
        .put(
            path(goal, "/picture/text"),
            goal.getInteger("version"),
            new JsonObject().put("text", text));
  }

  ClientAnswer picture(JsonObject goal) {
    return client().get(path(goal, "/picture"));
  }

  String commentPath(JsonObject comment) {
    return plan.path("/comments/" + comment.getString("id"));
  }

  ClientAnswer restore(JsonObject deletion) {
    return client().post(plan.path("/bin/" + deletion.getString("binId") + "/restore"), null);
  }

  ClientAnswer bin() {
    return client().get(plan.path("/bin"));
  }

  ClientAnswer setHistory(JsonObject element, boolean history) {
    return client()
        .put(
            path(element, "/history"),
            element.getInteger("version"),
            new JsonObject().put("history", history));
  }

  ClientAnswer agree(JsonObject element) {
    return client()
        .put(
            path(element, "/agreement"),
            element.getInteger("version"),
            new JsonObject().put("agreed", "AGREED"));
  }

  ClientAnswer order(int version, JsonArray goals) {
    return client().put(plan.path("/goals/order"), version, new JsonObject().put("goals", goals));
  }

  /** The path of a goal, or of an activity, which has a {@code goalId}. */
  String path(JsonObject element, String rest) {
    String collection = element.containsKey("goalId") ? "/activities/" : "/goals/";
    return plan.path(collection + element.getString("id") + rest);
  }
}
