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
  private static String elsewhere;

  @BeforeAll
  static void open() {
    municipality = id("Eksempelvik kommune");
    unit = id("Oppvekst og skole");
    elsewhere = id("Prøvedal kommune");
  }

  private static String id(String name) {
    return server.value("select id from organisation where name = '" + name + "'");
  }

  @Test
  void oneSeesWhatOneAdministersOrCreatesPlansIn() {
    List<JsonObject> admins = list("admin");
    assertThat(admins)
        .extracting(one -> one.getString("name"))
        .containsExactly("Eksempelvik kommune", "Helse og mestring", "Oppvekst og skole");
    assertThat(admins).allMatch(one -> one.getBoolean("mayAdminister"));
    assertThat(admins).noneMatch(one -> one.getBoolean("mayCreatePlans"));
    assertThat(admins.get(0).getValue("parentId")).isNull();
    assertThat(admins.get(1).getString("parentId")).isEqualTo(municipality);
    assertThat(list("koordinator")).hasSize(3).allMatch(one -> one.getBoolean("mayCreatePlans"));
    assertThat(list("nabo")).extracting(one -> one.getString("id")).contains(elsewhere);
    assertThat(list("nabo")).extracting(one -> one.getString("id")).doesNotContain(municipality);
    assertThat(list("lege")).isEmpty();
  }

  private static List<JsonObject> list(String username) {
    return server.loggedIn(username).get("/organisations").expect(200).items().stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  @Test
  void theAgeOfConsentIsChangedByVersion() {
    TestClient admin = server.loggedIn("admin");
    int version = list("admin").get(0).getInteger("version");
    JsonObject changed = admin.put(path(municipality), version, age(15)).expect(200).body();
    assertThat(changed.getInteger("consentAge")).isEqualTo(15);
    assertThat(list("koordinator")).allMatch(one -> one.getInteger("consentAge") == 15);
    JsonObject stale =
        admin.put(path(municipality), version, age(17)).expect(409, "version.stale").body();
    assertThat(stale.getJsonObject("current")).isEqualTo(changed);
    admin.put(path(municipality), version + 1, age(16)).expect(200);
    assertThat(server.value("select consent_age from organisation where id = '" + elsewhere + "'"))
        .isEqualTo("16");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 11, 19, 1000})
  void noAgeBeyondTheLawIsTaken(int age) {
    server.loggedIn("admin").put(path(municipality), 1, age(age)).expect(422, "request.invalid");
  }

  @Test
  void onlyAnAdministratorOfTheMunicipalityChangesIt() {
    server.loggedIn("koordinator").put(path(municipality), 1, age(15)).expect(403, "access.denied");
    server.loggedIn("lege").put(path(municipality), 1, age(15)).expect(403, "access.denied");
    server.loggedIn("nabo").put(path(municipality), 1, age(15)).expect(404, "not.found");
    TestClient admin = server.loggedIn("admin");
    admin.put(path(elsewhere), 1, age(15)).expect(404, "not.found");
    admin.put(path(unit), 1, age(15)).expect(422, "organisation.notMunicipality");
  }

  @Test
  void theAdministratorOfAUnitDoesNotDecideForAll() {
    server.sql(
        """
        insert into organisation_admin (organisation_id, person_id)
        select '%s', person_id from account where username = 'fremmed'"""
            .formatted(unit));
    assertThat(list("fremmed")).extracting(one -> one.getString("id")).containsExactly(unit);
    server.loggedIn("fremmed").put(path(municipality), 1, age(15)).expect(403, "access.denied");
  }

  private static String path(String organisation) {
    return "/organisations/" + organisation;
  }

  private static JsonObject age(int years) {
    return new JsonObject().put("consentAge", years);
  }
}
