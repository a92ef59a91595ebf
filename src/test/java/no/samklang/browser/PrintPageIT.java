package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Printing from the page (PRINT-1): preview, reason, password, and the file that it opens. */
class PrintPageIT extends SeparateServerTest {
  private ListedPlan plan;

  @BeforeEach
  void find() {
    plan = DemoPlans.mainPlan(server());
  }

  @Test
  void previewsPrintsAndOpensTheFileWithTheCopiedPassword() throws IOException {
    Visitor coordinator = loggedIn("koordinator");
    coordinator.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    coordinator.page().setViewportSize(1280, 800);
    coordinator.open(plan.path("")).seesHeading("Hjem");
    coordinator.link("Skriv ut").click();
    coordinator.seesHeading("Skriv ut fra planen");
    coordinator.page().getByLabel("Mål og aktiviteter").check();
    coordinator.page().getByLabel("Ta med kommentarene").check();
    coordinator.page().getByLabel("Deltakere").check();
    coordinator.page().getByLabel("Om meg selv").check();
    coordinator.button("Forhåndsvis").click();
    assertThat(
            coordinator
                .page()
                .getByRole(AriaRole.ARTICLE)
                .getByText("Det er planen i Samklang som gjelder."))
        .isVisible();
    PageAssertions.assertAccessible(coordinator, "print-preview");
    coordinator.button("Skriv ut").click();
    coordinator.sees("Hvorfor skriver du ut?");
    coordinator.page().getByLabel("Hvorfor skriver du ut?").fill("Til møtet på skolen");
    coordinator.button("Skriv ut").dblclick();
    coordinator.sees("Utskriften er klar");
    PageAssertions.assertAccessible(coordinator, "print-ready");
    coordinator.button("Kopier passordet").click();
    coordinator.sees("Passordet er kopiert.");
    String password = coordinator.page().locator("output").innerText();
    Download file =
        coordinator.page().waitForDownload(() -> coordinator.button("Last ned utskriften").click());
    coordinator.sees("Utskriften er lastet ned.");
    assertThat(file.suggestedFilename()).isEqualTo("utskrift.pdf");
    try (PDDocument document = Loader.loadPDF(file.path().toFile(), password)) {
      assertThat(new PDFTextStripper().getText(document))
          .contains("Nora Eksempel", "Mål og aktiviteter", "Skrevet ut av Kari Testnes");
    }
    coordinator.open(plan.path("/logg")).seesHeading("Logg");
    assertThat(coordinator.page().getByText("Grunn: Til møtet på skolen")).hasCount(1);
  }

  /** How far a large print has come; it is fetched by itself when it is ready. */
  @Test
  void tellsHowFarALargePrintIs() {
    Visitor coordinator = loggedIn("koordinator");
    coordinator.open(plan.path("/utskrift")).seesHeading("Skriv ut fra planen");
    coordinator.page().getByLabel("Om meg selv").check();
    coordinator.page().getByLabel("Hvorfor skriver du ut?").fill("Til møtet");
    coordinator.button("Skriv ut").click();
    coordinator.sees("Utskriften er klar");
    AtomicBoolean ready = new AtomicBoolean();
    coordinator
        .page()
        .route(
            "**/api/v1/plans/*/prints/*",
            route -> {
              if (ready.get()) {
                route.resume();
              } else {
                route.fulfill(
                    new Route.FulfillOptions()
                        .setStatus(202)
                        .setContentType("application/json")
                        .setHeaders(Map.of("Retry-After", "1"))
                        .setBody("{\"progress\":40}"));
              }
            });
    coordinator.button("Last ned utskriften").click();
    coordinator.sees("Utskriften er stor, så det tar litt tid. 40 % er ferdig.");
    assertThat(coordinator.page().getByRole(AriaRole.PROGRESSBAR)).hasJSProperty("value", 40);
    PageAssertions.assertAccessible(coordinator, "print-large-progress");
    Download file = coordinator.page().waitForDownload(() -> ready.set(true));
    assertThat(file.suggestedFilename()).isEqualTo("utskrift.pdf");
    coordinator.sees("Utskriften er lastet ned.");
  }

  /** Without the right there is neither printer nor page. */
  @Test
  void isThereForThoseWithTheRightOnly() {
    server()
        .sql(
            """
            update participant set rights = jsonb_set(rights, '{print}', 'false')
             where plan_id = '%s' and role = 'PROVIDER'"""
                .formatted(plan.id()));
    Visitor doctor = loggedIn("lege");
    doctor.page().setViewportSize(1280, 800);
    doctor.open(plan.path("")).seesHeading("Hjem");
    assertThat(doctor.link("Skriv ut")).hasCount(0);
    doctor.open(plan.path("/utskrift"));
    doctor.sees("Du kan ikke åpne denne delen av planen.");
  }

  /** From the consent page to the form that is signed by hand (PART-8). */
  @Test
  void consentPageLeadsToTheFormToSign() {
    Visitor owner = loggedIn("planeier");
    owner.open(plan.path("/samtykke")).seesHeading("Samtykke");
    owner.link("Skriv ut samtykket til å skrive under på papir").click();
    owner.seesHeading("Skriv ut fra planen");
    assertThat(owner.page().getByLabel("Samtykke til å skrive under på papir")).isChecked();
    owner.button("Forhåndsvis").click();
    owner.sees("Samtykket er frivillig.").sees("Navn med blokkbokstaver");
    PageAssertions.assertAccessible(owner, "consent-form");
  }
}
