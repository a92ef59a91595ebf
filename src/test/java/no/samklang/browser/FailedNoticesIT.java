package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** "Administrasjon": failed notices (NOTIF-4). */
class FailedNoticesIT extends SeparateServerTest {
  private static final String PAGE = "/virksomhet/varsler";
  private static final String HEADING = "Varsler som ikke kom fram";

  @BeforeEach
  void deleteFailedNotices() {
    server().sql("delete from outbox where failed_at is not null");
  }

  @Test
  void onlyAdministratorsSeeTheMenuItem() {
    Visitor admin = loggedIn("admin").open("/planer").seesHeading("Liste planer");
    admin.link("Administrasjon").click();
    admin.seesHeading("Personer").link(HEADING).click();
    admin.seesHeading(HEADING).sees("Alt har kommet fram.");
    assertThat(admin.link("Administrasjon")).hasAttribute("aria-current", "page");
    PageAssertions.assertAccessible(admin, "failed-none");
    Visitor other = loggedIn("koordinator").open("/planer").seesHeading("Liste planer");
    assertThat(other.link("Administrasjon")).hasCount(0);
    other.open(PAGE).sees("Du har ikke tilgang til dette");
    assertThat(other.button("Send alle på nytt")).hasCount(0);
  }

  @Test
  void oneNoticeIsResentAndTheOthersRemain() {
    insertFailedNotice("lege", "SMS", "NEW_MESSAGE", "sms 500");
    insertFailedNotice("mor", "EMAIL", "NEW_MESSAGE", "smtp 550");
    Visitor admin = loggedIn("admin").open(PAGE).seesHeading(HEADING);
    Locator row = admin.row(DemoPlans.nameOf(server(), "lege"));
    assertThat(row).containsText("Ble ikke tatt imot (sms 500)");
    row.getByRole(AriaRole.BUTTON).click();
    admin.sees("Varselet blir sendt på nytt.");
    assertThat(row).hasCount(0);
    assertThat(admin.row(DemoPlans.nameOf(server(), "mor"))).isVisible();
    assertThat(admin.heading(HEADING)).isFocused();
    admin.link(DemoPlans.nameOf(server(), "mor")).click();
    admin.seesHeading("Person").sees(DemoPlans.nameOf(server(), "mor"));
  }

  @Test
  void allNoticesButDeletedSecretsAreResentAfterConfirmation() {
    insertFailedNotice("lege", "SMS", "NEW_MESSAGE", "bad number");
    insertFailedNotice("mor", "EMAIL", "NEW_MESSAGE", "smtp TimeoutException");
    insertFailedNotice("koordinator", "SMS", "ONE_TIME_CODE", "expired");
    insertFailedNotice("planeier", "EMAIL", "NEW_PASSWORD", "bad address");
    Visitor admin = loggedIn("admin").open(PAGE).seesHeading(HEADING);
    PageAssertions.assertAccessible(admin, "failed");
    admin.button("Send alle på nytt").click();
    assertThat(admin.dialog("Send alle på nytt")).isVisible();
    PageAssertions.assertAccessible(admin, "failed-question", 320);
    admin.button("Avbryt").click();
    assertThat(admin.row(DemoPlans.nameOf(server(), "lege"))).isVisible();
    admin.button("Send alle på nytt").click();
    admin.button("Ja, send alle").click();
    admin.sees("2 varsler blir sendt på nytt.");
    PageAssertions.assertAccessible(admin, "failed-sent", 320);
    assertThat(admin.row(DemoPlans.nameOf(server(), "lege"))).hasCount(0);
    assertThat(admin.row(DemoPlans.nameOf(server(), "koordinator")))
        .containsText("Koden er slettet");
    assertThat(admin.button("Send alle på nytt")).hasCount(0);
  }

  @Test
  void theSortOrderIsKeptInTheUrl() {
    insertFailedNotice("lege", "SMS", "NEW_MESSAGE", "sms 500");
    insertFailedNotice("mor", "EMAIL", "NEW_MESSAGE", "smtp 550");
    Visitor admin = loggedIn("admin").open(PAGE).seesHeading(HEADING);
    admin.button("Til").click();
    assertThat(admin.page()).hasURL(server().url() + PAGE + "?sorter=person");
    Locator first = admin.page().getByRole(AriaRole.ROWHEADER).first();
    String name = first.innerText();
    admin.button("Til").click();
    assertThat(admin.page()).hasURL(server().url() + PAGE + "?sorter=-person");
    assertThat(first).not().hasText(name);
  }

  private void insertFailedNotice(String username, String channel, String template, String reason) {
    server()
        .sql(
            """
            insert into outbox (id, created_at, person_id, channel, template, attempts, next_at, failed_at, last_error)
            select gen_random_uuid(), now() - interval '10 min', person_id, '%s', '%s', 8, now(), now(), '%s'
              from account where username = '%s'"""
                .formatted(channel, template, reason, username));
  }
}
