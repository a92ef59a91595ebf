package no.samklang.participant;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Removing a participant, or leaving, ends access at once (PART-5). */
class RemoveParticipantIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient coordinator;
  private static TestClient owner;
  private static TestGroup group;

  @BeforeAll
  static void setUp() {
    coordinator = server.loggedIn("koordinator");
    owner = server.loggedIn("planeier");
    group = TestGroup.of(server, TestPlan.withConsentDaysLeft(coordinator, 210));
  }

  @AfterEach
  void restoreRemoved() {
    List.of("koordinator", "mor", "lege", "nav").stream()
        .filter(username -> group.id(username) == null)
        .forEach(group::restore);
  }

  @ParameterizedTest
  @CsvSource({"koordinator", "planeier", "lege"})
  void removalEndsAccessAndKeepsMessages(String remover) {
    TestClient doctor = server.loggedIn("lege");
    TestPlan plan = new TestPlan(doctor, group.planId());
    String ownerId = group.id("planeier");
    String doctorId = group.id("lege");
    String subject = "Før jeg går, tatt ut av " + remover;
    plan.send(subject, ownerId);
    TestClient removerClient = remover.equals("lege") ? doctor : server.loggedIn(remover);
    try (TestSocket socket = doctor.openSocket();
        TestSocket ownerSocket = owner.openSocket()) {
      socket.next("hello");
      ownerSocket.next("hello");
      group.remove(removerClient, "lege").expect(204);
      assertThat(socket.closeCode()).isEqualTo(4403);
      assertThat(ownerSocket.next("changed").getString("section")).isEqualTo("participants");
    }
    doctor.get(group.path()).expect(404);
    doctor.post(plan.path("/messages"), TestPlan.message("Etterpå", ownerId)).expect(404);
    coordinator.get(group.path() + "/" + doctorId).expect(404);
    JsonObject message =
        owner.get(plan.path("/messages")).items().stream()
            .map(JsonObject.class::cast)
            .filter(item -> item.getString("subject").equals(subject))
            .findFirst()
            .orElseThrow();
    assertThat(message.getJsonObject("from").getString("name")).isEqualTo("Leila Tenkestad");
    assertThat(group.lastLogValue("event")).isEqualTo("PARTICIPANT_REMOVED");
    assertThat(group.lastLogValue("person_id")).isEqualTo(group.person(remover));
  }

  @Test
  void addingAgainCreatesNewParticipant() {
    String before = group.id("nav");
    group.remove(coordinator, "nav").expect(204);
    group.add(coordinator, "nav", "PROVIDER").expect(201);
    assertThat(group.id("nav")).isNotNull().isNotEqualTo(before);
  }

  @Test
  void ownerCannotBeRemoved() {
    group.remove(coordinator, "planeier").expect(422, "participant.owner");
    group.remove(owner, "planeier").expect(422, "participant.owner");
  }

  @Test
  void ownerCannotRemoveCoordinator() {
    group.remove(owner, "koordinator").expect(422, "rights.coordinator");
  }

  @Test
  void lastCoordinatorCannotLeave() {
    group.remove(coordinator, "koordinator").expect(409, "coordinator.required");
    coordinator.get(group.path()).expect(200);
  }

  @Test
  void removalRequiresCoordinatorOrOwner() {
    group.remove(server.loggedIn("mor"), "lege").expect(403, "access.denied");
    group.remove(server.loggedIn("lege"), "mor").expect(403, "access.denied");
    group.remove(server.loggedIn("fremmed"), "lege").expect(404);
    group.remove(server.loggedIn("nabo"), "lege").expect(404);
    group.remove(server.loggedIn("admin"), "lege").expect(404);
    assertThat(group.id("lege")).isNotNull();
  }

  /** Ending access is allowed in a closed plan, and without consent. */
  @Test
  void removalIsAllowedInClosedPlanAndWithoutConsent() {
    TestGroup closed = TestGroup.of(server, TestPlan.closed(coordinator));
    closed.remove(coordinator, "kontaktlaerer").expect(204);
    TestGroup expired = TestGroup.of(server, TestPlan.withExpiredConsent(coordinator));
    expired.remove(server.loggedIn("lege"), "lege").expect(403, "consent.expired");
    expired.remove(coordinator, "lege").expect(204);
  }

  @Test
  void concurrentMutualRemovalKeepsOneCoordinator() {
    group.add(coordinator, "koordinator2", "COORDINATOR").expect(201);
    TestClient second = server.loggedIn("koordinator2");
    String one = group.path("koordinator");
    String other = group.path("koordinator2");
    List<CompletableFuture<ClientAnswer>> sent = new ArrayList<>();
    server
        .database()
        .whileUncommitted(
            "select id from plan where id = '%s' for no key update".formatted(group.planId()),
            () -> {
              sent.add(CompletableFuture.supplyAsync(() -> coordinator.delete(other)));
              sent.add(CompletableFuture.supplyAsync(() -> second.delete(one)));
              Awaitility.await().until(() -> countLockWaits().equals("2"));
            });
    assertThat(sent.stream().map(answer -> answer.join().status()))
        .containsExactlyInAnyOrder(204, 404);
    assertThat(group.countCoordinators()).isEqualTo(1);
    if (group.id("koordinator") == null) {
      group.restore("koordinator");
    }
    if (group.id("koordinator2") != null) {
      group.remove(coordinator, "koordinator2").expect(204);
    }
  }

  private static String countLockWaits() {
    return server.value(
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
  }

  @Test
  void removalCancelsPendingHandover() {
    server.sql(
        "insert into baton (id, plan_id, from_id, to_id, asked_at) values (gen_random_uuid(), '%s', '%s', '%s', now())"
            .formatted(group.planId(), group.id("koordinator"), group.id("nav")));
    group.remove(coordinator, "nav").expect(204);
    String administration = "/plans/" + group.planId() + "/administration";
    assertThat(coordinator.get(administration).expect(200).body().getValue("baton")).isNull();
  }
}
