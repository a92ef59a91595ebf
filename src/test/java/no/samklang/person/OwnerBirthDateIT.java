package no.samklang.person;

import static no.samklang.person.TestPerson.idOf;
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

/**
 * The owner's age determines who has the owner's authority (PLAN-8): neither may change the birth
 * date.
 */
class OwnerBirthDateIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan plan;
  private static String owner;

  @BeforeAll
  static void setUp() {
    plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    owner =
        server.value(
            "select person_id from participant where plan_id = '%s' and role = 'OWNER'"
                .formatted(plan.id()));
    // takes part in this plan only, whose only coordinator is koordinator
    server.sql(
        "update participant set removed_at = now() where person_id = '%s' and plan_id <> '%s'"
            .formatted(owner, plan.id()));
  }

  @BeforeEach
  void setUpTest() {
    server.awaitCodesSent();
    setBirthDate("2010-05-05");
  }

  private static void setBirthDate(String date) {
    server.sql(
        "update person set birth_date = %s where id = '%s'"
            .formatted(date == null ? "null" : "'" + date + "'", owner));
  }

  private static String birthDate() {
    return server.value("select birth_date from person where id = '%s'".formatted(owner));
  }

  private static JsonObject asInput(JsonObject card, String birthDate) {
    JsonObject input = card.copy();
    for (String field :
        new String[] {
          "personId", "version", "pictureVersion", "acrossPlans", "inPlan", "birthDate"
        }) {
      input.remove(field);
    }
    return input.put("birthDate", birthDate);
  }

  private static ClientAnswer inPlan(TestClient client, String birthDate) {
    String place =
        plan.path(
            "/participants/"
                + server.value(
                    "select id from participant where plan_id = '%s' and role = 'OWNER'"
                        .formatted(plan.id())));
    JsonObject card = client.get(place).expect(200).body();
    JsonObject wanted =
        new JsonObject()
            .putNull("responsibility")
            .put("person", asInput(card.getJsonObject("person"), birthDate));
    return client.put(place, card.getInteger("version"), wanted);
  }

  private static ClientAnswer inRegister(TestClient client, String birthDate) {
    String path = "/persons/" + owner;
    JsonObject card = client.get(path).expect(200).body();
    return client.put(path, card.getInteger("version"), asInput(card, birthDate));
  }

  private static void expectLocked(ClientAnswer answer) {
    answer.expect(422, "birthDate.locked");
    assertThat(answer.body().getJsonArray("errors").getJsonObject(0).getString("field"))
        .isEqualTo("birthDate");
  }

  @Test
  void ownerCannotChangeOwnBirthDate() {
    TestClient planeier = server.loggedIn("planeier");
    expectLocked(inRegister(planeier, "1990-01-01"));
    expectLocked(inPlan(planeier, "1990-01-01"));
    expectLocked(inPlan(planeier, null));
    inPlan(planeier, "2010-05-05").expect(200);
    setBirthDate(null);
    expectLocked(inRegister(planeier, "1990-01-01"));
    assertThat(birthDate()).isNull();
  }

  @Test
  void editPersonsIsNotEnough() {
    server.sql(
        "update participant set rights = jsonb_set(rights, '{editPerson}', 'true') where plan_id = '%s' and person_id = '%s'"
            .formatted(plan.id(), idOf(server, "mor")));
    TestClient mor = server.loggedIn("mor");
    expectLocked(inPlan(mor, "2020-01-01"));
    inPlan(mor, "2010-05-05").expect(200);
  }

  @Test
  void substituteCannotChangeBirthDate() {
    server.sql(
        """
        update participant set substitute_from = current_date - 1, substitute_until = current_date + 1
         where plan_id = '%s' and person_id = '%s'\
        """
            .formatted(plan.id(), idOf(server, "lege")));
    expectLocked(inPlan(server.loggedIn("lege"), "2020-01-01"));
  }

  @Test
  void coordinatorOfAllOwnersPlansMayChange() {
    inPlan(plan.client(), "2010-05-06").expect(200);
    assertThat(birthDate()).isEqualTo("2010-05-06");
    TestPlan other = new TestPlan(server.loggedIn("koordinator2"), othersPlan());
    TestPerson.join(server, owner, other.id(), "NEXT_OF_KIN");
    expectLocked(inPlan(plan.client(), "2010-05-07"));
    server.sql(
        "update participant set removed_at = now() where plan_id = '%s' and person_id = '%s'"
            .formatted(other.id(), owner));
  }

  private static String othersPlan() {
    return server.value(
        """
        select c.plan_id from participant c
         where c.role = 'COORDINATOR' and c.removed_at is null and c.person_id = '%s'
           and not exists (select from participant o where o.plan_id = c.plan_id and o.person_id in ('%s', '%s'))
         limit 1\
        """
            .formatted(idOf(server, "koordinator2"), idOf(server, "koordinator"), owner));
  }

  @Test
  void municipalityAdministratorMayChange() {
    inRegister(server.loggedIn("admin"), "2010-05-08").expect(200);
    assertThat(birthDate()).isEqualTo("2010-05-08");
    setBirthDate(null);
    inRegister(server.loggedIn("admin"), "2010-05-09").expect(200);
  }

  /** It decides who decides: each plan's log tells it, and who decided is told (PLAN-8). */
  @Test
  void changeIsLoggedInThePlanAndToldToWhoDecided() {
    server.sql("delete from outbox");
    String entries =
        "select count(*) from plan_log where plan_id = '%s' and event = 'OWNER_BIRTH_DATE_CHANGED' and person_id = '%s'"
            .formatted(plan.id(), idOf(server, "admin"));
    int before = Integer.parseInt(server.value(entries));
    inRegister(server.loggedIn("admin"), "2016-05-08").expect(200);
    assertThat(Integer.parseInt(server.value(entries))).isEqualTo(before + 1);
    assertThat(
            server.value(
                "select string_agg(person_id::text, ',') from outbox where template = 'AUTHORITY_CHANGED' and plan_id = '%s'"
                    .formatted(plan.id())))
        .isEqualTo(owner);
  }
}
