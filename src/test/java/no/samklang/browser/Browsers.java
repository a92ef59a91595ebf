package no.samklang.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One Chromium shared by the test run. */
final class Browsers implements BeforeAllCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(Browsers.class);
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run");

  // long enough for a machine under other load
  private static final double TIMEOUT_MILLIS = 15_000;

  private static RunningBrowser running;

  static Browser chromium() {
    return running.browser();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent("chromium", key -> RunningBrowser.start(), RunningBrowser.class);
  }

  private record RunningBrowser(Playwright playwright, Browser browser) implements AutoCloseable {
    static RunningBrowser start() {
      PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MILLIS);
      Optional<Path> found = Chromium.find();
      Playwright.CreateOptions options = new Playwright.CreateOptions();
      if (found.isPresent()) {
        options.setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
      }
      Playwright playwright = Playwright.create(options);
      BrowserType.LaunchOptions launch = new BrowserType.LaunchOptions().setArgs(ARGUMENTS);
      found.ifPresent(launch::setExecutablePath);
      return new RunningBrowser(playwright, playwright.chromium().launch(launch));
    }

    @Override
    public void close() {
      playwright.close();
    }
  }
}
