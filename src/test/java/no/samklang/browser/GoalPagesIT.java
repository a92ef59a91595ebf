package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import no.samklang.TestServer;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Goals and activities in the browser (GOAL-1 to GOAL-11, LAW-1). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoalPagesIT extends BrowserTest {
  private static final String JOB = "Jeg vil ha en jobb jeg trives i";
  private ListedPlan plan;

  @BeforeAll
  void find() {
    plan = DemoPlans.mainPlan(TestServer.shared());
  }

  private Visitor at(Visitor visitor, String path) {
    return visitor.open(plan.path(path));
  }

  @Test
  void everyViewIsAccessible() {
    Visitor visitor = loggedIn("koordinator");
    at(visitor, "/mal").seesHeading("Mål og aktiviteter");
    menuItem(visitor, JOB).waitFor();
    PageAssertions.assertAccessible(visitor, "goals");
    menuItem(visitor, JOB).click();
    visitor.seesHeading(JOB);
    visitor.sees("Det har du all grunn til å være stolt av.");
    PageAssertions.assertAccessible(visitor, "goal");
    at(visitor, "/mal/oversikt").seesHeading("Oversikt");
    PageAssertions.assertAccessible(visitor, "goals-overview");
    at(visitor, "/mal/historikk").seesHeading("Historikk");
    PageAssertions.assertAccessible(visitor, "goals-history");
    at(visitor, "/mal/rekkefolge").seesHeading("Endre rekkefølge");
    PageAssertions.assertAccessible(visitor, "goals-order");
    at(visitor, "/mal/papirkurv").seesHeading("Papirkurv");
    PageAssertions.assertAccessible(visitor, "bin");
    at(visitor, "/mal/lovens-krav").seesHeading("Det loven krever");
    PageAssertions.assertAccessible(visitor, "required-content");
    at(visitor, "/mal/nytt").seesHeading("Nytt mål");
    PageAssertions.assertAccessible(visitor, "new-goal");
  }

  @Test
  void aGoalAndAnActivityAreAddedAndDeletedAndBroughtBack() {
    Visitor visitor = loggedIn("koordinator");
    at(visitor, "/mal/nytt").seesHeading("Nytt mål");
    visitor.button("Lagre målet").click();
    assertThat(visitor.page().getByText("Dette må fylles ut.").first()).isVisible();
    visitor.field("Hva er målet?").fill("Lage middag selv");
    visitor.field("Mer om målet").fill("Slik:\n- handle\n- koke\nhttps://oppskrift.example/pasta");
    visitor.button("Lagre målet").click();
    visitor.seesHeading("Lage middag selv");
    assertThat(visitor.page().getByRole(AriaRole.LISTITEM).filter(text("handle"))).isVisible();
    assertThat(visitor.link("https://oppskrift.example/pasta")).isVisible();
    visitor.link("Ny aktivitet").click();
    visitor.field("Hva skal gjøres?").fill("Øve på pasta");
    visitor.page().getByLabel("Marit Eksempel").check();
    visitor.button("Lagre aktiviteten").click();
    visitor.seesHeading("Øve på pasta");
    visitor.sees("Marit Eksempel");
    PageAssertions.assertAccessible(visitor, "activity");
    visitor.link("Endre").first().click();
    visitor.seesHeading("Endre aktiviteten");
    PageAssertions.assertAccessible(visitor, "edit-activity");
    visitor.button("Avbryt").click();
    visitor.button("Slett").first().click();
    visitor.dialog("Vil du slette aktiviteten?").getByText("Slett", exactly()).click();
    visitor.sees("Aktiviteten er slettet.");
    visitor.button("Angre").click();
    visitor.sees("Det er hentet tilbake.");
    assertThat(menuItem(visitor, "Øve på pasta")).isVisible();
  }

  private static Locator menuItem(Visitor visitor, String title) {
    return visitor.page().locator(".goal-menu").getByText(title, exactly());
  }

  private static Locator.FilterOptions text(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  /** One comments, the other sees it and answers; both edit, and the second gets both versions. */
  @Test
  void twoPeopleWorkInTheSameGoal() {
    Visitor coordinator = loggedIn("koordinator");
    at(coordinator, "/mal/nytt").seesHeading("Nytt mål");
    coordinator.field("Hva er målet?").fill("Vi skriver sammen");
    coordinator.button("Lagre målet").click();
    coordinator.seesHeading("Vi skriver sammen");
    String address = coordinator.page().url();
    Visitor owner = loggedIn("planeier");
    owner.page().navigate(address);
    owner.seesHeading("Vi skriver sammen");
    coordinator.field("Skriv en kommentar").fill("Hva synes du?");
    coordinator.button("Legg ut").click();
    owner.sees("Hva synes du?");
    owner.field("Skriv en kommentar").fill("Jeg liker det.");
    owner.button("Legg ut").click();
    coordinator.sees("Jeg liker det.");
    coordinator.page().navigate(address + "/endre");
    coordinator.field("Mer om målet").fill("Slik vil koordinatoren ha det");
    owner.page().navigate(address + "/endre");
    owner.field("Mer om målet").fill("Slik vil eieren ha det");
    owner.button("Lagre målet").click();
    owner.sees("Slik vil eieren ha det");
    coordinator.button("Lagre målet").click();
    coordinator.sees("Slik vil eieren ha det").sees("Slik vil koordinatoren ha det");
    coordinator
        .page()
        .screenshot(
            new Page.ScreenshotOptions()
                .setPath(Path.of("target", "pictures", "goal-conflict.png"))
                .setFullPage(true));
  }

  @Test
  void theOwnerAgreesToAProposal() {
    Visitor owner = loggedIn("planeier");
    at(owner, "/mal").seesHeading("Mål og aktiviteter");
    menuItem(owner, "Flytte for meg selv om noen år").click();
    owner.button("Ja, dette er avtalt").click();
    owner.sees("Nå er det avtalt.");
    assertThat(owner.button("Ja, dette er avtalt")).hasCount(0);
  }

  @Test
  void theKeyboardReordersAndUndoes() {
    Visitor visitor = loggedIn("koordinator");
    at(visitor, "/mal/rekkefolge").seesHeading("Endre rekkefølge");
    visitor.button("Flytt " + JOB + " ned").focus();
    visitor.page().keyboard().press("Enter");
    visitor.sees(JOB + " er flyttet.");
    assertThat(visitor.button("Flytt " + JOB + " opp")).isEnabled();
    visitor.page().keyboard().press("Control+z");
    visitor.sees("Flyttingen er angret.");
    assertThat(visitor.button("Flytt " + JOB + " opp")).isDisabled();
  }

  /** HOME-7: on a phone too, counted from the list of plans. */
  @Test
  void threeClicksLeadToAMessageACommentAndAnActivity() {
    DemoPlans.send(server(), plan, "mor", "koordinator", "Tre klikk unna");
    Visitor phone = visitor(360, 740).as(server().loggedIn("koordinator"));
    List<Locator> toMessage =
        List.of(planLink(phone), phone.page().locator(".home-messages .is-unread a").first());
    click(phone, toMessage);
    assertThat(phone.page().locator("message-thread h1")).isVisible();
    Locator goals = phone.page().getByRole(AriaRole.MAIN).getByText("Mål og aktiviteter");
    click(phone, List.of(planLink(phone), goals, menuItem(phone, JOB)));
    assertThat(phone.field("Skriv en kommentar")).isVisible();
    click(phone, List.of(planLink(phone), goals, menuItem(phone, "Skrive en CV sammen")));
    phone.seesHeading("Skrive en CV sammen");
  }

  private Locator planLink(Visitor visitor) {
    return visitor.page().locator("main a[href='" + plan.path() + "']").first();
  }

  /** From the list of plans, by at most three clicks. */
  private static void click(Visitor visitor, List<Locator> links) {
    org.assertj.core.api.Assertions.assertThat(links).hasSizeLessThanOrEqualTo(3);
    visitor.open("/planer").seesHeading("Liste planer");
    links.forEach(Locator::click);
  }
}
