package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where things stand on a page, and which of them is emphasised (UU-1). */
class LookIT extends BrowserTest {
  private static final int PHONE = 320;
  private static final int WIDE = 1920;

  /** Labels of groups that stand nearer to what is above than to their own choices. */
  private static final String FAR_LABELS =
      """
      () => [...document.querySelectorAll('.choice-row')].flatMap((row) => {
        const label = row.querySelector('legend');
        const boxes = [...document.querySelectorAll('.choice-row .choice')].map((box) => box.getBoundingClientRect());
        const { top, bottom } = label.getBoundingClientRect();
        const below = Math.min(...boxes.filter((box) => box.top >= bottom).map((box) => box.top - bottom));
        const above = Math.min(...boxes.filter((box) => box.bottom <= top).map((box) => top - box.bottom));
        return below < above ? [] : [`${label.textContent}: ${below} below, ${above} above`];
      })""";

  /** Legends on the line above their part, or smaller than the labels that they head. */
  private static final String WRONG_LEGENDS =
      """
      () => [...document.querySelectorAll('fieldset > legend:not(.visually-hidden)')].flatMap((legend) => {
        const part = legend.parentElement;
        const distance = legend.getBoundingClientRect().top - part.getBoundingClientRect().top;
        const label = part.querySelector('.label');
        const size = (element) => parseFloat(getComputedStyle(element).fontSize);
        const isOnLine = part.matches('.panel') && distance < 12;
        return isOnLine || (label && size(legend) < size(label)) ? [`${legend.textContent} ${distance}`] : [];
      })""";

  /** Radio buttons whose middle isn't that of the first line of their label. */
  private static final String SHIFTED_RADIOS =
      """
      () => [...document.querySelectorAll('input[type=radio]')].flatMap((radio) => {
        const range = document.createRange();
        range.selectNodeContents(radio.nextElementSibling);
        const middle = ({ top, bottom }) => (top + bottom) / 2;
        const shift = middle(radio.getBoundingClientRect()) - middle(range.getClientRects()[0]);
        return Math.abs(shift) <= 2 ? [] : [`${radio.value}: ${shift}`];
      })""";

  private static final String INDENTED_LINKS =
      """
      () => [...document.querySelectorAll('main .button-link')]
        .filter((link) => getComputedStyle(link).paddingInlineStart !== '0px' || getComputedStyle(link).borderInlineStartWidth !== '0px')
        .map((link) => link.textContent.trim())""";

  private static final String CUT_TEXTS =
      """
      () => [...document.querySelectorAll('main .input')]
        .filter((field) => field.scrollWidth > field.clientWidth)
        .map(({ value }) => value)""";

  private static final String PANEL_WIDTHS =
      "() => [...new Set([...document.querySelectorAll('main .panel')]"
          + ".map((panel) => Math.round(panel.getBoundingClientRect().width)))]";

  private static final String MARGINS =
      """
      () => {
        const { left, right } = document.querySelector('main .page').getBoundingClientRect();
        return Math.round(left - (document.documentElement.clientWidth - right));
      }""";

  private static final String LINES_OF_TEXT =
      """
      (selector) => [...document.querySelectorAll(selector)].map((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom / 8))).size;
      })""";

  private static final String ACTION_BELOW_NAME =
      """
      (row) => {
        const [name, action] = ['.row-link', '.row-action'].map((part) => row.querySelector(part).getBoundingClientRect());
        return Math.round((action.top + action.bottom - name.top - name.bottom) / 2);
      }""";

  private ListedPlan plan;

  @BeforeEach
  void prepare() {
    plan = DemoPlans.mainPlan(server());
  }

  @Test
  void labelsOfGroupsStandByTheirChoices() {
    Visitor mother = visitor(PHONE, 740).as(server().loggedIn("mor"));
    String card = plan.path("/deltakere/" + DemoPlans.participantId(server(), plan, "mor"));
    mother.open(card + "/varsler").sees("Velg hvilke varsler du vil ha");
    assertNone(mother, FAR_LABELS);
    mother.open(card + "/endre/kontakt").seesHeading("Kontakt");
    assertNone(mother, WRONG_LEGENDS);
    assertNone(mother, INDENTED_LINKS);
    String knob =
        "(knob) => [getComputedStyle(knob, '::before').width, getComputedStyle(knob, '::before').scale].join()";
    assertThat(mother.page().locator(".switch .choice").evaluate(knob)).isEqualTo("16px,none");

    mother.open(card + "/endre/person").seesHeading("Person");
    assertNone(mother, CUT_TEXTS);

    Visitor coordinator = visitor(PHONE, 740).as(server().loggedIn("koordinator"));
    coordinator.open(card + "/rettigheter").seesHeading("Rettighetsdetaljer");
    assertNone(coordinator, FAR_LABELS);
    assertNone(coordinator, SHIFTED_RADIOS);
    coordinator.open("/profil/valg").seesHeading("Språk og varsler");
    assertNone(coordinator, SHIFTED_RADIOS);
    assertNone(coordinator, WRONG_LEGENDS);
  }

  @Test
  void partsOfAFormStandBelowTheirLine() {
    Visitor admin = loggedIn("admin").open("/virksomhet/enheter");
    admin.link("Eksempelvik kommune").click();
    admin.seesHeading("Eksempelvik kommune");
    String unit = admin.page().url();
    admin.open(unit + "/plantyper").seesHeading("Hva plantypene inneholder");
    assertNone(admin, WRONG_LEGENDS);
    admin.open(unit + "/maler/ny").seesHeading("Lag en mal");
    assertNone(admin, WRONG_LEGENDS);
    // the parts of Administration stand where they stood, whatever the page's width
    double width = admin.page().locator(".folders").boundingBox().width;
    admin.open("/virksomhet/personer").seesHeading("Personer");
    assertThat(admin.page().locator(".folders").boundingBox().width).isEqualTo(width);
  }

  @Test
  void thePagesHaveOneMeasure() {
    Visitor coordinator = visitor(WIDE, 900).as(server().loggedIn("koordinator"));
    for (String path : List.of("/profil", plan.path("/samtykke"), plan.path("/administrer"))) {
      coordinator.open(path);
      assertThat(coordinator.page().locator("main .panel").first()).isVisible();
      assertThat((List<?>) coordinator.page().evaluate(PANEL_WIDTHS)).as(path).hasSize(1);
      assertThat(coordinator.page().evaluate(MARGINS)).as("%s is centred", path).isEqualTo(0);
      assertNone(coordinator, INDENTED_LINKS);
    }
  }

  /** Also where a word has no place to break. */
  @Test
  void longWordsWrap() {
    String word = "Ansvarsgruppemøteinnkalling".repeat(5);
    String id = DemoPlans.send(server(), plan, "mor", "koordinator", word);
    Visitor coordinator = loggedIn("koordinator");
    for (String path : List.of("/meldinger", "/meldinger/" + id, "")) {
      coordinator.open(plan.path(path));
      assertThat(coordinator.page().getByText(word).first()).isVisible();
      PageAssertions.assertLayout(coordinator, "long-word", PHONE);
      PageAssertions.assertLayout(coordinator, "long-word", 1280);
      assertThat(coordinator.page().locator("h1").first()).hasCSS("overflow-wrap", "anywhere");
    }
  }

  @Test
  void onlyWhatMattersIsEmphasised() {
    DemoPlans.send(server(), plan, "mor", "koordinator", "Til utseendet");
    Visitor coordinator = loggedIn("koordinator").open(plan.path("/meldinger"));
    Locator unread = coordinator.page().locator(".message-row.is-unread").first();
    assertThat(unread).isVisible();
    String weight = "(element) => Number(getComputedStyle(element).fontWeight)";
    assertThat(unread.locator(".message-row-subject").evaluate(weight)).isEqualTo(700);
    assertThat(unread.locator("time").evaluate(weight)).isEqualTo(400);

    coordinator.open(plan.path("/meldinger/ny")).seesHeading("Ny melding");
    assertThat(coordinator.page().locator(".recipients-row").first()).isVisible();
    String struck =
        "() => [...document.querySelectorAll('.recipients-row *')]"
            + ".filter((part) => getComputedStyle(part).textDecorationLine.includes('line-through')).length";
    assertThat(coordinator.page().evaluate(struck)).isEqualTo(0);
  }

  @Test
  void rowsOfToolsTakeOneLine() {
    Visitor coordinator = loggedIn("koordinator").open("/planer").seesHeading("Liste planer");
    assertThat(coordinator.page().locator("tbody .row-action").first()).isVisible();
    assertLines(coordinator.page(), "tbody .row-link");
    assertLines(coordinator.page(), "tbody .row-action");
    assertThat((Integer) coordinator.page().locator("tbody tr").first().evaluate(ACTION_BELOW_NAME))
        .isBetween(-4, 4);

    Visitor onPhone = visitor(PHONE, 740).as(server().loggedIn("koordinator"));
    onPhone.open(plan.path("/kalender")).seesHeading("Kalender");
    String places =
        "() => new Set([...document.querySelectorAll('.calendar-views button')].map(({ offsetTop }) => offsetTop)).size";
    assertThat(onPhone.page().evaluate(places)).isEqualTo(1);
  }

  private static void assertLines(Page page, String selector) {
    List<?> lines = (List<?>) page.evaluate(LINES_OF_TEXT, selector);
    assertThat(lines).as(selector).isNotEmpty();
    lines.forEach(count -> assertThat(count).as(selector).isEqualTo(1));
  }

  private static void assertNone(Visitor visitor, String find) {
    assertThat((List<?>) visitor.page().evaluate(find)).as(visitor.page().url()).isEmpty();
  }
}
