package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import no.samklang.TestPlan;
import no.samklang.browser.Demo.Plan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The start page of a plan (HOME-1, HOME-3). */
class HomeIT extends BrowserTest {
  private Plan plan;

  @BeforeEach
  void prepare() {
    plan = Demo.mainPlan(server());
  }

  @Test
  void aVisitShowsOnAnothersOpenPage() {
    Visitor owner = loggedIn("planeier").open(plan.path()).seesHeading("Hjem");
    String visitorName = Demo.nameOf(server(), "lege");
    loggedIn("lege").open(plan.path()).seesHeading("Hjem");
    assertThat(owner.region("Besøkt siden sist").getByText(visitorName)).isVisible();
    assertThat(owner.region("Besøkt siden sist").getByText("i dag").first()).isVisible();
  }

  @Test
  void aNewMessageCountsUpOnTheOpenPage() {
    Visitor reader = loggedIn("planeier").open(plan.path()).seesHeading("Hjem");
    Demo.send(server(), plan, "koordinator", "planeier", "Til forsiden");
    assertThat(reader.region("Siste meldinger til deg").getByText("Til forsiden").first())
        .isVisible();
    assertThat(reader.page().getByText("uleste").first()).isAttached();
  }

  @Test
  void theOwnersStatusIsKeptWhileWritingAndShowsWithOthers() {
    Visitor other = loggedIn("koordinator").open(plan.path()).seesHeading("Hjem");
    Visitor owner = loggedIn("planeier").open(plan.path()).seesHeading("Hjem");
    owner.button("Oppdater status").click();
    owner.field("Hvordan går det?").fill("Jeg har det bra i dag.");
    owner.seesSaved().page().reload();
    assertThat(owner.field("Hvordan går det?")).hasValue("Jeg har det bra i dag.");
    owner.button("Lagre status").click();
    owner.sees("Statusen er lagret").sees("Jeg har det bra i dag.");
    other.sees("Jeg har det bra i dag.");
    assertThat(other.button("Oppdater status")).hasCount(0);
  }

  @Test
  void anExpiredConsentIsExplained() {
    String id = TestPlan.withExpiredConsent(server().loggedIn("lege")).id();
    Visitor visitor = loggedIn("lege").open("/planer/" + id).seesHeading("Samtykket har utgått");
    visitor.sees("Ingenting er slettet").sees("Kontakt koordinatoren");
    Look.at(visitor, "consent-expired");
  }

  @Test
  void aPlanOneIsNotInIsNotFound() {
    loggedIn("fremmed").open(plan.path()).seesHeading("Vi finner ikke siden");
  }
}
