package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The header of all pages and its menus (LOGIN-8, LIST-6). */
class HeaderIT extends BrowserTest {
  private static final int PHONE_WIDTH = 360;
  private static final int PHONE_HEIGHT = 740;
  private static final double ONE_ROW = 64;

  private ListedPlan plan;

  @BeforeEach
  void findPlan() {
    plan = DemoPlans.mainPlan(server());
  }

  @ParameterizedTest(name = "{0}×{1}")
  @CsvSource({"360, 740", "320, 256"})
  void itIsOneRowOnAPhoneAndAtZoom(int width, int height) {
    Visitor visitor = onPhone(width, height, "koordinator");
    for (String path : new String[] {"/planer", plan.path(), plan.path("/meldinger")}) {
      visitor.open(path);
      assertThat(visitor.page().locator("main h1")).isVisible();
      assertThat(visitor.page().locator(".site-top").boundingBox().height).isEqualTo(ONE_ROW);
    }
  }

  @Test
  void itSaysWhoIsLoggedIn() {
    Visitor visitor = loggedIn("koordinator").open("/planer").seesHeading("Liste planer");
    Locator name = visitor.page().locator("user-menu .tool");
    assertThat(name).hasText(DemoPlans.nameOf(server(), "koordinator"));
    name.click();
    visitor.link("Min profil").click();
    visitor.seesHeading("Min profil");
    assertThat(visitor.link("Bytt passord").and(visitor.page().locator(".menu a"))).hasCount(0);
  }

  @Test
  void aPhoneReachesPartsOtherPlansHelpAndLogout() {
    Visitor visitor = onPhone(PHONE_WIDTH, PHONE_HEIGHT, "koordinator").open(plan.path());
    visitor.seesHeading("Hjem");
    Locator menu = visitor.page().locator("plan-menu .tool[aria-expanded]");
    menu.click();
    visitor.link("Deltakere").click();
    visitor.seesHeading("Deltakere");
    assertThat(menu).hasAttribute("aria-expanded", "false");
    menu.click();
    ListedPlan other = DemoPlans.expiringPlan(server());
    visitor
        .page()
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(other.ownerName()))
        .click();
    assertThat(visitor.page()).hasURL(server().url() + other.path());
    visitor.page().locator("user-menu .tool").click();
    assertThat(visitor.link("Hjelp").and(visitor.page().locator(".menu a"))).isVisible();
    visitor.button("Logg ut").click();
    visitor.sees("Du er logget ut.");
  }

  @Test
  void menusCloseByEscapeAndByAPressOutsideAndReturnTheFocus() {
    Visitor visitor = onPhone(PHONE_WIDTH, PHONE_HEIGHT, "koordinator").open(plan.path());
    visitor.seesHeading("Hjem");
    for (String tag : new String[] {"plan-menu", "user-menu"}) {
      Locator button = visitor.page().locator(tag + " .tool[aria-expanded]");
      button.click();
      assertThat(visitor.page().locator(tag + " .menu")).isVisible();
      visitor.page().keyboard().press("Tab");
      visitor.page().keyboard().press("Escape");
      assertClosed(visitor, tag);
      button.click();
      visitor.page().mouse().click(2, PHONE_HEIGHT - 3.0); // the margin
      assertClosed(visitor, tag);
    }
  }

  @Test
  void unreadMessagesLeadToThePlanThatHasThem() {
    DemoPlans.send(server(), plan, "koordinator", "planeier", "Til konvolutten");
    Visitor owner = loggedIn("planeier").open("/profil").seesHeading("Min profil");
    owner.page().locator("a.unread-total").click();
    owner.seesHeading("Meldinger");
    assertThat(owner.page()).hasURL(server().url() + plan.path("/meldinger"));
  }

  @Test
  void aConsentThatSoonExpiresLeadsToWhereItIsRenewed() {
    ListedPlan expiring = DemoPlans.expiringPlan(server());
    Visitor visitor = onPhone(PHONE_WIDTH, PHONE_HEIGHT, "koordinator").open(expiring.path());
    visitor.page().locator(".plan-notes").getByRole(AriaRole.LINK).click();
    visitor.seesHeading("Samtykke");
    visitor.open(plan.path()).seesHeading("Hjem");
    assertThat(visitor.page().locator(".plan-notes").getByRole(AriaRole.LINK)).hasCount(0);
  }

  private Visitor onPhone(int width, int height, String username) {
    return visitor(width, height).as(server().loggedIn(username));
  }

  private static void assertClosed(Visitor visitor, String tag) {
    assertThat(visitor.page().locator(tag + " .menu")).isHidden();
    assertThat(visitor.page().locator(tag + " .tool[aria-expanded]")).isFocused();
  }
}
