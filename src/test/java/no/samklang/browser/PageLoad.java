package no.samklang.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import no.samklang.TestClient;
import no.samklang.TestServer;

/** A phone 360 px wide, its processor four times slower than this machine, on a slow line. */
final class PageLoad implements AutoCloseable {
  private static final int BYTES_PER_SECOND = 1_600_000 / 8;
  private static final int LATENCY_MILLIS = 150;
  private static final int CPU_SLOWDOWN = 4;

  private static final String OBSERVE_SHIFT =
      """
      window.layoutShift = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
        if (!entry.hadRecentInput) window.layoutShift += entry.value;
      })).observe({ type: 'layout-shift', buffered: true });
      """;

  // what browsers say of such a line; pages are not fetched ahead on it
  private static final String SLOW_LINE =
      "Object.defineProperty(navigator, 'connection', { value: { effectiveType: '3g' } })";

  private final TestServer server;
  private final BrowserContext context;

  /**
   * @param firstPaintMillis when something was painted first
   * @param millis until the page is rendered, with its data
   * @param requests their paths; the socket isn't one
   * @param bytes received, with headers
   * @param shift the sum of layout shifts
   */
  record Measured(
      double firstPaintMillis, double millis, List<String> requests, long bytes, double shift) {}

  private PageLoad(TestServer server) {
    this.server = server;
    this.context =
        Browsers.chromium()
            .newContext(
                new Browser.NewContextOptions()
                    .setBaseURL(server.url())
                    .setLocale("nb-NO")
                    .setViewportSize(360, 740));
    context.addInitScript(OBSERVE_SHIFT);
    context.addInitScript(SLOW_LINE);
  }

  /** A phone that has kept nothing. */
  static PageLoad cold(TestServer server) {
    return new PageLoad(server);
  }

  /** Uses the session of a client. */
  PageLoad as(TestClient client) {
    context.addCookies(
        List.of(new Cookie("samklang_session", client.cookie()).setUrl(server.url())));
    return this;
  }

  Measured load(String path) {
    Page page = context.newPage();
    CDPSession session = slow(page);
    List<String> requests = new ArrayList<>();
    page.onRequest(request -> requests.add(request.url().replace(server.url(), "")));
    AtomicLong bytes = new AtomicLong();
    session.on(
        "Network.loadingFinished",
        event -> bytes.addAndGet(event.get("encodedDataLength").getAsLong()));
    long start = System.nanoTime();
    page.navigate(path);
    PlaywrightAssertions.assertThat(page.locator("main h1")).isVisible();
    PlaywrightAssertions.assertThat(page.locator("[data-skeleton], .loading")).hasCount(0);
    double millis = (System.nanoTime() - start) / 1e6;
    page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
    Measured measured =
        new Measured(
            number(page, "performance.getEntriesByName('first-contentful-paint')[0].startTime"),
            millis,
            List.copyOf(requests),
            bytes.get(),
            number(page, "window.layoutShift"));
    page.close();
    return measured;
  }

  private CDPSession slow(Page page) {
    CDPSession session = context.newCDPSession(page);
    session.send("Network.enable");
    JsonObject line = new JsonObject();
    line.addProperty("offline", false);
    line.addProperty("latency", LATENCY_MILLIS);
    line.addProperty("downloadThroughput", BYTES_PER_SECOND);
    line.addProperty("uploadThroughput", BYTES_PER_SECOND);
    session.send("Network.emulateNetworkConditions", line);
    JsonObject processor = new JsonObject();
    processor.addProperty("rate", CPU_SLOWDOWN);
    session.send("Emulation.setCPUThrottlingRate", processor);
    return session;
  }

  private static double number(Page page, String expression) {
    return ((Number) page.evaluate(expression)).doubleValue();
  }

  static void print(String name, Measured cold, Measured warm) {
    System.out.printf(
        "Page load %s: paint %.0f ms, ready %.0f ms, %d requests, %d bytes, shift %.3f; again: %.0f ms, %.0f ms, %d bytes%n",
        name,
        cold.firstPaintMillis(),
        cold.millis(),
        cold.requests().size(),
        cold.bytes(),
        cold.shift(),
        warm.firstPaintMillis(),
        warm.millis(),
        warm.bytes());
  }

  @Override
  public void close() {
    context.close();
  }
}
