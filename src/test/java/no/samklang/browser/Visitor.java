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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.samklang.TestClient;
import no.samklang.TestServer;

/** A user with a separate browser context, which records faults of its pages. */
@CanIgnoreReturnValue
final class Visitor {
  private static final double TIMEOUT_MILLIS = 10_000;
  // 4xx responses that tests provoke: a wrong password, a missing draft, a stale version
  private static final Pattern EXPECTED =
      Pattern.compile("Failed to load resource: the server responded with a status of 4\\d\\d");
  private static final Pattern MASKED_ADDRESS = Pattern.compile(" til (\\S.*\\S)\\.$");

  private static final Pattern ALLOWED_QUERY =
      Pattern.compile(
          "((limit|after|sort|part|participantId|until|state|closed|folder|kind|v|history|kept"
              + "|organisation|type|from|to|occurrence|following|planId|all)=[^&]*&?)*");

  static final Pattern SAVED = Pattern.compile("^Kladd lagret \\d\\d\\.\\d\\d$");

  private final TestServer server;
  private final BrowserContext context;
  private final Page page;
  private final List<String> faults = new ArrayList<>();
  private boolean offline;
  private Pattern expected = EXPECTED;

  Visitor(TestServer server, int width, int height) {
    this(server, server.url(), width, height);
  }

  /**
   * @param url the server's, or that of a proxy in front of it
   */
  Visitor(TestServer server, String url, int width, int height) {
    this.server = server;
    this.context =
        Browsers.chromium()
            .newContext(
                new Browser.NewContextOptions()
                    .setBaseURL(url)
                    .setLocale("nb-NO")
                    .setViewportSize(width, height));
    context.setDefaultTimeout(TIMEOUT_MILLIS);
    this.page = newTab();
  }

  /** Lets console messages that contain a text pass. */
  Visitor expecting(String text) {
    expected = Pattern.compile(expected.pattern() + "|" + Pattern.quote(text));
    return this;
  }

  /** Opens another tab in the same context. */
  Page newTab() {
    Page tab = context.newPage();
    tab.onConsoleMessage(
        message -> {
          boolean bad = message.type().equals("error") || message.type().equals("warning");
          if (bad && !expected.matcher(message.text()).find() && !offline) {
            faults.add(tab.url() + ": " + message.text());
          }
        });
    tab.onRequest(request -> checkUrl(request.url()));
    tab.onPageError(error -> faults.add(tab.url() + ": " + error));
    return tab;
  }

  /** URLs must not contain names, search terms or file names: only these parameters are allowed. */
  private void checkUrl(String address) {
    String query = URI.create(address).getRawQuery();
    if (address.contains("/api/") && query != null && !ALLOWED_QUERY.matcher(query).matches()) {
      faults.add("Query not allowed in a URL: " + address);
    }
  }

  /** Chooses a file whose type the system gives as it does, also none. */
  Visitor choosesFile(String input, String name, String type, byte[] content) {
    page.locator(input)
        .evaluate(
            """
            (input, { name, type, content }) => {
              const bytes = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
              const transfer = new DataTransfer();
              transfer.items.add(new File([bytes], name, { type }));
              input.files = transfer.files;
              input.dispatchEvent(new Event('change', { bubbles: true }));
            }""",
            Map.of(
                "name",
                name,
                "type",
                type,
                "content",
                Base64.getEncoder().encodeToString(content)));
    return this;
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  /** Console errors, script errors, content security policy violations, and names in URLs. */
  List<String> faults() {
    return faults;
  }

  Visitor open(String path) {
    page.navigate(path);
    return this;
  }

  /** Uses the session of a client. */
  Visitor as(TestClient client) {
    context.addCookies(
        List.of(
            new Cookie("samklang_session", client.cookie())
                .setUrl(server.url())
                .setHttpOnly(true)
                .setSameSite(SameSiteAttribute.STRICT),
            new Cookie("samklang_logged_in", "1")
                .setUrl(server.url())
                .setSameSite(SameSiteAttribute.STRICT)));
    return this;
  }

  /** Completes the login page and the code page. */
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

  /** Opens the menu of who is logged in, and chooses "Logg ut" there. */
  Visitor logOut() {
    logOut(page);
    return this;
  }

  static void logOut(Page page) {
    page.locator("user-menu .tool").click();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Logg ut")).click();
  }

  /** The code sent to the masked address shown on the page. */
  String codeSince(Instant before) {
    return codeSince(server, page, before);
  }

  static String codeSince(TestServer server, Page page, Instant before) {
    Locator sent = page.getByText("Vi har sendt en kode");
    assertThat(sent).isVisible();
    Matcher masked = MASKED_ADDRESS.matcher(sent.innerText().strip());
    if (!masked.find()) {
      throw new AssertionError("No address on the page: " + sent.innerText());
    }
    return server.client().awaitCode(masked.group(1), before);
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
    return page.getByText(text).locator("visible=true").first();
  }

  Visitor seesHeading(String name) {
    assertThat(heading(name)).isVisible();
    return this;
  }

  Visitor sees(String text) {
    assertThat(text(text)).isVisible();
    return this;
  }

  /** Waits until the draft has been saved. */
  Visitor seesSaved() {
    assertThat(page.getByText(SAVED)).isVisible();
    return this;
  }

  /** Disconnects the browser from the network, or reconnects it. */
  Visitor offline(boolean pulled) {
    if (pulled) {
      offline = true;
    }
    context.setOffline(pulled);
    return this;
  }

  /** A page saves what is typed once more when it is left: that must not reach the next test. */
  void close() {
    context.cookies(); // the page's messages until now come before the answer
    offline(true);
    context.close();
  }
}
