package no.samklang.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Substitutes for the coordinator, for a period (PLAN-6). */
class SubstituteIT {
  private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");
  @RegisterExtension static final TestServer server = TestServer.start();

  @Test
  void isActiveFromFirstToLastMinute() {
    TestCreatedPlan plan = plan();
    String id = plan.addParticipant("lege", "PROVIDER");
    nameSubstitute(plan, id, plan.day(1), plan.day(2)).expect(200);
    plan.expireConsent();
    advanceClockTo(1, LocalTime.of(0, 0).minusSeconds(30));
    doctor().get(plan.path("")).expect(403, "consent.expired");
    server.clock().advance(Duration.ofSeconds(40));
    assertThat(plan.roleOf(doctor())).isEqualTo("COORDINATOR"); // without consent too
    doctor().get(plan.path("/administration")).expect(200);
    advanceClockTo(2, LocalTime.of(0, 0).minusSeconds(30));
    assertThat(plan.roleOf(doctor())).isEqualTo("COORDINATOR");
    server.clock().advance(Duration.ofSeconds(40));
    doctor().get(plan.path("")).expect(403, "consent.expired");
  }

  /** Advances the clock to midnight that many days ahead, or to a time of the evening before. */
  private static void advanceClockTo(int days, LocalTime time) {
    ZonedDateTime now = ZonedDateTime.now(server.clock().withZone(ZONE));
    LocalDate day = now.toLocalDate().plusDays(time.isAfter(LocalTime.NOON) ? days - 1 : days);
    server.clock().advance(Duration.between(now, day.atTime(time).atZone(ZONE)));
  }

  private static TestClient doctor() {
    return server.loggedIn("lege");
  }

  @Test
  void endingSubstitutionEndsAccessImmediately() {
    TestCreatedPlan plan = plan();
    String id = plan.addParticipant("lege", "PROVIDER");
    JsonObject named = nameSubstitute(plan, id, plan.day(0), plan.day(7)).expect(200).body();
    assertThat(named.getJsonArray("substitutes").getJsonObject(0).getString("until"))
        .isEqualTo(plan.day(7));
    plan.expireConsent();
    TestClient doctor = doctor();
    assertThat(plan.roleOf(doctor)).isEqualTo("COORDINATOR");
    try (var socket = doctor.openSocket()) {
      socket.next("hello");
      socket.send(new JsonObject().put("type", "watch").put("planId", plan.id()));
      plan.coordinator().delete(plan.path("/substitutes/" + id)).expect(204);
      assertThat(socket.closeCode()).isEqualTo(4403);
    }
    doctor.get(plan.path("")).expect(403, "consent.expired");
    plan.coordinator().delete(plan.path("/substitutes/" + id)).expect(204);
    assertThat(plan.events()).endsWith("SUBSTITUTE_NAMED SUBSTITUTE_ENDED");
  }

  @Test
  void substituteCannotHandOverOrClose() {
    TestCreatedPlan plan = plan();
    String id = plan.addParticipant("lege", "PROVIDER");
    String other = plan.addParticipant("nav", "PROVIDER");
    nameSubstitute(plan, id, plan.day(0), plan.day(3)).expect(200);
    TestClient doctor = doctor();
    JsonObject administration = doctor.get(plan.path("/administration")).expect(200).body();
    assertThat(administration.getBoolean("mayHandOver")).isFalse();
    assertThat(administration.getBoolean("mayChange")).isTrue();
    TestCreatedPlan asDoctor = new TestCreatedPlan(server, doctor, plan.id());
    nameSubstitute(asDoctor, id, plan.day(0), plan.day(300)).expect(403, "access.denied");
    nameSubstitute(asDoctor, other, plan.day(0), plan.day(3)).expect(403, "access.denied");
    doctor.delete(plan.path("/substitutes/" + id)).expect(403, "access.denied");
    doctor
        .post(plan.path("/baton"), new JsonObject().put("to", other))
        .expect(403, "access.denied");
    assertThat(administration.getBoolean("mayClose")).isFalse();
    asDoctor.close().expect(403, "access.denied");
  }

  @ParameterizedTest
  @CsvSource({"0, -1, until", "-9, -1, until", "0, 400, until", "500, 600, from"})
  void validatesPeriod(int from, int until, String field) {
    TestCreatedPlan plan = plan();
    String id = plan.addParticipant("lege", "PROVIDER");
    JsonObject problem =
        nameSubstitute(plan, id, plan.day(from), plan.day(until))
            .expect(422, "substitute.invalid")
            .body();
    assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("field")).isEqualTo(field);
  }

  @Test
  void validatesParticipantAndCaller() {
    TestCreatedPlan plan = plan();
    String id = plan.addParticipant("lege", "PROVIDER");
    JsonObject home = plan.open(plan.coordinator()).body();
    for (String key : List.of("owner", "me")) {
      String participant = home.getJsonObject(key).getString("participantId");
      nameSubstitute(plan, participant, plan.day(0), plan.day(1)).expect(422, "substitute.invalid");
    }
    String otherParticipant = plan().addParticipant("lege", "PROVIDER");
    nameSubstitute(plan, otherParticipant, plan.day(0), plan.day(1)).expect(404, "not.found");
    expectRejected(plan, id, "lege", 403, "access.denied");
    expectRejected(plan, id, "fremmed", 404, "not.found");
    expectRejected(plan, id, "nabo", 404, "not.found");
    expectRejected(plan, id, "admin", 404, "not.found");
    assertThat(plan.administration().getJsonArray("substitutes")).isEmpty();
  }

  private static void expectRejected(
      TestCreatedPlan plan, String id, String username, int status, String code) {
    TestCreatedPlan asOther = new TestCreatedPlan(server, server.loggedIn(username), plan.id());
    nameSubstitute(asOther, id, plan.day(0), plan.day(1)).expect(status, code);
    asOther.coordinator().delete(plan.path("/substitutes/" + id)).expect(status, code);
  }

  private static TestClient.ClientAnswer nameSubstitute(
      TestCreatedPlan plan, String id, String from, String until) {
    return plan.coordinator()
        .put(
            plan.path("/substitutes/" + id),
            new JsonObject().put("from", from).put("until", until));
  }

  private static TestCreatedPlan plan() {
    return TestCreatedPlan.create(server, "koordinator");
  }
}
