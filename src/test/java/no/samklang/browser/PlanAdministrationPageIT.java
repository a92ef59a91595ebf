package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.SelectOption;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;
import no.samklang.TestClient;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** "Administrer plan" (PLAN-2, PLAN-5, PLAN-6). */
class PlanAdministrationPageIT extends SeparateServerTest {
  private static final String HEADING = "Administrer planen";
  private ListedPlan plan;

  @BeforeEach
  void prepare() {
    plan = DemoPlans.mainPlan(server());
  }

  @Test
  void theListAndTheTabLinkToThePage() {
    Visitor coordinator = loggedIn("koordinator").open("/planer").seesHeading("Liste planer");
    coordinator.link("Administrer planen til " + plan.ownerName()).first().click();
    coordinator.seesHeading(HEADING).sees("Om planen");
    PageAssertions.assertAccessible(coordinator, "administer");
    coordinator.page().setViewportSize(1280, 800);
    coordinator.link("Hjem").click();
    coordinator.seesHeading("Hjem").link("Administrer").click();
    coordinator.seesHeading(HEADING);
    Visitor doctor = loggedIn("lege").open(plan.path()).seesHeading("Hjem");
    assertThat(doctor.link("Administrer")).hasCount(0);
    doctor.open(plan.path("/administrer")).seesHeading("Du har ikke tilgang");
  }

  @Test
  void planDetailsAreChangedAndTheDraftIsKept() {
    Visitor coordinator = administer("koordinator");
    coordinator.button("Endre").click();
    coordinator.field("Kortnavn").fill("Et nytt navn");
    coordinator.seesSaved().page().reload();
    assertThat(coordinator.field("Kortnavn")).hasValue("Et nytt navn");
    PageAssertions.assertAccessible(coordinator, "administer-edit");
    coordinator.button("Lagre").click();
    coordinator.sees("Endringen er lagret.");
    assertThat(coordinator.region("Om planen").getByText("Et nytt navn")).isVisible();
  }

  @Test
  void thePlannedEndIsMovedAndSaysWhenThePlanCloses() {
    Visitor coordinator = administer("koordinator");
    coordinator.button("Endre").click();
    String soon = LocalDate.now(ZoneId.of("Europe/Oslo")).plusDays(20).toString();
    coordinator.field("Planlagt slutt").fill(soon);
    coordinator
        .field("Hvilken lov bygger planen på?")
        .selectOption(new SelectOption().setLabel("Noe annet"));
    coordinator.field("Hva bygger planen på?").fill("Vedtak i kommunestyret");
    PageAssertions.assertAccessible(coordinator, "administer-period");
    coordinator.button("Lagre").click();
    coordinator.sees("Endringen er lagret.").sees("Planen blir avsluttet av seg selv etter");
    assertThat(coordinator.region("Om planen").getByText("Vedtak i kommunestyret")).isVisible();
    PageAssertions.assertAccessible(coordinator, "administer-ends-soon");
    coordinator.open(plan.path("/logg")).sees("satte sluttdatoen for planen til");
    server().sql("update plan set planned_end = null where id = '%s'".formatted(plan.id()));
  }

  @Test
  void aConflictShowsBothVersions() {
    Visitor coordinator = administer("koordinator");
    coordinator.button("Endre").click();
    coordinator.field("Kortnavn").fill("Mitt navn");
    server()
        .sql(
            "update plan set short_name = 'Deres navn', version = version + 1 where id = '%s'"
                .formatted(plan.id()));
    coordinator.button("Lagre").click();
    coordinator.sees("Det finnes to versjoner").sees("Deres navn");
    coordinator.button("Bruk min tekst").click();
    coordinator.sees("Endringen er lagret.");
    assertThat(coordinator.region("Om planen").getByText("Mitt navn")).isVisible();
  }

  /** A draft that is found late is a choice: both texts are shown, and neither is lost. */
  @Test
  void aHandoverThatWasBegunElsewhereIsAChoice() {
    String draft = "/me/drafts/plan-" + plan.id() + "-handover";
    TestClient client = server().loggedIn("koordinator");
    JsonObject content =
        new JsonObject()
            .put("values", new JsonObject().put("note", "Skrevet hjemme"))
            .put("base", new JsonObject().put("note", ""));
    client.put(draft, new JsonObject().put("content", content)).expect(204);
    Visitor coordinator = loggedIn("koordinator");
    coordinator
        .page()
        .route(
            "**/api/v1" + draft, route -> route.fulfill(new Route.FulfillOptions().setStatus(409)));
    coordinator.open(plan.path("/administrer")).seesHeading(HEADING);
    coordinator.field("Hva bør den som tar over, vite?").fill("Skrevet her");
    coordinator.page().unroute("**/api/v1" + draft);
    coordinator.button("Sjekk på nytt").click();
    coordinator.sees("Det finnes to versjoner").sees("Skrevet hjemme").sees("Skrevet her");
    PageAssertions.assertAccessible(coordinator, "handover-conflict", 320);
    coordinator.button("Bruk den andre teksten").click();
    assertThat(coordinator.field("Hva bør den som tar over, vite?")).hasValue("Skrevet hjemme");
    client.delete(draft);
  }

  @Test
  void aHandoverIsOfferedAndAccepted() {
    Visitor coordinator = administer("koordinator");
    coordinator.button("Spør om avløsning …").click();
    assertThat(coordinator.field("Hvem skal ta over?")).isFocused();
    assertThat(coordinator.field("Hvem skal ta over?")).hasAttribute("aria-invalid", "true");
    coordinator.sees("Velg hvem du vil spørre.");
    assertThat(coordinator.page()).hasTitle(Pattern.compile("^Feil: "));
    coordinator
        .field("Hvem skal ta over?")
        .selectOption(new SelectOption().setLabel("Leila Tenkestad (Tjenesteyter)"));
    coordinator.field("Hva bør den som tar over, vite?").fill("Ring skolen før møtet i mai.");
    coordinator.button("Spør om avløsning …").click();
    coordinator.sees("Vil du be Leila Tenkestad ta over?");
    PageAssertions.assertAccessible(coordinator, "baton-question", 320);
    coordinator.button("Ja, spør").click();
    coordinator.sees("Du har bedt Leila Tenkestad ta over");
    coordinator.sees("Du har ansvaret helt til Leila Tenkestad har svart ja");
    PageAssertions.assertAccessible(coordinator, "administer-asked", 768);
    coordinator.open(plan.path()).sees("Du har bedt Leila Tenkestad ta over");
    Visitor doctor = loggedIn("lege").open(plan.path()).seesHeading("Hjem");
    doctor.sees("Kari Testnes ber deg ta over planen").sees("Ring skolen før møtet i mai.");
    PageAssertions.assertAccessible(doctor, "baton-home");
    doctor.page().setViewportSize(1280, 800);
    doctor.button("Ja, jeg tar over").click();
    doctor.dialog("Vil du ta over planen?").getByText("Ja, jeg tar over").click();
    doctor.sees("Du er nå koordinator i planen.");
    assertThat(doctor.link("Administrer")).isVisible();
    assertThat(coordinator.link("Administrer")).hasCount(0);
    restoreRoles();
  }

  private void restoreRoles() {
    server()
        .sql(
            """
            update participant p set role = case a.username when 'koordinator' then 'COORDINATOR' else 'PROVIDER' end,
                   rights = (select rights from role_rights
                            where role = case a.username when 'koordinator' then 'COORDINATOR' else 'PROVIDER' end)
              from account a where a.person_id = p.person_id and a.username in ('koordinator', 'lege') and p.plan_id = '%s'"""
                .formatted(plan.id()));
  }

  @Test
  void aHandoverIsCancelledOrDeclined() {
    Visitor coordinator = administer("koordinator");
    for (String after : new String[] {"taken back", "declined"}) {
      coordinator
          .field("Hvem skal ta over?")
          .selectOption(new SelectOption().setLabel("Leila Tenkestad (Tjenesteyter)"));
      coordinator.button("Spør om avløsning …").click();
      coordinator.button("Ja, spør").click();
      coordinator.sees("har svart ja.");
      if (after.equals("declined")) {
        Visitor doctor = loggedIn("lege").open(plan.path()).seesHeading("Hjem");
        doctor.button("Nei takk").click();
        doctor.sees("Du har svart nei.");
      } else {
        coordinator.button("Trekk spørsmålet tilbake").click();
        coordinator.sees("Spørsmålet er trukket tilbake.");
      }
      assertThat(coordinator.field("Hvem skal ta over?")).isVisible();
    }
  }

  @Test
  void aSubstituteIsAppointedAndEnded() {
    Visitor coordinator = administer("koordinator");
    coordinator.button("Sett inn vikar").click();
    coordinator.sees("Velg hvem som skal være vikar.");
    coordinator
        .field("Hvem skal være vikar?")
        .selectOption(new SelectOption().setLabel("Leila Tenkestad (Tjenesteyter)"));
    coordinator.field("Til og med").fill("2020-01-01");
    coordinator.button("Sett inn vikar").click();
    coordinator.sees("Datoen kan ikke være før i dag.");
    LocalDate until = LocalDate.now(ZoneId.of("Europe/Oslo")).plusDays(7);
    coordinator.field("Til og med").fill(until.toString());
    coordinator.button("Sett inn vikar").click();
    coordinator.sees("Vikaren er satt inn.");
    PageAssertions.assertAccessible(coordinator, "administer-substitute", 320);
    Visitor doctor = administer("lege");
    doctor.sees("Du er vikar.");
    coordinator.button("Avslutt vikariatet til Leila Tenkestad").click();
    coordinator.sees("Vikariatet er avsluttet.");
    doctor.seesHeading("Du har ikke tilgang");
  }

  @Test
  void aPlanIsClosedAfterConfirmationAndReopenedByTheAdministrator() {
    Visitor coordinator = administer("koordinator");
    coordinator.button("Avslutt planen …").click();
    coordinator.sees("Vil du avslutte planen?").sees("Planen er ikke arkivert.");
    PageAssertions.assertAccessible(coordinator, "administer-close");
    coordinator.button("Nei, behold den åpen").click();
    coordinator.button("Avslutt planen …").click();
    coordinator.field("Siste dag i samarbeidet").fill("1999-01-01");
    coordinator.button("Avslutt uten å arkivere").click();
    coordinator.sees("Datoen er før den første dagen.");
    String today = LocalDate.now(ZoneId.of("Europe/Oslo")).toString();
    coordinator.field("Siste dag i samarbeidet").fill(today);
    coordinator.button("Avslutt uten å arkivere").click();
    coordinator.sees("Planen er avsluttet.").sees("må du kontakte administratoren i kommunen");
    PageAssertions.assertAccessible(coordinator, "administer-closed");
    reopen();
    coordinator.sees("Avslutte planen");
  }

  private void reopen() {
    Visitor admin = loggedIn("admin").open("/planer?avsluttede=ja").seesHeading("Liste planer");
    admin.open(plan.path("/administrer")).seesHeading(HEADING);
    admin.sees("Derfor ser du ikke hva som står i den.");
    assertThat(admin.button("Endre")).hasCount(0);
    PageAssertions.assertAccessible(admin, "administer-outside");
    admin.button("Gjenåpne planen …").click();
    admin.button("Ja, gjenåpne planen").click();
    admin.sees("Planen er åpnet igjen.");
    assertThat(admin.button("Gjenåpne planen …")).hasCount(0);
  }

  @Test
  void aNonParticipantGets404() {
    loggedIn("fremmed").open(plan.path("/administrer")).seesHeading("Vi finner ikke siden");
  }

  private Visitor administer(String username) {
    return loggedIn(username).open(plan.path("/administrer")).seesHeading(HEADING);
  }
}
