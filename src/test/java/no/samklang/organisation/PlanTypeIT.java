package no.samklang.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestPdf;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What plans of a type contain, by organisation; what is in a plan is never hidden (ORG-1). */
class PlanTypeIT {
  private static final String[] ALL = {
    "GOALS",
    "ACTIVITIES",
    "WORK",
    "HOUSING",
    "LEISURE",
    "HEALTH",
    "NETWORK",
    "ECONOMY",
    "SPECIALIST_PLANS",
    "CALENDAR",
    "DOCUMENTS"
  };

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
  }

  @AfterEach
  void decideNothing() {
    server.sql("delete from organisation_plan_type");
  }

  private static String path(String organisation) {
    return "/organisations/" + organisation + "/plan-types";
  }

  private static TestClient.ClientAnswer leaveOut(
      TestClient by, String organisation, String type, String... parts) {
    JsonArray off = parts == null ? null : new JsonArray(Arrays.asList(parts));
    return by.put(
        path(organisation),
        TestOrganisation.version(server, organisation),
        new JsonObject().put("partsOff", new JsonObject().put(type, off)));
  }

  /** An empty plan of a unit, with "koordinator" as its coordinator. */
  private static TestPlan emptyPlan() {
    TestClient coordinator = server.loggedIn("koordinator");
    String today = server.value("select (now() at time zone 'Europe/Oslo')::date");
    JsonObject owner = new JsonObject().put("firstName", "Tom").put("lastName", "Planeier");
    JsonObject consent =
        new JsonObject()
            .put("from", today)
            .put("until", today)
            .put("scope", "Alt")
            .put("capacity", "OWNER");
    JsonObject plan =
        new JsonObject()
            .put("owner", owner.put("registerAnyway", true))
            .put("type", "IP")
            .put("startDate", today)
            .put("organisationId", health)
            .put("consent", consent);
    return new TestPlan(
        coordinator, coordinator.post("/plans", plan).expect(201).body().getString("id"));
  }

  private static List<Object> hidden(TestPlan plan) {
    return plan.home().getJsonArray("hiddenParts").stream().toList();
  }

  @Test
  void aUnitHasWhatTheNearestAboveItHas() {
    leaveOut(admin, municipality, "IP", "ECONOMY").expect(200);
    JsonObject inherited = unitAdmin.get(path(health)).expect(200).body();
    assertThat(inherited.getJsonObject("partsOff").getJsonArray("IP")).containsExactly("ECONOMY");
    assertThat(inherited.getJsonObject("partsOff").getJsonArray("SL")).isEmpty();
    assertThat(inherited.getJsonObject("inheritedFrom").getString("IP"))
        .isEqualTo("Eksempelvik kommune");
    assertThat(inherited.getJsonArray("own")).isEmpty();
    JsonObject own = leaveOut(unitAdmin, health, "IP").expect(200).body();
    assertThat(own.getJsonArray("own")).containsExactly("IP");
    assertThat(own.getJsonObject("partsOff").getJsonArray("IP")).isEmpty();
    assertThat(own.getJsonObject("standard").getJsonArray("IP")).containsExactly("ECONOMY");
    JsonObject back = leaveOut(unitAdmin, health, "IP", (String[]) null).expect(200).body();
    assertThat(back.getJsonArray("own")).isEmpty();
    assertThat(TestOrganisation.events(unitAdmin, health)).contains("PLAN_TYPES_CHANGED");
    unitAdmin
        .put(path(health), 0, new JsonObject().put("partsOff", new JsonObject()))
        .expect(409, "version.stale");
  }

  @Test
  void aPartThatIsLeftOutIsntInPlansWithoutContent() {
    TestPlan plan = emptyPlan();
    assertThat(hidden(plan)).isEmpty();
    leaveOut(admin, municipality, "SL", ALL).expect(200);
    assertThat(hidden(plan)).isEmpty();
    leaveOut(admin, municipality, "IP", "GOALS", "HEALTH", "DOCUMENTS").expect(200);
    JsonObject home = plan.home();
    assertThat(home.getJsonArray("hiddenParts"))
        .containsExactly("ACTIVITIES", "DOCUMENTS", "GOALS", "HEALTH");
    JsonObject rights = home.getJsonObject("myRights");
    assertThat(rights.getString("goals")).isEqualTo("NONE");
    assertThat(rights.getString("activities")).isEqualTo("NONE");
    assertThat(rights.getJsonObject("areas").getString("HEALTH")).isEqualTo("NONE");
    assertThat(rights.getJsonObject("areas").getString("HOUSING")).isEqualTo("WRITE");
    leaveOut(unitAdmin, health, "IP", "CALENDAR").expect(200);
    assertThat(hidden(plan)).containsExactly("CALENDAR");
  }

  /** Each part comes back with its first content, and stays while that lies in the bin. */
  @Test
  void whatIsInAPlanIsNeverHidden() {
    leaveOut(admin, municipality, "IP", ALL).expect(200);
    TestPlan plan = emptyPlan();
    assertThat(hidden(plan)).containsExactlyInAnyOrder((Object[]) ALL);
    TestClient coordinator = plan.client();
    JsonObject goal = new JsonObject().put("title", "Bo trygt");
    JsonObject made = coordinator.post(plan.path("/goals"), goal).expect(201).body();
    coordinator.post(plan.path("/goals/" + made.getString("id") + "/activities"), goal).expect(201);
    coordinator
        .put(plan.path("/survey/HEALTH"), 0, new JsonObject().put("text", "Frisk"))
        .expect(200);
    coordinator
        .upload("POST", plan.path("/documents"), "application/pdf", "Brev.pdf", TestPdf.plain())
        .expect(201);
    assertThat(hidden(plan))
        .containsExactly(
            "CALENDAR", "ECONOMY", "HOUSING", "LEISURE", "NETWORK", "SPECIALIST_PLANS", "WORK");
    String path = plan.path("/goals/" + made.getString("id"));
    coordinator.delete(path, coordinator.get(path).body().getInteger("version")).expect(200);
    assertThat(hidden(plan)).doesNotContain("GOALS");
    server.sql("update bin_entry set kind = 'COMMENT' where plan_id = '" + plan.id() + "'");
    assertThat(hidden(plan)).contains("GOALS", "ACTIVITIES");
  }

  @Test
  void theDemoPlansKeepAllThatIsInThem() {
    leaveOut(admin, municipality, "IP", ALL).expect(200);
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    assertThat(hidden(plan)).doesNotContain("GOALS", "ACTIVITIES", "CALENDAR", "DOCUMENTS");
  }

  @Test
  void administratorsOfOtherUnitsAreRefused() {
    unitAdmin.get(path(school)).expect(403, "access.denied");
    leaveOut(unitAdmin, school, "IP", "HEALTH").expect(403, "access.denied");
    leaveOut(unitAdmin, municipality, "IP", "HEALTH").expect(403, "access.denied");
    leaveOut(server.loggedIn("nabo"), health, "IP", "HEALTH").expect(404, "not.found");
    leaveOut(admin, health, "IP", "MESSAGES").expect(422, "request.invalid");
    leaveOut(admin, health, "XX", "HEALTH").expect(422, "request.invalid");
  }
}
