package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** "Liste planer" (LIST-1 to LIST-6). */
class PlanListPageIT extends BrowserTest {
  private static final Pattern ANYTHING = Pattern.compile("\\S");

  @Test
  void theOwnersNameOpensThePlan() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor visitor = loggedIn("planeier").open("/planer");
    visitor.link(plan.ownerName()).click();
    visitor.seesHeading("Hjem");
    assertThat(visitor.page()).hasURL(server().url() + plan.path());
    assertThat(visitor.page()).hasTitle("Hjem – Samklang");
    assertThat(visitor.page().locator(".site-top"))
        .isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
  }

  @Test
  void aSecondClickOnAColumnReversesIt() {
    Visitor visitor = loggedIn("koordinator").open("/planer");
    Locator header = header(visitor, "Planeier");
    assertThat(header).hasAttribute("aria-sort", "ascending");
    String first = firstOwner(visitor).innerText();
    header.getByRole(AriaRole.BUTTON).first().click();
    assertThat(header).hasAttribute("aria-sort", "descending");
    assertThat(firstOwner(visitor)).not().hasText(first);
    header(visitor, "Samtykket går ut").getByRole(AriaRole.BUTTON).click();
    assertThat(header(visitor, "Samtykket går ut")).hasAttribute("aria-sort", "ascending");
    visitor.page().reload();
    assertThat(header(visitor, "Samtykket går ut")).hasAttribute("aria-sort", "ascending");
  }

  @Test
  void everyColumnButAdministerSorts() {
    Visitor visitor = loggedIn("koordinator").open("/planer").seesHeading("Liste planer");
    Locator buttons = visitor.page().getByRole(AriaRole.COLUMNHEADER).getByRole(AriaRole.BUTTON);
    assertThat(buttons).hasCount(9);
    for (Locator button : buttons.all()) {
      button.click();
      assertThat(visitor.page().getByRole(AriaRole.ALERT).getByText(ANYTHING)).hasCount(0);
    }
  }

  /** LIST-2: the end of an open plan is the planned one, and says so. */
  @Test
  void thePlannedEndIsMarked() {
    Visitor visitor = loggedIn("koordinator2").open("/planer").seesHeading("Liste planer");
    assertThat(visitor.page().getByText("(planlagt)").first()).isVisible();
  }

  @Test
  void searchingByNameKeepsTheNameOutOfTheUrl() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor visitor = withManyPlans(loggedIn("koordinator"));
    visitor.open("/planer").seesHeading("Liste planer");
    visitor.field("Fornavn").fill("Finnesikke");
    visitor.button("Søk").click();
    visitor.sees("Ingen planer passer");
    visitor.field("Fornavn").fill(plan.firstName());
    visitor.button("Søk").click();
    assertThat(visitor.link(plan.ownerName()).first()).isVisible();
    assertThat(visitor.page()).hasURL(server().url() + "/planer");
    visitor.link(plan.ownerName()).first().click();
    visitor.seesHeading("Hjem").page().goBack();
    assertThat(visitor.field("Fornavn")).hasValue(plan.firstName());
    assertThat(visitor.row(plan.ownerName()).first()).isVisible();
    visitor.button("Vis alle").first().click();
    assertThat(visitor.field("Fornavn")).hasValue("");
  }

  @Test
  void closedPlansAreListedOnRequestAndMarked() {
    String owner =
        DemoPlans.plans(server().loggedIn("koordinator"))
            .filter(plan -> plan.getString("state").equals("CLOSED"))
            .map(ListedPlan::of)
            .findFirst()
            .orElseThrow()
            .ownerName();
    Visitor visitor = loggedIn("koordinator").open("/planer").seesHeading("Liste planer");
    assertThat(visitor.page().getByText("Avsluttet", exactly())).hasCount(0);
    visitor.field("Vis også avsluttede planer").check();
    assertThat(visitor.row(owner).getByText("Avsluttet").first()).isVisible();
    visitor.row(owner).getByRole(AriaRole.LINK).first().click();
    visitor.seesHeading("Hjem").sees("Du kan lese den, men ikke endre noe");
    assertThat(visitor.link("Ny melding")).hasCount(0);
  }

  @Test
  void anAdministratorSeesThePlansButOpensNone() {
    Visitor visitor = loggedIn("admin").open("/planer").seesHeading("Liste planer");
    assertThat(visitor.page().getByText("Listen viser også planer du ikke er med i")).hasCount(1);
  }

  @Test
  void anAdministratorsPageAsksForNoPlanTheyMayNotOpen() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor visitor = loggedIn("admin");
    List<String> refused = new CopyOnWriteArrayList<>();
    visitor
        .page()
        .onResponse(
            response -> {
              if (response.status() >= 400) {
                refused.add(response.url());
              }
            });
    visitor.open("/planer").seesHeading("Liste planer");
    assertThat(visitor.page().getByText("Du administrerer kommunen")).hasCount(1);
    visitor.open(plan.path("/administrer")).seesHeading("Administrer planen");
    Assertions.assertThat(refused).isEmpty();
  }

  @Test
  void aNewMessageMakesTheRowBoldWithoutReloading() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor visitor = loggedIn("lege").open("/planer").seesHeading("Liste planer");
    assertThat(visitor.link(plan.ownerName()).first()).isVisible();
    DemoPlans.send(server(), plan, "koordinator", "lege", "Til en rad");
    assertThat(visitor.row(plan.ownerName()).getByText("ulest").locator("visible=true").first())
        .isVisible();
    assertThat(visitor.link(plan.ownerName()).first()).hasCSS("font-weight", "750");
  }

  @Test
  void fewPlansNeedNoSearch() {
    Visitor visitor = loggedIn("koordinator").open("/planer").seesHeading("Liste planer");
    assertThat(visitor.page().locator("data-table tbody tr").first()).isVisible();
    assertThat(visitor.page().getByRole(AriaRole.SEARCH)).hasCount(0);
  }

  @Test
  void aPhoneFoldsTheSearchAndAllFacts() {
    Visitor visitor = withManyPlans(visitor(360, 740).as(server().loggedIn("koordinator")));
    visitor.open("/planer").seesHeading("Liste planer");
    assertThat(visitor.field("Fornavn")).isHidden();
    visitor.button("Søk").first().click();
    assertThat(visitor.field("Fornavn")).isFocused();
    assertThat(visitor.page().getByText("Startdato").locator("visible=true")).hasCount(0);
    visitor.field("Vis alle opplysninger").check();
    assertThat(visitor.page().locator("td .cell-label").getByText("Startdato").first()).isVisible();
  }

  @Test
  void eitherTheTableOrTheCardsAreThere() {
    Visitor visitor = loggedIn("koordinator").open("/planer").seesHeading("Liste planer");
    Locator table = visitor.page().locator("data-table");
    assertThat(table.locator("thead")).hasCount(1);
    assertThat(table.locator(".sort-box, .cell-label, .cell-summary")).hasCount(0);
    visitor.page().setViewportSize(360, 740);
    assertThat(table.locator("thead")).hasCount(0);
    assertThat(table.locator(".sort-box")).hasCount(1);
    assertThat(table.locator(".cell-summary").first()).isVisible();
    assertThat(table.locator("td")).hasCount(0);
  }

  @Test
  void aTapAnywhereInARowOpensThePlan() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor visitor = visitor(360, 740).as(server().loggedIn("koordinator")).open("/planer");
    BoundingBox row = visitor.row(plan.ownerName()).boundingBox();
    visitor.page().mouse().click(row.x + row.width - 8, row.y + row.height - 8);
    visitor.seesHeading("Hjem");
    assertThat(visitor.page()).hasURL(server().url() + plan.path());
  }

  @Test
  void theOnlyPlanOpensByItselfAfterTheLogin() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor visitor = visitor();
    List<Integer> headings = new ArrayList<>();
    visitor
        .page()
        .route(
            "**/api/v1/plans/search",
            route -> {
              headings.add(visitor.heading("Liste planer").count());
              route.resume();
            });
    visitor.open("/logg-inn").logIn("planeier").seesHeading("Hjem");
    assertThat(visitor.page()).hasURL(server().url() + plan.path());
    Assertions.assertThat(headings).first().isEqualTo(0);
    visitor.link("Liste planer").click();
    visitor.seesHeading("Liste planer");
    assertThat(visitor.link(plan.ownerName())).isVisible();
  }

  /** Answers every list as if there were more plans than those shown. */
  private static Visitor withManyPlans(Visitor visitor) {
    visitor
        .page()
        .route(
            "**/api/v1/plans/search",
            route -> {
              APIResponse response = route.fetch();
              String body = response.text().replaceFirst("\"total\":[1-9]\\d*", "\"total\":8");
              route.fulfill(new Route.FulfillOptions().setResponse(response).setBody(body));
            });
    return visitor;
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private static Locator header(Visitor visitor, String name) {
    return visitor
        .page()
        .getByRole(AriaRole.COLUMNHEADER, new Page.GetByRoleOptions().setName(name));
  }

  private static Locator firstOwner(Visitor visitor) {
    return visitor.page().getByRole(AriaRole.ROWHEADER).first();
  }
}
