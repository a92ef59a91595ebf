package no.samklang.participant;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deciding participants' roles and rights (PART-1, PART-2, PART-7). */
class RightsIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient coordinator;
  private static TestClient second;
  private static TestClient owner;
  private static TestGroup group;

  @BeforeAll
  static void setUp() {
    coordinator = server.loggedIn("koordinator");
    owner = server.loggedIn("planeier");
    second = server.loggedIn("koordinator2");
    group = TestGroup.of(server, TestPlan.withConsentDaysLeft(coordinator, 210));
    group.add(coordinator, "koordinator2", "COORDINATOR").expect(201);
  }

  private static LocalDate today() {
    return LocalDate.now(server.clock().withZone(java.time.ZoneId.of("Europe/Oslo")));
  }

  @Test
  void coordinatorAndOwnerChangeOthersRights() {
    ClientAnswer raised =
        group.setLevel(coordinator, coordinator, "lege", "HEALTH", "WRITE").expect(200);
    assertThat(raised.body().getJsonObject("rights").getJsonObject("areas").getString("HEALTH"))
        .isEqualTo("WRITE");
    assertThat(group.level("lege", "HEALTH")).isEqualTo("WRITE");
    assertThat(group.lastLogValue("event")).isEqualTo("RIGHTS_CHANGED");
    assertThat(new JsonObject(group.lastLogValue("detail")))
        .isEqualTo(new JsonObject("{\"areas\": {\"HEALTH\": \"WRITE\"}}"));
    group.setLevel(owner, owner, "lege", "HEALTH", "NONE").expect(200);
    assertThat(group.level("lege", "HEALTH")).isEqualTo("NONE");
  }

  @Test
  void ownerLimitsCoordinatorsAreasButNotRole() {
    group.setLevel(owner, owner, "koordinator2", "ECONOMY", "NONE").expect(200);
    assertThat(group.level("koordinator2", "ECONOMY")).isEqualTo("NONE");
    second.get("/plans/" + group.planId() + "/rights").expect(200);
    JsonObject demoted = group.decision(owner, "koordinator2").put("role", "PROVIDER");
    group.decide(owner, "koordinator2", demoted).expect(422, "rights.coordinator");
    JsonObject ended =
        group.decision(owner, "koordinator2").put("endsOn", today().plusDays(3).toString());
    group.decide(owner, "koordinator2", ended).expect(422, "rights.coordinator");
    JsonObject promoted = group.decision(owner, "lege").put("role", "COORDINATOR");
    group.decide(owner, "lege", promoted).expect(422, "rights.coordinator");
    JsonObject other = group.decision(owner, "lege").put("role", "GUARDIAN");
    group.decide(owner, "lege", other).expect(403, "access.denied");
  }

  @Test
  void revokedRightsCannotBeRegainedBySelf() {
    group.setLevel(owner, owner, "koordinator2", "LEISURE", "READ").expect(200);
    group.setLevel(second, second, "koordinator2", "LEISURE", "WRITE").expect(403, "rights.self");
    group.setLevel(second, second, "koordinator2", "LEISURE", "NONE").expect(200);
    JsonObject print = group.decision(second, "koordinator2");
    print.getJsonObject("rights").put("print", false);
    group.decide(second, "koordinator2", print).expect(200);
    print.getJsonObject("rights").put("print", true);
    group.decide(second, "koordinator2", print).expect(403, "rights.self");
  }

  @Test
  void coordinatorsCannotRestoreEachOthersRevokedRights() {
    group.setLevel(owner, owner, "koordinator2", "HOUSING", "NONE").expect(200);
    group
        .setLevel(coordinator, coordinator, "koordinator2", "HOUSING", "READ")
        .expect(403, "rights.coordinator");
    assertThat(group.level("koordinator2", "HOUSING")).isEqualTo("NONE");
    group.setLevel(owner, owner, "koordinator2", "HOUSING", "WRITE").expect(200);
  }

  /** Neither in one step nor in several (PART-1). */
  @Test
  void ownersDecisionLimitsCoordinators() {
    group.setLevel(owner, owner, "laerer", "HEALTH", "READ").expect(200);
    group
        .setLevel(coordinator, coordinator, "laerer", "HEALTH", "WRITE")
        .expect(403, "rights.ownerDecided");
    JsonObject other = group.decision(coordinator, "laerer").put("role", "NEXT_OF_KIN");
    group.decide(coordinator, "laerer", other).expect(200);
    group
        .setLevel(coordinator, coordinator, "laerer", "HEALTH", "WRITE")
        .expect(403, "rights.ownerDecided");
    group.setLevel(coordinator, coordinator, "laerer", "WORK", "WRITE").expect(200);
    group.setLevel(coordinator, coordinator, "laerer", "HEALTH", "NONE").expect(200);
    group.setLevel(coordinator, coordinator, "laerer", "HEALTH", "READ").expect(200);
    assertThat(limit(group.card(coordinator, "laerer"), "HEALTH")).isEqualTo("READ");
    assertThat(limit(group.card(coordinator, "laerer"), "WORK")).isEqualTo("WRITE");
    assertThat(group.card(owner, "laerer").containsKey("rightsLimit")).isFalse();
    assertThat(server.loggedIn("lege").get(group.path("laerer")).body().containsKey("rightsLimit"))
        .isFalse();
    group.setLevel(owner, owner, "laerer", "HEALTH", "WRITE").expect(200);
    group.setLevel(coordinator, coordinator, "laerer", "HEALTH", "NONE").expect(200);
    group.setLevel(coordinator, coordinator, "laerer", "HEALTH", "WRITE").expect(200);
  }

  private static String limit(JsonObject card, String area) {
    return card.getJsonObject("rightsLimit").getJsonObject("areas").getString(area);
  }

  @Test
  void ownersLimitSurvivesRemovalAndReturn() {
    group.setLevel(owner, owner, "ergoterapeut", "GOALS", "NONE").expect(200);
    coordinator.delete(group.path("ergoterapeut")).expect(204);
    JsonObject back = group.add(coordinator, "ergoterapeut", "NEXT_OF_KIN").expect(201).body();
    assertThat(back.getJsonObject("rights").getJsonObject("areas").getString("GOALS"))
        .isEqualTo("NONE");
    assertThat(back.getJsonObject("rights").getJsonObject("areas").getString("ACTIVITIES"))
        .isNotEqualTo("NONE");
    group
        .setLevel(coordinator, coordinator, "ergoterapeut", "GOALS", "READ")
        .expect(403, "rights.ownerDecided");
  }

  @Test
  void roleChangeEndsSubstitution() {
    TestGroup young = TestGroup.of(server, TestPlan.withConsentDaysLeft(coordinator, 24));
    server.sql(
        "update participant set substitute_from = current_date - 1, substitute_until = current_date + 5 where id = '%s'"
            .formatted(young.id("ppt")));
    TestClient substitute = server.loggedIn("ppt");
    String rights = "/plans/" + young.planId() + "/rights";
    young.setLevel(coordinator, coordinator, "ppt", "WORK", "READ").expect(200);
    substitute.get(rights).expect(200);
    JsonObject decision = young.decision(coordinator, "ppt").put("role", "NEXT_OF_KIN");
    young.decide(coordinator, "ppt", decision).expect(200);
    substitute.get(rights).expect(403, "access.denied");
    assertThat(young.card(coordinator, "ppt").getValue("substitute")).isNull();
  }

  @Test
  void ownersRightsCannotBeChanged() {
    group
        .setLevel(coordinator, coordinator, "planeier", "HEALTH", "NONE")
        .expect(422, "request.invalid"); // role OWNER isn't allowed in a request
    JsonObject asProvider = group.decision(coordinator, "planeier").put("role", "PROVIDER");
    group.decide(coordinator, "planeier", asProvider).expect(422, "rights.owner");
    group.decide(owner, "planeier", asProvider).expect(422, "rights.owner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mor", "lege"})
  void decidingRequiresTheRight(String username) {
    TestClient client = server.loggedIn(username);
    group.setLevel(client, coordinator, username, "HEALTH", "WRITE").expect(403, "access.denied");
    group.setLevel(client, coordinator, "lege", "GOALS", "WRITE").expect(403, "access.denied");
    JsonObject promoted = group.decision(coordinator, username).put("role", "COORDINATOR");
    group.decide(client, username, promoted).expect(403, "access.denied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fremmed", "nabo", "admin"})
  void outsiderGetsNotFound(String username) {
    TestClient client = server.loggedIn(username);
    group.setLevel(client, coordinator, "lege", "HEALTH", "WRITE").expect(404, "not.found");
    client.get("/plans/" + group.planId() + "/rights").expect(404);
    client.get(group.path("lege")).expect(404);
  }

  /** A coordinator addresses another plan's participant (privilege escalation). */
  @Test
  void participantOfOtherPlanIsNotFound() {
    TestPlan others = TestPlan.withConsentDaysLeft(coordinator, 24);
    JsonObject decision = group.decision(coordinator, "lege").put("role", "COORDINATOR");
    String path = others.path("/participants/" + group.id("lege"));
    int version = group.version("lege");
    coordinator.put(path + "/rights", version, decision).expect(404);
    coordinator.get(path).expect(404);
    coordinator.delete(path).expect(404);
    coordinator.put(path + "/notifications", new JsonObject("{\"events\": {}}")).expect(404);
    assertThat(group.id("lege")).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"LOG, READ", "DOCUMENTS, READ", "HEALTH, ADMIN", "SECRETS, READ"})
  void unknownAreaOrLevelIsRejected(String area, String level) {
    group.setLevel(coordinator, coordinator, "lege", area, level).expect(422, "request.invalid");
  }

  @Test
  void staleDecisionReturnsCurrentCard() {
    JsonObject decision = group.decision(coordinator, "nav");
    int version = group.version("nav");
    decision.getJsonObject("rights").getJsonObject("areas").put("WORK", "WRITE");
    coordinator.put(group.path("nav") + "/rights", version, decision).expect(200);
    decision.getJsonObject("rights").getJsonObject("areas").put("WORK", "READ");
    ClientAnswer refused =
        second.put(group.path("nav") + "/rights", version, decision).expect(409, "version.stale");
    JsonObject current = refused.body().getJsonObject("current");
    assertThat(current.getInteger("rightsVersion")).isEqualTo(version + 1);
    assertThat(current.getJsonObject("rights").getJsonObject("areas").getString("WORK"))
        .isEqualTo("WRITE");
    assertThat(current).isEqualTo(group.card(second, "nav"));
    second.put(group.path("nav") + "/rights", version + 1, decision).expect(200);
  }

  @Test
  void concurrentDecisionsConflict() {
    JsonObject decision = group.decision(coordinator, "ergoterapeut");
    int version = group.version("ergoterapeut");
    String path = group.path("ergoterapeut") + "/rights";
    decision.getJsonObject("rights").put("print", true);
    assertThat(
            concurrently(
                () -> coordinator.put(path, version, decision),
                () -> second.put(path, version, decision)))
        .containsExactlyInAnyOrder(200, 409);
  }

  @Test
  void concurrentStepDownsKeepOneCoordinator() {
    JsonObject one = group.decision(coordinator, "koordinator").put("role", "PROVIDER");
    JsonObject two = group.decision(second, "koordinator2").put("role", "PROVIDER");
    one.put("rights", noRights());
    two.put("rights", noRights());
    int versionOfOne = group.version("koordinator");
    int versionOfTwo = group.version("koordinator2");
    try {
      assertThat(
              concurrently(
                  () -> coordinator.put(group.path("koordinator") + "/rights", versionOfOne, one),
                  () -> second.put(group.path("koordinator2") + "/rights", versionOfTwo, two)))
          .containsExactlyInAnyOrder(200, 409);
      assertThat(group.countCoordinators()).isEqualTo(1);
    } finally {
      server.sql(
          """
          update participant set role = 'COORDINATOR', rights = (select rights from role_rights where role = 'COORDINATOR')
           where plan_id = '%s' and person_id in ('%s', '%s')"""
              .formatted(
                  group.planId(), group.person("koordinator"), group.person("koordinator2")));
    }
  }

  private static JsonObject noRights() {
    return new JsonObject("{\"editPerson\": false, \"print\": false, \"areas\": {}}");
  }

  /** Sends both while the plan is locked, so that they compete for the lock. */
  private static java.util.List<Integer> concurrently(
      java.util.function.Supplier<ClientAnswer> one,
      java.util.function.Supplier<ClientAnswer> other) {
    var sent = new java.util.ArrayList<CompletableFuture<ClientAnswer>>();
    server
        .database()
        .whileUncommitted(
            "select id from plan where id = '%s' for no key update".formatted(group.planId()),
            () -> {
              Stream.of(one, other).map(CompletableFuture::supplyAsync).forEach(sent::add);
              Awaitility.await().until(() -> countLockWaits() == 2);
            });
    return sent.stream().map(answer -> answer.join().status()).toList();
  }

  private static int countLockWaits() {
    return Integer.parseInt(
        server.value(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"));
  }

  @Test
  void lastCoordinatorCannotStepDown() {
    TestGroup plan = TestGroup.of(server, TestPlan.withConsentDaysLeft(coordinator, 24));
    JsonObject down = plan.decision(coordinator, "koordinator").put("role", "PROVIDER");
    plan.decide(coordinator, "koordinator", down).expect(409, "coordinator.required");
    JsonObject ended = plan.decision(coordinator, "koordinator");
    ended.put("endsOn", today().plusDays(30).toString());
    plan.decide(coordinator, "koordinator", ended).expect(409, "coordinator.required");
    plan.remove(coordinator, "koordinator").expect(409, "coordinator.required");
    assertThat(plan.countCoordinators()).isEqualTo(1);
    assertThat(plan.card(coordinator, "koordinator").getBoolean("onlyCoordinator")).isTrue();
  }

  /** Otherwise nobody could administer the plan. */
  @Test
  void coordinatorWithoutAccountDoesNotCount() {
    TestGroup plan = TestGroup.of(server, TestPlan.withConsentDaysLeft(coordinator, 24));
    JsonObject personWithoutAccount =
        new JsonObject()
            .put("firstName", "Uten")
            .put("lastName", "Konto")
            .put("mobile", "90000123");
    String participantId =
        coordinator
            .post(
                plan.path(),
                new JsonObject().put("person", personWithoutAccount).put("role", "COORDINATOR"))
            .expect(201)
            .body()
            .getString("participantId");
    plan.remove(coordinator, "koordinator").expect(409, "coordinator.required");
    assertThat(plan.card(coordinator, "koordinator").getBoolean("onlyCoordinator")).isTrue();
    coordinator.delete(plan.path() + "/" + participantId).expect(204);
  }

  @Test
  void guardianDecidesForOwnerBelowConsentAge() {
    TestGroup young = TestGroup.of(server, TestPlan.withConsentDaysLeft(coordinator, 24));
    TestClient guardian = server.loggedIn("mor");
    young.setLevel(guardian, guardian, "ppt", "HEALTH", "READ").expect(200);
    assertThat(young.level("ppt", "HEALTH")).isEqualTo("READ");
    young.remove(guardian, "koordinator").expect(422, "rights.coordinator");
  }

  @Test
  void substituteCannotAppointCoordinatorOrGuardian() {
    TestClient doctor = server.loggedIn("lege");
    server.sql(
        "update participant set substitute_from = current_date - 1, substitute_until = current_date + 5 where id = '%s'"
            .formatted(group.id("lege")));
    try {
      group.setLevel(doctor, doctor, "nav", "LEISURE", "NONE").expect(200);
      JsonObject oneself = group.decision(doctor, "lege").put("role", "COORDINATOR");
      group.decide(doctor, "lege", oneself).expect(403, "access.denied");
      group.setLevel(doctor, doctor, "lege", "LEISURE", "WRITE").expect(403, "rights.self");
      JsonObject demoted = group.decision(doctor, "koordinator2").put("role", "PROVIDER");
      group.decide(doctor, "koordinator2", demoted).expect(403, "access.denied");
      group.remove(doctor, "koordinator2").expect(403, "access.denied");
      group.add(doctor, "fremmed", "COORDINATOR").expect(403, "access.denied");
      group.add(doctor, "fremmed", "GUARDIAN").expect(403, "access.denied");
      JsonObject guardian = group.decision(doctor, "lege").put("role", "GUARDIAN");
      group.decide(doctor, "lege", guardian).expect(403, "rights.self");
      JsonObject other = group.decision(doctor, "nav").put("role", "GUARDIAN");
      group.decide(doctor, "nav", other).expect(403, "access.denied");
    } finally {
      server.sql(
          "update participant set substitute_from = null, substitute_until = null where id = '%s'"
              .formatted(group.id("lege")));
    }
  }

  @Test
  void accessEndsAfterEndDate() {
    TestClient nav = server.loggedIn("nav");
    JsonObject decision = group.decision(coordinator, "nav");
    group
        .decide(coordinator, "nav", decision.put("endsOn", today().minusDays(1).toString()))
        .expect(422, "request.invalid");
    group.decide(coordinator, "nav", decision.put("endsOn", today().toString())).expect(200);
    nav.get(group.path()).expect(200);
    assertThat(group.card(coordinator, "nav").getString("endsOn")).isEqualTo(today().toString());
    server.sql(
        "update participant set ends_on = current_date - 2 where id = '%s'"
            .formatted(group.id("nav")));
    nav.get(group.path()).expect(404);
    assertThat(group.card(coordinator, "nav").getBoolean("open")).isFalse();
    assertThat(
            group
                .add(coordinator, "nav", "PROVIDER")
                .expect(409, "participant.exists")
                .body()
                .getJsonObject("current")
                .getString("participantId"))
        .isEqualTo(group.id("nav"));
    decision.put("endsOn", null);
    group.decide(coordinator, "nav", decision).expect(200);
    nav.get(group.path()).expect(200);
  }

  @Test
  void rightsAreReadOnlyInClosedPlan() {
    TestGroup closed = TestGroup.of(server, TestPlan.closed(coordinator));
    closed
        .setLevel(coordinator, coordinator, "helsesykepleier", "HEALTH", "WRITE")
        .expect(403, "plan.closed");
  }

  @Test
  void rightsChangeIsPublished() {
    try (TestSocket socket = owner.openSocket()) {
      socket.next("hello");
      group.setLevel(coordinator, coordinator, "lege", "NETWORK", "READ").expect(200);
      assertThat(socket.next("changed").getString("section")).isEqualTo("rights");
    }
  }

  @Test
  void matrixListsAllAndRequiresDecisionMaker() {
    JsonObject matrix = owner.get("/plans/" + group.planId() + "/rights").expect(200).body();
    assertThat(matrix.getInteger("total")).isEqualTo(8);
    JsonObject first = matrix.getJsonArray("items").getJsonObject(0);
    assertThat(first.getString("role")).isEqualTo("OWNER");
    assertThat(first.getJsonObject("rights").getJsonObject("areas").fieldNames())
        .containsExactlyInAnyOrderElementsOf(TestGroup.AREAS);
    server
        .loggedIn("lege")
        .get("/plans/" + group.planId() + "/rights")
        .expect(403, "access.denied");
  }

  /**
   * What is needed to change rights in the matrix: version, share of the consent, and the limit.
   */
  @Test
  void matrixSaysWhatTheCallerMayChange() {
    group.setLevel(owner, owner, "laerer", "ECONOMY", "WRITE").expect(200);
    group.setLevel(owner, owner, "laerer", "ECONOMY", "READ").expect(200);
    JsonObject seen = matrixRow(coordinator, "laerer");
    assertThat(maxLevel(seen, "ECONOMY")).isEqualTo("READ");
    assertThat(maxLevel(seen, "WORK")).isEqualTo("WRITE");
    assertThat(seen.getInteger("rightsVersion")).isEqualTo(group.version("laerer"));
    assertThat(seen.getString("consentScope"))
        .isEqualTo(group.card(owner, "laerer").getString("consentScope"))
        .isNotBlank();
    assertThat(maxLevel(matrixRow(owner, "laerer"), "ECONOMY")).isEqualTo("WRITE");
    assertThat(matrixRow(owner, "planeier").containsKey("maxRights")).isFalse();
    group.setLevel(owner, owner, "koordinator", "ECONOMY", "READ").expect(200);
    for (TestClient one : List.of(coordinator, second)) {
      assertThat(maxLevel(matrixRow(one, "koordinator"), "ECONOMY")).isEqualTo("READ");
    }
    group.setLevel(owner, owner, "koordinator", "ECONOMY", "WRITE").expect(200);
    JsonObject defaults =
        owner.get("/plans/" + group.planId() + "/rights").body().getJsonObject("defaults");
    assertThat(defaults.getJsonObject("PROVIDER"))
        .isEqualTo(group.card(owner, "lege").getJsonObject("defaults").getJsonObject("PROVIDER"));
  }

  private static JsonObject matrixRow(TestClient client, String username) {
    String id = group.id(username);
    return client.get("/plans/" + group.planId() + "/rights").expect(200).items().stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("participantId").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String maxLevel(JsonObject row, String area) {
    return row.getJsonObject("maxRights").getJsonObject("areas").getString(area);
  }

  @Test
  void cardContainsRoleDefaultsForDecisionMaker() {
    assertThat(group.card(owner, "lege").getJsonObject("defaults").fieldNames())
        .containsExactlyInAnyOrder("OWNER", "COORDINATOR", "GUARDIAN", "NEXT_OF_KIN", "PROVIDER");
    assertThat(group.card(server.loggedIn("lege"), "lege").containsKey("defaults")).isFalse();
  }

  @Test
  void matrixMarksDecidingGuardian() {
    TestGroup young = TestGroup.of(server, TestPlan.withConsentDaysLeft(coordinator, 24));
    assertThat(decidingRoles(young)).contains("OWNER", "GUARDIAN").hasSizeBetween(2, 3);
    assertThat(decidingRoles(group)).containsExactly("OWNER");
  }

  private static java.util.List<String> decidingRoles(TestGroup plan) {
    return coordinator
        .get("/plans/" + plan.planId() + "/rights")
        .expect(200)
        .body()
        .getJsonArray("items")
        .stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getBoolean("decides"))
        .map(one -> one.getString("role"))
        .toList();
  }

  @Test
  void endedParticipantIsListedForCoordinator() {
    server.sql(
        "update participant set ends_on = current_date - 2 where id = '%s'"
            .formatted(group.id("nav")));
    try {
      JsonObject seen = coordinator.get(group.path()).expect(200).body();
      assertThat(seen.getJsonArray("ended").getJsonObject(0).getString("participantId"))
          .isEqualTo(group.id("nav"));
      assertThat(seen.getJsonArray("items").encode()).doesNotContain(group.id("nav"));
      JsonObject others = server.loggedIn("lege").get(group.path()).expect(200).body();
      assertThat(others.getJsonArray("ended")).isEmpty();
      assertThat(others.encode()).doesNotContain(group.id("nav"));
    } finally {
      server.sql(
          "update participant set ends_on = null where id = '%s'".formatted(group.id("nav")));
    }
  }

  @Test
  void matrixShowsLostAccess() {
    TestGroup expired = TestGroup.of(server, TestPlan.withExpiredConsent(coordinator));
    JsonObject matrix =
        coordinator.get("/plans/" + expired.planId() + "/rights").expect(200).body();
    assertThat(matrix.getJsonArray("items").stream().map(JsonObject.class::cast))
        .allSatisfy(
            one ->
                assertThat(one.getBoolean("open"))
                    .isEqualTo(
                        one.getBoolean("decides") || one.getString("role").equals("COORDINATOR")));
    server
        .loggedIn("lege")
        .get("/plans/" + expired.planId() + "/participants")
        .expect(403, "consent.expired");
  }
}
