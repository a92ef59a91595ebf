package no.samklang.calendar;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;

/** The calendar of a plan, as one of its participants. */
@CanIgnoreReturnValue
record TestCalendar(TestPlan plan) {
  TestCalendar as(TestClient client) {
    return new TestCalendar(plan.as(client));
  }

  TestClient client() {
    return plan.client();
  }

  /** Whole days. */
  static JsonObject days(String title, String first, String last) {
    return new JsonObject()
        .put("title", title)
        .put("allDay", true)
        .put("start", first)
        .put("end", last);
  }

  static JsonObject times(String title, String start, String end) {
    return days(title, start, end).put("allDay", false);
  }

  ClientAnswer post(JsonObject event) {
    return client().post(plan.path("/calendar"), event);
  }

  JsonObject add(JsonObject event) {
    return post(event).expect(201).body();
  }

  ClientAnswer get(JsonObject event, String which) {
    return client().get(path(event, which));
  }

  ClientAnswer put(JsonObject event, String which, JsonObject changed) {
    return client().put(path(event, which), event.getInteger("version"), changed);
  }

  ClientAnswer delete(JsonObject event, String which) {
    return basedOn(event.getInteger("version"), () -> client().delete(path(event, which)));
  }

  private ClientAnswer basedOn(int version, Supplier<ClientAnswer> request) {
    client().header("If-Match", "\"" + version + "\"");
    try {
      return request.get();
    } finally {
      client().header("If-Match", null);
    }
  }

  ClientAnswer restore(JsonObject deletion) {
    return client().post(plan.path("/bin/" + deletion.getString("binId") + "/restore"), null);
  }

  ClientAnswer list(String from, String to) {
    return client().get(plan.path("/calendar?from=" + from + "&to=" + to));
  }

  /** The starts of what has a title in a period. */
  List<String> starts(String title, String from, String to) {
    return list(from, to).expect(200).items().stream()
        .map(JsonObject.class::cast)
        .filter(item -> item.getString("title").equals(title))
        .map(item -> item.getString("start"))
        .toList();
  }

  String path(JsonObject event, String which) {
    return plan.path("/calendar/" + event.getString("id") + which);
  }

  static String on(String day) {
    return "?occurrence=" + day;
  }

  static String from(String day) {
    return on(day) + "&following=true";
  }
}
