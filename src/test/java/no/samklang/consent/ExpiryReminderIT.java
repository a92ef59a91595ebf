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

/** Reminders before an expiry are sent once (PART-7, PLAN-8). */
class ExpiryReminderIT {
  private TestDatabase database;
  private TestServer server;
  private TestPlan owner;

  @BeforeEach
  void open() {
    database = TestServer.createDemoDatabase();
    server = TestServer.startOn(database, Map.of());
    owner = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void demoRemindersAreNotSentAgain() {
    server.sendReminders();
    assertThat(count("CONSENT_ENDS")).isZero();
  }

  @Test
  void remindsThirtyDaysBefore() {
    daysLeft(31);
    server.sendReminders();
    assertThat(count("CONSENT_ENDS")).isZero();
    daysLeft(30);
    server.sendReminders();
    assertThat(recipients("CONSENT_ENDS")).isEqualTo("koordinator planeier");
    server.sendReminders();
    assertThat(count("CONSENT_ENDS")).isEqualTo(2);
  }

  @Test
  void remindsOnceAcrossNodesAndRestarts() {
    try (TestServer second = TestServer.startOn(database, Map.of())) {
      daysLeft(30);
      IntStream.range(0, 8).parallel().forEach(i -> (i % 2 == 0 ? server : second).sendReminders());
    }
    try (TestServer third = TestServer.startOn(database, Map.of())) {
      third.sendReminders();
    }
    assertThat(count("CONSENT_ENDS")).isEqualTo(2);
    pass(23);
    server.sendReminders();
    server.sendReminders();
    assertThat(count("CONSENT_ENDS")).isEqualTo(4);
  }

  @Test
  void mergesRemindersAfterDowntime() {
    daysLeft(30);
    pass(25);
    server.sendReminders();
    assertThat(count("CONSENT_ENDS")).isEqualTo(2);
    assertThat(server.value("select count(*) from reminder where days in (7, 30) and at > now()"))
        .isEqualTo("2");
  }

  @Test
  void renewedConsentHasItsOwnReminders() {
    daysLeft(30);
    server.sendReminders();
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
    server.sendReminders();
    assertThat(count("CONSENT_ENDS")).isEqualTo(2);
    pass(10);
    server.sendReminders();
    assertThat(count("CONSENT_ENDS")).isEqualTo(4);
  }

  @Test
  void remindsGuardian() {
    TestPlan guardedPlan = TestPlan.withConsentDaysLeft(server.loggedIn("mor"), 24);
    pass(17);
    server.sendReminders();
    assertThat(recipients("CONSENT_ENDS", guardedPlan.id())).isEqualTo("koordinator mor");
  }

  @Test
  void remindsCoordinatorOfParticipantsEnd() {
    server.sql(
        """
        update participant set ends_on = current_date + 14 where plan_id = '%s' and
        person_id = (select person_id from account where username = 'lege')"""
            .formatted(owner.id()));
    server.sendReminders();
    server.sendReminders();
    assertThat(recipients("ACCESS_ENDS")).isEqualTo("koordinator");
    assertThat(count("ACCESS_ENDS")).isEqualTo(1);
  }

  @Test
  void remindsOnceOfParticipantsWhoseAccessEndsWithThePlans() {
    daysLeft(15);
    server.sendReminders();
    assertThat(count("ACCESS_ENDS")).isZero();
    daysLeft(14);
    try (TestServer second = TestServer.startOn(database, Map.of())) {
      IntStream.range(0, 8).parallel().forEach(i -> (i % 2 == 0 ? server : second).sendReminders());
    }
    assertThat(recipients("ACCESS_ENDS")).isEqualTo("koordinator");
    assertThat(count("ACCESS_ENDS")).isEqualTo(1);
  }

  /** Access that ends with the plan's consent, before the participant's own date, is told once. */
  @Test
  void remindsOnceOfParticipantsWhoseOwnDateComesLater() {
    LocalDate today = LocalDate.now(server.clock().withZone(ZoneId.of("Europe/Oslo")));
    server.sql(
        "update participant set ends_on = '%s' where plan_id = '%s' and role not in ('OWNER', 'COORDINATOR')"
            .formatted(today.plusDays(24), owner.id()));
    daysLeft(14);
    server.sendReminders();
    assertThat(recipients("ACCESS_ENDS")).isEqualTo("koordinator");
    pass(10);
    server.sendReminders();
    assertThat(count("ACCESS_ENDS")).isEqualTo(1);
  }

  /** A coordinator's access doesn't end with the consent. */
  @Test
  void remindsOfCoordinatorsEndAfterThePlans() {
    daysLeft(5);
    server.sql(
        """
        update participant set ends_on = current_date + 14 where plan_id = '%s' and role = 'COORDINATOR';
        insert into reminder select id, valid_until, 14, now() from consent where ended_at is null and plan_id = '%1$s'"""
            .formatted(owner.id()));
    server.sendReminders();
    assertThat(recipients("ACCESS_ENDS")).isEqualTo("koordinator");
  }

  @Test
  void doesNotRemindOfWithdrawnConsentOfAParticipant() {
    server.sql(
        """
        update participant set ends_on = current_date + 14, consent_ended_at = now(), consent_ended_by = person_id
         where plan_id = '%s' and person_id = (select person_id from account where username = 'lege')"""
            .formatted(owner.id()));
    server.sendReminders();
    assertThat(count("ACCESS_ENDS")).isZero();
  }

  @Test
  void closedPlanHasNoReminders() {
    daysLeft(7);
    server.sql(
        "update plan set state = 'CLOSED', end_date = current_date where id = '"
            + owner.id()
            + "'");
    server.sendReminders();
    assertThat(count("CONSENT_ENDS")).isZero();
  }

  @Test
  void sendsNoRemindersAtNight() {
    daysLeft(30);
    server.sendReminders();
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
    server.clock().advance(Duration.ofDays(days));
  }

  private int count(String template) {
    return Integer.parseInt(
        server.value(
            "select count(*) from outbox where template = '%s' and plan_id = '%s'"
                .formatted(template, owner.id())));
  }

  private String recipients(String template) {
    return recipients(template, owner.id());
  }

  private String recipients(String template, String plan) {
    return server.value(
        """
        select string_agg(username, ' ' order by username) from outbox join account
        using (person_id) where template = '%s' and plan_id = '%s'"""
            .formatted(template, plan));
  }
}
