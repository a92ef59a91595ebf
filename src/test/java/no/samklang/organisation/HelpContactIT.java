package no.samklang.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Local help contacts and announced downtime (ORG-1, LOGIN-9, HELP-1). */
class HelpContactIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static String municipality;
  private static String health;
  private static String school;
  private static TestClient admin;

  @BeforeAll
  static void setUp() {
    municipality = TestOrganisation.id(server, "Eksempelvik kommune");
    health = TestOrganisation.id(server, "Helse og mestring");
    school = TestOrganisation.id(server, "Oppvekst og skole");
    admin = server.loggedIn("admin");
    server.sql("delete from help_contact; delete from announced_downtime");
    TestOrganisation.administers(server, "fremmed", health);
  }

  private static String path(String organisation, String part) {
    return "/organisations/" + organisation + "/" + part;
  }

  private static JsonObject contact(String name, String phone, String email) {
    return new JsonObject().put("name", name).put("phone", phone).put("email", email);
  }

  private static JsonObject contacts(JsonObject... contacts) {
    return new JsonObject().put("items", new JsonArray(List.of(contacts)));
  }

  private static List<String> shown(TestClient by, String path) {
    return by.get(path).expect(200).items().stream()
        .map(JsonObject.class::cast)
        .flatMap(item -> item.getJsonArray("contacts").stream())
        .map(contact -> ((JsonObject) contact).getString("name"))
        .toList();
  }

  private static TestClient.ClientAnswer put(TestClient by, String organisation, JsonObject body) {
    return by.put(
        path(organisation, "contacts"), TestOrganisation.version(server, organisation), body);
  }

  @Test
  void theNearestContactIsShownFirstAndOnlyTheGeneralOneWithoutLogin() {
    put(
            admin,
            municipality,
            contacts(
                contact("Innbyggertorget", "55 55 00 00", ""),
                contact("IKT", "", "ikt@eksempel.example")))
        .expect(200);
    put(admin, health, contacts(contact("Helsekontoret", "55 55 00 01", ""))).expect(200);
    put(admin, school, contacts(contact("Skolekontoret", "55 55 00 02", ""))).expect(200);
    assertThat(shown(server.client(), "/help-contacts")).containsExactly("Innbyggertorget");
    assertThat(shown(server.loggedIn("fremmed"), "/me/help-contacts"))
        .containsExactly("Innbyggertorget", "IKT");
    assertThat(shown(server.loggedIn("planeier"), "/me/help-contacts"))
        .startsWith("Helsekontoret")
        .endsWith("Innbyggertorget", "IKT");
    assertThat(shown(server.loggedIn("nabo"), "/me/help-contacts")).isEmpty();
    assertThat(TestOrganisation.events(admin, health)).contains("CONTACTS_CHANGED");
  }

  @Test
  void contactsAreChangedByWhoAdministersTheUnitOnTheVersionSeen() {
    TestClient leader = server.loggedIn("fremmed");
    leader.get(path(school, "contacts")).expect(403, "access.denied");
    put(leader, school, contacts()).expect(403, "access.denied");
    JsonObject before = leader.get(path(health, "contacts")).expect(200).body();
    int version = before.getInteger("version");
    JsonObject body = contacts(contact("Vakten", "112", ""));
    leader.put(path(health, "contacts"), version, body).expect(200);
    JsonObject stale =
        admin.put(path(health, "contacts"), version, body).expect(409, "version.stale").body();
    assertThat(stale.getJsonObject("current").getInteger("version")).isEqualTo(version + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "' ', 55550000, '', items.0.name, required",
    "Torget, '', '', items.0.phone, contact.phoneOrEmail",
    "Torget, ring meg, '', items.0.phone, contact.phone",
    "Torget, '', alle@her, items.0.email, email.invalid"
  })
  void whatIsWrongIsSaidByTheField(
      String name, String phone, String email, String field, String code) {
    JsonObject refused =
        put(admin, municipality, contacts(contact(name, phone, email)))
            .expect(422, "contacts.invalid")
            .body();
    assertThat(refused.getJsonArray("errors"))
        .containsExactly(new JsonObject().put("field", field).put("code", code));
  }

  private static JsonObject downtime(Duration from, Duration until) {
    Instant now = server.clock().instant();
    return new JsonObject()
        .put("startsAt", now.plus(from).toString())
        .put("endsAt", now.plus(until).toString())
        .put("text", "Vi bytter tjener.");
  }

  private static List<String> organisations(TestClient by, String path) {
    return by.get(path).expect(200).items().stream()
        .map(item -> ((JsonObject) item).getString("organisation"))
        .toList();
  }

  @Test
  void downtimeIsToldAheadToThoseItConcernsAndEndsByItself() {
    server.sql("delete from announced_downtime");
    admin
        .post(path(municipality, "downtimes"), downtime(Duration.ofDays(6), Duration.ofDays(7)))
        .expect(201);
    admin
        .post(path(municipality, "downtimes"), downtime(Duration.ofDays(8), Duration.ofDays(9)))
        .expect(201);
    admin
        .post(path(health, "downtimes"), downtime(Duration.ofHours(-1), Duration.ofHours(1)))
        .expect(201);
    assertThat(organisations(server.client(), "/downtimes")).containsExactly("Eksempelvik kommune");
    assertThat(organisations(server.loggedIn("planeier"), "/me/downtimes"))
        .containsExactly("Helse og mestring", "Eksempelvik kommune");
    assertThat(organisations(server.loggedIn("nabo"), "/me/downtimes")).isEmpty();
    server.sql(
        "update announced_downtime set starts_at = now() - interval '3 days', ends_at = now() - interval '2 days'");
    assertThat(organisations(server.client(), "/downtimes")).isEmpty();
    server.sql(
        "update announced_downtime set ends_at = starts_at + interval '1 minute', starts_at = starts_at - interval '40 days'");
    server.sql("update announced_downtime set ends_at = starts_at + interval '1 minute'");
    server.runJobs();
    assertThat(server.value("select count(*) from announced_downtime")).isEqualTo("0");
  }

  @Test
  void anAnnouncementIsCancelledWhereItWasMade() {
    server.sql("delete from announced_downtime");
    String id =
        admin
            .post(path(health, "downtimes"), downtime(Duration.ofDays(1), Duration.ofDays(2)))
            .expect(201)
            .body()
            .getString("id");
    admin.delete(path(school, "downtimes") + "/" + id).expect(404, "not.found");
    server.loggedIn("fremmed").delete(path(school, "downtimes") + "/" + id).expect(403);
    server.loggedIn("fremmed").delete(path(health, "downtimes") + "/" + id).expect(204);
    assertThat(admin.get(path(health, "downtimes")).expect(200).items()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1, endsAt, downtime.endsFirst",
    "-3, -2, endsAt, downtime.over",
    "1, 300, endsAt, downtime.tooLong",
    "10000, 10001, startsAt, downtime.tooFarAhead"
  })
  void aTimeThatCannotBeIsRefused(int from, int until, String field, String code) {
    JsonObject refused =
        admin
            .post(
                path(health, "downtimes"),
                downtime(Duration.ofHours(from), Duration.ofHours(until)))
            .expect(422, "downtime.invalid")
            .body();
    assertThat(refused.getJsonArray("errors"))
        .containsExactly(new JsonObject().put("field", field).put("code", code));
  }
}
