package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import no.samklang.TestClient;
import org.junit.jupiter.api.Test;

/** Two persons in one browser: a tab never acts as another person than the one who opened it. */
class OtherPersonIT extends SeparateServerTest {
  /** The cookie is another person's, but no tab has told: only the server knows. */
  @Test
  void nothingIsSentInTheNameOfThePersonWhoLoggedInLater() {
    DemoPlans.ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor visitor = loggedIn("mor").open(plan.path("/meldinger/ny")).seesHeading("Ny melding");
    visitor.exactField("Emne").fill("Skrevet av mor");
    visitor.seesSaved();
    visitor.as(server().loggedIn("planeier"));
    visitor.exactField("Emne").fill("Skrevet av mor, og litt til");
    Locator dialog = visitor.page().getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("i en annen fane");
    assertThat(visitor.exactField("Emne")).isHidden();
    PageAssertions.assertAccessible(visitor, "other-person");
    org.assertj.core.api.Assertions.assertThat(drafts("planeier", plan))
        .doesNotContain("Skrevet av mor");

    visitor.as(server().loggedIn("mor"));
    visitor.button("Jeg har logget inn").click();
    assertThat(dialog).hasCount(0);
    assertThat(visitor.exactField("Emne")).hasValue("Skrevet av mor, og litt til");
    visitor.seesSaved();
  }

  /** By a login in another tab, which tells the first one at once. */
  @Test
  void theOtherTabIsToldAtOnceAndHidesItsPage() {
    DemoPlans.ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor visitor = loggedIn("mor").open(plan.path("/meldinger")).seesHeading("Meldinger");
    Page other = visitor.newTab();
    visitor.context().clearCookies();
    other.navigate("/logg-inn");
    logIn(other, "planeier");
    Locator dialog = visitor.page().getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("i en annen fane");
    assertThat(visitor.page().locator("main")).isHidden();
    dialog.getByRole(AriaRole.BUTTON).first().click();
    visitor.seesHeading("Liste planer");
    assertThat(visitor.page().getByRole(AriaRole.DIALOG)).hasCount(0);
  }

  @Test
  void theTabGoesOnByItselfWhenItsPersonIsLoggedInAgain() {
    DemoPlans.ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor visitor = loggedIn("mor").open(plan.path("/meldinger/ny")).seesHeading("Ny melding");
    visitor.exactField("Emne").fill("Kommer tilbake");
    visitor.seesSaved();
    Page other = visitor.newTab();
    visitor.context().clearCookies();
    other.navigate("/logg-inn");
    logIn(other, "planeier");
    Locator dialog = visitor.page().getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("i en annen fane");
    Page third =
        visitor.context().waitForPage(() -> dialog.getByRole(AriaRole.LINK).first().click());
    third
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Logg ut og bytt bruker"))
        .click();
    logIn(third, "mor");
    assertThat(dialog).hasCount(0);
    assertThat(visitor.exactField("Emne")).hasValue("Kommer tilbake");
  }

  private void logIn(Page tab, String username) {
    java.time.Instant before = server().clock().instant();
    tab.getByLabel("Brukernavn").fill(username);
    tab.getByLabel("Passord", new Page.GetByLabelOptions().setExact(true))
        .fill(TestClient.PASSWORD);
    tab.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Logg inn").setExact(true))
        .click();
    tab.getByLabel("Engangskode").fill(Visitor.codeSince(server(), tab, before));
    tab.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Fortsett")).click();
    assertThat(tab.getByLabel("Engangskode")).hasCount(0);
  }

  private String drafts(String username, DemoPlans.ListedPlan plan) {
    return server()
        .loggedIn(username)
        .get("/plans/" + plan.id() + "/messages?folder=DRAFTS")
        .expect(200)
        .body()
        .encode();
  }
}
