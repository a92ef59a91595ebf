package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.Test;

/** Live texts stay live when the browser translates the page. */
class TranslatedPageIT extends BrowserTest {
  // as Google Translate does: each text node is replaced by one that it wrote, in two elements
  private static final String TRANSLATE =
      """
      () => {
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found = [];
        while (texts.nextNode()) found.push(texts.currentNode);
        for (const text of found) {
          const parent = text.parentElement;
          if (!text.data.trim() || parent.closest('[translate=no], script, style, textarea, svg')) continue;
          const outer = document.createElement('font');
          outer.append(document.createElement('font'));
          outer.firstChild.append(text.data.replace(text.data.trim(), `‹${text.data.trim()}›`));
          text.replaceWith(outer);
        }
        document.documentElement.classList.add('translated-ltr');
      }""";

  @Test
  void unreadCounterFollowsNewMessages() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    DemoPlans.send(server(), plan, "koordinator", "planeier", "Før oversettelsen");
    Visitor visitor = loggedIn("planeier").open(plan.path()).seesHeading("Hjem");
    Locator counter = visitor.page().locator(".unread-total [translate=no]");
    Locator tab = visitor.page().locator("nav .count [translate=no]").first();
    assertThat(tab).isVisible();
    int before = Integer.parseInt(counter.textContent());
    int beforeInPlan = Integer.parseInt(tab.textContent());
    visitor.page().evaluate(TRANSLATE);
    DemoPlans.send(server(), plan, "koordinator", "planeier", "Etter oversettelsen");
    assertThat(counter).hasText(Integer.toString(before + 1));
    assertThat(tab).hasText(Integer.toString(beforeInPlan + 1));
    PageAssertions.assertAccessible(visitor, "translated");
  }

  /** Any text that Lit writes, without a mark of its own. */
  @Test
  void otherTextsFollowToo() {
    Visitor visitor = loggedIn("admin").open("/virksomhet/personer").seesHeading("Personer");
    Page page = visitor.page();
    search(visitor, "Eksempel");
    Locator found = page.locator("p[role=status]");
    assertThat(found).hasText(Pattern.compile("\\d"));
    String before = found.textContent().strip();
    page.evaluate(TRANSLATE);
    assertThat(found).hasText("‹" + before + "›");
    search(visitor, "Mønster");
    assertThat(found).not().containsText("‹");
    assertThat(found).not().hasText(before);
  }

  private static void search(Visitor visitor, String name) {
    visitor.page().locator("input[name=name]").fill(name);
    visitor.page().locator("input[name=name]").press("Enter");
  }
}
