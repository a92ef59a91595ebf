package no.samklang.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Handover of the coordinator role; the coordinator stays responsible until the other accepts
 * (PLAN-6).
 */
class HandoverIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient doctor;

  @BeforeAll
  static void open() {
    doctor = server.loggedIn("lege");
  }

  @Test
  void coordinatorChangesOnAcceptance() {
    TestCreatedPlan plan = plan();
    String to = plan.addParticipant("lege", "PROVIDER");
    JsonObject asked = ask(plan, to).expect(200).body();
    assertThat(asked.getJsonObject("baton").getJsonObject("to").getString("participantId"))
        .isEqualTo(to);
    assertThat(plan.roleOf(plan.coordinator())).isEqualTo("COORDINATOR");
    assertThat(plan.roleOf(doctor)).isEqualTo("PROVIDER");
    assertThat(home(plan, doctor).getJsonObject("baton").getString("from"))
        .isEqualTo("Kari Testnes");
    assertThat(home(plan, plan.coordinator()).getJsonObject("batonAsked").getString("to"))
        .isEqualTo("Leila Tenkestad");
    assertThat(notifiedAccounts(plan)).isEqualTo("lege");
    answer(plan, doctor, true).expect(204);
    assertThat(plan.roleOf(doctor)).isEqualTo("COORDINATOR");
    assertThat(plan.roleOf(plan.coordinator())).isEqualTo("PROVIDER");
    assertThat(home(plan, doctor).getValue("baton")).isNull();
    assertThat(home(plan, plan.coordinator()).getValue("batonAsked")).isNull();
    plan.coordinator().get(plan.path("/administration")).expect(403, "access.denied");
    doctor.get(plan.path("/administration")).expect(200);
    assertThat(plan.events()).endsWith("BATON_ASKED BATON_ACCEPTED");
  }

  /** The one asked reads the note; the log says only that there was one. */
  @Test
  void noteIsShownToTheOneAsked() {
    TestCreatedPlan plan = plan();
    String to = plan.addParticipant("lege", "PROVIDER");
    plan.addParticipant("nav", "PROVIDER");
    JsonObject request = new JsonObject().put("to", to).put("note", "  Ring skolen først. ");
    plan.coordinator().post(plan.path("/baton"), request).expect(200);
    assertThat(home(plan, doctor).getJsonObject("baton").getString("note"))
        .isEqualTo("Ring skolen først.");
    assertThat(home(plan, server.loggedIn("nav")).getValue("baton")).isNull();
    assertThat(plan.administration().getJsonObject("baton").getString("note"))
        .isEqualTo("Ring skolen først.");
    assertThat(
            server.value(
                "select detail::text from plan_log where event = 'BATON_ASKED' and plan_id = '%s'"
                    .formatted(plan.id())))
        .isEqualTo("{\"note\": true}");
  }

  /**
   * The successor writes in what they read, within the owner's limit, and reads no more than before
   * (PART-2); what the owner has removed stays removed after repeated handovers.
   */
  @Test
  void successorWritesWhatTheyReadWithinTheLimit() {
    TestCreatedPlan plan = plan();
    String successorId = plan.addParticipant("lege", "PROVIDER");
    String coordinatorId = participant(plan, plan.coordinator());
    server.sql(
        """
        update participant
           set rights = jsonb_set(jsonb_set(rights, '{areas,HEALTH}', '"NONE"'), '{areas,ECONOMY}', '"READ"'),
               rights_limit = '{"editPerson": true, "print": true, "areas": {"ECONOMY": "READ", "GOALS": "WRITE", "HEALTH": "WRITE"}}'
         where id in ('%s', '%s')"""
            .formatted(coordinatorId, successorId));
    ask(plan, successorId).expect(200);
    answer(plan, doctor, true).expect(204);
    assertThat(levels(successorId)).isEqualTo("WRITE READ NONE true");
    doctor.post(plan.path("/baton"), new JsonObject().put("to", coordinatorId)).expect(200);
    answer(plan, plan.coordinator(), true).expect(204);
    assertThat(plan.roleOf(plan.coordinator())).isEqualTo("COORDINATOR");
    assertThat(levels(coordinatorId)).isEqualTo("WRITE READ NONE true");
  }

  private static String levels(String participant) {
    return server.value(
        """
        select concat_ws(' ', rights #>> '{areas,GOALS}', rights #>> '{areas,ECONOMY}', rights #>> '{areas,HEALTH}', rights ->> 'print')
          from participant where id = '%s'"""
            .formatted(participant));
  }

  private static String participant(TestCreatedPlan plan, TestClient client) {
    return home(plan, client).getJsonObject("me").getString("participantId");
  }

  private static String notifiedAccounts(TestCreatedPlan plan) {
    return server.value(
        """
        select string_agg(a.username, ',') from outbox o join account a on a.person_id = o.person_id
         where o.plan_id = '%s' and o.template = 'BATON_ASKED'\
        """
            .formatted(plan.id()));
  }

  @Test
  void decliningChangesNothing() {
    TestCreatedPlan plan = plan();
    ask(plan, plan.addParticipant("lege", "PROVIDER")).expect(200);
    answer(plan, doctor, false).expect(204);
    assertThat(plan.roleOf(plan.coordinator())).isEqualTo("COORDINATOR");
    assertThat(plan.roleOf(doctor)).isEqualTo("PROVIDER");
    assertThat(plan.administration().getValue("baton")).isNull();
    answer(plan, doctor, true).expect(409, "baton.notPending");
    assertThat(plan.events()).endsWith("BATON_ASKED BATON_DECLINED");
  }

  @Test
  void withdrawnRequestCannotBeAccepted() {
    TestCreatedPlan plan = plan();
    ask(plan, plan.addParticipant("lege", "PROVIDER")).expect(200);
    plan.coordinator().delete(plan.path("/baton")).expect(204);
    plan.coordinator().delete(plan.path("/baton")).expect(204);
    answer(plan, doctor, true).expect(409, "baton.notPending");
    assertThat(plan.events()).endsWith("BATON_ASKED BATON_TAKEN_BACK");
  }

  @Test
  void closingPlanWithdrawsRequest() {
    TestCreatedPlan plan = plan();
    ask(plan, plan.addParticipant("lege", "PROVIDER")).expect(200);
    plan.close().expect(200);
    assertThat(home(plan, doctor).getValue("baton")).isNull();
    assertThat(home(plan, plan.coordinator()).getValue("batonAsked")).isNull();
    assertThat(plan.administration().getValue("baton")).isNull();
    assertThat(plan.events()).endsWith("BATON_ASKED BATON_TAKEN_BACK PLAN_CLOSED");
    server
        .loggedIn("admin")
        .put(plan.path("/state"), new JsonObject().put("state", "ACTIVE"))
        .expect(200);
    answer(plan, doctor, true).expect(409, "baton.notPending");
  }

  @Test
  void allowsOnePendingRequest() {
    TestCreatedPlan plan = plan();
    String first = plan.addParticipant("lege", "PROVIDER");
    String second = plan.addParticipant("nav", "PROVIDER");
    ask(plan, first).expect(200);
    ask(plan, first).expect(200);
    JsonObject problem = ask(plan, second).expect(409, "baton.pending").body();
    assertThat(problem.getJsonObject("current").getJsonObject("baton")).isNotNull();
    assertThat(notifiedAccounts(plan)).isEqualTo("lege");
    assertThat(plan.events()).endsWith("PARTICIPANT_ADDED BATON_ASKED");
  }

  @Test
  void concurrentAnswersAreAppliedOnce() {
    TestCreatedPlan plan = plan();
    ask(plan, plan.addParticipant("lege", "PROVIDER")).expect(200);
    List<Integer> answers =
        Stream.of(true, true, true)
            .parallel()
            .map(accept -> answer(plan, doctor, accept).status())
            .sorted()
            .toList();
    assertThat(answers).containsExactly(204, 409, 409);
    assertThat(coordinators(plan)).isEqualTo("1");
  }

  @Test
  void concurrentAcceptAndWithdrawLeaveOneCoordinator() {
    TestCreatedPlan plan = plan();
    ask(plan, plan.addParticipant("lege", "PROVIDER")).expect(200);
    Stream.<Runnable>of(
            () -> assertThat(answer(plan, doctor, true).status()).isIn(204, 409),
            () -> plan.coordinator().delete(plan.path("/baton")))
        .parallel()
        .forEach(Runnable::run);
    assertThat(coordinators(plan)).isEqualTo("1");
  }

  private static String coordinators(TestCreatedPlan plan) {
    return server.value(
        "select count(*) from participant where role = 'COORDINATOR' and removed_at is null and"
            + " plan_id = '"
            + plan.id()
            + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"removed_at = now()", "ends_on = current_date - 2"})
  void formerParticipantCannotAccept(String change) {
    TestCreatedPlan plan = plan();
    String to = plan.addParticipant("lege", "PROVIDER");
    ask(plan, to).expect(200);
    server.sql("update participant set %s where id = '%s'".formatted(change, to));
    answer(plan, doctor, true).expect(404, "not.found");
    assertThat(plan.administration().getValue("baton")).isNull();
    ask(plan, plan.addParticipant("nav", "PROVIDER")).expect(200); // a new request is allowed
  }

  @Test
  void requestOfFormerCoordinatorCannotBeAccepted() {
    TestCreatedPlan plan = plan();
    ask(plan, plan.addParticipant("lege", "PROVIDER")).expect(200);
    plan.addParticipant("koordinator2", "COORDINATOR");
    server.sql(
        "update participant set removed_at = now() where plan_id = '%s' and person_id = '%s'"
            .formatted(plan.id(), TestCreatedPlan.person(server, "koordinator")));
    answer(plan, doctor, true).expect(409, "baton.notPending");
    assertThat(plan.roleOf(doctor)).isEqualTo("PROVIDER");
  }

  @Test
  void rejectsIneligibleSuccessors() {
    TestCreatedPlan plan = plan();
    expectInvalid(plan, plan.addParticipant("mor", "GUARDIAN"));
    expectInvalid(plan, plan.addParticipant("koordinator2", "COORDINATOR"));
    expectInvalid(
        plan, home(plan, plan.coordinator()).getJsonObject("me").getString("participantId"));
    expectInvalid(
        plan, home(plan, plan.coordinator()).getJsonObject("owner").getString("participantId"));
    expectInvalid(plan, plan().addParticipant("lege", "PROVIDER")); // of another plan
    expectInvalid(plan, "00000000-0000-4000-8000-000000000000");
  }

  private static void expectInvalid(TestCreatedPlan plan, String to) {
    ask(plan, to).expect(422, "baton.invalid");
  }

  @Test
  void onlyCoordinatorRequestsHandover() {
    TestCreatedPlan plan = plan();
    String to = plan.addParticipant("lege", "PROVIDER");
    plan.addParticipant("nav", "PROVIDER");
    JsonObject question = new JsonObject().put("to", to);
    for (String username : List.of("lege", "nav")) {
      TestClient member = server.loggedIn(username);
      member.post(plan.path("/baton"), question).expect(403, "access.denied");
      member.delete(plan.path("/baton")).expect(403, "access.denied");
    }
    for (String username : List.of("fremmed", "nabo", "admin")) {
      TestClient stranger = server.loggedIn(username);
      stranger.post(plan.path("/baton"), question).expect(404, "not.found");
      stranger.delete(plan.path("/baton")).expect(404, "not.found");
      answer(plan, stranger, true).expect(404, "not.found");
    }
    ask(plan, to).expect(200);
    answer(plan, server.loggedIn("nav"), true).expect(409, "baton.notPending");
    answer(plan, plan.coordinator(), true).expect(409, "baton.notPending");
    assertThat(plan.roleOf(plan.coordinator())).isEqualTo("COORDINATOR");
  }

  @Test
  void handoverRequiresValidConsent() {
    TestCreatedPlan plan = plan();
    String to = plan.addParticipant("lege", "PROVIDER");
    ask(plan, to).expect(200);
    plan.expireConsent();
    answer(plan, doctor, true).expect(403, "consent.expired");
    plan.coordinator().delete(plan.path("/baton")).expect(204);
    ask(plan, to).expect(403, "consent.expired");
  }

  @Test
  void publishesChangeToOpenPages() {
    TestCreatedPlan plan = plan();
    String to = plan.addParticipant("lege", "PROVIDER");
    try (var socket = doctor.openSocket()) {
      socket.next("hello");
      ask(plan, to).expect(200);
      assertThat(socket.next("changed").getString("planId")).isEqualTo(plan.id());
    }
  }

  private static JsonObject home(TestCreatedPlan plan, TestClient client) {
    return plan.open(client).expect(200).body();
  }

  private static TestClient.ClientAnswer ask(TestCreatedPlan plan, String to) {
    return plan.coordinator().post(plan.path("/baton"), new JsonObject().put("to", to));
  }

  private static TestClient.ClientAnswer answer(
      TestCreatedPlan plan, TestClient client, boolean accept) {
    return client.post(plan.path("/baton/answer"), new JsonObject().put("accept", accept));
  }

  private static TestCreatedPlan plan() {
    return TestCreatedPlan.create(server, "koordinator");
  }
}
