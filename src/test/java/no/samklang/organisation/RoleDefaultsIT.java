package no.samklang.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rights at the start by organisation: a unit's own, otherwise those above it (ORG-1, PART-2). */
class RoleDefaultsIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static String municipality;
  private static String health;
  private static String school;
  private static TestClient admin;
  private static TestClient unitAdmin;

  @BeforeAll
  static void setUp() {
    municipality = TestOrganisation.id(server, "Eksempelvik kommune");
    health = TestOrganisation.id(server, "Helse og mestring");
    school = TestOrganisation.id(server, "Oppvekst og skole");
    TestOrganisation.administers(server, "fremmed", health);
    admin = server.loggedIn("admin");
    unitAdmin = server.loggedIn("fremmed");
    server.sql("delete from organisation_role_rights");
  }

  @AfterEach
  void decideNothing() {
    server.sql("delete from organisation_role_rights");
  }

  private static String path(String organisation) {
    return "/organisations/" + organisation + "/role-rights";
  }

  private static JsonObject find(TestClient by, String organisation) {
    return by.get(path(organisation)).expect(200).body();
  }

  private static JsonObject provider(String level) {
    return new JsonObject()
        .put("editPerson", false)
        .put("print", false)
        .put("areas", new JsonObject().put("GOALS", level));
  }

  private static TestClient.ClientAnswer change(
      TestClient by, String organisation, String role, JsonObject rights) {
    return by.put(
        path(organisation),
        TestOrganisation.version(server, organisation),
        new JsonObject().put("rights", new JsonObject().put(role, rights)));
  }

  @CanIgnoreReturnValue
  private static JsonObject decide(TestClient by, String organisation, String level) {
    return change(by, organisation, "PROVIDER", provider(level)).expect(200).body();
  }

  private static String goals(JsonObject rights) {
    return rights.getJsonObject("PROVIDER").getJsonObject("areas").getString("GOALS");
  }

  @Test
  void aUnitHasWhatTheNearestAboveItHas() {
    assertThat(find(unitAdmin, health).getJsonObject("inheritedFrom").getValue("PROVIDER"))
        .isNull();
    decide(admin, municipality, "WRITE");
    String team =
        admin
            .post("/organisations/" + health + "/units", new JsonObject().put("name", "Team"))
            .expect(201)
            .body()
            .getString("id");
    JsonObject inherited = find(unitAdmin, team);
    assertThat(goals(inherited.getJsonObject("rights"))).isEqualTo("WRITE");
    assertThat(inherited.getJsonObject("inheritedFrom").getString("PROVIDER"))
        .isEqualTo("Eksempelvik kommune");
    assertThat(inherited.getJsonArray("own")).isEmpty();
    decide(unitAdmin, health, "NONE");
    inherited = find(unitAdmin, team);
    assertThat(goals(inherited.getJsonObject("rights"))).isEqualTo("NONE");
    assertThat(inherited.getJsonObject("inheritedFrom").getString("PROVIDER"))
        .isEqualTo("Helse og mestring");
    assertThat(goals(find(admin, school).getJsonObject("rights"))).isEqualTo("WRITE");
  }

  @Test
  void ownRightsAreTakenBackToThoseAbove() {
    decide(admin, municipality, "WRITE");
    JsonObject own = decide(unitAdmin, health, "NONE");
    assertThat(own.getJsonArray("own")).isEqualTo(new JsonArray(List.of("PROVIDER")));
    assertThat(goals(own.getJsonObject("standard"))).isEqualTo("WRITE");
    JsonObject back = change(unitAdmin, health, "PROVIDER", null).expect(200).body();
    assertThat(back.getJsonArray("own")).isEmpty();
    assertThat(goals(back.getJsonObject("rights"))).isEqualTo("WRITE");
    assertThat(decide(unitAdmin, health, "WRITE").getJsonArray("own")).isEmpty();
    assertThat(TestOrganisation.events(unitAdmin, health)).contains("ROLE_RIGHTS_CHANGED");
  }

  /** What the organisation above decides later doesn't touch what a unit has decided. */
  @Test
  void aUnitKeepsItsOwnWhenThoseAboveBecomeTheSame() {
    decide(unitAdmin, health, "NONE");
    decide(admin, municipality, "NONE");
    assertThat(find(unitAdmin, health).getJsonArray("own")).containsExactly("PROVIDER");
    decide(admin, municipality, "WRITE");
    assertThat(goals(find(unitAdmin, health).getJsonObject("rights"))).isEqualTo("NONE");
  }

  @Test
  void aParticipantGetsTheRightsOfThePlansUnit() {
    decide(admin, municipality, "WRITE");
    assertThat(goalsOfAdded(TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210)))
        .isEqualTo("WRITE");
    decide(unitAdmin, health, "NONE");
    assertThat(goalsOfAdded(TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210)))
        .isEqualTo("NONE");
    assertThat(goalsOfAdded(TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 24)))
        .isEqualTo("WRITE");
  }

  /** The level of a provider who is added to a plan, and removed again. */
  private static String goalsOfAdded(TestPlan plan) {
    JsonObject added =
        plan.client()
            .post(
                plan.path("/participants"),
                new JsonObject()
                    .put("personId", TestOrganisation.person(server, "fremmed"))
                    .put("role", "PROVIDER"))
            .expect(201)
            .body();
    plan.client()
        .delete(plan.path("/participants/" + added.getString("participantId")))
        .expect(204);
    assertThat(added.getJsonObject("defaults").getJsonObject("PROVIDER"))
        .isEqualTo(added.getJsonObject("rights"));
    return added.getJsonObject("rights").getJsonObject("areas").getString("GOALS", "NONE");
  }

  @Test
  void administratorsOfOtherUnitsAreRefused() {
    unitAdmin.get(path(school)).expect(403, "access.denied");
    unitAdmin.get(path(municipality)).expect(403, "access.denied");
    change(unitAdmin, school, "PROVIDER", provider("WRITE")).expect(403, "access.denied");
    change(unitAdmin, municipality, "PROVIDER", provider("WRITE")).expect(403, "access.denied");
    change(server.loggedIn("nabo"), health, "PROVIDER", provider("WRITE")).expect(404, "not.found");
    change(admin, health, "PROVIDER", provider("EVERYTHING")).expect(422, "request.invalid");
    unitAdmin
        .put(path(health), 0, new JsonObject().put("rights", new JsonObject()))
        .expect(409, "version.stale");
  }
}
