package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import no.samklang.TestPlan;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The start page of a plan (HOME-1, HOME-3). */
class HomeIT extends BrowserTest {
  private static final String AT_THE_RIGHT =
      """
      (element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return Math.abs(range.getBoundingClientRect().right - element.getBoundingClientRect().right) < 2;
      }""";

  /** What is on the page whenever the page lets the browser go on. */
  private static final String NOTE_YIELDS =
      """
      window.yields = [];
      const goOn = scheduler.yield.bind(scheduler);
      scheduler.yield = () => {
        const has = (id) => document.getElementById(id) !== null;
        yields.push(has('participants-heading') ? 'rest' : has('messages-heading') ? 'first' : 'none');
        return goOn();
      };""";

  private ListedPlan plan;

  @BeforeEach
  void prepare() {
    plan = DemoPlans.mainPlan(server());
  }

  /** The browser may answer between the page's first parts and the rest, on a slow phone too. */
  @Test
  void whatIsSeenFirstIsRenderedBeforeTheRest() {
    Visitor owner = loggedIn("planeier");
    owner.page().addInitScript(NOTE_YIELDS);
    owner.open(plan.path()).seesHeading("Hjem");
    assertThat(owner.region("Deltakere")).isVisible();
    assertThat(String.valueOf(owner.page().evaluate("yields.join()")))
        .contains("none", "first")
        .doesNotContain("rest");
  }

  @Test
  void aVisitIsShownOnOpenPagesOfOthers() {
    Visitor owner = loggedIn("planeier").open(plan.path()).seesHeading("Hjem");
    String visitorName = DemoPlans.nameOf(server(), "lege");
    loggedIn("lege").open(plan.path()).seesHeading("Hjem");
    assertThat(owner.region("Har vært innom siden sist").getByText(visitorName)).isVisible();
    assertThat(owner.region("Har vært innom siden sist").getByText("i dag").first()).isVisible();
  }

  @Test
  void aNewMessageUpdatesTheOpenPage() {
    Visitor reader = loggedIn("planeier").open(plan.path()).seesHeading("Hjem");
    DemoPlans.send(server(), plan, "koordinator", "planeier", "Til forsiden");
    assertThat(reader.region("Siste meldinger til deg").getByText("Til forsiden").first())
        .isVisible();
    assertThat(reader.page().getByText("uleste").first()).isAttached();
  }

  @Test
  void theOwnersStatusIsSavedAsADraftAndShownToOthers() {
    Visitor other = loggedIn("lege").open(plan.path()).seesHeading("Hjem");
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
  void arabicStandsFromTheRight() {
    Visitor owner = loggedIn("planeier").open(plan.path()).seesHeading("Hjem");
    owner.button("Oppdater status").click();
    assertThat(owner.field("Hvordan går det?")).hasAttribute("dir", "auto");
    owner.field("Hvordan går det?").fill("مرحبا");
    owner.button("Lagre status").click();
    Locator status = owner.page().locator(".status-text");
    assertThat(status).hasText("مرحبا");
    assertThat((boolean) status.evaluate(AT_THE_RIGHT)).isTrue();
  }

  @Test
  void theCoordinatorIsOneTapAway() {
    Visitor owner = loggedIn("planeier").open(plan.path()).seesHeading("Hjem");
    Locator contact = owner.region("Koordinatoren din");
    assertThat(contact.getByText(DemoPlans.nameOf(server(), "koordinator"))).isVisible();
    assertThat(contact.locator("a[href^='tel:+47']")).isVisible();
    assertThat(contact.locator("a[href^='mailto:']")).isVisible();
    contact.getByText("Skriv melding").click();
    owner.seesHeading("Ny melding").sees(DemoPlans.nameOf(server(), "koordinator"));
    Visitor coordinator = loggedIn("koordinator").open(plan.path()).seesHeading("Hjem");
    assertThat(coordinator.region("Koordinatoren din")).hasCount(0);
  }

  @Test
  void anExpiredConsentIsExplained() {
    String id = TestPlan.withExpiredConsent(server().loggedIn("lege")).id();
    Visitor visitor = loggedIn("lege").open("/planer/" + id).seesHeading("Planen er stengt nå");
    visitor.sees("Ingenting er slettet").sees("Kontakt koordinatoren");
    PageAssertions.assertAccessible(visitor, "consent-expired");
  }

  @Test
  void aPlanOfOthersIsNotFound() {
    loggedIn("fremmed").open(plan.path()).seesHeading("Vi finner ikke siden");
  }
}
