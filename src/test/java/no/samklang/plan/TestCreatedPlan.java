package no.samklang.plan;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.TestClient;
import no.samklang.TestServer;

/** A plan created by a test, with a demo user as coordinator. */
@CanIgnoreReturnValue
record TestCreatedPlan(TestServer server, TestClient coordinator, String id) {
  private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");
  private static final AtomicInteger COUNT = new AtomicInteger();

  static TestCreatedPlan create(TestServer server, String coordinator) {
    TestClient client = server.loggedIn(coordinator);
    return new TestCreatedPlan(
        server, client, client.post("/plans", body(server)).expect(201).body().getString("id"));
  }

  /** A request body for a plan of a new person, with a consent for a year. */
  static JsonObject body(TestServer server) {
    return new JsonObject()
        .put("owner", newOwner())
        .put("type", "IP")
        .put("shortName", "Veien videre")
        .put("startDate", day(server, 0))
        .put("consent", consent(server));
  }

  static JsonObject newOwner() {
    int number = COUNT.incrementAndGet();
    // names alike with the same birth date would be taken as one person (PERSON-3)
    return new JsonObject()
        .put("firstName", "Prøve")
        .put("lastName", "Planeier " + number)
        .put("birthDate", LocalDate.of(1960, 1, 1).plusDays(31L * number).toString())
        .put("mobile", "+4790099999");
  }

  static JsonObject consent(TestServer server) {
    return new JsonObject()
        .put("from", day(server, 0))
        .put("until", day(server, 365))
        .put("scope", "Samarbeid mellom dem som er med.")
        .put("capacity", "OWNER");
  }

  static String day(TestServer server, int days) {
    return LocalDate.now(server.clock().withZone(ZONE)).plusDays(days).toString();
  }

  static String person(TestServer server, String username) {
    return server.value("select person_id from account where username = '" + username + "'");
  }

  String day(int days) {
    return day(server, days);
  }

  String path(String rest) {
    return "/plans/" + id + rest;
  }

  /** Adds a person with an account, and returns the participant id. */
  String addParticipant(String username, String role) {
    return coordinator
        .post(
            path("/participants"),
            new JsonObject().put("personId", person(server, username)).put("role", role))
        .expect(201)
        .body()
        .getString("participantId");
  }

  TestClient.ClientAnswer open(TestClient client) {
    return client.get(path(""));
  }

  String roleOf(TestClient client) {
    return open(client).expect(200).body().getJsonObject("me").getString("role");
  }

  JsonObject administration() {
    return coordinator.get(path("/administration")).expect(200).body();
  }

  TestClient.ClientAnswer close() {
    return coordinator.put(path("/state"), new JsonObject().put("state", "CLOSED"));
  }

  /** Sets the consent to expired. */
  void expireConsent() {
    server.sql(
        "update consent set valid_from = current_date - 400, valid_until = current_date - 30 where plan_id = '%s'"
            .formatted(id));
  }

  /** The events of the plan log, in order. */
  String events() {
    return server.value(
        "select string_agg(event, ' ' order by id) from plan_log where plan_id = '" + id + "'");
  }
}
