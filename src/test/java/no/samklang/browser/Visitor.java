package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.samklang.TestClient;
import no.samklang.TestServer;

/** Someone at a browser of their own. What goes wrong in it is remembered. */
@CanIgnoreReturnValue
final class Visitor implements AutoCloseable {
  private static final double PATIENCE_MILLIS = 10_000;
  // what the journeys themselves ask for: a wrong password, a draft that isn't there, a stale
  // version
  private static final Pattern EXPECTED =
      Pattern.compile("Failed to load resource: the server responded with a status of 4\\d\\d");
  private static final Pattern SENT_TO = Pattern.compile(" til (\\S.*\\S)\\.$");

  private static final Pattern QUERY =
      Pattern.compile("((limit|after|sort|closed|folder|v)=[^&]*&?)*");

  static final Pattern SAVED = Pattern.compile("^Kladd lagret \\d\\d\\.\\d\\d$");

  private final TestServer server;
  private final BrowserContext context;
  private final Page page;
  private final List<String> faults = new ArrayList<>();
  private boolean offline;

  Visitor(TestServer server, int width, int height) {
    this.server = server;
    this.context =
        Browsers.chromium()
            .newContext(
                new Browser.NewContextOptions()
                    .setBaseURL(server.url())
                    .setLocale("nb-NO")
                    .setViewportSize(width, height));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    this.page = newTab();
  }

  /** Another tab of the same browser. */
  Page newTab() {
    Page tab = context.newPage();
    tab.onConsoleMessage(
        message -> {
          boolean bad = message.type().equals("error") || message.type().equals("warning");
          if (bad && !EXPECTED.matcher(message.text()).find() && !offline) {
            faults.add(tab.url() + ": " + message.text());
          }
        });
    tab.onRequest(request -> noteNames(request.url()));
    tab.onPageError(error -> faults.add(tab.url() + ": " + error));
    return tab;
  }

  /**
   * Names, search words and file names stand in no address: nothing but these is asked for there.
   */
  private void noteNames(String address) {
    String query = URI.create(address).getRawQuery();
    if (address.contains("/api/") && query != null && !QUERY.matcher(query).matches()) {
      faults.add("Asked for in an address: " + address);
    }
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  /**
   * Console errors, script errors, breaches of the content security policy, and names in addresses.
   */
  List<String> faults() {
    return faults;
  }

  Visitor open(String path) {
    page.navigate(path);
    return this;
  }

  /** Takes over the session of one who has logged in otherwise. */
  Visitor as(TestClient client) {
    context.addCookies(
        List.of(
            new Cookie("samklang_session", client.cookie())
                .setUrl(server.url())
                .setHttpOnly(true)
                .setSameSite(SameSiteAttribute.STRICT)));
    return this;
  }

  /** Goes through the login page and the code page. */
  Visitor logIn(String username) {
    return logIn(username, TestClient.PASSWORD);
  }

  Visitor logIn(String username, String password) {
    Instant before = server.clock().instant();
    enterPassword(username, password);
    field("Engangskode").fill(codeSince(before));
    button("Fortsett").click();
    return this;
  }

  Visitor enterPassword(String username, String password) {
    field("Brukernavn").fill(username);
    exactField("Passord").fill(password);
    button("Logg inn").click();
    return this;
  }

  /** The code that the page says has been sent. */
  String codeSince(Instant before) {
    Locator sent = page.getByText("Vi har sendt en kode");
    assertThat(sent).isVisible();
    Matcher masked = SENT_TO.matcher(sent.innerText().strip());
    if (!masked.find()) {
      throw new AssertionError("The page doesn't say where to: " + sent.innerText());
    }
    return server.client().codeSentTo(masked.group(1), before);
  }

  Locator heading(String name) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1).setName(name).setExact(true));
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator dialog(String name) {
    return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName(name));
  }

  Locator region(String name) {
    return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(name));
  }

  Locator row(String name) {
    return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(name));
  }

  Locator field(String label) {
    return page.getByLabel(label);
  }

  Locator exactField(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  Locator text(String text) {
    return page.getByText(text).first();
  }

  Visitor seesHeading(String name) {
    assertThat(heading(name)).isVisible();
    return this;
  }

  Visitor sees(String text) {
    assertThat(text(text)).isVisible();
    return this;
  }

  /** Waits until what is written is on the server. */
  Visitor seesSaved() {
    assertThat(page.getByText(SAVED)).isVisible();
    return this;
  }

  /** Pulls the plug, or puts it back. */
  Visitor offline(boolean pulled) {
    if (pulled) {
      offline = true;
    }
    context.setOffline(pulled);
    return this;
  }

  @Override
  public void close() {
    context.close();
  }
}
