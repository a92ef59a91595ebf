package no.samklang.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Creating plans: transactional, idempotent and within the caller's municipality (PLAN-1). */
class CreatePlanIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient creator;

  @BeforeAll
  static void open() {
    creator = server.loggedIn("koordinator");
  }

  @Test
  void createsPlanForNewPerson() {
    TestClient.ClientAnswer created = creator.post("/plans", body()).expect(201);
    String id = created.body().getString("id");
    assertThat(created.header("Location")).contains("/api/v1/plans/" + id);
    JsonObject home = creator.get("/plans/" + id).expect(200).body();
    assertThat(home.getString("type")).isEqualTo("IP");
    assertThat(home.getString("shortName")).isEqualTo("Veien videre");
    assertThat(home.getInteger("consentDaysLeft")).isEqualTo(365);
    assertThat(home.getJsonObject("me").getString("role")).isEqualTo("COORDINATOR");
    assertThat(home.getJsonArray("participants")).hasSize(2);
    assertThat(
            server.value(
                "select string_agg(event, ' ' order by id) from plan_log where plan_id = '"
                    + id
                    + "'"))
        .isEqualTo("PLAN_CREATED PARTICIPANT_ADDED PARTICIPANT_ADDED CONSENT_GIVEN");
  }

  /**
   * PERSON-2: an owner who is a small child has neither; an account needs the channel's address.
   */
  @Test
  void ownerNeedsNoEmailOrMobileBeforeTheAccount() {
    JsonObject body = body();
    body.getJsonObject("owner").remove("mobile");
    String id = creator.post("/plans", body).expect(201).body().getString("id");
    String ownerId =
        server.value(
            "select id from participant where role = 'OWNER' and plan_id = '%s'".formatted(id));
    String account = "/plans/%s/participants/%s/account".formatted(id, ownerId);
    for (String channel : List.of("SMS", "EMAIL")) {
      JsonObject wanted =
          new JsonObject()
              .put("username", "liten.eier")
              .put("channel", channel)
              .put("newPassword", true);
      TestClient.ClientAnswer refused = creator.put(account, wanted);
      refused.expect(422, "account.channelWithoutAddress");
      assertThat(refused.body().getJsonArray("errors").getJsonObject(0).getString("field"))
          .isEqualTo("channel");
    }
  }

  @Test
  void createsPlanForKnownPersonAndNotifiesCoordinator() {
    JsonObject body =
        body()
            .put("owner", ref("fremmed"))
            .put("coordinator", ref("koordinator2"))
            .put("type", "IUP");
    String id = creator.post("/plans", body).expect(201).body().getString("id");
    creator.get("/plans/" + id).expect(404, "not.found");
    assertThat(role("koordinator2", id)).isEqualTo("COORDINATOR");
    assertThat(role("fremmed", id)).isEqualTo("OWNER");
    assertThat(notifiedAccounts(id)).isEqualTo("koordinator2");
  }

  private static String role(String username, String plan) {
    JsonObject home = server.loggedIn(username).get("/plans/" + plan).expect(200).body();
    return home.getJsonObject("me").getString("role");
  }

  private static String notifiedAccounts(String plan) {
    return server.value(
        """
        select string_agg(a.username, ',') from outbox o join account a on a.person_id = o.person_id
         where o.plan_id = '%s' and o.template = 'PLAN_GIVEN'\
        """
            .formatted(plan));
  }

  @Test
  void doesNotNotifyCreatorAsCoordinator() {
    String id = creator.post("/plans", body()).expect(201).body().getString("id");
    assertThat(notifiedAccounts(id)).isNull();
  }

  @Test
  void concurrentRequestsWithSameKeyCreateOnePlan() {
    JsonObject body = body();
    TestClient sender = server.loggedIn("koordinator").header("Idempotency-Key", "plan-key-000001");
    List<String> created =
        IntStream.range(0, 4)
            .parallel()
            .mapToObj(i -> sender.post("/plans", body).expect(201).body().getString("id"))
            .distinct()
            .toList();
    assertThat(created).hasSize(1);
    assertThat(plansOf(body)).isEqualTo("1");
    sender
        .post("/plans", body.copy().put("shortName", "Noe annet"))
        .expect(422, "idempotency.reused");
  }

  private static String plansOf(JsonObject body) {
    return server.value(
        """
        select count(*) from participant pt join person p on p.id = pt.person_id
         where pt.role = 'OWNER' and p.last_name = '%s'\
        """
            .formatted(body.getJsonObject("owner").getString("lastName")));
  }

  @Test
  void secondActiveIpRequiresConfirmation() {
    JsonObject body = body().put("owner", ref("planeier"));
    creator.post("/plans", body).expect(409, "plan.secondActiveIp");
    creator.post("/plans", body.copy().put("type", "SL")).expect(201);
    String second =
        creator.post("/plans", body.put("secondPlan", true)).expect(201).body().getString("id");
    server.sql(
        "update plan set state = 'CLOSED', end_date = current_date where id = '" + second + "'");
  }

  @Test
  @DisplayName(
      "PERSON-3: who has an individual plan is told only by a request that would succeed, and noted")
  void tellingRefusalsComeLastAndAreNoted() {
    JsonObject body = body().put("owner", ref("planeier"));
    JsonObject failing = body.copy();
    failing.getJsonObject("consent").put("until", "2020-01-01");
    assertThat(creator.post("/plans", failing).expect(422).code())
        .isEqualTo(creator.post("/plans", failingForOthers()).expect(422).code());
    String before = told();
    creator.post("/plans", body).expect(409, "plan.secondActiveIp");
    JsonObject duplicate = body();
    JsonObject known = creator.post("/plans", duplicate).expect(201).body();
    assertThat(known.getString("id")).isNotNull();
    creator.post("/plans", duplicate).expect(409, "person.duplicate");
    assertThat(Integer.parseInt(told())).isEqualTo(Integer.parseInt(before) + 2);
    assertThat(
            server.value(
                "select person_id || ' ' || cardinality(found) from register_log where event = 'REFUSAL_TOLD' order by id limit 1"))
        .isEqualTo(
            server.value("select person_id || ' 1' from account where username = 'koordinator'"));
  }

  @Test
  @DisplayName("PERSON-3: who has an account is told last, and noted; so is who is of age")
  void accountAndAgeAreToldLast() {
    String person = java.util.UUID.randomUUID().toString();
    server.sql(
        """
        insert into person (id, municipality_id, first_name, last_name, birth_date)
        select '%s', municipality_id, 'Uten', 'Konto', '2015-03-03' from person
         where id = (select person_id from account where username = 'koordinator')"""
            .formatted(person));
    JsonObject reference = new JsonObject().put("personId", person);
    JsonObject coordinated = body().put("coordinator", reference);
    JsonObject failing = coordinated.copy();
    failing.getJsonObject("consent").put("until", "2020-01-01");
    creator.post("/plans", failing).expect(422, "consent.invalid");
    JsonObject young = body().put("owner", reference);
    JsonObject failingYoung = young.copy();
    failingYoung.getJsonObject("consent").put("until", "2020-01-01");
    creator.post("/plans", failingYoung).expect(422, "consent.invalid");
    String before = told();
    assertThat(creator.post("/plans", coordinated).expect(422, "plan.invalid").body().encode())
        .contains("account.missing");
    creator.post("/plans", young).expect(422, "consent.guardianRequired");
    assertThat(Integer.parseInt(told())).isEqualTo(Integer.parseInt(before) + 2);
  }

  private static JsonObject failingForOthers() {
    JsonObject body = body();
    body.getJsonObject("consent").put("until", "2020-01-01");
    return body;
  }

  private static String told() {
    return server.value("select count(*) from register_log where event = 'REFUSAL_TOLD'");
  }

  @Test
  void duplicatePersonRequiresConfirmation() {
    JsonObject owner = TestCreatedPlan.newOwner();
    creator.post("/plans", body().put("owner", owner)).expect(201);
    JsonObject duplicate = body().put("owner", owner);
    JsonObject problem = creator.post("/plans", duplicate).expect(409, "person.duplicate").body();
    assertThat(problem.getJsonArray("current").getJsonObject(0).getString("lastName"))
        .isEqualTo(owner.getString("lastName"));
    assertThat(plansOf(duplicate)).isEqualTo("1");
    creator
        .post("/plans", body().put("owner", owner.copy().put("registerAnyway", true)))
        .expect(201);
    assertThat(plansOf(duplicate)).isEqualTo("2");
  }

  @Test
  void ownerBelowAgeOfConsentRequiresGuardian() {
    JsonObject owner =
        TestCreatedPlan.newOwner().put("birthDate", TestCreatedPlan.day(server, -3650));
    JsonObject body = body().put("owner", owner);
    JsonObject problem =
        creator.post("/plans", body).expect(422, "consent.guardianRequired").body();
    assertThat(fields(problem)).containsExactly("consent.capacity");
    assertThat(plansOf(body)).isEqualTo("0"); // the person wasn't registered either
    body.getJsonObject("consent").put("capacity", "GUARDIAN").put("givenByName", "Mor Prøve");
    creator.post("/plans", body).expect(201);
  }

  private static List<String> fields(JsonObject problem) {
    return problem.getJsonArray("errors").stream()
        .map(error -> ((JsonObject) error).getString("field"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"planeier", "lege", "admin", "fremmed", "mor"})
  void rejectsCallersWithoutCreationRight(String username) {
    server.loggedIn(username).post("/plans", body()).expect(403, "access.denied");
  }

  @Test
  void rejectsOtherMunicipality() {
    String otherMunicipality =
        server.value("select id from organisation where name = 'Prøvedal kommune'");
    String unit = server.value("select id from organisation where name = 'Velferd og helse'");
    for (String organisation :
        List.of(otherMunicipality, unit, TestCreatedPlan.person(server, "nabo"))) {
      creator
          .post("/plans", body().put("organisationId", organisation))
          .expect(403, "access.denied");
    }
    expectInvalid(body().put("coordinator", ref("nabo")), "coordinator.personId");
    expectInvalid(body().put("owner", ref("nabo")), "owner.personId");
    assertThat(
            server.value(
                "select count(*) from plan where organisation_id in ('" + otherMunicipality + "')"))
        .isEqualTo("0");
  }

  @Test
  void acceptsUnitOfOwnMunicipality() {
    String unit = server.value("select id from organisation where name = 'Oppvekst og skole'");
    String id =
        creator
            .post("/plans", body().put("organisationId", unit))
            .expect(201)
            .body()
            .getString("id");
    assertThat(server.value("select organisation_id from plan where id = '" + id + "'"))
        .isEqualTo(unit);
  }

  @Test
  void coordinatorRequiresAccount() {
    String personWithoutAccount = server.value("select id from person where first_name = 'Berit'");
    expectInvalid(
        body().put("coordinator", new JsonObject().put("personId", personWithoutAccount)),
        "coordinator.personId");
    expectInvalid(body().put("owner", ref("koordinator")), "owner.personId");
  }

  private static void expectInvalid(JsonObject body, String field) {
    assertThat(fields(creator.post("/plans", body).expect(422).body())).containsExactly(field);
  }

  @ParameterizedTest
  @CsvSource({
    "/owner/mobile, ring meg, owner.mobile",
    "/owner/firstName, ' ', owner.firstName",
    "/owner/birthDate, 2999-01-01, owner.birthDate",
    "/startDate, 2999-01-01, startDate",
    "/startDate, 1066-01-01, startDate",
    "/consent/until, 2020-01-01, consent.until",
    "/consent/scope, ' ', consent.scope"
  })
  void reportsErrorsByField(String pointer, String value, String field) {
    JsonObject body = body();
    String[] segments = pointer.substring(1).split("/");
    JsonObject part = segments.length == 1 ? body : body.getJsonObject(segments[0]);
    part.put(segments[segments.length - 1], "null".equals(value) ? null : value);
    assertThat(fields(creator.post("/plans", body).expect(422).body())).contains(field);
    assertThat(plansOf(body)).isEqualTo("0");
  }

  @Test
  void rejectsMalformedRequests() {
    creator.post("/plans", body().put("state", "CLOSED")).expect(422, "request.invalid");
    creator.post("/plans", body().put("owner", new JsonArray())).expect(422, "request.invalid");
    creator.post("/plans", body().put("owner", new JsonObject())).expect(422);
    creator.post("/plans", body().put("type", "XX")).expect(422, "request.invalid");
  }

  private static JsonObject body() {
    return TestCreatedPlan.body(server);
  }

  private static JsonObject ref(String username) {
    return new JsonObject().put("personId", TestCreatedPlan.person(server, username));
  }
}
