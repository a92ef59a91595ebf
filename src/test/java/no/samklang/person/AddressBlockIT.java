package no.samklang.person;

import static no.samklang.person.TestPerson.idOf;
import static no.samklang.person.TestPerson.input;
import static no.samklang.person.TestPerson.register;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Setting, lifting and keeping to an address block (PERSON-13). */
class AddressBlockIT {
  private static final String CONFIDENTIAL = "CONFIDENTIAL";
  private static final String STRICTLY = "STRICTLY_CONFIDENTIAL";

  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient koordinator;
  private static TestClient admin;
  private static TestPlan plan;
  private static String lege;

  @BeforeAll
  static void setUp() {
    server.awaitCodesSent();
    koordinator = server.loggedIn("koordinator");
    admin = server.loggedIn("admin");
    plan = TestPlan.withConsentDaysLeft(koordinator, 210);
    lege = idOf(server, "lege");
  }

  @BeforeEach
  void reset() {
    server.sql(
        """
        update person set address_block = null, version = 1, workplace = 'Skjult legesenter', phone = '+4722333444',
               mobile = '+4790000123', street = 'Skjulveien 1', postcode = '0987', city = 'Skjulby' where id = '%s'"""
            .formatted(lege));
  }

  private static ClientAnswer block(TestClient client, String person, String block) {
    String version = server.value("select version from person where id = '" + person + "'");
    return client.put(
        "/persons/" + person + "/address-block",
        Integer.parseInt(version),
        new JsonObject().put("addressBlock", block));
  }

  private static String participantId(String person) {
    return server.value(
        "select id from participant where removed_at is null and plan_id = '%s' and person_id = '%s'"
            .formatted(plan.id(), person));
  }

  private static JsonObject card(TestClient client) {
    return client
        .get(plan.path("/participants/" + participantId(lege)))
        .expect(200)
        .body()
        .getJsonObject("person");
  }

  private static String blockOf(String person) {
    return server.value("select address_block from person where id = '" + person + "'");
  }

  @Test
  void theCoordinatorSetsItAndOthersSeeNoAddress() {
    TestClient other = server.loggedIn("laerer");
    assertThat(card(other).getString("workplace")).isEqualTo("Skjult legesenter");
    JsonObject answer = block(koordinator, lege, CONFIDENTIAL).expect(200).body();
    assertThat(answer.getString("addressBlock")).isEqualTo(CONFIDENTIAL);
    assertThat(card(other).fieldNames())
        .contains("firstName", "jobTitle", "email")
        .doesNotContain("workplace", "phone", "mobile", "street", "addressBlock");
    assertThat(card(koordinator).getString("street")).isEqualTo("Skjulveien 1");
    assertThat(card(koordinator).getString("addressBlock")).isEqualTo(CONFIDENTIAL);
    TestClient own = server.loggedIn("lege");
    assertThat(own.get("/persons/" + lege).expect(200).body().getString("city"))
        .isEqualTo("Skjulby");
    assertThat(admin.get("/persons/" + lege).expect(200).body().fieldNames())
        .contains("addressBlock", "birthDate")
        .doesNotContain("workplace", "phone", "mobile", "street");
  }

  @Test
  void aConfidentialPersonIsFoundWithoutAddress() {
    String name = name(lege);
    block(koordinator, lege, CONFIDENTIAL).expect(200);
    JsonObject hit = server.loggedIn("laerer").search("/persons", "name", name).expect(200).item(0);
    assertThat(hit.getString("personId")).isEqualTo(lege);
    assertThat(hit.fieldNames()).doesNotContain("workplace", "phone", "mobile");
  }

  @Test
  void aStrictlyConfidentialPersonIsFoundByNobody() {
    String name = name(lege);
    block(koordinator, lege, STRICTLY).expect(200);
    for (TestClient client : new TestClient[] {koordinator, admin, server.loggedIn("laerer")}) {
      assertThat(client.search("/persons", "name", name).expect(200).items())
          .noneMatch(hit -> ((JsonObject) hit).getString("personId").equals(lege));
    }
    ClientAnswer listed = admin.get("/persons/blocked").expect(200);
    assertThat(listed.items())
        .anyMatch(item -> ((JsonObject) item).getString("personId").equals(lege));
    koordinator.get("/persons/blocked").expect(403, "access.denied");
  }

  private static String name(String person) {
    return server.value(
        "select first_name || ' ' || last_name from person where id = '" + person + "'");
  }

  @Test
  void onlyAnAdministratorAddsAStrictlyConfidentialPerson() {
    String person = register(server, "Strengt", "Fortroligsen");
    server.sql("update person set address_block = '" + STRICTLY + "' where id = '" + person + "'");
    JsonObject body = new JsonObject().put("personId", person).put("role", "PROVIDER");
    koordinator.post(plan.path("/participants"), body).expect(404, "not.found");
    koordinator
        .post(
            "/plans",
            new JsonObject()
                .put("type", "SL")
                .put("owner", new JsonObject().put("personId", person))
                .put("startDate", "2026-01-01")
                .put("plannedEnd", "2040-01-01")
                .put("legalBasis", new JsonObject().put("basis", "CONSENT"))
                .put(
                    "consent",
                    new JsonObject()
                        .put("from", "2026-01-01")
                        .put("until", "2030-01-01")
                        .put("scope", "Alt")
                        .put("capacity", "OWNER"))
                .put("organisationId", unit()))
        .expect(422, "plan.invalid");
    server.sql(
        "insert into organisation_admin (person_id, organisation_id) select id, municipality_id from person where id = '%s'"
            .formatted(idOf(server, "koordinator")));
    try {
      koordinator.post(plan.path("/participants"), body).expect(201);
    } finally {
      server.sql(
          "delete from organisation_admin where person_id = '%s'"
              .formatted(idOf(server, "koordinator")));
    }
  }

  private static String unit() {
    return koordinator.get("/organisations").expect(200).items().stream()
        .map(JsonObject.class::cast)
        .filter(item -> item.getBoolean("mayCreatePlans"))
        .findFirst()
        .orElseThrow()
        .getString("id");
  }

  @Test
  void onlyAnAdministratorLowersTheStrictGrade() {
    block(koordinator, lege, STRICTLY).expect(200);
    block(koordinator, lege, CONFIDENTIAL).expect(403, "addressBlock.administrator");
    block(koordinator, lege, null).expect(403, "addressBlock.administrator");
    assertThat(blockOf(lege)).isEqualTo(STRICTLY);
    block(admin, lege, CONFIDENTIAL).expect(200);
    block(koordinator, lege, null).expect(200);
    assertThat(blockOf(lege)).isNull();
  }

  @Test
  void othersMayNotSetIt() {
    for (String username : new String[] {"lege", "laerer", "mor", "planeier", "fremmed", "nabo"}) {
      block(server.loggedIn(username), lege, CONFIDENTIAL).expect(404);
    }
    assertThat(blockOf(lege)).isNull();
  }

  @Test
  void aStaleChangeIsRefused() {
    koordinator
        .put(
            "/persons/" + lege + "/address-block",
            7,
            new JsonObject().put("addressBlock", CONFIDENTIAL))
        .expect(409, "version.stale");
  }

  @Test
  void theChangeIsRecorded() {
    block(koordinator, lege, CONFIDENTIAL).expect(200);
    assertThat(
            server.value(
                "select person_id || '' || subject_id || coalesce(block_before, '-') || block_after from register_log"
                    + " where event = 'ADDRESS_BLOCK_CHANGED' order by id desc limit 1"))
        .isEqualTo(idOf(server, "koordinator") + lege + "-" + CONFIDENTIAL);
  }

  /** A form that shows a field as empty must not empty it. */
  @Test
  void whatTheCallerDoesNotSeeStays() {
    block(koordinator, lege, CONFIDENTIAL).expect(200);
    JsonObject change = input("Nytt", "Navn").putNull("mobile").put("phone", "22 33 44 55");
    change.put("email", server.value("select email from person where id = '" + lege + "'"));
    admin.put("/persons/" + lege, 2, change).expect(200);
    assertThat(
            server.value(
                "select concat_ws(',', first_name, workplace, mobile, phone, street, city) from person where id = '%s'"
                    .formatted(lege)))
        .isEqualTo("Nytt,Skjult legesenter,+4790000123,+4722334455,Skjulveien 1,Skjulby");
  }
}
