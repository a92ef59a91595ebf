package no.samklang.participant;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestClient.Answer;
import no.samklang.TestPlan;
import no.samklang.TestServer;

/** The group of a plan, in which each is known by user name. */
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
          "SPECIALIST_PLANS",
          "DOCUMENTS",
          "LOG");

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

  /** Of one who is in the plan now. */
  String id(String username) {
    return server.value(
        """
        select p.id from participant p join account a on a.person_id = p.person_id
         where p.plan_id = '%s' and a.username = '%s' and p.removed_at is null"""
            .formatted(planId, username));
  }

  JsonObject card(TestClient as, String username) {
    return as.get(path(username)).expect(200).body();
  }

  Answer add(TestClient as, String username, String role) {
    return as.post(path(), new JsonObject().put("personId", person(username)).put("role", role));
  }

  Answer remove(TestClient as, String username) {
    return as.delete(path(username));
  }

  /** What has been decided for somebody, to be changed and sent back. */
  JsonObject decision(TestClient as, String username) {
    JsonObject card = card(as, username);
    return new JsonObject()
        .put("role", card.getString("role"))
        .put("rights", card.getJsonObject("rights"))
        .put("endsOn", card.getString("endsOn"))
        .put("consentScope", card.getString("consentScope"));
  }

  /** Decides on the version that stands. */
  Answer decide(TestClient as, String username, JsonObject decision) {
    return as.put(path(username) + "/rights", version(username), decision);
  }

  /** Gives somebody a level in an area, and else leaves all as it is. */
  Answer give(TestClient as, TestClient reader, String username, String area, String level) {
    JsonObject decision = decision(reader, username);
    decision.getJsonObject("rights").getJsonObject("areas").put(area, level);
    return decide(as, username, decision);
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

  int coordinators() {
    return Integer.parseInt(
        server.value(
            "select count(*) from participant where plan_id = '%s' and role = 'COORDINATOR' and removed_at is null"
                .formatted(planId)));
  }

  String lastLogged(String column) {
    return server.value(
        "select %s from plan_log where plan_id = '%s' order by id desc limit 1"
            .formatted(column, planId));
  }

  /** Puts one back whom a test has taken out. */
  void back(String username) {
    server.sql(
        """
        update participant set removed_at = null, removed_by = null
         where id = (select p.id from participant p join account a on a.person_id = p.person_id
                      where p.plan_id = '%s' and a.username = '%s' order by p.removed_at desc limit 1)"""
            .formatted(planId, username));
  }
}
