package no.samklang.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree of a municipality's units: add, rename, move, close (ORG-1). */
class UnitIT {
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
    admin = server.loggedIn("admin");
    TestOrganisation.administers(server, "fremmed", health);
    unitAdmin = server.loggedIn("fremmed");
  }

  @CanIgnoreReturnValue
  private static String add(TestClient by, String parent, String name) {
    return by.post(path(parent) + "/units", name(name)).expect(201).body().getString("id");
  }

  private static String path(String organisation) {
    return "/organisations/" + organisation;
  }

  private static JsonObject name(String name) {
    return new JsonObject().put("name", name);
  }

  private static JsonObject parent(String parent) {
    return new JsonObject().put("parentId", parent);
  }

  private static JsonObject closed(boolean closed) {
    return new JsonObject().put("closed", closed);
  }

  private static JsonObject find(TestClient by, String unit) {
    return by.get("/organisations").expect(200).items().stream()
        .map(JsonObject.class::cast)
        .filter(item -> item.getString("id").equals(unit))
        .findFirst()
        .orElse(null);
  }

  private static TestClient.ClientAnswer change(TestClient by, String unit, JsonObject change) {
    return by.put(path(unit), TestOrganisation.version(server, unit), change);
  }

  @Test
  void aUnitIsAddedRenamedAndMovedWithWhatIsBelowIt() {
    String upper = add(admin, health, "  Habilitering ");
    String lower = add(admin, upper, "Barn og unge");
    assertThat(find(admin, upper).getString("name")).isEqualTo("Habilitering");
    assertThat(find(unitAdmin, lower).getBoolean("mayAdminister")).isTrue();
    change(admin, upper, name("Habilitering og rehabilitering")).expect(200);
    change(admin, upper, parent(school)).expect(200);
    assertThat(find(admin, upper).getString("parentId")).isEqualTo(school);
    assertThat(find(unitAdmin, upper)).isNull();
    assertThat(find(unitAdmin, lower)).isNull();
    assertThat(
            server.value(
                "select string_agg(o.name, ' > ' order by distance desc) from organisation_ancestor a"
                    + " join organisation o on o.id = a.ancestor_id where organisation_id = '"
                    + lower
                    + "'"))
        .isEqualTo(
            "Eksempelvik kommune > Oppvekst og skole > Habilitering og rehabilitering > Barn og unge");
    List<String> events = TestOrganisation.events(admin, upper);
    assertThat(events).containsExactly("MOVED", "RENAMED", "UNIT_ADDED", "UNIT_ADDED");
  }

  @Test
  void aUnitIsNeverUnderItself() {
    String upper = add(admin, health, "Psykisk helse");
    String lower = add(admin, upper, "Ambulant team");
    change(admin, upper, parent(upper)).expect(422, "organisation.underItself");
    change(admin, upper, parent(lower)).expect(422, "organisation.underItself");
    change(admin, municipality, parent(lower)).expect(409, "organisation.isMunicipality");
    assertThat(find(admin, upper).getString("parentId")).isEqualTo(health);
  }

  @Test
  void anAdministratorOfAUnitStaysWithinIt() {
    String own = add(unitAdmin, health, "Fysioterapi");
    String sister = add(admin, school, "Skolen i sentrum");
    unitAdmin.post(path(school) + "/units", name("Fremmed")).expect(403, "access.denied");
    unitAdmin.post(path(municipality) + "/units", name("Fremmed")).expect(403, "access.denied");
    change(unitAdmin, sister, name("Tatt over")).expect(403, "access.denied");
    change(unitAdmin, own, parent(school)).expect(403, "access.denied");
    change(unitAdmin, health, parent(own)).expect(422, "organisation.underItself");
    change(unitAdmin, own, closed(true)).expect(200);
    TestClient neighbour = server.loggedIn("nabo");
    change(neighbour, own, name("Nabo")).expect(404, "not.found");
    assertThat(find(admin, sister).getString("name")).isEqualTo("Skolen i sentrum");
  }

  @Test
  void aClosedUnitKeepsWhatItHasAndGetsNothingNew() {
    String upper = add(admin, health, "Rus og avhengighet");
    String lower = add(admin, upper, "Oppfølging");
    change(admin, upper, closed(true)).expect(409, "organisation.unitsOpen");
    change(admin, lower, closed(true)).expect(200);
    change(admin, upper, closed(true)).expect(200);
    admin.post(path(upper) + "/units", name("Ny")).expect(409, "organisation.closed");
    change(admin, lower, closed(false)).expect(409, "organisation.closed");
    assertThat(find(server.loggedIn("koordinator"), upper)).isNull();
    assertThat(find(admin, upper).getBoolean("closed")).isTrue();
    change(admin, upper, closed(false)).expect(200);
    assertThat(find(server.loggedIn("koordinator"), upper).getBoolean("mayCreatePlans")).isTrue();
    change(admin, municipality, closed(true)).expect(409, "organisation.isMunicipality");
  }

  @Test
  void twoAdministratorsWhoChangeTheSameUnitGetAConflict() {
    String unit = add(admin, health, "Hjemmetjenesten");
    unitAdmin.put(path(unit), 1, name("Hjemmetjenester")).expect(200);
    JsonObject stale = admin.put(path(unit), 1, name("Hjemme")).expect(409, "version.stale").body();
    assertThat(stale.getJsonObject("current").getString("name")).isEqualTo("Hjemmetjenester");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\u200B", "Skjult\u202Enavn", "\u3164"})
  void aNameThatCannotBeSeenIsRefused(String name) {
    String code = name.isBlank() && !name.isEmpty() ? "organisation.invalid" : "request.invalid";
    admin.post(path(health) + "/units", name(name)).expect(422, code);
    change(admin, health, name(name)).expect(422, code);
  }

  @Test
  void aNameIsUsedOnceInOnePlace() {
    String unit = add(admin, health, "Ergoterapi");
    admin.post(path(health) + "/units", name("ERGOTERAPI")).expect(422, "organisation.nameTaken");
    add(admin, school, "Ergoterapi");
    change(admin, unit, name("ergoterapi")).expect(200);
  }

  @Test
  void aRetryAddsOneUnit() {
    TestClient retrying = admin.header("Idempotency-Key", "unit-once-1");
    try {
      String id = add(retrying, health, "Én gang");
      assertThat(add(retrying, health, "Én gang")).isEqualTo(id);
    } finally {
      admin.header("Idempotency-Key", null);
    }
  }

  @Test
  void twoHundredUnitsAreListedAndFiveHundredAreTheMost() {
    String other = other();
    String unit = add(server.loggedIn("nabo2"), other, "Bydel");
    server.sql(
        """
        insert into organisation (id, parent_id, municipality_id, name)
        select gen_random_uuid(), '%1$s', municipality_id, 'Enhet ' || n
          from organisation, generate_series(1, 200) n where id = '%1$s'"""
            .formatted(unit));
    assertThat(server.loggedIn("nabo2").get("/organisations").expect(200).items())
        .hasSizeGreaterThan(200);
    server.sql(
        """
        insert into organisation (id, parent_id, municipality_id, name)
        select gen_random_uuid(), '%1$s', municipality_id, 'Flere ' || n
          from organisation, generate_series(1, 297) n where id = '%1$s'"""
            .formatted(unit));
    server
        .loggedIn("nabo2")
        .post(path(unit) + "/units", name("En for mye"))
        .expect(409, "organisation.full");
  }

  private static String other() {
    TestOrganisation.account(server, "nabo2", "nabo");
    String other = TestOrganisation.id(server, "Prøvedal kommune");
    TestOrganisation.administers(server, "nabo2", other);
    return other;
  }

  @Test
  void theTreeHasTenLevels() {
    String unit = school;
    for (int level = 3; level <= UnitService.MAX_LEVELS; level++) {
      unit = add(admin, unit, "Nivå " + level);
    }
    admin.post(path(unit) + "/units", name("For dypt")).expect(409, "organisation.tooDeep");
    String tall = add(admin, health, "Høy");
    add(admin, tall, "Lav");
    change(admin, tall, parent(unit)).expect(409, "organisation.tooDeep");
  }

  @Test
  void oneOfSeveralIsChosenAndKept() {
    admin.put("/me/organisation", new JsonObject().put("organisationId", school)).expect(200);
    assertThat(find(admin, school).getBoolean("chosen")).isTrue();
    admin.put("/me/organisation", new JsonObject().put("organisationId", health)).expect(200);
    assertThat(find(server.loggedIn("admin"), school).getBoolean("chosen")).isFalse();
    assertThat(find(admin, health).getBoolean("chosen")).isTrue();
    unitAdmin
        .put("/me/organisation", new JsonObject().put("organisationId", school))
        .expect(404, "not.found");
  }

  /** Whoever names the tree in SQL finds what is below it. */
  @Test
  void theDatabaseRefusesACycle() {
    String upper = add(admin, health, "Øvre");
    String lower = add(admin, upper, "Nedre");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                server.sql(
                    "update organisation set parent_id = '%s' where id = '%s'"
                        .formatted(lower, upper)))
        .hasMessageContaining("under itself");
    assertThat(server.value("select count(*) from organisation_tree('" + upper + "')"))
        .isEqualTo("2");
  }
}
