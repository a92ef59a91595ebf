package no.samklang.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person's own choices (LANG-1, NOTIF-6), through the service. */
class PreferencesIT {
  private final TestServer server = TestServer.shared();
  private final TestClient doctor = server.loggedIn("lege");

  @AfterEach
  void reset() {
    doctor.put("/me/preferences", preferences("NONE", null, null)).expect(200);
  }

  private static JsonObject preferences(String digest, String from, String to) {
    return new JsonObject()
        .put("language", "nb")
        .put("digest", digest)
        .put("quietFrom", from)
        .put("quietTo", to);
  }

  @Test
  void areKept() {
    JsonObject chosen = preferences("WEEKLY", "21:30", "07:00");
    assertThat(doctor.put("/me/preferences", chosen).expect(200).body()).isEqualTo(chosen);
    assertThat(doctor.get("/me/preferences").expect(200).body()).isEqualTo(chosen);
    assertThat(server.loggedIn("mor").get("/me/preferences").body().getString("digest"))
        .isEqualTo("NONE");
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, 22:00, , quietTo, required",
    "NONE, , 07:00, quietFrom, required",
    "NONE, 07:00, 07:00, quietTo, quiet.sameTime",
    "NONE, 24:00, 07:00, quietFrom, format",
    "HOURLY, , , digest, unknown"
  })
  void badInputIsRefused(String digest, String from, String to, String field, String code) {
    JsonObject problem =
        doctor
            .put("/me/preferences", preferences(digest, from, to))
            .expect(422, "request.invalid")
            .body();
    JsonObject error = problem.getJsonArray("errors").getJsonObject(0);
    assertThat(error.getString("field")).isEqualTo(field);
    if (code.contains(".") || code.equals("required")) {
      assertThat(error.getString("code")).isEqualTo(code);
    }
  }

  /** A message waits until the quiet hours are over; a login code doesn't. */
  @Test
  void quietHoursHoldBackNoticesButNoCodes() {
    LocalTime now = server.clock().instant().atZone(ZoneId.of("Europe/Oslo")).toLocalTime();
    LocalTime minute = now.truncatedTo(ChronoUnit.MINUTES);
    doctor
        .put(
            "/me/preferences",
            preferences("NONE", minute.minusHours(2).toString(), minute.plusHours(2).toString()))
        .expect(200);
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    plan.send("I fred", plan.as(doctor).ownParticipantId());
    assertThat(
            server.value(
                """
                select count(*) from outbox o join account a on a.person_id = o.person_id
                 where a.username = 'lege' and o.template = 'NEW_MESSAGE' and o.sent_at is null
                   and o.next_at > o.created_at + interval '1 hour'"""))
        .isNotEqualTo("0");
    server.client().completeLogin("lege", TestClient.PASSWORD).expect(200);
  }
}
