package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import no.samklang.TestServer;
import no.samklang.browser.DemoPlans.ListedPlan;
import no.samklang.picture.TestPictures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The owner's own page and statuses in the browser (HOME-1, HOME-2). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AboutPagesIT extends BrowserTest {
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

  /** Another participant sees each change on the open page. */
  @Test
  void theOwnerEditsTheOwnPage() {
    Visitor doctor = loggedIn("lege");
    doctor.open(plan.path("/om-meg")).seesHeading("Om Nora");
    assertThat(doctor.link("Endre")).hasCount(0);
    Visitor owner = loggedIn("planeier");
    owner.open(plan.path()).seesHeading("Hjem");
    assertPage(owner, "home-about");
    owner.link("Mer om meg og min bakgrunn").click();
    owner.seesHeading("Om meg selv");
    owner.sees("Jeg vil ha en jobb jeg trives i");
    owner.link("Endre").first().click();
    owner.field("Hva er viktigst for deg?").fill("Å få sove lenge");
    owner.button("Legg til en lenke").click();
    owner.field("Navn på lenke 3").fill("Boka mi");
    owner.field("Adressen til lenke 3").fill("javascript:alert(1)");
    owner.button("Lagre").click();
    owner.sees("Dette er ikke adressen til en nettside.");
    assertPage(owner, "edit-about");
    owner.field("Adressen til lenke 3").fill("bok.eksempel.example");
    owner.button("Lagre").click();
    owner.seesHeading("Om meg selv");
    assertThat(owner.link("Boka mi (åpnes i en ny fane)"))
        .hasAttribute("href", "https://bok.eksempel.example");
    doctor.sees("Å få sove lenge");
    owner.link("Legg til bilde").click();
    owner.choosesFile(
        "about-picture-upload input",
        "bilde.png",
        "image/png",
        TestPictures.halves("png", 600, 400));
    owner.button("Bruk bildet").click();
    owner.sees("Bildet er lagret.");
    assertThat(doctor.page().locator("img.about-picture")).hasCount(1);
    assertPage(doctor, "about");
    assertPage(owner, "about-picture");
  }

  /** GOAL-8: the second gets the other's text beside their own, and nothing typed is lost. */
  @Test
  void theSecondOfTwoSeesBothTexts() {
    Visitor coordinator = loggedIn("koordinator");
    Visitor owner = loggedIn("planeier");
    for (Visitor visitor : new Visitor[] {coordinator, owner}) {
      visitor.open(plan.path("/om-meg/endre")).seesHeading("Endre «Om meg selv»");
    }
    owner.field("Fortell litt om deg selv").fill("Slik skrev eieren det");
    coordinator.field("Fortell litt om deg selv").fill("Slik skrev koordinatoren det");
    owner.button("Lagre").click();
    owner.seesHeading("Om meg selv").sees("Slik skrev eieren det");
    coordinator.button("Lagre").click();
    coordinator.sees("Slik skrev koordinatoren det").sees("Slik skrev eieren det");
    PageAssertions.assertLayout(coordinator, "about-conflict", 1280);
  }

  @Test
  void theCoordinatorWritesTheStatusAndTheOwnerSeesTheEarlierOnes() {
    Visitor coordinator = loggedIn("koordinator");
    coordinator.open(plan.path()).seesHeading("Hjem");
    assertThat(coordinator.link("Tidligere statuser")).hasCount(0);
    coordinator.button("Oppdater status").click();
    coordinator.field("Hvordan går det?").fill("Nora hviler denne uka.");
    coordinator.button("Lagre status").click();
    coordinator.sees("Statusen er lagret.");
    Visitor owner = loggedIn("planeier");
    owner.open(plan.path()).sees("av Kari Testnes");
    owner.link("Tidligere statuser").click();
    owner.seesHeading("Tidligere statuser").sees("Nora hviler denne uka.");
    owner.sees("Jeg er lei av å ikke vite hva som skjer etter skolen.");
    assertPage(owner, "statuses");
  }
}
