package no.samklang.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is chosen can be seen in the colours that a user forces on all pages (UU-1). */
class ForcedColoursIT extends BrowserTest {
  // a tick covers about a fifth of its box, noise less than a hundredth
  private static final double DIFFERENT = 0.08;

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    "checkbox, check, LIGHT",
    "checkbox, check, DARK",
    "radio, check, LIGHT",
    "radio, check, DARK",
    "checkbox, check switch, LIGHT",
    "checkbox, check switch, DARK"
  })
  void aTickIsSeen(String type, String look, ColorScheme scheme) {
    Page page = forcedColours(scheme);
    String choice =
        "<label class='%s'><input class='choice' type='%s'%s id='%s'> Ja</label>"
            .formatted(look, type, "%s", "%s");
    show(page, choice.formatted("", "off") + choice.formatted(" checked", "on"));
    assertThat(difference(page.locator("#off"), page.locator("#on"))).isGreaterThan(DIFFERENT);
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void theCurrentTabIsSeen(ColorScheme scheme) {
    Page page = forcedColours(scheme);
    String tab = "<a href='/hjelp'%s id='%s'>Deltakere</a>";
    show(
        page,
        "<nav class='folders'>"
            + tab.formatted("", "other")
            + tab.formatted(" aria-current='page'", "current")
            + "</nav>");
    String ground = css(page.locator("body"), "backgroundColor");
    assertThat(css(page.locator("#other"), "borderBottomColor")).isEqualTo(ground);
    assertThat(css(page.locator("#current"), "borderBottomColor")).isNotEqualTo(ground);
  }

  @Test
  void theChosenButtonIsSeen() {
    Page page = forcedColours(ColorScheme.LIGHT);
    String button = "<button class='button button-quiet' aria-pressed='%s' id='%s'>Uke</button>";
    show(page, button.formatted("false", "other") + button.formatted("true", "chosen"));
    String other = css(page.locator("#other"), "backgroundColor");
    assertThat(css(page.locator("#chosen"), "backgroundColor")).isNotEqualTo(other);
  }

  private Page forcedColours(ColorScheme scheme) {
    Page page = visitor().open("/hjelp").seesHeading("Hjelp og kontakt").page();
    page.emulateMedia(
        new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE).setColorScheme(scheme));
    return page;
  }

  private static void show(Page page, String content) {
    page.locator("site-footer").evaluate("(footer, html) => footer.innerHTML = html", content);
  }

  private static String css(Locator element, String property) {
    return (String)
        element.evaluate("(element, name) => getComputedStyle(element)[name]", property);
  }

  /** Part of the pixels that differ clearly. */
  private static double difference(Locator one, Locator other) {
    BufferedImage first = picture(one);
    BufferedImage second = picture(other);
    int width = Math.min(first.getWidth(), second.getWidth());
    int height = Math.min(first.getHeight(), second.getHeight());
    int different = 0;
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        if (Math.abs(brightness(first.getRGB(x, y)) - brightness(second.getRGB(x, y))) > 128) {
          different++;
        }
      }
    }
    return (double) different / (width * height);
  }

  private static int brightness(int rgb) {
    return ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3;
  }

  private static BufferedImage picture(Locator element) {
    try {
      return ImageIO.read(new ByteArrayInputStream(element.screenshot()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
