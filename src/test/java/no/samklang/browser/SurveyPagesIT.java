package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import no.samklang.TestServer;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Life areas, what to do when it gets hard, and specialist plans (SURV-1, SURV-2, SPEC-1). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurveyPagesIT extends BrowserTest {
  private ListedPlan plan;

  @BeforeAll
  void find() {
    plan = DemoPlans.mainPlan(TestServer.shared());
  }

  private static void assertPage(Visitor visitor, String name) {
    PageAssertions.assertAccessible(visitor, name, 320);
    PageAssertions.assertLayout(visitor, name, 768);
    PageAssertions.assertLayout(visitor, name, 1280);
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  /** SURV-1: change over time can be seen, two statuses side by side. */
  @Test
  void aCoordinatorWritesALifeAreaAndSeesTwoSideBySide() {
    Visitor coordinator = loggedIn("koordinator");
    coordinator.open(plan.path("/kartlegging")).seesHeading("Kartlegging");
    coordinator.sees("Skolen går bra, men lange dager gjør henne sliten.");
    assertPage(coordinator, "survey");
    coordinator.link("Les mer og se hva som var før: Fritid").click();
    coordinator.seesHeading("Fritid");
    Visitor owner = loggedIn("planeier");
    owner.page().navigate(coordinator.page().url());
    owner.seesHeading("Fritid");
    coordinator.field("Hvordan er det nå?").fill("Nora svømmer igjen, to ganger i uka.");
    coordinator.button("Lagre").click();
    coordinator.sees("Teksten er lagret med dagens dato.");
    Locator compared = owner.page().locator(".compared-status");
    assertThat(compared).hasCount(2);
    assertThat(compared.nth(0)).containsText("svømmer på onsdager når jeg orker");
    assertThat(compared.nth(1)).containsText("svømmer igjen, to ganger i uka");
    assertPage(owner, "life-area");
    coordinator.page().locator("button").filter(text("Slett teksten fra")).first().click();
    coordinator.page().locator("confirm-dialog").getByText("Slett teksten", exactly()).click();
    coordinator.sees("Teksten er slettet.");
    assertThat(owner.page().locator(".compared-status")).hasCount(0);
    coordinator.button("Angre").click();
    assertThat(owner.page().locator(".compared-status")).hasCount(2);
  }

  private static Locator.FilterOptions text(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  /** GOAL-8, SURV-1. */
  @Test
  void theSecondOfTwoSeesBothTexts() {
    Visitor coordinator = loggedIn("koordinator");
    Visitor owner = loggedIn("planeier");
    for (Visitor visitor : new Visitor[] {coordinator, owner}) {
      visitor.open(plan.path("/kartlegging/omrade/okonomi")).seesHeading("Økonomi");
    }
    owner.field("Hvordan er det nå?").fill("Slik skrev eieren det");
    coordinator.field("Hvordan er det nå?").fill("Slik skrev koordinatoren det");
    owner.button("Lagre").click();
    owner.sees("Teksten er lagret med dagens dato.");
    coordinator.button("Lagre").click();
    coordinator.sees("Slik skrev koordinatoren det").sees("Slik skrev eieren det");
    PageAssertions.assertLayout(coordinator, "life-area-conflict", 320);
  }

  /** SURV-2: as full as it can be, it is one sheet of paper with nothing else on it. */
  @Test
  void whatToDoWhenItGetsHardPrintsOnOnePage() throws IOException {
    Visitor owner = loggedIn("planeier");
    owner.open(plan.path("/kartlegging/vanskelig")).seesHeading("Når det blir vanskelig");
    assertThat(owner.link("116117")).hasAttribute("href", "tel:116117");
    assertPage(owner, "emergency");
    owner.link("Endre").first().click();
    owner.field("Hva skal den som er der, gjøre?").fill("- bli hos meg\n".repeat(25));
    for (int n = 5; n <= 8; n++) {
      owner.button("Legg til en som skal ringes").click();
      owner.field("Hvem, nummer " + n).fill("Nummer " + n + " som skal ringes, med et langt navn");
      owner
          .field("Når, nummer " + n)
          .fill("når de andre ikke svarer, og ellers i helgene og ferien");
      owner.field("Telefon, nummer " + n).fill("ikke et nummer");
    }
    owner.button("Lagre").click();
    owner.sees("Dette er ikke et telefonnummer.");
    assertPage(owner, "edit-emergency");
    for (int n = 5; n <= 8; n++) {
      owner.field("Telefon, nummer " + n).fill("900 00 00" + n);
    }
    owner.button("Lagre").click();
    owner.seesHeading("Når det blir vanskelig").sees("Nummer 8");
    assertThat(owner.button("Skriv ut på ett ark")).isVisible();
    Path file = Path.of("target", "pictures", "emergency.pdf");
    owner.page().pdf(new Page.PdfOptions().setPath(file).setFormat("A4"));
    try (PDDocument printed = Loader.loadPDF(Files.readAllBytes(file))) {
      assertThat(printed.getNumberOfPages()).isEqualTo(1);
      assertThat(new PDFTextStripper().getText(printed))
          .contains("Nora Eksempel", "Nummer 8", "900 00 008")
          .doesNotContain("Meldinger", "Logg ut", "Skriv ut på ett ark");
    }
  }

  @Test
  void aSpecialistPlanServesAGoal() {
    Visitor coordinator = loggedIn("koordinator");
    coordinator.open(plan.path("/kartlegging/fagplaner")).seesHeading("Fagplaner");
    coordinator.sees("Skoledagene skal ikke ta all energien min");
    assertPage(coordinator, "specialist-plans");
    coordinator.link("Ny fagplan").click();
    coordinator.button("Lagre").click();
    coordinator.sees("Dette må fylles ut.");
    coordinator.field("Hva heter planen?").fill("Opplæringsplan");
    coordinator.field("Hvem er ansvarlig?").fill("Skolen");
    coordinator.page().getByLabel("Flytte for meg selv om noen år").check();
    assertPage(coordinator, "new-specialist-plan");
    coordinator.button("Lagre").click();
    coordinator.seesHeading("Fagplaner");
    assertThat(coordinator.link("Flytte for meg selv om noen år")).hasCount(1);
    coordinator.button("Slett Opplæringsplan").click();
    coordinator.page().locator("confirm-dialog").getByText("Slett fagplanen", exactly()).click();
    coordinator.sees("Fagplanen er slettet.");
    assertThat(coordinator.button("Slett Opplæringsplan")).hasCount(0);
    coordinator.button("Angre").click();
    assertThat(coordinator.button("Slett Opplæringsplan")).isVisible();
  }

  /** LIST-6: no tab leads to what one may not read, and what all read is there. */
  @Test
  void whoReadsNoLifeAreaIsLedToWhatAllRead() {
    Visitor doctor = loggedIn("lege");
    doctor.open(plan.path("/kartlegging")).seesHeading("Kartlegging");
    doctor.sees("Søvnen er bedre etter at dagene ble kortere.");
    assertThat(doctor.text("Økonomi")).hasCount(0);
    doctor.open(plan.path("/kartlegging/omrade/bolig")).sees("Du har ikke tilgang");
  }
}
