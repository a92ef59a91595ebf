package no.samklang.participant;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;

/** Test client for a plan group; participants are addressed by user name. */
@CanIgnoreReturnValue
record TestGroup(TestServer server, String planId) {
  static final List<String> AREAS =
      List.of(
          "GOALS",
          "ACTIVITIES",
          "WORK",
          "HOUSING",
          "LEISURE",
          "HEALTH",
          "NETWORK",
          "ECONOMY",
          "SPECIALIST_PLANS");

  static TestGroup of(TestServer server, TestPlan plan) {
    return new TestGroup(server, plan.id());
  }

  String path() {
    return "/plans/" + planId + "/participants";
  }

  String path(String username) {
    return path() + "/" + id(username);
  }

  String person(String username) {
    return server.value("select person_id from account where username = '%s'".formatted(username));
  }

  /** Participant id of a current participant; null if none. */
  String id(String username) {
    return server.value(
        """
        select p.id from participant p join account a on a.person_id = p.person_id
         where p.plan_id = '%s' and a.username = '%s' and p.removed_at is null"""
            .formatted(planId, username));
  }

  JsonObject card(TestClient client, String username) {
    return client.get(path(username)).expect(200).body();
  }

  ClientAnswer add(TestClient client, String username, String role) {
    return client.post(
        path(), new JsonObject().put("personId", person(username)).put("role", role));
  }

  ClientAnswer remove(TestClient client, String username) {
    return client.delete(path(username));
  }

  /** The current decision for a participant, to be modified and sent. */
  JsonObject decision(TestClient client, String username) {
    JsonObject card = card(client, username);
    return new JsonObject()
        .put("role", card.getString("role"))
        .put("rights", card.getJsonObject("rights"))
        .put("endsOn", card.getString("endsOn"))
        .put("consentScope", card.getString("consentScope"));
  }

  /** Sends a decision with the current version. */
  ClientAnswer decide(TestClient client, String username, JsonObject decision) {
    return client.put(path(username) + "/rights", version(username), decision);
  }

  /** Sets the level in one area, keeping the rest of the decision. */
  ClientAnswer setLevel(
      TestClient client, TestClient reader, String username, String area, String level) {
    JsonObject decision = decision(reader, username);
    decision.getJsonObject("rights").getJsonObject("areas").put(area, level);
    return decide(client, username, decision);
  }

  int version(String username) {
    return Integer.parseInt(
        server.value("select version from participant where id = '%s'".formatted(id(username))));
  }

  String level(String username, String area) {
    return server.value(
        "select rights -> 'areas' ->> '%s' from participant where id = '%s'"
            .formatted(area, id(username)));
  }

  int countCoordinators() {
    return Integer.parseInt(
        server.value(
            "select count(*) from participant where plan_id = '%s' and role = 'COORDINATOR' and removed_at is null"
                .formatted(planId)));
  }

  String lastLogValue(String column) {
    return server.value(
        "select %s from plan_log where plan_id = '%s' order by id desc limit 1"
            .formatted(column, planId));
  }

  /** Undoes the latest removal of a participant. */
  void restore(String username) {
    server.sql(
        """
        update participant set removed_at = null, removed_by = null
         where id = (select p.id from participant p join account a on a.person_id = p.person_id
                      where p.plan_id = '%s' and a.username = '%s' order by p.removed_at desc limit 1)"""
            .formatted(planId, username));
  }
}
