package no.samklang.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.IntStream;
import no.samklang.TestDatabase;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An end that is coming is told in time, and once (PART-7, PLAN-8). */
class RemindersIT {
  private TestDatabase database;
  private TestServer server;
  private TestPlan owner;

  @BeforeEach
  void open() {
    database = TestDatabase.create();
    server = TestServer.on(database, Map.of());
    owner = TestPlan.withConsentFor(server.loggedIn("planeier"), 210);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void nothingIsToldThatWasToldBeforeTheFirstStart() {
    server.remind();
    assertThat(count("CONSENT_ENDS")).isZero();
  }

  @Test
  void aConsentIsRemindedOfThirtyAndSevenDaysBefore() {
    daysLeft(31);
    server.remind();
    assertThat(count("CONSENT_ENDS")).isZero();
    daysLeft(30);
    server.remind();
    assertThat(told("CONSENT_ENDS")).isEqualTo("koordinator planeier");
    server.remind();
    assertThat(count("CONSENT_ENDS")).isEqualTo(2);
  }

  @Test
  void itIsToldOnceByTwoNodesAndAfterARestart() {
    try (TestServer second = TestServer.on(database, Map.of())) {
      daysLeft(30);
      IntStream.range(0, 8).parallel().forEach(i -> (i % 2 == 0 ? server : second).remind());
    }
    try (TestServer third = TestServer.on(database, Map.of())) {
      third.remind();
    }
    assertThat(count("CONSENT_ENDS")).isEqualTo(2);
    pass(23);
    server.remind();
    server.remind();
    assertThat(count("CONSENT_ENDS")).isEqualTo(4);
  }

  @Test
  void afterALongStopOneNoticeStandsForBoth() {
    daysLeft(30);
    pass(25);
    server.remind();
    assertThat(count("CONSENT_ENDS")).isEqualTo(2);
    assertThat(server.value("select count(*) from reminder where days in (7, 30) and at > now()"))
        .isEqualTo("2");
  }

  @Test
  void aRenewedConsentHasItsOwnReminders() {
    daysLeft(30);
    server.remind();
    LocalDate today = LocalDate.now(server.clock().withZone(ZoneId.of("Europe/Oslo")));
    int version =
        owner.client().get(owner.path("/consent")).expect(200).body().getInteger("version");
    owner
        .client()
        .put(
            owner.path("/consent"),
            version,
            new JsonObject()
                .put("from", today.toString())
                .put("until", today.plusDays(40).toString())
                .put("scope", "Det samme som før"))
        .expect(200);
    server.remind();
    assertThat(count("CONSENT_ENDS")).isEqualTo(2);
    pass(10);
    server.remind();
    assertThat(count("CONSENT_ENDS")).isEqualTo(4);
  }

  @Test
  void aGuardianWhoDecidesIsTold() {
    TestPlan theirs = TestPlan.withConsentFor(server.loggedIn("mor"), 24);
    pass(17);
    server.remind();
    assertThat(told("CONSENT_ENDS", theirs.id())).isEqualTo("koordinator mor");
  }

  @Test
  void aParticipantsEndIsToldToTheCoordinator() {
    server.sql(
        "update participant set ends_on = current_date + 14 where plan_id = '%s' and person_id = (select person_id from account where username = 'lege')"
            .formatted(owner.id()));
    server.remind();
    server.remind();
    assertThat(told("ACCESS_ENDS")).isEqualTo("koordinator");
    assertThat(count("ACCESS_ENDS")).isEqualTo(1);
  }

  @Test
  void aClosedPlanIsNotRemindedOf() {
    daysLeft(7);
    server.sql(
        "update plan set state = 'CLOSED', end_date = current_date where id = '"
            + owner.id()
            + "'");
    server.remind();
    assertThat(count("CONSENT_ENDS")).isZero();
  }

  @Test
  void nobodyIsWokenAtNight() {
    daysLeft(30);
    server.remind();
    assertThat(
            server.value(
                "select bool_and(extract(hour from next_at at time zone 'Europe/Oslo') >= 8) from outbox where template = 'CONSENT_ENDS'"))
        .isEqualTo("t");
  }

  private void daysLeft(int days) {
    LocalDate today = LocalDate.now(server.clock().withZone(ZoneId.of("Europe/Oslo")));
    server.sql(
        "update consent set valid_until = '%s' where ended_at is null and plan_id = '%s'"
            .formatted(today.plusDays(days), owner.id()));
  }

  private void pass(int days) {
    server.clock().pass(Duration.ofDays(days));
  }

  private int count(String template) {
    return Integer.parseInt(
        server.value(
            "select count(*) from outbox where template = '%s' and plan_id = '%s'"
                .formatted(template, owner.id())));
  }

  private String told(String template) {
    return told(template, owner.id());
  }

  private String told(String template, String plan) {
    return server.value(
        "select string_agg(username, ' ' order by username) from outbox join account using (person_id) where template = '%s' and plan_id = '%s'"
            .formatted(template, plan));
  }
}
