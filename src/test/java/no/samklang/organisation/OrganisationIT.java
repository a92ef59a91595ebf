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

/** A municipality, its units, and its age of consent (ORG-1, PLAN-8). */
class OrganisationIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static String municipality;
  private static String unit;
  private static String otherMunicipality;

  @BeforeAll
  static void setUp() {
    municipality = id("Eksempelvik kommune");
    unit = id("Oppvekst og skole");
    otherMunicipality = id("Prøvedal kommune");
  }

  private static String id(String name) {
    return server.value("select id from organisation where name = '" + name + "'");
  }

  @Test
  void listContainsAdministeredAndPlanCreationUnits() {
    List<JsonObject> admins = list("admin");
    assertThat(admins)
        .extracting(item -> item.getString("name"))
        .containsExactly(
            "Eksempelvik kommune",
            "Familie og barnevern",
            "Helse og mestring",
            "Oppvekst og skole");
    assertThat(admins).allMatch(item -> item.getBoolean("mayAdminister"));
    assertThat(admins).noneMatch(item -> item.getBoolean("mayCreatePlans"));
    assertThat(admins.get(0).getValue("parentId")).isNull();
    assertThat(admins.get(2).getString("parentId")).isEqualTo(municipality);
    assertThat(list("koordinator")).hasSize(4).allMatch(item -> item.getBoolean("mayCreatePlans"));
    assertThat(list("nabo")).extracting(item -> item.getString("id")).contains(otherMunicipality);
    assertThat(list("nabo")).extracting(item -> item.getString("id")).doesNotContain(municipality);
    assertThat(list("lege")).isEmpty();
  }

  @Test
  void administratorsOfTheOwnMunicipalityAreListedWithoutOneself() {
    List<JsonObject> found =
        server.loggedIn("lege").get("/me/administrators").expect(200).items().stream()
            .map(JsonObject.class::cast)
            .toList();
    assertThat(found).isNotEmpty();
    String admin =
        server.value(
            "select p.first_name || ' ' || p.last_name from person p join account a on a.person_id"
                + " = p.id where a.username = 'admin'");
    assertThat(found).extracting(one -> one.getString("name")).contains(admin);
    assertThat(server.loggedIn("admin").get("/me/administrators").expect(200).items())
        .noneMatch(one -> ((JsonObject) one).getString("name").equals(admin));
    assertThat(server.loggedIn("nabo").get("/me/administrators").expect(200).items())
        .noneMatch(one -> ((JsonObject) one).getString("name").equals(admin));
  }

  private static List<JsonObject> list(String username) {
    return server.loggedIn(username).get("/organisations").expect(200).items().stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  @Test
  void consentAgeChangeRequiresCurrentVersion() {
    TestClient admin = server.loggedIn("admin");
    int version = list("admin").get(0).getInteger("version");
    JsonObject changed = admin.put(path(municipality), version, age(15)).expect(200).body();
    assertThat(changed.getInteger("consentAge")).isEqualTo(15);
    assertThat(list("koordinator")).allMatch(item -> item.getInteger("consentAge") == 15);
    JsonObject stale =
        admin.put(path(municipality), version, age(17)).expect(409, "version.stale").body();
    assertThat(stale.getJsonObject("current")).isEqualTo(changed);
    admin.put(path(municipality), version + 1, age(16)).expect(200);
    assertThat(
            server.value(
                "select consent_age from organisation where id = '" + otherMunicipality + "'"))
        .isEqualTo("16");
  }

  /** It decides who decides: the logs of the plans it touches tell it, and who decided is told. */
  @Test
  void consentAgeChangeIsLoggedInThePlansItTouches() {
    String owner = server.value("select person_id from account where username = 'planeier'");
    server.sql(
        "update person set birth_date = current_date - interval '17 years' where id = '%s'"
            .formatted(owner));
    server.sql("delete from outbox");
    String logged =
        """
        select string_agg(distinct op.person_id::text, ',')
          from plan_log l join participant op on op.plan_id = l.plan_id and op.role = 'OWNER'
         where l.event = 'CONSENT_AGE_CHANGED' and l.detail ->> 'to' = '18' and op.person_id = '%s\'\
        """
            .formatted(owner);
    TestClient admin = server.loggedIn("admin");
    int version = list("admin").get(0).getInteger("version");
    admin.put(path(municipality), version, age(18)).expect(200);
    assertThat(server.value(logged)).isEqualTo(owner);
    assertThat(
            server.value(
                "select string_agg(distinct person_id::text, ',') from outbox where template = 'AUTHORITY_CHANGED' and person_id = '%s'"
                    .formatted(owner)))
        .isEqualTo(owner);
    admin.put(path(municipality), version + 1, age(16)).expect(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 11, 19, 1000})
  void consentAgeOutOfRangeIsRejected(int age) {
    server.loggedIn("admin").put(path(municipality), 1, age(age)).expect(422, "request.invalid");
  }

  @Test
  void onlyMunicipalityAdministratorChangesIt() {
    server.loggedIn("koordinator").put(path(municipality), 1, age(15)).expect(403, "access.denied");
    server.loggedIn("lege").put(path(municipality), 1, age(15)).expect(403, "access.denied");
    server.loggedIn("nabo").put(path(municipality), 1, age(15)).expect(404, "not.found");
    TestClient admin = server.loggedIn("admin");
    admin.put(path(otherMunicipality), 1, age(15)).expect(404, "not.found");
    admin.put(path(unit), 1, age(15)).expect(422, "organisation.notMunicipality");
  }

  @Test
  void unitAdministratorCannotChangeMunicipality() {
    server.sql(
        """
        insert into organisation_admin (organisation_id, person_id)
        select '%s', person_id from account where username = 'fremmed'\
        """
            .formatted(unit));
    assertThat(list("fremmed")).extracting(item -> item.getString("id")).containsExactly(unit);
    server.loggedIn("fremmed").put(path(municipality), 1, age(15)).expect(403, "access.denied");
  }

  private static String path(String organisation) {
    return "/organisations/" + organisation;
  }

  private static JsonObject age(int years) {
    return new JsonObject().put("consentAge", years);
  }

  /** Rights at the start (PART-2): the standard until the municipality decides something else. */
  @Test
  void roleRightsAreTheMunicipalitysOwn() {
    TestClient admin = server.loggedIn("admin");
    JsonObject before = admin.get(path(municipality) + "/role-rights").expect(200).body();
    assertThat(before.getJsonObject("rights")).isEqualTo(before.getJsonObject("standard"));
    JsonObject provider = before.getJsonObject("rights").getJsonObject("PROVIDER").copy();
    provider.put("print", true).getJsonObject("areas").put("HEALTH", "NONE");
    int version = before.getInteger("version");
    JsonObject change = new JsonObject().put("rights", new JsonObject().put("PROVIDER", provider));
    JsonObject changed =
        admin.put(path(municipality) + "/role-rights", version, change).expect(200).body();
    assertThat(changed.getJsonObject("rights").getJsonObject("PROVIDER")).isEqualTo(provider);
    assertThat(changed.getJsonObject("rights").getJsonObject("GUARDIAN"))
        .isEqualTo(before.getJsonObject("rights").getJsonObject("GUARDIAN"));
    assertThat(changed.getJsonObject("standard")).isEqualTo(before.getJsonObject("standard"));
    JsonObject stale =
        admin.put(path(municipality) + "/role-rights", version, change).expect(409).body();
    assertThat(stale.getJsonObject("current")).isEqualTo(changed);
    assertThat(own()).isEqualTo("1");
    change
        .getJsonObject("rights")
        .put("PROVIDER", before.getJsonObject("standard").getValue("PROVIDER"));
    admin.put(path(municipality) + "/role-rights", version + 1, change).expect(200);
    assertThat(own()).isEqualTo("0");
  }

  private static String own() {
    return server.value(
        "select count(*) from organisation_role_rights where organisation_id = '"
            + municipality
            + "'");
  }

  @Test
  void roleRightsAreForAdministrators() {
    for (String username : List.of("koordinator", "planeier", "lege")) {
      server
          .loggedIn(username)
          .get(path(municipality) + "/role-rights")
          .expect(403, "access.denied");
    }
    server.loggedIn("nabo").get(path(municipality) + "/role-rights").expect(404);
    server
        .loggedIn("admin")
        .put(
            path(municipality) + "/role-rights",
            1,
            new JsonObject(
                "{\"rights\": {\"OWNER\": {\"editPerson\": true, \"print\": true, \"areas\":"
                    + " {}}}}"))
        .expect(422, "request.invalid");
  }
}
