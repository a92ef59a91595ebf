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

/** A coordinator asks another to take over, and is responsible until that one accepts (PLAN-6). */
class BatonIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient doctor;

  @BeforeAll
  static void open() {
    doctor = server.loggedIn("lege");
  }

  @Test
  void theOneWhoAsksIsResponsibleUntilTheOtherAccepts() {
    MadePlan plan = plan();
    String to = plan.add("lege", "PROVIDER");
    JsonObject asked = ask(plan, to).expect(200).body();
    assertThat(asked.getJsonObject("baton").getJsonObject("to").getString("participantId"))
        .isEqualTo(to);
    assertThat(plan.roleOf(plan.coordinator())).isEqualTo("COORDINATOR");
    assertThat(plan.roleOf(doctor)).isEqualTo("PROVIDER");
    assertThat(home(plan, doctor).getJsonObject("baton").getString("from"))
        .isEqualTo("Kari Testnes");
    assertThat(home(plan, plan.coordinator()).getJsonObject("batonAsked").getString("to"))
        .isEqualTo("Leila Tenkestad");
    assertThat(notices(plan)).isEqualTo("lege");
    answer(plan, doctor, true).expect(204);
    assertThat(plan.roleOf(doctor)).isEqualTo("COORDINATOR");
    assertThat(plan.roleOf(plan.coordinator())).isEqualTo("PROVIDER");
    assertThat(home(plan, doctor).getValue("baton")).isNull();
    assertThat(home(plan, plan.coordinator()).getValue("batonAsked")).isNull();
    plan.coordinator().get(plan.path("/administration")).expect(403, "access.denied");
    doctor.get(plan.path("/administration")).expect(200);
    assertThat(plan.events()).endsWith("BATON_ASKED BATON_ACCEPTED");
  }

  /** What the owner has taken from either stays taken, however often the baton changes hands. */
  @Test
  void theAreasStayAsDecidedFromHandToHand() {
    MadePlan plan = plan();
    String other = plan.add("lege", "PROVIDER");
    String one = participant(plan, plan.coordinator());
    server.sql(
        "update participant set rights = jsonb_set(rights, '{areas,HEALTH}', '\"NONE\"') where id in ('%s', '%s')"
            .formatted(one, other));
    String before = rights(one) + rights(other);
    ask(plan, other).expect(200);
    answer(plan, doctor, true).expect(204);
    assertThat(rights(one) + rights(other)).isEqualTo(before);
    doctor.post(plan.path("/baton"), new JsonObject().put("to", one)).expect(200);
    answer(plan, plan.coordinator(), true).expect(204);
    assertThat(plan.roleOf(plan.coordinator())).isEqualTo("COORDINATOR");
    assertThat(rights(one) + rights(other)).isEqualTo(before);
  }

  private static String participant(MadePlan plan, TestClient client) {
    return home(plan, client).getJsonObject("me").getString("participantId");
  }

  private static String rights(String participant) {
    return server.value("select rights::text from participant where id = '" + participant + "'");
  }

  private static String notices(MadePlan plan) {
    return server.value(
        """
        select string_agg(a.username, ',') from outbox o join account a on a.person_id = o.person_id
         where o.plan_id = '%s' and o.template = 'BATON_ASKED'"""
            .formatted(plan.id()));
  }

  @Test
  void whoDeclinesChangesNothing() {
    MadePlan plan = plan();
    ask(plan, plan.add("lege", "PROVIDER")).expect(200);
    answer(plan, doctor, false).expect(204);
    assertThat(plan.roleOf(plan.coordinator())).isEqualTo("COORDINATOR");
    assertThat(plan.roleOf(doctor)).isEqualTo("PROVIDER");
    assertThat(plan.administration().getValue("baton")).isNull();
    answer(plan, doctor, true).expect(409, "baton.gone");
    assertThat(plan.events()).endsWith("BATON_ASKED BATON_DECLINED");
  }

  @Test
  void whatIsTakenBackCannotBeAccepted() {
    MadePlan plan = plan();
    ask(plan, plan.add("lege", "PROVIDER")).expect(200);
    plan.coordinator().delete(plan.path("/baton")).expect(204);
    plan.coordinator().delete(plan.path("/baton")).expect(204);
    answer(plan, doctor, true).expect(409, "baton.gone");
    assertThat(plan.events()).endsWith("BATON_ASKED BATON_TAKEN_BACK");
  }

  @Test
  void theQuestionEndsWithThePlan() {
    MadePlan plan = plan();
    ask(plan, plan.add("lege", "PROVIDER")).expect(200);
    plan.close().expect(200);
    assertThat(home(plan, doctor).getValue("baton")).isNull();
    assertThat(home(plan, plan.coordinator()).getValue("batonAsked")).isNull();
    assertThat(plan.administration().getValue("baton")).isNull();
    assertThat(plan.events()).endsWith("BATON_ASKED BATON_TAKEN_BACK PLAN_CLOSED");
    server
        .loggedIn("admin")
        .put(plan.path("/state"), new JsonObject().put("state", "ACTIVE"))
        .expect(200);
    answer(plan, doctor, true).expect(409, "baton.gone");
  }

  @Test
  void oneIsAskedAtATime() {
    MadePlan plan = plan();
    String first = plan.add("lege", "PROVIDER");
    String second = plan.add("nav", "PROVIDER");
    ask(plan, first).expect(200);
    ask(plan, first).expect(200);
    JsonObject refused = ask(plan, second).expect(409, "baton.asked").body();
    assertThat(refused.getJsonObject("current").getJsonObject("baton")).isNotNull();
    assertThat(notices(plan)).isEqualTo("lege");
    assertThat(plan.events()).endsWith("PARTICIPANT_ADDED BATON_ASKED");
  }

  @Test
  void twoAnswersAtATimeAreOne() {
    MadePlan plan = plan();
    ask(plan, plan.add("lege", "PROVIDER")).expect(200);
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
  void anAcceptanceAndATakingBackAtATimeLeaveOneCoordinator() {
    MadePlan plan = plan();
    ask(plan, plan.add("lege", "PROVIDER")).expect(200);
    Stream.<Runnable>of(
            () -> assertThat(answer(plan, doctor, true).status()).isIn(204, 409),
            () -> plan.coordinator().delete(plan.path("/baton")))
        .parallel()
        .forEach(Runnable::run);
    assertThat(coordinators(plan)).isEqualTo("1");
  }

  private static String coordinators(MadePlan plan) {
    return server.value(
        "select count(*) from participant where role = 'COORDINATOR' and removed_at is null and plan_id = '"
            + plan.id()
            + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"removed_at = now()", "ends_on = current_date - 2"})
  void whoHasLeftMeanwhileTakesNothingOver(String left) {
    MadePlan plan = plan();
    String to = plan.add("lege", "PROVIDER");
    ask(plan, to).expect(200);
    server.sql("update participant set %s where id = '%s'".formatted(left, to));
    answer(plan, doctor, true).expect(404, "not.found");
    assertThat(plan.administration().getValue("baton")).isNull();
    ask(plan, plan.add("nav", "PROVIDER")).expect(200); // another can be asked then
  }

  @Test
  void whoHasAskedAndIsNoCoordinatorAnyMoreHandsNothingOver() {
    MadePlan plan = plan();
    ask(plan, plan.add("lege", "PROVIDER")).expect(200);
    plan.add("koordinator2", "COORDINATOR");
    server.sql(
        "update participant set removed_at = now() where plan_id = '%s' and person_id = '%s'"
            .formatted(plan.id(), MadePlan.person(server, "koordinator")));
    answer(plan, doctor, true).expect(409, "baton.gone");
    assertThat(plan.roleOf(doctor)).isEqualTo("PROVIDER");
  }

  @Test
  void onlyWhoCouldRunThePlanIsAsked() {
    MadePlan plan = plan();
    refused(plan, plan.add("mor", "GUARDIAN"));
    refused(plan, plan.add("koordinator2", "COORDINATOR"));
    refused(plan, home(plan, plan.coordinator()).getJsonObject("me").getString("participantId"));
    refused(plan, home(plan, plan.coordinator()).getJsonObject("owner").getString("participantId"));
    refused(plan, other().add("lege", "PROVIDER")); // of another plan
    refused(plan, "00000000-0000-4000-8000-000000000000");
  }

  private static MadePlan other() {
    return plan();
  }

  private static void refused(MadePlan plan, String to) {
    ask(plan, to).expect(422, "baton.invalid");
  }

  @Test
  void nobodyButACoordinatorHandsThePlanOver() {
    MadePlan plan = plan();
    String to = plan.add("lege", "PROVIDER");
    plan.add("nav", "PROVIDER");
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
    answer(plan, server.loggedIn("nav"), true).expect(409, "baton.gone");
    answer(plan, plan.coordinator(), true).expect(409, "baton.gone");
    assertThat(plan.roleOf(plan.coordinator())).isEqualTo("COORDINATOR");
  }

  @Test
  void withoutConsentNobodyIsAskedAndNobodyAnswers() {
    MadePlan plan = plan();
    String to = plan.add("lege", "PROVIDER");
    ask(plan, to).expect(200);
    plan.expire();
    answer(plan, doctor, true).expect(403, "consent.expired");
    plan.coordinator().delete(plan.path("/baton")).expect(204);
    ask(plan, to).expect(403, "consent.expired");
  }

  @Test
  void openPagesAreTold() {
    MadePlan plan = plan();
    String to = plan.add("lege", "PROVIDER");
    try (var socket = doctor.live()) {
      socket.next("hello");
      ask(plan, to).expect(200);
      assertThat(socket.next("changed").getString("planId")).isEqualTo(plan.id());
    }
  }

  private static JsonObject home(MadePlan plan, TestClient client) {
    return plan.open(client).expect(200).body();
  }

  private static TestClient.Answer ask(MadePlan plan, String to) {
    return plan.coordinator().post(plan.path("/baton"), new JsonObject().put("to", to));
  }

  private static TestClient.Answer answer(MadePlan plan, TestClient client, boolean accept) {
    return client.post(plan.path("/baton/answer"), new JsonObject().put("accept", accept));
  }

  private static MadePlan plan() {
    return MadePlan.by(server, "koordinator");
  }
}
