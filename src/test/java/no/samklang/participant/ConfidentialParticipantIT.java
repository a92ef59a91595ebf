package no.samklang.participant;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An administrator adds a strictly confidential person to a plan (PERSON-13). */
class ConfidentialParticipantIT {
  private static final String PERSON = "fremmed";

  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient admin;
  private static TestClient coordinator;
  private static TestGroup group;

  @BeforeAll
  static void setUp() {
    admin = server.loggedIn("admin");
    coordinator = server.loggedIn("koordinator");
    group = TestGroup.of(server, TestPlan.withConsentDaysLeft(coordinator, 210));
  }

  @BeforeEach
  void block() {
    block("STRICTLY_CONFIDENTIAL");
    server.sql("delete from outbox where template = 'NEW_PARTICIPANT'");
  }

  @AfterEach
  void reset() {
    server.sql("update person set address_block = null");
    if (group.id(PERSON) != null) {
      group.remove(coordinator, PERSON).expect(204);
    }
    admin.header("Idempotency-Key", null);
  }

  private static void block(String grade) {
    server.sql(
        "update person set address_block = '%s' where id = '%s'"
            .formatted(grade, group.person(PERSON)));
  }

  private static ClientAnswer add(TestClient client, String username, String role) {
    return add(client, group.planId(), group.person(username), role);
  }

  private static ClientAnswer add(TestClient client, String plan, String person, String role) {
    return client.post(
        "/plans/" + plan + "/confidential-participants",
        new JsonObject().put("personId", person).put("role", role));
  }

  @Test
  void thePersonTakesPartAndTheAdministratorSeesNothing() {
    add(admin, PERSON, "NEXT_OF_KIN").expect(204);
    assertThat(
            server.value(
                """
                select p.role || ' ' || (p.ends_on is null) || ' ' || (p.rights = standard.rights)
                  from participant p join role_rights standard on standard.role = p.role where p.id = '%s'"""
                    .formatted(group.id(PERSON))))
        .isEqualTo("NEXT_OF_KIN true true");
    server.loggedIn(PERSON).get(group.path()).expect(200);
    assertThat(group.card(coordinator, PERSON).getJsonObject("person").getString("addressBlock"))
        .isEqualTo("STRICTLY_CONFIDENTIAL");
    admin.get(group.path()).expect(404);
    admin.get(group.path(PERSON)).expect(404);
  }

  @Test
  void itIsLoggedAndTold() {
    add(admin, PERSON, "GUARDIAN").expect(204);
    assertThat(group.lastLogValue("event")).isEqualTo("PARTICIPANT_ADDED");
    assertThat(group.lastLogValue("participant_id")).isEqualTo(group.id(PERSON));
    assertThat(group.lastLogValue("person_id")).isEqualTo(group.person("admin"));
    assertThat(
            server.value(
                """
                select string_agg(distinct username, ' ') from outbox join account using (person_id)
                 where plan_id = '%s' and template = 'NEW_PARTICIPANT'"""
                    .formatted(group.planId())))
        .contains("koordinator")
        .contains("planeier")
        .doesNotContain("admin")
        .doesNotContain(PERSON);
    assertThat(
            server.value("select changed_by from plan where id = '%s'".formatted(group.planId())))
        .isEqualTo(group.person("admin"));
  }

  @Test
  void sentTwiceItIsDoneOnce() {
    admin.header("Idempotency-Key", "confidential-participant");
    add(admin, PERSON, "PROVIDER").expect(204);
    add(admin, PERSON, "PROVIDER").expect(204);
    add(admin, PERSON, "GUARDIAN").expect(422, "idempotency.reused");
    admin.header("Idempotency-Key", null);
    add(admin, PERSON, "PROVIDER").expect(409, "participant.exists");
  }

  /** The coordinator adds all others. */
  @Test
  void onlyAStrictlyConfidentialPerson() {
    block("CONFIDENTIAL");
    add(admin, PERSON, "PROVIDER").expect(409, "addressBlock.notStrict");
    add(admin, "nabo", "PROVIDER").expect(404, "not.found");
    assertThat(group.id(PERSON)).isNull();
  }

  /** Administrators can't let themselves in, nor choose who runs the plan. */
  @Test
  void neitherTheAdministratorNorACoordinator() {
    server.sql(
        "update person set address_block = 'STRICTLY_CONFIDENTIAL' where id = '%s'"
            .formatted(group.person("admin")));
    add(admin, "admin", "PROVIDER").expect(403, "participant.self");
    add(admin, PERSON, "COORDINATOR").expect(422, "request.invalid");
    add(admin, PERSON, "OWNER").expect(422, "request.invalid");
  }

  @Test
  void notToAPlanThatIsShut() {
    String person = group.person(PERSON);
    add(admin, TestPlan.closed(coordinator).id(), person, "PROVIDER").expect(409, "plan.closed");
    String expired = TestPlan.withExpiredConsent(coordinator).id();
    add(admin, expired, person, "PROVIDER").expect(409, "plan.noConsent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"koordinator", "planeier", "mor", "lege"})
  void membersMayNot(String username) {
    add(server.loggedIn(username), PERSON, "PROVIDER").expect(403, "access.denied");
  }

  @Test
  void administratorsOfAnotherMunicipalityOrAUnitMayNot() {
    TestClient neighbour = server.loggedIn("nabo");
    server.sql(
        "insert into organisation_admin (person_id, organisation_id) select id, municipality_id from person where id = '%s'"
            .formatted(group.person("nabo")));
    add(neighbour, PERSON, "PROVIDER").expect(404, "not.found");
    // the unit's administrator administers the plan, but no persons
    server.sql(
        """
        insert into organisation_admin (person_id, organisation_id)
        select '%s', organisation_id from plan where id = '%s'"""
            .formatted(group.person("lege"), group.planId()));
    try {
      add(server.loggedIn("lege"), PERSON, "PROVIDER").expect(404, "not.found");
    } finally {
      server.sql(
          "delete from organisation_admin where person_id in ('%s', '%s')"
              .formatted(group.person("nabo"), group.person("lege")));
    }
  }

  @Test
  void whoseConsentTheOwnerHasWithdrawnGetsNoAccess() {
    add(admin, PERSON, "PROVIDER").expect(204);
    TestClient owner = server.loggedIn("planeier");
    owner.delete(group.path(PERSON) + "/consent").expect(204);
    group.remove(coordinator, PERSON).expect(204);
    add(admin, PERSON, "PROVIDER").expect(204);
    server.loggedIn(PERSON).get(group.path()).expect(404);
    server.sql(
        """
        update participant set consent_ended_at = null, consent_ended_by = null, consent_owner_ended = false
         where person_id = '%s' and plan_id = '%s'"""
            .formatted(group.person(PERSON), group.planId()));
  }
}
