package no.samklang.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates of goals and activities: made, inherited, and used in plans (ORG-1). */
class TemplateIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static String municipality;
  private static String health;
  private static String school;
  private static TestClient admin;
  private static TestClient unitAdmin;
  private static TestClient coordinator;

  @BeforeAll
  static void setUp() {
    municipality = TestOrganisation.id(server, "Eksempelvik kommune");
    health = TestOrganisation.id(server, "Helse og mestring");
    school = TestOrganisation.id(server, "Oppvekst og skole");
    TestOrganisation.administers(server, "fremmed", health);
    admin = server.loggedIn("admin");
    unitAdmin = server.loggedIn("fremmed");
    coordinator = server.loggedIn("koordinator");
  }

  @BeforeEach
  void deleteTemplates() {
    server.sql("delete from goal_template");
  }

  private static String path(String organisation) {
    return "/organisations/" + organisation + "/templates";
  }

  private static JsonObject part(String title) {
    return new JsonObject().put("title", title).put("description", "Mer om " + title);
  }

  /** Two main goals; the first has two activities, and a sub-goal with one. */
  private static JsonObject template(String name, String planType) {
    JsonObject home =
        part("Bo trygt")
            .put(
                "activities", new JsonArray().add(part("Se på boligen")).add(part("Søke tilskudd")))
            .put(
                "subGoals",
                new JsonArray()
                    .add(
                        part("Klare morgenen")
                            .put("activities", new JsonArray().add(part("Lage en plan")))));
    return new JsonObject()
        .put("name", name)
        .put("planType", planType)
        .put("goals", new JsonArray().add(home).add(part("Ha noe å gjøre")));
  }

  private static JsonObject goals(int number) {
    List<JsonObject> goals = IntStream.range(0, number).mapToObj(i -> part("Mål " + i)).toList();
    return new JsonObject().put("name", "Stor").put("goals", new JsonArray(goals));
  }

  @CanIgnoreReturnValue
  private static String add(TestClient by, String organisation, JsonObject template) {
    return by.post(path(organisation), template).expect(201).body().getString("id");
  }

  private static List<String> names(JsonArray items) {
    return items.stream().map(item -> ((JsonObject) item).getString("name")).toList();
  }

  private static TestPlan plan() {
    return TestPlan.withConsentDaysLeft(coordinator, 210);
  }

  @Test
  void aTemplateIsMadeChangedAndDeleted() {
    JsonObject made = admin.post(path(municipality), template("  Bolig ", "IP")).expect(201).body();
    assertThat(made.getString("name")).isEqualTo("Bolig");
    String one = path(municipality) + "/" + made.getString("id");
    assertThat(admin.get(one).expect(200).body()).isEqualTo(made);
    JsonObject summary = admin.get(path(municipality)).expect(200).item(0);
    assertThat(summary.getInteger("goals")).isEqualTo(3);
    assertThat(summary.getInteger("activities")).isEqualTo(3);
    assertThat(summary.getJsonArray("titles")).containsExactly("Bo trygt", "Ha noe å gjøre");
    admin.put(one, 1, goals(50)).expect(200);
    JsonObject stale = admin.put(one, 1, goals(1)).expect(409, "version.stale").body();
    assertThat(stale.getJsonObject("current").getJsonArray("goals")).hasSize(50);
    admin.delete(one).expect(204);
    admin.delete(one).expect(404, "not.found");
    assertThat(TestOrganisation.events(admin, municipality))
        .startsWith("TEMPLATE_DELETED", "TEMPLATE_CHANGED", "TEMPLATE_ADDED");
  }

  @Test
  void aTemplateGoesDownTheTree() {
    String general = add(admin, municipality, template("For alle", null));
    add(unitAdmin, health, template("Helse", "IP"));
    add(admin, school, template("Skole", "IOP"));
    assertThat(names(unitAdmin.get(path(health)).expect(200).items()))
        .containsExactly("Helse", "For alle");
    JsonObject inherited = unitAdmin.get(path(health) + "/" + general).expect(200).body();
    assertThat(inherited.getString("inheritedFrom")).isEqualTo("Eksempelvik kommune");
    unitAdmin.put(path(health) + "/" + general, 1, template("Min", null)).expect(404, "not.found");
    unitAdmin.delete(path(health) + "/" + general).expect(404, "not.found");
    assertThat(names(admin.get(path(municipality)).expect(200).items()))
        .containsExactly("For alle");
    String query = "/templates?organisation=" + school + "&type=";
    assertThat(names(coordinator.get(query + "IOP").expect(200).items()))
        .containsExactly("Skole", "For alle");
    assertThat(names(coordinator.get(query + "IP").expect(200).items()))
        .containsExactly("For alle");
  }

  @Test
  void administratorsOfOtherUnitsAreRefused() {
    String schools = add(admin, school, template("Skole", null));
    unitAdmin.get(path(school)).expect(403, "access.denied");
    unitAdmin.get(path(school) + "/" + schools).expect(403, "access.denied");
    unitAdmin.post(path(school), template("Min", null)).expect(403, "access.denied");
    unitAdmin.post(path(municipality), template("Min", null)).expect(403, "access.denied");
    unitAdmin.put(path(school) + "/" + schools, 1, template("Min", null)).expect(403);
    unitAdmin.delete(path(school) + "/" + schools).expect(403, "access.denied");
    unitAdmin.get(path(health) + "/" + schools).expect(404, "not.found");
    server.loggedIn("nabo").get(path(school)).expect(404, "not.found");
    unitAdmin.get("/templates?type=IP").expect(403, "access.denied");
  }

  @Test
  void aTemplateThatIsTooLargeIsRefused() {
    admin.post(path(municipality), goals(1000)).expect(422, "template.tooManyGoals");
    admin.post(path(municipality), goals(51)).expect(422, "template.tooManyGoals");
    JsonObject busy = goals(5);
    List<JsonObject> activities = IntStream.range(0, 41).mapToObj(i -> part("Nr. " + i)).toList();
    busy.getJsonArray("goals")
        .forEach(goal -> ((JsonObject) goal).put("activities", new JsonArray(activities)));
    admin.post(path(municipality), busy).expect(422, "template.tooManyActivities");
    admin.post(path(municipality), goals(0)).expect(422, "request.invalid");
    assertThat(server.value("select count(*) from goal_template")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\u200B", "Skjult\u202Enavn"})
  void whatCannotBeSeenIsRefused(String text) {
    String code = text.isBlank() && !text.isEmpty() ? "template.invalid" : "request.invalid";
    admin.post(path(municipality), template(text, null)).expect(422, code);
    JsonObject blank = template("Bolig", null);
    blank.getJsonArray("goals").getJsonObject(1).put("title", text);
    JsonObject refused = admin.post(path(municipality), blank).expect(422, code).body();
    assertThat(refused.getJsonArray("errors").getJsonObject(0).getString("field"))
        .isEqualTo("goals.1.title");
  }

  @Test
  void aNameIsUsedOnceInOneOrganisation() {
    add(admin, municipality, template("Bolig", null));
    admin.post(path(municipality), template("BOLIG", null)).expect(422, "template.nameTaken");
    add(unitAdmin, health, template("Bolig", null));
    IntStream.range(0, 49)
        .forEach(
            i ->
                server.sql(
                    "insert into goal_template (id, organisation_id, name, goals, changed_at) values ('%s', '%s', 'Nr. %d', '[{}]', now())"
                        .formatted(UUID.randomUUID(), municipality, i)));
    admin.post(path(municipality), template("En til", null)).expect(409, "template.full");
  }

  @Test
  void goalsAreAddedToAPlanFromATemplate() {
    String id = add(admin, municipality, template("Bolig", "IP"));
    add(admin, municipality, template("Skole", "IOP"));
    TestPlan plan = plan();
    assertThat(names(coordinator.get(plan.path("/templates")).expect(200).items()))
        .containsExactly("Bolig");
    JsonObject choice = new JsonObject().put("templateId", id);
    JsonObject first =
        coordinator.post(plan.path("/goals/from-template"), choice).expect(201).body();
    assertThat(first.getString("title")).isEqualTo("Bo trygt");
    assertThat(first.getString("description")).isEqualTo("Mer om Bo trygt");
    assertThat(first.getString("agreed")).isEqualTo("PROPOSED");
    assertThat(first.getJsonArray("activities")).hasSize(2);
    List<JsonObject> tree = goalsOf(plan);
    assertThat(tree.subList(tree.size() - 3, tree.size()))
        .extracting(goal -> goal.getString("title"))
        .containsExactly("Bo trygt", "Klare morgenen", "Ha noe å gjøre");
    JsonObject below = tree.get(tree.size() - 2);
    assertThat(below.getString("parentId")).isEqualTo(first.getString("id"));
    assertThat(below.getJsonArray("activities").getJsonObject(0).getString("title"))
        .isEqualTo("Lage en plan");
    assertThat(
            server.value(
                """
                select string_agg(event, ' ' order by id desc)
                  from (select * from plan_log where plan_id = '%s' order by id desc limit 2) l\
                """
                    .formatted(plan.id())))
        .isEqualTo("GOAL_ADDED ACTIVITY_ADDED");
    coordinator.post(plan.path("/goals/from-template"), choice.put("goal", 2)).expect(201);
    assertThat(goalsOf(plan)).hasSize(tree.size() + 1);
    coordinator
        .post(plan.path("/goals/from-template"), choice.put("goal", 3))
        .expect(422, "request.invalid");
  }

  private static List<JsonObject> goalsOf(TestPlan plan) {
    return plan.client().get(plan.path("/goals")).expect(200).items().stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  @Test
  void onlyATemplateForThePlanIsUsed() {
    TestPlan plan = plan();
    for (String other :
        List.of(
            add(admin, school, template("Skole", null)),
            add(admin, municipality, template("Opplæring", "IOP")),
            UUID.randomUUID().toString())) {
      coordinator
          .post(plan.path("/goals/from-template"), new JsonObject().put("templateId", other))
          .expect(422, "request.invalid");
    }
  }

  /** Who may write goals only can't add activities by a template. */
  @Test
  void theRightToWriteActivitiesIsNeededToo() {
    String id = add(admin, municipality, template("Bolig", null));
    TestPlan plan = plan();
    String mine =
        "update participant set rights = jsonb_set(jsonb_set(rights, '{areas,GOALS}', '\"WRITE\"'), '{areas,ACTIVITIES}', '\"%s\"')"
            + " where plan_id = '"
            + plan.id()
            + "' and person_id = '"
            + TestOrganisation.person(server, "mor")
            + "'";
    TestClient mother = server.loggedIn("mor");
    JsonObject all = new JsonObject().put("templateId", id);
    server.sql(mine.formatted("READ"));
    int before = goalsOf(plan).size();
    mother.post(plan.path("/goals/from-template"), all).expect(403, "access.denied");
    assertThat(goalsOf(plan)).hasSize(before);
    mother.post(plan.path("/goals/from-template"), all.copy().put("goal", 2)).expect(201);
    server.sql(mine.formatted("WRITE"));
    mother.post(plan.path("/goals/from-template"), all).expect(201);
  }

  @Test
  void aPlanStartsFromATemplate() {
    String id = add(admin, municipality, template("Bolig", "IP"));
    JsonObject wanted = newPlan("Mal").put("templateId", id);
    String plan = coordinator.post("/plans", wanted).expect(201).body().getString("id");
    TestPlan made = new TestPlan(coordinator, plan);
    assertThat(goalsOf(made))
        .extracting(goal -> goal.getString("title"), goal -> goal.getString("agreed"))
        .containsExactly(
            tuple("Bo trygt", "PROPOSED"),
            tuple("Klare morgenen", "PROPOSED"),
            tuple("Ha noe å gjøre", "PROPOSED"));
    assertThat(
            server.value(
                "select string_agg(event, ' ' order by id) from plan_log where plan_id = '"
                    + plan
                    + "'"))
        .isEqualTo(
            "PLAN_CREATED PARTICIPANT_ADDED PARTICIPANT_ADDED GOAL_ADDED ACTIVITY_ADDED CONSENT_GIVEN");
    coordinator
        .post("/plans", newPlan("Ukjent mal").put("templateId", UUID.randomUUID().toString()))
        .expect(422, "request.invalid");
  }

  private static JsonObject newPlan(String lastName) {
    String today = LocalDate.now(server.clock().withZone(ZoneId.of("Europe/Oslo"))).toString();
    return new JsonObject()
        .put("owner", new JsonObject().put("firstName", "Prøve").put("lastName", lastName))
        .put("type", "IP")
        .put("startDate", today)
        .put("organisationId", health)
        .put(
            "consent",
            new JsonObject()
                .put("from", today)
                .put("until", today)
                .put("scope", "Alt")
                .put("capacity", "OWNER"));
  }
}
