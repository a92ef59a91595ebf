package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import no.samklang.browser.Demo.Plan;
import org.junit.jupiter.api.Test;

/** "Liste planer" (LIST-1 to LIST-6). */
class PlanListIT extends BrowserTest {
  @Test
  void theOwnersNameOpensThePlan() {
    Plan plan = Demo.mainPlan(server());
    Visitor visitor = loggedIn("planeier").open("/planer");
    visitor.link(plan.ownerName()).click();
    visitor.seesHeading("Hjem").sees("Samtykket utgår om 210 dager");
    assertThat(visitor.page()).hasURL(server().url() + plan.path());
    assertThat(visitor.page()).hasTitle("Hjem – Samklang");
  }

  @Test
  void aSecondClickOnAColumnReversesIt() {
    Visitor visitor = loggedIn("koordinator").open("/planer");
    Locator header = header(visitor, "Planeier");
    assertThat(header).hasAttribute("aria-sort", "ascending");
    String first = firstOwner(visitor).innerText();
    header.getByRole(AriaRole.BUTTON).click();
    assertThat(header).hasAttribute("aria-sort", "descending");
    assertThat(firstOwner(visitor)).not().hasText(first);
    header(visitor, "Samtykke utgår").getByRole(AriaRole.BUTTON).click();
    assertThat(header(visitor, "Samtykke utgår")).hasAttribute("aria-sort", "ascending");
    visitor.page().reload();
    assertThat(header(visitor, "Samtykke utgår")).hasAttribute("aria-sort", "ascending");
  }

  @Test
  void everyColumnButAdministerSorts() {
    Visitor visitor = loggedIn("koordinator").open("/planer").seesHeading("Liste planer");
    Locator buttons = visitor.page().getByRole(AriaRole.COLUMNHEADER).getByRole(AriaRole.BUTTON);
    assertThat(buttons).hasCount(10);
    for (Locator button : buttons.all()) {
      button.click();
      assertThat(visitor.page().getByRole(AriaRole.ALERT)).hasText("");
    }
  }

  @Test
  void aSearchFindsByNameAndKeepsTheNameOutOfTheAddress() {
    Plan plan = Demo.mainPlan(server());
    Visitor visitor = loggedIn("koordinator").open("/planer").seesHeading("Liste planer");
    visitor.field("Fornavn").fill("Finnesikke");
    visitor.button("Søk").click();
    visitor.sees("Ingen planer passer");
    visitor.field("Fornavn").fill(plan.firstName());
    visitor.button("Søk").click();
    assertThat(visitor.link(plan.ownerName()).first()).isVisible();
    assertThat(visitor.page()).hasURL(server().url() + "/planer");
    visitor.button("Hent alle").first().click();
    assertThat(visitor.field("Fornavn")).hasValue("");
  }

  @Test
  void closedPlansComeWhenAskedForWithAPadlockInWords() {
    String owner =
        Demo.plans(server().loggedIn("koordinator"))
            .filter(plan -> plan.getString("state").equals("CLOSED"))
            .map(Plan::of)
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
    visitor.sees("Du administrerer virksomheten, men deltar ikke i planen");
  }

  @Test
  void aNewMessageMakesTheRowBoldByItself() {
    Plan plan = Demo.mainPlan(server());
    Visitor visitor = loggedIn("lege").open("/planer").seesHeading("Liste planer");
    assertThat(visitor.link(plan.ownerName()).first()).isVisible();
    Demo.send(server(), plan, "koordinator", "lege", "Til en rad");
    assertThat(visitor.row(plan.ownerName()).getByText("ulest").first()).isVisible();
    assertThat(visitor.link(plan.ownerName()).first()).hasCSS("font-weight", "750");
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
