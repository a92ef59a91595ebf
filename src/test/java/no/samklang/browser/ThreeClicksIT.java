package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import no.samklang.TestServer;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * From login to an unread message, to writing a comment, and to one's own next activity, by three
 * clicks at most (HOME-7): on a phone, for who has one plan and who has several.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreeClicksIT extends BrowserTest {
  private static final String LIST = "/planer";
  private static final String GOAL = "Jeg vil ha en jobb jeg trives i";
  private static final String OWN = "Ringe biblioteket i morgen";
  private ListedPlan plan;

  /** Both have an activity that they are responsible for. */
  @BeforeAll
  void addActivity() {
    TestServer server = TestServer.shared();
    plan = DemoPlans.mainPlan(server);
    JsonArray responsible = new JsonArray();
    for (String username : List.of("planeier", "koordinator")) {
      responsible.add(DemoPlans.participantId(server, plan, username));
    }
    String goal =
        server.value(
            "select id from goal where plan_id = '%s' and title = '%s'".formatted(plan.id(), GOAL));
    JsonObject activity = new JsonObject().put("title", OWN).put("responsible", responsible);
    server
        .loggedIn("koordinator")
        .post("/plans/" + plan.id() + "/goals/" + goal + "/activities", activity)
        .expect(201);
  }

  @Test
  void whoHasOnePlan() {
    Visitor owner = loggedInByHand("planeier", "koordinator").seesHeading("Hjem");
    throughThePlan(owner, plan.path(), List.of());
  }

  @Test
  void whoHasSeveralPlans() {
    Visitor coordinator = loggedInByHand("koordinator", "planeier").seesHeading("Liste planer");
    throughThePlan(coordinator, LIST, List.of(planLink(coordinator)));
    Locator overview = coordinator.page().getByRole(AriaRole.MAIN).getByText("Se det som venter");
    click(coordinator, LIST, List.of(overview, ownActivity(coordinator)));
    coordinator.page().waitForURL("**/aktiviteter/**");
  }

  /** On the page after the login, where counting begins. */
  private Visitor loggedInByHand(String username, String sender) {
    DemoPlans.send(server(), plan, sender, username, "Tre klikk unna");
    server().awaitCodesSent();
    return visitor(360, 740).open("/logg-inn").logIn(username);
  }

  /**
   * @param start the page after the login
   * @param toPlan what leads from it to the plan
   */
  private void throughThePlan(Visitor visitor, String start, List<Locator> toPlan) {
    click(visitor, start, chain(toPlan, unread(visitor)));
    assertThat(visitor.page().locator("message-thread h1")).isVisible();
    Locator goals = visitor.page().getByRole(AriaRole.MAIN).getByText("Mål og aktiviteter");
    click(visitor, start, chain(toPlan, goals, menuItem(visitor, GOAL)));
    assertThat(visitor.field("Skriv en kommentar")).isVisible();
    click(visitor, start, chain(toPlan, goals, menuItem(visitor, OWN)));
    visitor.seesHeading(OWN);
  }

  private static List<Locator> chain(List<Locator> first, Locator... then) {
    return Stream.concat(first.stream(), Stream.of(then)).toList();
  }

  private Locator planLink(Visitor visitor) {
    return visitor.page().locator("main a[href='" + plan.path() + "']").first();
  }

  private static Locator unread(Visitor visitor) {
    return visitor.page().locator(".home-messages .is-unread a").first();
  }

  private static Locator ownActivity(Visitor visitor) {
    return visitor.region("Det du har ansvar for").getByRole(AriaRole.LINK).first();
  }

  private static Locator menuItem(Visitor visitor, String title) {
    return visitor
        .page()
        .locator(".goal-menu")
        .getByText(title, new Locator.GetByTextOptions().setExact(true));
  }

  /** By at most three clicks. */
  private static void click(Visitor visitor, String start, List<Locator> links) {
    assertThat(links).hasSizeLessThanOrEqualTo(3);
    visitor.open(start);
    links.forEach(Locator::click);
  }
}
