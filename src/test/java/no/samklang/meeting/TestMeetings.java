package no.samklang.meeting;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;

/** The meetings of a plan, as one of its participants. */
@CanIgnoreReturnValue
record TestMeetings(TestServer server, TestPlan plan) {
  TestMeetings as(String username) {
    return new TestMeetings(server, plan.as(server.loggedIn(username)));
  }

  TestClient client() {
    return plan.client();
  }

  String own() {
    return plan.ownParticipantId();
  }

  /** Of a coming meeting with two points on the agenda. */
  static JsonObject input(String title, TestMeetings... invited) {
    return new JsonObject()
        .put("title", title)
        .put("start", "2027-01-12T10:00")
        .put("end", "2027-01-12T11:30")
        .put("place", "Rådhuset")
        .put("link", "https://video.example/mote")
        .put(
            "agenda",
            new JsonArray()
                .add(new JsonObject().put("title", "Hvordan går det?"))
                .add(new JsonObject().put("title", "Veien videre")))
        .put("invited", new JsonArray(Stream.of(invited).map(TestMeetings::own).toList()));
  }

  ClientAnswer post(JsonObject input) {
    return client().post(plan.path("/meetings"), input);
  }

  JsonObject add(JsonObject input) {
    return post(input).expect(201).body();
  }

  ClientAnswer get(JsonObject meeting) {
    return client().get(path(meeting, ""));
  }

  JsonObject read(JsonObject meeting) {
    return get(meeting).expect(200).body();
  }

  ClientAnswer put(JsonObject meeting, JsonObject input) {
    return client().put(path(meeting, ""), version(meeting), input);
  }

  ClientAnswer delete(JsonObject meeting) {
    return client().delete(path(meeting, ""), version(meeting));
  }

  ClientAnswer answer(JsonObject meeting, boolean coming) {
    return client()
        .put(path(meeting, "/answer"), version(meeting), new JsonObject().put("coming", coming));
  }

  ClientAnswer write(JsonObject meeting, JsonObject minutes) {
    return client().put(path(meeting, "/minutes"), version(meeting), minutes);
  }

  ClientAnswer agree(JsonObject meeting) {
    return client()
        .put(path(meeting, "/agreement"), version(meeting), new JsonObject().put("agree", true));
  }

  ClientAnswer object(JsonObject meeting, String objection) {
    return client()
        .put(
            path(meeting, "/agreement"),
            version(meeting),
            new JsonObject().put("agree", false).put("objection", objection));
  }

  ClientAnswer restore(JsonObject deletion) {
    return client().post(plan.path("/bin/" + deletion.getString("binId") + "/restore"), null);
  }

  List<JsonObject> list() {
    return client().get(plan.path("/meetings?limit=200")).expect(200).items().stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  JsonObject listed(JsonObject meeting) {
    return list().stream()
        .filter(one -> one.getString("id").equals(meeting.getString("id")))
        .findFirst()
        .orElseThrow();
  }

  /** What the participant of an invitation has said, as another sees it. */
  JsonObject invited(JsonObject meeting, TestMeetings who) {
    return read(meeting).getJsonArray("invited").stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("participantId").equals(who.own()))
        .findFirst()
        .orElseThrow();
  }

  /** Minutes with a text for each point of the agenda, and decisions on the first. */
  static JsonObject minutes(JsonObject meeting, JsonObject... decisions) {
    JsonArray points = new JsonArray();
    for (Object point : meeting.getJsonArray("agenda")) {
      boolean isFirst = points.isEmpty();
      points.add(
          new JsonObject()
              .put("agendaId", ((JsonObject) point).getString("id"))
              .put("text", "Vi snakket om dette.\nDet går bra.")
              .put(
                  "decisions",
                  isFirst ? new JsonArray(new ArrayList<>(List.of(decisions))) : new JsonArray()));
    }
    return new JsonObject().put("points", points);
  }

  static JsonObject decision(String title, String due, TestMeetings... responsible) {
    return new JsonObject()
        .put("title", title)
        .put("due", due)
        .put("responsible", new JsonArray(Stream.of(responsible).map(TestMeetings::own).toList()));
  }

  /** Moves a meeting's time back in the database, as if it had been held. */
  JsonObject pass(JsonObject meeting) {
    server.sql(
        """
        update meeting set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' where id = '%s'"""
            .formatted(meeting.getString("id")));
    return read(meeting);
  }

  String path(JsonObject meeting, String rest) {
    return plan.path("/meetings/" + meeting.getString("id") + rest);
  }

  private static int version(JsonObject meeting) {
    return meeting.getInteger("version");
  }
}
