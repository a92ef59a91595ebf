package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The focus never falls to the start of the page, and questions are safe (WCAG 2.4.3, UU-1). */
class FocusIT extends SeparateServerTest {
  private static final String BUTTONS = "main button:not([disabled]):not([aria-disabled=true])";
  private static final String OPEN_DIALOG = "dialog[open]";
  // what others change may take the focused element away: the page moves the focus in the next
  // frame
  private static final String LOST =
      """
      async () => {
        const isLost = () => {
          const { activeElement } = document;
          return !activeElement || activeElement === document.body || activeElement.getClientRects().length === 0;
        };
        for (let frames = 0; frames < 3 && isLost(); frames++) {
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        }
        return isLost();
      }""";
  // each change of the page, whether the focus was lost with it
  private static final String WATCH =
      """
      () => {
        window.lostFocus = [];
        new MutationObserver(() => window.lostFocus.push(document.activeElement === document.body))
          .observe(document.querySelector('main'), { childList: true });
      }""";
  private static final String NEXT_FRAMES =
      "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() =>"
          + " requestAnimationFrame(() => setTimeout(done)))))";

  /** The addresses of the API whose answers are awaited. */
  private final List<String> running = new CopyOnWriteArrayList<>();

  /**
   * Each button of the page is pressed by the keyboard, and what it opens is left by Escape or
   * Avbryt.
   */
  @ParameterizedTest
  @CsvSource({
    "planeier, ''",
    "koordinator, /administrer",
    "planeier, /samtykke",
    "koordinator, /samtykke",
    "koordinator, /deltakere",
    "koordinator, /deltakere/ny",
    "koordinator, /hvem-ser-hva",
    "koordinator, /meldinger",
    "koordinator, /meldinger/ny",
    "koordinator, /mal",
    "koordinator, /kalender/ny",
    "koordinator, /moter/nytt",
    "koordinator, /dokumenter",
    "koordinator, /logg"
  })
  void everyActionOfAPlansPagesKeepsTheFocusNear(String username, String path) {
    ListedPlan plan = DemoPlans.mainPlan(server());
    pressAll(username, plan.path(path));
  }

  @ParameterizedTest
  @CsvSource({
    "planeier, /planer",
    "mor, /profil",
    "admin, /virksomhet/innstillinger",
    "admin, /virksomhet/personer",
    "admin, /virksomhet/varsler",
    "admin, /virksomhet/rettigheter",
    "koordinator2, /planer/ny/eier"
  })
  void everyActionOutsideOfPlansKeepsTheFocusNear(String username, String path) {
    pressAll(username, path);
  }

  private void pressAll(String username, String path) {
    Visitor visitor = loggedIn(username);
    visitor.page().onRequest(request -> started(request.url()));
    visitor.page().onRequestFinished(request -> running.remove(request.url()));
    visitor.page().onRequestFailed(request -> running.remove(request.url()));
    List<String> lost = new ArrayList<>();
    int count = opened(visitor, path).count();
    for (int i = 0; i < count; i++) {
      Locator buttons = i == 0 ? visitor.page().locator(BUTTONS) : opened(visitor, path);
      if (i < buttons.count() && buttons.nth(i).isVisible()) {
        press(visitor, buttons.nth(i), lost);
      }
    }
    assertThat(lost).as("focus lost on %s", path).isEmpty();
  }

  private void started(String url) {
    if (url.contains("/api/")) {
      running.add(url);
    }
  }

  private Locator opened(Visitor visitor, String path) {
    visitor.open("/personvern").seesHeading("Personvern");
    running.clear();
    visitor.open(path);
    assertThat(visitor.page().locator("main h1").first()).isVisible();
    settle(visitor.page());
    return visitor.page().locator(BUTTONS);
  }

  private void press(Visitor visitor, Locator button, List<String> lost) {
    Page page = visitor.page();
    String name = button.innerText().strip();
    button.focus();
    page.keyboard().press("Enter");
    check(page, name, lost);
    Locator cancel = page.locator("main").getByText("Avbryt").first();
    if (page.locator(OPEN_DIALOG).count() > 0) {
      page.keyboard().press("Escape");
      check(page, name + ", Escape", lost);
    } else if (cancel.isVisible()) {
      cancel.focus();
      page.keyboard().press("Enter");
      check(page, name + ", Avbryt", lost);
    }
  }

  private void check(Page page, String action, List<String> lost) {
    settle(page);
    if (page.evaluate(LOST).equals(true)) {
      lost.add(action);
    }
  }

  // until the page has its answers, and has rendered them
  private void settle(Page page) {
    page.evaluate(NEXT_FRAMES);
    page.waitForCondition(running::isEmpty);
    page.evaluate(NEXT_FRAMES);
  }

  /**
   * The next page may take a while to come; Tab goes on from its place, not from the page's top.
   */
  @Test
  void fromPageToPageTheFocusIsNeverLost() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor owner = loggedIn("planeier").open("/planer").seesHeading("Liste planer");
    owner.page().evaluate(WATCH);
    owner.page().locator("main a[href='" + plan.path() + "']").first().press("Enter");
    assertThat(owner.heading("Hjem")).isFocused();
    assertThat(
            owner
                .page()
                .evaluate("() => window.lostFocus.length > 0 && !window.lostFocus.includes(true)"))
        .isEqualTo(true);
  }

  /**
   * A held-down Enter opens the question and answers nothing; Escape means no, and the focus
   * returns.
   */
  @Test
  void aQuestionStartsOnTheSafeAnswer() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor owner = loggedIn("planeier").open(plan.path("/samtykke")).seesHeading("Samtykke");
    Locator opener = owner.page().locator("consent-withdrawal button").first();
    opener.focus();
    for (int repeats = 0; repeats < 4; repeats++) {
      owner.page().keyboard().down("Enter");
    }
    owner.page().keyboard().up("Enter");
    Locator answers = owner.page().locator("dialog[open] .actions button");
    assertThat(answers.first()).isFocused();
    assertThat(answers.first()).not().hasClass("button-danger");
    assertThat(answers.last()).hasClass(Pattern.compile("button-danger"));
    owner.page().keyboard().press("Escape");
    assertThat(owner.page().locator(OPEN_DIALOG)).hasCount(0);
    assertThat(opener).isFocused();
    opener.press("Enter");
    assertThat(answers.first()).isFocused();
    owner.page().mouse().click(5, 5);
    assertThat(owner.page().locator(OPEN_DIALOG)).hasCount(0);
    assertThat(opener).isFocused();
  }

  /** Angre comes next after the page's content, and what has the focus isn't under the toast. */
  @Test
  void undoIsNextAfterTheContent() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor owner = loggedIn("planeier").open(plan.path()).seesHeading("Hjem");
    owner.button("Oppdater status").click();
    owner.field("Hvordan går det?").fill("Noe.");
    owner.button("Avbryt").click();
    assertThat(owner.button("Angre")).isVisible();
    Locator last = owner.page().locator("main a, main button").last();
    last.focus();
    BoundingBox focused = last.boundingBox();
    assertThat(focused.y + focused.height)
        .isLessThanOrEqualTo(owner.page().locator(".toast-message").boundingBox().y);
    owner.page().keyboard().press("Tab");
    assertThat(owner.button("Angre")).isFocused();
    owner.page().keyboard().press("Enter");
    assertThat(owner.field("Hvordan går det?")).hasValue("Noe.");
  }

  /** The wizard from the list to the new plan, without a mouse. */
  @Test
  void theWizardWorksByTheKeyboard() {
    Visitor coordinator = loggedIn("koordinator2").open("/planer/ny/eier");
    coordinator.seesHeading("Hvem er planen for?");
    Page page = coordinator.page();
    coordinator.button("Registrer en ny person").press("Enter");
    assertThat(coordinator.field("Fornavn")).isFocused();
    page.keyboard().type("Tasta");
    page.keyboard().press("Tab");
    page.keyboard().type("Turet");
    page.keyboard().press("Enter");
    assertThat(coordinator.heading("Hva slags plan er det?")).isFocused();
    coordinator.field("Stafettlogg").press("Space");
    page.keyboard().press("Enter");
    assertThat(coordinator.heading("Samtykke")).isFocused();
    coordinator.button("Neste").press("Enter");
    assertThat(page.locator(".error-summary")).isFocused();
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(coordinator.field("Planeieren selv")).isFocused();
    page.keyboard().press("Space");
    coordinator.field("Hva gjelder samtykket?").focus();
    page.keyboard().type("Samarbeid.");
    coordinator.field("Gjelder til").fill("31.02.2027");
    page.keyboard().press("Enter");
    coordinator.sees("Skriv datoen som 24.12.2026.");
    assertThat(coordinator.field("Gjelder til")).isFocused();
    coordinator.field("Gjelder til").fill("1.6.27");
    page.keyboard().press("Enter");
    assertThat(coordinator.heading("Stemmer dette?")).isFocused();
    coordinator.sees("01.06.2027").button("Lag planen").press("Enter");
    assertThat(coordinator.heading("Planen er laget")).isFocused();
  }
}
