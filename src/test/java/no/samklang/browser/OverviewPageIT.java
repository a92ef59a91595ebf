package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.Test;

/** "Min side" (HOME-5). */
class OverviewPageIT extends BrowserTest {
  @Test
  void showsWhatWaitsAndStaysCurrent() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor reader = loggedIn("koordinator").open("/planer").seesHeading("Liste planer");
    reader.page().getByRole(AriaRole.MAIN).getByText("Se det som venter på deg").click();
    reader.seesHeading("Min side");
    DemoPlans.send(server(), plan, "planeier", "koordinator", "Til Min side");
    assertThat(reader.region("Planene dine").getByText("Videre i livet")).isVisible();
    reader.region("De neste to ukene").getByRole(AriaRole.LINK).first().click();
    reader.page().waitForURL("**" + plan.path("/kalender/**"));
  }

  @Test
  void aListIsShownWhole() {
    Visitor coordinator = loggedIn("koordinator").open("/min-side?vis=kalender");
    coordinator.seesHeading("Min side").link("Til hele Min side").click();
    coordinator.sees("Her ser du det som venter på deg");
    assertThat(coordinator.region("Samtykker som må fornyes")).isVisible();
  }

  @Test
  void whoIsInOnePlanFindsNothingExtra() {
    Visitor nobody = loggedIn("fremmed").open("/planer").seesHeading("Liste planer");
    assertThat(nobody.link("Min side")).hasCount(0);
    nobody.open("/min-side").sees("Ingenting venter på deg nå.");
  }
}
