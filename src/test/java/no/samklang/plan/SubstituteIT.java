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

/** Someone stands in for the coordinator, from one day to another (PLAN-6). */
class SubstituteIT {
  private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");
  @RegisterExtension static final TestServer server = TestServer.start();

  @Test
  void fromTheFirstMinuteToTheLast() {
    MadePlan plan = plan();
    String id = plan.add("lege", "PROVIDER");
    name(plan, id, plan.day(1), plan.day(2)).expect(200);
    plan.expire();
    passTo(1, LocalTime.of(0, 0).minusSeconds(30));
    doctor().get(plan.path("")).expect(403, "consent.expired");
    server.clock().pass(Duration.ofSeconds(40));
    assertThat(plan.roleOf(doctor())).isEqualTo("COORDINATOR"); // without consent too
    doctor().get(plan.path("/administration")).expect(200);
    passTo(2, LocalTime.of(0, 0).minusSeconds(30));
    assertThat(plan.roleOf(doctor())).isEqualTo("COORDINATOR");
    server.clock().pass(Duration.ofSeconds(40));
    doctor().get(plan.path("")).expect(403, "consent.expired");
  }

  /** To a time of day, so many days from now; a time before midnight is that of the day before. */
  private static void passTo(int days, LocalTime time) {
    ZonedDateTime now = ZonedDateTime.now(server.clock().withZone(ZONE));
    LocalDate day = now.toLocalDate().plusDays(time.isAfter(LocalTime.NOON) ? days - 1 : days);
    server.clock().pass(Duration.between(now, day.atTime(time).atZone(ZONE)));
  }

  private static TestClient doctor() {
    return server.loggedIn("lege");
  }

  @Test
  void standingInEndsAtOnceAndWithItWhatItOpened() {
    MadePlan plan = plan();
    String id = plan.add("lege", "PROVIDER");
    JsonObject named = name(plan, id, plan.day(0), plan.day(7)).expect(200).body();
    assertThat(named.getJsonArray("substitutes").getJsonObject(0).getString("until"))
        .isEqualTo(plan.day(7));
    plan.expire();
    TestClient doctor = doctor();
    assertThat(plan.roleOf(doctor)).isEqualTo("COORDINATOR");
    try (var socket = doctor.live()) {
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
  void aSubstituteRunsThePlanButDoesNotGiveItAway() {
    MadePlan plan = plan();
    String id = plan.add("lege", "PROVIDER");
    String other = plan.add("nav", "PROVIDER");
    name(plan, id, plan.day(0), plan.day(3)).expect(200);
    TestClient doctor = doctor();
    JsonObject seen = doctor.get(plan.path("/administration")).expect(200).body();
    assertThat(seen.getBoolean("mayHandOver")).isFalse();
    assertThat(seen.getBoolean("mayChange")).isTrue();
    MadePlan asDoctor = new MadePlan(server, doctor, plan.id());
    name(asDoctor, id, plan.day(0), plan.day(300)).expect(403, "access.denied");
    name(asDoctor, other, plan.day(0), plan.day(3)).expect(403, "access.denied");
    doctor.delete(plan.path("/substitutes/" + id)).expect(403, "access.denied");
    doctor
        .post(plan.path("/baton"), new JsonObject().put("to", other))
        .expect(403, "access.denied");
    assertThat(seen.getBoolean("mayClose")).isFalse();
    asDoctor.close().expect(403, "access.denied");
  }

  @ParameterizedTest
  @CsvSource({"0, -1, until", "-9, -1, until", "0, 400, until", "500, 600, from"})
  void aPeriodIsOneThatCanBe(int from, int until, String field) {
    MadePlan plan = plan();
    String id = plan.add("lege", "PROVIDER");
    JsonObject problem =
        name(plan, id, plan.day(from), plan.day(until)).expect(422, "substitute.invalid").body();
    assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("field")).isEqualTo(field);
  }

  @Test
  void onlyAParticipantWhoCouldIsNamedAndOnlyByACoordinator() {
    MadePlan plan = plan();
    String id = plan.add("lege", "PROVIDER");
    JsonObject home = plan.open(plan.coordinator()).body();
    for (String who : List.of("owner", "me")) {
      String one = home.getJsonObject(who).getString("participantId");
      name(plan, one, plan.day(0), plan.day(1)).expect(422, "substitute.invalid");
    }
    String elsewhere = plan().add("lege", "PROVIDER");
    name(plan, elsewhere, plan.day(0), plan.day(1)).expect(404, "not.found");
    refused(plan, id, "lege", 403, "access.denied");
    refused(plan, id, "fremmed", 404, "not.found");
    refused(plan, id, "nabo", 404, "not.found");
    refused(plan, id, "admin", 404, "not.found");
    assertThat(plan.administration().getJsonArray("substitutes")).isEmpty();
  }

  private static void refused(MadePlan plan, String id, String username, int status, String code) {
    MadePlan asOther = new MadePlan(server, server.loggedIn(username), plan.id());
    name(asOther, id, plan.day(0), plan.day(1)).expect(status, code);
    asOther.coordinator().delete(plan.path("/substitutes/" + id)).expect(status, code);
  }

  private static TestClient.Answer name(MadePlan plan, String id, String from, String until) {
    return plan.coordinator()
        .put(
            plan.path("/substitutes/" + id),
            new JsonObject().put("from", from).put("until", until));
  }

  private static MadePlan plan() {
    return MadePlan.by(server, "koordinator");
  }
}
