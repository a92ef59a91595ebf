package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Archiving from the page, before closing, and what the administrator sees (PLAN-2, PLAN-3). */
class ArchivePageIT extends SeparateServerTest {
  private static final LocatorAssertions.IsVisibleOptions IN_A_WHILE =
      new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

  private ListedPlan plan;

  @BeforeEach
  void find() {
    server()
        .sql(
            """
            update plan set state = 'ACTIVE', end_date = null where closed_at is not null;
            update plan set archived_at = null;
            delete from plan_archive""");
    plan = DemoPlans.mainPlan(server());
  }

  @Test
  void archivesAndShowsTheReceipt() {
    Visitor coordinator = loggedIn("koordinator");
    coordinator.open(plan.path("/administrer")).seesHeading("Administrer planen");
    coordinator.link("Arkiv").click();
    coordinator.seesHeading("Arkiver planen");
    coordinator.sees("Denne planen er ikke arkivert ennå.");
    PageAssertions.assertAccessible(coordinator, "archive");
    coordinator.button("Arkiver nå").dblclick();
    assertThat(coordinator.page().getByText("Arkivet har tatt imot planen slik den var"))
        .isVisible(IN_A_WHILE);
    assertThat(coordinator.page().getByText("Tatt imot", exactly())).hasCount(1);
    PageAssertions.assertAccessible(coordinator, "archive-received");
    coordinator.sees("Arkivet har tatt imot planen slik den var");
    coordinator.open("/planer").seesHeading("Liste planer");
    coordinator.sees("Sist arkivert");
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  @Test
  void choosesAtLeastOnePart() {
    Visitor owner = loggedIn("planeier");
    owner.open(plan.path("/utskrift")).seesHeading("Skriv ut fra planen");
    owner.link("Legg en kopi av planen i kommunens arkiv").click();
    owner.seesHeading("Arkiver planen");
    owner
        .page()
        .locator("input.choice:not([name=history]):not([name=comments])")
        .all()
        .forEach(box -> box.uncheck());
    owner.button("Arkiver nå").click();
    owner.sees("Velg minst én del av planen.");
    Visitor doctor = loggedIn("lege");
    doctor.open(plan.path("/arkiv"));
    doctor.sees("Du kan ikke åpne denne delen av planen.");
  }

  @Test
  void archivesBeforeClosingAndGoesOnWhenTheReceiptHasCome() {
    Visitor coordinator = loggedIn("koordinator");
    coordinator.open(plan.path("/administrer")).seesHeading("Administrer planen");
    coordinator.button("Avslutt planen …").click();
    coordinator.sees("Planen er ikke arkivert.");
    assertThat(coordinator.button("Avslutt uten å arkivere")).isVisible();
    PageAssertions.assertAccessible(coordinator, "archive-first");
    coordinator.button("Arkiver først").click();
    assertThat(coordinator.page().getByText("De som er med, kan lese planen, men ikke endre den."))
        .isVisible(IN_A_WHILE);
  }

  @Test
  void failureIsShownAndTriedAgain() {
    server()
        .sql(
            """
            insert into plan_archive (id, plan_id, participant_id, parts, history, comments, asked_at, state, failure, failed_at)
            select '00000000-0000-4000-8000-00000000a001', plan_id, id, '{ABOUT}', false, false, now() - interval '1 hour', 'FAILED',
                   'FOLDER_FULL', now()
              from participant where plan_id = '%s' and role = 'COORDINATOR'"""
                .formatted(plan.id()));
    Visitor coordinator = loggedIn("koordinator");
    coordinator.open(plan.path("/arkiv")).seesHeading("Arkiver planen");
    coordinator.sees("Det er fullt der arkivkopiene skal ligge.");
    Visitor admin = loggedIn("admin");
    admin.open("/virksomhet/arkiv").seesHeading("Arkivkopier som ikke kom fram");
    admin.sees("Det er fullt der arkivkopiene skal ligge.");
    PageAssertions.assertAccessible(admin, "failed-archives");
    admin.button("Prøv igjen med planen til Nora Eksempel").click();
    admin.sees("Vi prøver igjen nå.");
    coordinator.page().reload();
    assertThat(coordinator.page().getByText("Tatt imot", exactly())).isVisible(IN_A_WHILE);
  }
}
