package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.Test;

/**
 * Takes the help's pictures of the real pages, with the demo's made-up people, as a phone shows
 * them (HELP-1). A picture is committed beside the help, and what its page said then in {@code
 * src/test/resources/help}: where the page says something else now, the picture is taken anew and
 * the test fails once, so that somebody looks at it and commits it. {@code -Dhelp.pictures=new}
 * takes all of them anew.
 */
class HelpPicturesIT extends SeparateServerTest {
  private static final Path PICTURES = Path.of("webroot/slices/help/pictures");
  private static final Path OUTLINES = Path.of("src/test/resources/help");
  private static final boolean TAKE_ALL = "new".equals(System.getProperty("help.pictures"));
  private static final int WIDTH = 360;
  private static final int HEIGHT = 560;

  /** Headings, labels and buttons that the picture shows, without numbers, dates and names. */
  private static final String OUTLINE =
      """
      (height) => {
        const MONTH = /\\b(jan|feb|mars|apr|mai|juni|juli|aug|sept?|okt|nov|des)(uar|ruar|il|ust|ember|ober)?\\b/gi;
        return [...document.querySelectorAll(
          'main :is(h1, h2, h3, label, legend, button, .button, .lead)')]
        .filter((element) => element.getClientRects().length > 0 && element.getBoundingClientRect().top < height)
        .filter((element) => !element.closest('.fc, .visually-hidden') && !element.querySelector('bdi, time, a'))
        .filter((element) => !element.querySelector('bdi, time') && !element.closest('bdi'))
        .map((element) => element.innerText.replace(MONTH, '#').replace(/\\d+/g, '#')
          .replace(/#(?:[\\s.–]*#)+/g, '#').replace(/\\s+/g, ' ').trim())
        .filter((text) => text !== '')
        .join('\\n');
      }""";

  private static final String NEXT_FRAMES =
      "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(done))))";

  private static final String TO_WEBP =
      """
      async (png) => {
        const image = new Image();
        image.src = `data:image/png;base64,${png}`;
        await image.decode();
        const canvas = document.createElement('canvas');
        Object.assign(canvas, { width: image.width, height: image.height });
        canvas.getContext('2d').drawImage(image, 0, 0);
        return canvas.toDataURL('image/webp', 0.8).split(',')[1];
      }""";

  // on such a line pages are not fetched ahead
  private static final String SLOW_LINE =
      "Object.defineProperty(navigator, 'connection', { value: { effectiveType: '3g' } })";

  private record Picture(String name, String username, String path, String heading) {}

  private static final List<Picture> ALL =
      List.of(
          new Picture("login", "", "/logg-inn", "Logg inn"),
          new Picture("plans", "koordinator", "/planer", "Liste planer"),
          new Picture("home", "mor", "{plan}", "Hjem"),
          new Picture("goals", "mor", "{plan}/mal", "Mål og aktiviteter"),
          new Picture("survey", "mor", "{plan}/kartlegging", "Kartlegging"),
          new Picture("emergency", "mor", "{plan}/kartlegging/vanskelig", "Når det blir vanskelig"),
          new Picture("calendar", "mor", "{plan}/kalender", "Kalender"),
          new Picture("meetings", "mor", "{plan}/moter", "Møter"),
          new Picture("messages", "mor", "{plan}/meldinger", "Meldinger"),
          new Picture("compose", "mor", "{plan}/meldinger/ny", "Ny melding"),
          new Picture("documents", "mor", "{plan}/dokumenter", "Dokumenter"),
          new Picture("participants", "mor", "{plan}/deltakere", "Deltakere"),
          new Picture("consent", "planeier", "{plan}/samtykke", "Samtykke"),
          new Picture("print", "koordinator", "{plan}/utskrift", "Skriv ut fra planen"),
          new Picture("rights", "koordinator", "{plan}/hvem-ser-hva", "Hvem kan se hva?"),
          new Picture("administer", "koordinator", "{plan}/administrer", "Administrer planen"));

  @Test
  void picturesShowThePagesAsTheyAre() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    List<String> old =
        ALL.stream()
            .filter(picture -> isOld(picture, plan))
            .map(Picture::name)
            .collect(Collectors.toList());
    assertThat(old)
        .as("pictures in %s that have been taken anew: look at them and commit them", PICTURES)
        .isEmpty();
  }

  private boolean isOld(Picture picture, ListedPlan plan) {
    try (BrowserContext context = phone(picture.username())) {
      Page page = context.newPage();
      Set<String> running = ConcurrentHashMap.newKeySet();
      page.onRequest(request -> running.add(request.url()));
      page.onRequestFinished(request -> running.remove(request.url()));
      page.onRequestFailed(request -> running.remove(request.url()));
      page.navigate(picture.path().replace("{plan}", plan.path()));
      assertThat(
              page.getByRole(
                  AriaRole.HEADING,
                  new Page.GetByRoleOptions().setLevel(1).setName(picture.heading())))
          .isVisible();
      assertThat(page.locator("main .loading, [data-skeleton]")).hasCount(0);
      page.waitForCondition(running::isEmpty);
      page.evaluate(NEXT_FRAMES);
      String outline = page.evaluate(OUTLINE, HEIGHT) + "\n";
      Path kept = OUTLINES.resolve(picture.name() + ".txt");
      boolean isOld = !Files.exists(kept) || !Files.readString(kept).equals(outline);
      if (isOld || TAKE_ALL) {
        write(picture, page.screenshot(), context);
        Files.writeString(kept, outline);
      }
      return isOld;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private BrowserContext phone(String username) {
    BrowserContext context =
        Browsers.chromium()
            .newContext(
                new Browser.NewContextOptions()
                    .setBaseURL(server().url())
                    .setLocale("nb-NO")
                    .setViewportSize(WIDTH, HEIGHT)
                    .setDeviceScaleFactor(1.5));
    context.addInitScript(SLOW_LINE);
    if (!username.isEmpty()) {
      String session = server().loggedIn(username).cookie();
      context.addCookies(
          List.of(
              new Cookie("samklang_session", session).setUrl(server().url()),
              new Cookie("samklang_logged_in", "1").setUrl(server().url())));
    }
    return context;
  }

  private static void write(Picture picture, byte[] png, BrowserContext context)
      throws IOException {
    try (Page converter = context.newPage()) {
      Object webp = converter.evaluate(TO_WEBP, Base64.getEncoder().encodeToString(png));
      Files.createDirectories(PICTURES);
      Files.createDirectories(OUTLINES);
      Files.write(
          PICTURES.resolve(picture.name() + ".webp"), Base64.getDecoder().decode((String) webp));
    }
  }
}
