package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks a page for horizontal overflow and for WCAG A and AA violations found by axe, and saves a
 * screenshot in {@code target/pictures}.
 */
final class PageAssertions {
  static final List<Integer> WIDTHS = List.of(320, 768, 1280);
  private static final int HEIGHT = 800;
  private static final int PHONE = 360;

  // the contract is a picture of some 60,000 pixels' height
  private static final double SCREENSHOT_TIMEOUT_MILLIS = 30_000;
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
  private static final List<String> COLOUR_RULES = List.of("color-contrast", "link-in-text-block");
  private static final String TEXT_SPACING =
      "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
          + " p { margin-block-end: 2em !important }";

  /**
   * Links within running text may be smaller (WCAG 2.5.8). A choice is pressed by its label, a
   * row's link by the whole row. A page that has just been given another width may need some frames
   * to render a list as cards.
   */
  private static final String SMALL_TARGETS =
      """
      async () => {
        const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        const small = () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
          .filter((element) => !element.closest('.skip-link, .visually-hidden, .prose, .api-docs'))
          .filter((element) => element.getClientRects().length > 0)
          .map((element) => [element, element.closest('label:has(input)')
            ?? (getComputedStyle(element, '::after').position === 'absolute' ? element.offsetParent : element)])
          .map(([element, pressed]) => [element, pressed.getBoundingClientRect()])
          .filter(([element, box]) => box.height < 43.5 || (element.matches('button') && box.width < 43.5))
          .filter(([element]) => getComputedStyle(element).display !== 'inline'
            || element.parentElement.textContent.trim() === element.textContent.trim())
          .map(([element, box]) => `${element.outerHTML.slice(0, 160)} is ${box.width}×${box.height}`);
        let found = small();
        for (let frames = 0; frames < 60 && found.length > 0; frames++) {
          await frame();
          found = small();
        }
        return found;
      }""";

  /**
   * What scrolls sideways with a style of the user's own, and the header's texts that are cut off;
   * a page that has just been given another width may need some frames to render a list as cards.
   */
  private static final String OVERFLOW =
      """
      async (style) => {
        const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(style);
        document.adoptedStyleSheets = [sheet];
        let overflow;
        for (let frames = 0; frames < 60 && overflow !== 0; frames++) {
          await frame();
          overflow = document.documentElement.scrollWidth - innerWidth;
        }
        const cut = [...document.querySelectorAll('.site-header *')]
          .filter((element) => style && getComputedStyle(element).overflowX === 'hidden' && element.scrollWidth > element.clientWidth)
          .map(({ textContent }) => `${textContent} is cut off`);
        document.adoptedStyleSheets = [];
        return overflow === 0 ? cut : [`${overflow} px`, ...cut];
      }""";

  private static final String VIOLATIONS =
      """
      async (rules) => {
        const { violations } = await axe.run({ runOnly: rules, resultTypes: ['violations'], preload: false });
        return violations.map(({ id, help, nodes }) => `${id}: ${help} ${nodes.map((node) => node.html)}`);
      }""";

  private PageAssertions() {}

  /** Checks the current page at every width, in dark and forced colours, and in large text. */
  static void assertAccessible(Visitor visitor, String name) {
    assertAccessible(visitor, name, WIDTHS.get(0));
    assertColours(visitor, name);
    assertLayout(visitor, name, WIDTHS.get(1));
    assertAccessible(visitor, name, WIDTHS.get(2));
    assertColours(visitor, name);
    visitor.page().setViewportSize(PHONE, HEIGHT);
    assertThat((List<?>) visitor.page().evaluate(SMALL_TARGETS))
        .as("targets of %s smaller than 44 px", name)
        .isEmpty();
    assertReflow(visitor.page(), name, PHONE, "html { font-size: 200% }");
    assertReflow(visitor.page(), name, WIDTHS.get(2), TEXT_SPACING);
  }

  /** A picture in dark colours at the current width, and the rules that depend on colours. */
  static void assertDark(Visitor visitor, String name) {
    Page page = visitor.page();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "pictures", name + "-dark.png"))
            .setFullPage(true));
    assertThat(violations(page, COLOUR_RULES)).as("%s in dark colours", name).isEmpty();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  /** Dark and forced colours at the current width: only the rules that depend on colours. */
  private static void assertColours(Visitor visitor, String name) {
    Page page = visitor.page();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    assertThat(violations(page, COLOUR_RULES)).as("%s in dark colours", name).isEmpty();
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(ColorScheme.LIGHT)
            .setForcedColors(ForcedColors.ACTIVE));
    assertThat(violations(page, COLOUR_RULES)).as("%s in forced colours", name).isEmpty();
    page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.NONE));
  }

  /** A user's own style makes nothing scroll sideways (WCAG 1.4.4, 1.4.10, 1.4.12). */
  private static void assertReflow(Page page, String name, int width, String style) {
    page.setViewportSize(width, HEIGHT);
    assertThat((List<?>) page.evaluate(OVERFLOW, style))
        .as("overflow of %s at %d with %s", name, width, style)
        .isEmpty();
  }

  static void assertAccessible(Visitor visitor, String name, int width) {
    assertLayout(visitor, name, width);
    assertThat(violations(visitor.page(), RULES)).as("%s at %d", name, width).isEmpty();
  }

  /** Checks the layout only, without axe. */
  static void assertLayout(Visitor visitor, String name, int width) {
    Page page = visitor.page();
    page.setViewportSize(width, HEIGHT);
    assertThat(page.getByText("Laster …")).hasCount(0);
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "pictures", name + "-" + width + ".png"))
            .setFullPage(true)
            .setTimeout(SCREENSHOT_TIMEOUT_MILLIS));
    assertThat((List<?>) page.evaluate(OVERFLOW, ""))
        .as("horizontal overflow of %s at %d", name, width)
        .isEmpty();
  }

  // like AxeBuilder, but injects the script once per page and omits passed rules from the result;
  // no preload of style sheets,
  // which no rule here reads and which makes inline styles that the content security policy refuses
  private static List<?> violations(Page page, List<String> rules) {
    if (page.evaluate("'axe' in window").equals(false)) {
      page.evaluate(AxeBuilder.getAxeScript());
    }
    return (List<?>) page.evaluate(VIOLATIONS, rules);
  }
}
