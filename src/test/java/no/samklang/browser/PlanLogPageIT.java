package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log, and who sees it (LOG-1, PLAN-4, LIST-6). */
class PlanLogPageIT extends SeparateServerTest {
  private ListedPlan plan;

  @BeforeEach
  void find() {
    plan = DemoPlans.mainPlan(server());
    server().sql("update plan set log_open = false where id = '%s'".formatted(plan.id()));
  }

  private static com.microsoft.playwright.Locator tab(Visitor visitor) {
    return visitor
        .page()
        .getByRole(
            com.microsoft.playwright.options.AriaRole.LINK,
            new com.microsoft.playwright.Page.GetByRoleOptions().setName("Logg").setExact(true));
  }

  @Test
  void theCoordinatorOpensAndClosesTheLog() {
    Visitor doctor = loggedIn("lege");
    doctor.page().setViewportSize(1280, 800);
    doctor.open(plan.path("")).seesHeading("Hjem");
    assertThat(tab(doctor)).hasCount(0);
    assertThat(doctor.link("Se hva som er gjort i planen")).hasCount(0);
    Visitor coordinator = loggedIn("koordinator");
    coordinator.page().setViewportSize(1280, 800);
    coordinator.open(plan.path("/administrer")).seesHeading("Administrer planen");
    coordinator.sees("Loggen er ikke åpnet.").button("Åpne loggen for alle …").click();
    assertThat(coordinator.dialog("Vil du åpne loggen for alle som er med?")).isVisible();
    PageAssertions.assertAccessible(coordinator, "log-access-question");
    coordinator.button("Ja, åpne loggen").click();
    coordinator.sees("Loggen er åpnet for alle som er med.").sees("Loggen er åpen for alle");
    PageAssertions.assertAccessible(coordinator, "log-access");
    assertThat(tab(doctor)).isVisible();
    doctor.link("Se hva som er gjort i planen").click();
    doctor.seesHeading("Logg").sees("Kari Testnes åpnet loggen for alle som er med.");
    doctor.sees("Alle som er med, kan se loggen.");
    PageAssertions.assertAccessible(doctor, "plan-log-open");
    doctor.page().setViewportSize(1280, 800);
    coordinator.page().setViewportSize(1280, 800);
    coordinator.button("Steng loggen …").click();
    coordinator.button("Ja, steng loggen").click();
    coordinator.sees("Loggen er stengt for de andre.");
    assertThat(tab(doctor)).hasCount(0);
    doctor.page().reload();
    doctor.sees("Du har ikke tilgang til dette");
  }

  /** Two participants read the same log and see different entries. */
  @Test
  void eachSeesTheEntriesOfWhatTheyMayRead() {
    server()
        .sql(
            """
            update plan set log_open = true where id = '%1$s';
            insert into plan_log (id, plan_id, at, person_id, event, area)
            select gen_random_uuid(), '%1$s', now(), person_id, 'CONTENT_CHANGED', 'HOUSING'
              from account where username = 'koordinator'"""
                .formatted(plan.id()));
    Visitor mother = loggedIn("mor").open(plan.path("/logg")).seesHeading("Logg");
    mother.sees("Kari Testnes endret noe under «Bolig».");
    Visitor doctor = loggedIn("lege").open(plan.path("/logg")).seesHeading("Logg");
    doctor.sees("Kari Testnes laget planen.");
    assertThat(doctor.page().getByText("«Bolig»")).hasCount(0);
  }

  /** By the part of the plan and who did it (LOG-1). */
  @Test
  void showsWhatOneLooksFor() {
    Visitor coordinator = loggedIn("koordinator").open(plan.path("/logg")).seesHeading("Logg");
    coordinator.sees("Kari Testnes laget planen.");
    coordinator.button("Velg hva du vil se").click();
    coordinator.page().getByLabel("Del av planen").selectOption("CONSENT");
    coordinator.sees("ga samtykke");
    assertThat(coordinator.page().getByText("laget planen")).hasCount(0);
    PageAssertions.assertAccessible(coordinator, "plan-log-filter");
    coordinator.page().getByLabel("Del av planen").selectOption("DOCUMENTS");
    coordinator.button("Vis alt").click();
    coordinator.sees("Kari Testnes laget planen.");
  }
}
