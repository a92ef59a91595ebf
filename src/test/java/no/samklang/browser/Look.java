package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;

/**
 * A look at a page: nothing beyond the edge, no fault that axe finds on the levels A and AA, and a
 * picture in {@code target/pictures}.
 */
final class Look {
  static final List<Integer> WIDTHS = List.of(320, 768, 1280);
  private static final int HEIGHT = 800;
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
  private static final String VIOLATIONS =
      """
      async (rules) => {
        const { violations } = await axe.run({ runOnly: rules, resultTypes: ['violations'] });
        return violations.map(({ id, help, nodes }) => `${id}: ${help} ${nodes.map((node) => node.html)}`);
      }""";

  private Look() {}

  /** Looks at the page as it stands, at every width. */
  static void at(Visitor visitor, String name) {
    WIDTHS.forEach(width -> at(visitor, name, width));
  }

  static void at(Visitor visitor, String name, int width) {
    shapeAt(visitor, name, width);
    assertThat(violations(visitor.page())).as("%s at %d", name, width).isEmpty();
  }

  /** All but what axe looks for. */
  static void shapeAt(Visitor visitor, String name, int width) {
    Page page = visitor.page();
    page.setViewportSize(width, HEIGHT);
    assertThat(page.getByText("Laster …")).hasCount(0);
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "pictures", name + "-" + width + ".png"))
            .setFullPage(true));
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
        .as("nothing beyond the edge of %s at %d", name, width)
        .isEqualTo(0);
  }

  // what the builder does, but the script is brought to the page once, and what passes isn't told
  private static List<?> violations(Page page) {
    if (page.evaluate("'axe' in window").equals(false)) {
      page.evaluate(AxeBuilder.getAxeScript());
    }
    return (List<?>) page.evaluate(VIOLATIONS, RULES);
  }
}
