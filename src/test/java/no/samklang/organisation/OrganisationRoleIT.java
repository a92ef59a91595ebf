package no.samklang.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Local administrators, and who may create plans (ORG-1, LIST-4). */
class OrganisationRoleIT {
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
  }

  private static String path(String organisation, String role) {
    return "/organisations/" + organisation + "/" + role;
  }

  private static JsonObject person(String username) {
    return new JsonObject().put("personId", TestOrganisation.person(server, username));
  }

  private static List<String> names(TestClient by, String path) {
    return by.get(path).expect(200).items().stream()
        .map(item -> ((JsonObject) item).getString("personId"))
        .toList();
  }

  @Test
  void anAdministratorOfAUnitIsNamedAndRemoved() {
    String path = path(health, "administrators");
    TestClient doctor = server.loggedIn("lege");
    doctor.get(path).expect(403, "access.denied");
    JsonObject named = admin.post(path, person("lege")).expect(201).body();
    assertThat(named.getBoolean("canLogIn")).isTrue();
    admin.post(path, person("lege")).expect(201);
    assertThat(names(doctor, path)).startsWith(TestOrganisation.person(server, "lege"));
    JsonObject above =
        doctor.get(path).expect(200).items().stream()
            .map(JsonObject.class::cast)
            .filter(item -> item.getString("inheritedFrom") != null)
            .findFirst()
            .orElseThrow();
    assertThat(above.getString("inheritedFrom")).isEqualTo("Eksempelvik kommune");
    doctor.delete(path + "/" + above.getString("personId")).expect(404);
    admin.delete(path + "/" + TestOrganisation.person(server, "lege")).expect(204);
    doctor.get(path).expect(403, "access.denied");
    assertThat(TestOrganisation.events(admin, health))
        .startsWith("ADMINISTRATOR_REMOVED", "ADMINISTRATOR_ADDED")
        .filteredOn("ADMINISTRATOR_ADDED"::equals)
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"administrators", "plan-creators"})
  void aSisterUnitIsRefused(String role) {
    TestOrganisation.account(server, "leder-" + role, "admin");
    TestOrganisation.administers(server, "leder-" + role, health);
    TestClient leader = server.loggedIn("leder-" + role);
    leader.post(path(school, role), person("lege")).expect(403, "access.denied");
    leader.post(path(municipality, role), person("lege")).expect(403, "access.denied");
    leader.get(path(school, role)).expect(403, "access.denied");
    String coordinator = TestOrganisation.person(server, "koordinator");
    leader.delete(path(municipality, role) + "/" + coordinator).expect(403, "access.denied");
    leader.post(path(health, role), person("ergoterapeut")).expect(201);
    server.loggedIn("nabo").post(path(health, role), person("lege")).expect(404, "not.found");
    leader.post(path(health, role), person("nabo")).expect(422, "organisation.invalid");
    leader.get(path(school, role) + "").expect(403);
    leader.get("/organisations/" + school + "/log").expect(403, "access.denied");
  }

  @Test
  void theLastAdministratorOfAMunicipalityStays() {
    String path = path(municipality, "administrators");
    String self = TestOrganisation.person(server, "admin");
    server.sql(
        "delete from organisation_admin where organisation_id = '%s' and person_id <> '%s'"
            .formatted(municipality, self));
    admin.delete(path + "/" + self).expect(409, "administrator.required");
    TestOrganisation.account(server, "sperret", "admin");
    TestOrganisation.administers(server, "sperret", municipality);
    server.sql(
        "update account set blocked_at = now(), blocked_by = '%s', block_reason = 'Sluttet' where username = 'sperret'"
            .formatted(self));
    admin.delete(path + "/" + self).expect(409, "administrator.required");
    assertThat(names(admin, path)).contains(self);
    TestOrganisation.account(server, "nestleder", "admin");
    admin.post(path, person("nestleder")).expect(201);
    TestClient deputy = server.loggedIn("nestleder");
    deputy.delete(path + "/" + self).expect(204);
    admin.get(path).expect(403, "access.denied");
    deputy.post(path, person("admin")).expect(201);
  }

  @Test
  void whoCannotLogInIsNotNamed() {
    String without =
        server.value(
            """
            select p.id from person p
             where p.municipality_id = '%s' and not exists (select from account a where a.person_id = p.id) limit 1"""
                .formatted(municipality));
    JsonObject refused =
        admin
            .post(path(health, "administrators"), new JsonObject().put("personId", without))
            .expect(422, "organisation.invalid")
            .body();
    assertThat(refused.getJsonArray("errors").getJsonObject(0).getString("code"))
        .isEqualTo("account.missing");
  }

  @Test
  void whoMayCreatePlansInAUnitMayBelowIt() {
    TestOrganisation.account(server, "oppretter", "admin");
    TestClient creator = server.loggedIn("oppretter");
    assertThat(creator.get("/organisations").expect(200).items()).isEmpty();
    String team =
        admin
            .post("/organisations/" + school + "/units", new JsonObject().put("name", "Team"))
            .expect(201)
            .body()
            .getString("id");
    admin.post(path(school, "plan-creators"), person("oppretter")).expect(201);
    assertThat(creator.get("/organisations").expect(200).items())
        .extracting(item -> ((JsonObject) item).getString("id"))
        .containsExactlyInAnyOrder(school, team);
    creator.get(path(school, "plan-creators")).expect(403, "access.denied");
    String id = TestOrganisation.person(server, "oppretter");
    admin.delete(path(school, "plan-creators") + "/" + id).expect(204);
    assertThat(creator.get("/organisations").expect(200).items()).isEmpty();
    assertThat(names(server.loggedIn("admin"), path(municipality, "plan-creators")))
        .contains(TestOrganisation.person(server, "koordinator"));
  }

  /** An administrator sees the log of what is theirs, page by page. */
  @Test
  void theLogSaysWhoDidWhatAndWhen() {
    String path = path(health, "plan-creators");
    TestOrganisation.account(server, "logget", "admin");
    admin.post(path, person("logget")).expect(201);
    admin.delete(path + "/" + TestOrganisation.person(server, "logget")).expect(204);
    JsonObject page = admin.get(path(health, "log") + "?limit=1").expect(200).body();
    JsonObject entry = page.getJsonArray("items").getJsonObject(0);
    assertThat(entry.getString("event")).isEqualTo("PLAN_CREATOR_REMOVED");
    assertThat(entry.getString("subject")).isEqualTo("Test logget");
    assertThat(entry.getString("organisation")).isEqualTo("Helse og mestring");
    assertThat(entry.getString("by")).isNotBlank();
    JsonObject next =
        admin
            .get(path(health, "log") + "?limit=1&after=" + page.getString("next"))
            .expect(200)
            .body();
    assertThat(next.getJsonArray("items").getJsonObject(0).getString("event"))
        .isEqualTo("PLAN_CREATOR_ADDED");
  }
}
