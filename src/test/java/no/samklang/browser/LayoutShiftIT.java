package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import no.samklang.Exclusive;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing moves while a page loads on a slow line: the browser's own score of layout shift. */
@Exclusive
class LayoutShiftIT extends BrowserTest {
  private static final double MAX_SHIFT = 0.05;
  private static final String OBSERVE =
      """
      window.shift = 0;
      new PerformanceObserver((list) => list.getEntries()
        .filter(({ hadRecentInput }) => !hadRecentInput)
        .forEach(({ value }) => (window.shift += value))).observe({ type: 'layout-shift', buffered: true });""";

  /** Twice, so that the frame with the last change is drawn and measured. */
  private static final String DRAWN =
      "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

  @ParameterizedTest(name = "{1} at {0}")
  @CsvSource({
    "360, /planer, data-table tbody tr",
    "1280, /planer, data-table tbody tr",
    "360, {plan}, .people-short li",
    "1280, {plan}, .people-short li",
    "360, {plan}/meldinger, main a[href*='/meldinger/']",
    "1280, {plan}/meldinger, main a[href*='/meldinger/']"
  })
  void aPageStaysWhereItIs(int width, String path, String content) {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor visitor = visitor(width, 740).as(server().loggedIn("koordinator"));
    visitor.page().addInitScript(OBSERVE);
    slowLine(visitor);
    visitor.open(path.replace("{plan}", plan.path()));
    assertThat(visitor.page().locator(content).first()).isVisible();
    assertThat(visitor.page().locator(".skeleton")).hasCount(0);
    visitor.page().evaluate(DRAWN);
    assertThat(((Number) visitor.page().evaluate("window.shift")).doubleValue())
        .isLessThanOrEqualTo(MAX_SHIFT);
  }

  private static void slowLine(Visitor visitor) {
    JsonObject conditions = new JsonObject();
    conditions.addProperty("offline", false);
    conditions.addProperty("latency", 150);
    conditions.addProperty("downloadThroughput", 200_000);
    conditions.addProperty("uploadThroughput", 200_000);
    CDPSession session = visitor.context().newCDPSession(visitor.page());
    session.send("Network.enable");
    session.send("Network.emulateNetworkConditions", conditions);
  }
}
