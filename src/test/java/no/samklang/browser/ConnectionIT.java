package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import no.samklang.browser.Demo.Plan;
import org.junit.jupiter.api.Test;

/** A line that fails, and mends itself. */
class ConnectionIT extends BrowserTest {
  @Test
  void aLostConnectionIsSaidAndWhatIsWrittenIsSavedWhenItIsBack() {
    Plan plan = Demo.mainPlan(server());
    Visitor visitor =
        loggedIn("lege").open(plan.path("/meldinger/ny")).seesHeading("Skriv melding");
    visitor.offline(true).sees("Du er frakoblet");
    visitor.exactField("Emne").fill("Skrevet uten nett");
    visitor.sees("Teksten er ikke lagret ennå");
    Look.at(visitor, "connection-lost");
    visitor.offline(false).sees("Du er tilkoblet igjen").seesSaved();
    assertThat(visitor.page().getByText("Du er frakoblet")).hasCount(0);
  }

  @Test
  void whatWasMissedIsFetchedWhenTheConnectionIsBack() {
    Plan plan = Demo.mainPlan(server());
    Visitor visitor = loggedIn("lege").open(plan.path("/meldinger")).seesHeading("Meldinger");
    visitor.offline(true).sees("Du er frakoblet");
    Demo.send(server(), plan, "koordinator", "lege", "Sendt imens");
    visitor.offline(false).sees("Du er tilkoblet igjen").sees("ny melding – vis");
  }
}
