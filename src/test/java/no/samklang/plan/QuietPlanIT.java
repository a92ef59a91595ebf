package no.samklang.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Coordinators are told of plans in which nothing is done, once a month at most (HOME-6). */
class QuietPlanIT {
  @RegisterExtension
  static final TestServer server =
      TestServer.startOn(TestServer.createDemoDatabase(), Map.of("plans.quietAfter", "960h"));

  private static TestPlan plan;
  private static TestPlan owner;
  private static String coordinatorId;

  @BeforeAll
  static void open() {
    plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    owner = plan.as(server.loggedIn("planeier"));
    coordinatorId = plan.ownParticipantId();
  }

  /** Nothing was done in the plan for 39 days. */
  @BeforeEach
  void quiet() {
    server.sql("delete from outbox where template = 'PLAN_QUIET'");
    server.sql(
        """
        update plan set changed_at = now() - interval '39 days', quiet_told_on = null, state = 'ACTIVE' where id = '%1$s';
        update message set sent_at = now() - interval '50 days', created_at = now() - interval '50 days'
         where sent_at is not null and plan_id = '%1$s'"""
            .formatted(plan.id()));
  }

  private static int notices() {
    return Integer.parseInt(
        server.value(
            "select count(*) from outbox where template = 'PLAN_QUIET' and plan_id = '%s'"
                .formatted(plan.id())));
  }

  private static void quietForDays(int days) {
    server.sql(
        "update plan set changed_at = now() - interval '%d days' where id = '%s'"
            .formatted(days, plan.id()));
  }

  private static boolean isShownAsQuiet(TestPlan reader) {
    return reader
        .client()
        .get("/me/overview?all=PLANS")
        .expect(200)
        .body()
        .getJsonArray("plans")
        .encode()
        .contains("\"quiet\":true");
  }

  @Test
  void tellsTheCoordinatorsOnceAMonthAtMost() {
    server.runJobs();
    assertThat(notices()).as("39 days, of 40").isZero();
    assertThat(isShownAsQuiet(plan)).isFalse();
    quietForDays(41);
    assertThat(isShownAsQuiet(plan)).isTrue();
    assertThat(isShownAsQuiet(owner)).isFalse();
    server.runJobs();
    server.runJobs();
    int told = notices();
    assertThat(told).isPositive();
    server.sql("update plan set quiet_told_on = current_date - 27 where quiet_told_on is not null");
    server.runJobs();
    assertThat(notices()).isEqualTo(told);
    server.sql("update plan set quiet_told_on = current_date - 32 where quiet_told_on is not null");
    server.runJobs();
    assertThat(notices()).isEqualTo(2 * told);
    assertThat(
            server.value(
                """
                select count(*) from outbox where template = 'PLAN_QUIET'
                   and person_id = (select person_id from participant where id = '%s')"""
                    .formatted(owner.ownParticipantId())))
        .isEqualTo("0");
  }

  @Test
  void aMessageIsSomethingDoneAndAClosedPlanMayBeQuiet() {
    quietForDays(41);
    owner.send("Hei igjen", coordinatorId);
    quietForDays(41);
    server.runJobs();
    assertThat(notices()).isZero();
    server.sql(
        """
        update message set sent_at = now() - interval '50 days' where sent_at is not null and plan_id = '%1$s';
        update plan set state = 'CLOSED', end_date = current_date where id = '%1$s'"""
            .formatted(plan.id()));
    server.runJobs();
    assertThat(notices()).isZero();
  }
}
