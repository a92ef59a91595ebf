package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Route;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.Test;

/** Loss and recovery of the network connection. */
class ConnectionIT extends BrowserTest {
  @Test
  void aLostConnectionIsShownAndTheDraftIsSavedAfterReconnecting() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor visitor = loggedIn("lege").open(plan.path("/meldinger/ny")).seesHeading("Ny melding");
    visitor.offline(true).sees("Du er frakoblet");
    visitor.exactField("Emne").fill("Skrevet uten nett");
    visitor.sees("Ikke lagret ennå.");
    assertThat(visitor.page().locator(".autosave-failed")).hasCount(0);
    PageAssertions.assertAccessible(visitor, "connection-lost");
    visitor.offline(false).sees("Du er tilkoblet igjen").seesSaved();
    assertThat(visitor.page().getByText("Du er frakoblet")).hasCount(0);
  }

  /** One message about it, besides the answer to a press; it goes with its reason. */
  @Test
  void whatFailedForLackOfAConnectionIsNotSaidAfterReconnecting() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor visitor = loggedIn("planeier").open(plan.path()).seesHeading("Hjem");
    visitor.button("Oppdater status").click();
    visitor.offline(true).sees("Du er frakoblet");
    visitor.field("Hvordan går det?").fill("Skrevet uten nett.");
    visitor.button("Lagre status").click();
    visitor.sees("Vi fikk ikke kontakt");
    visitor.offline(false).sees("Du er tilkoblet igjen");
    assertThat(visitor.page().getByText("Vi fikk ikke kontakt")).hasCount(0);
    assertThat(visitor.field("Hvordan går det?")).hasValue("Skrevet uten nett.");
    visitor.button("Avbryt").click();
  }

  /** The device's line is whole: the page doesn't say that it is down. */
  @Test
  void aServiceThatDoesNotAnswerIsNotCalledALostLine() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor visitor = loggedIn("lege").expecting("Failed to load resource");
    visitor.open(plan.path()).seesHeading("Hjem");
    visitor.page().route("**/*", Route::abort);
    visitor.page().locator(".plan-tabs a[href$='/meldinger']").click();
    visitor.sees("Samklang svarer ikke. Vi prøver igjen …");
    assertThat(visitor.page().getByText("Du er frakoblet")).hasCount(0);
    visitor.page().unroute("**/*");
    visitor.sees("Du er tilkoblet igjen").seesHeading("Meldinger");
  }

  @Test
  void missedMessagesAreFetchedAfterReconnecting() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor visitor = loggedIn("lege").open(plan.path("/meldinger")).seesHeading("Meldinger");
    visitor.offline(true).sees("Du er frakoblet");
    DemoPlans.send(server(), plan, "koordinator", "lege", "Sendt imens");
    visitor.offline(false).sees("Du er tilkoblet igjen").sees("Vis 1 ny melding");
  }
}
