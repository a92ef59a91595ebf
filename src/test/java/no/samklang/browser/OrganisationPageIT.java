package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import no.samklang.TestClient;
import org.junit.jupiter.api.Test;

/** "Administrasjon": settings of a municipality (ORG-1, PLAN-8). */
class OrganisationPageIT extends SeparateServerTest {
  private static final String PAGE = "/virksomhet/innstillinger";

  @Test
  void theAgeOfConsentIsSetAndExplained() {
    Visitor admin = loggedIn("admin").open(PAGE).seesHeading("Innstillinger");
    admin.sees("Fra de fyller 16 år, samtykker unge selv").sees("Eksempelvik kommune");
    PageAssertions.assertAccessible(admin, "organisation");
    admin.field("Unge samtykker selv fra de er").selectOption("15");
    server()
        .sql(
            "update organisation set version = version + 1, consent_age = 17 where parent_id is"
                + " null");
    admin.button("Lagre").click();
    admin.sees("Noen andre endret innstillingene").sees("17 år");
    admin.sees("15 år").button("Bruk min tekst").click();
    admin.sees("Innstillingene er lagret.").sees("Fra de fyller 15 år");
  }

  @Test
  void whoMaySearchTheRegisterIsSet() {
    Visitor admin = loggedIn("admin").open(PAGE).seesHeading("Innstillinger");
    assertThat(admin.field("Alle som er med i en plan")).isChecked();
    admin.field("Bare koordinatorer og administratorer").check();
    admin.button("Lagre").click();
    admin.sees("Innstillingene er lagret.");
    PageAssertions.assertAccessible(admin, "organisation-register");
    TestClient mor = server().loggedIn("mor");
    mor.search("/persons", "name", "Eksempel").expect(403, "access.denied");
  }

  /** On a phone the menu is one button, and the page's heading is seen at once (UU-1). */
  @Test
  void theMenuOfAdministrationFitsAPhone() {
    Visitor admin = loggedIn("admin").open(PAGE).seesHeading("Innstillinger");
    Page page = admin.page();
    Locator row = page.locator("nav.folders");
    Locator button = admin.button("Administrasjon: Innstillinger");
    for (int width : PageAssertions.WIDTHS) {
      page.setViewportSize(width, 640);
      assertThat(row).isVisible(new LocatorAssertions.IsVisibleOptions().setVisible(width >= 768));
      assertThat(button)
          .isVisible(new LocatorAssertions.IsVisibleOptions().setVisible(width < 768));
      assertThat(page.locator("main h1")).isInViewport();
    }
    page.setViewportSize(320, 640);
    button.click();
    assertThat(button).hasAttribute("aria-expanded", "true");
    assertThat(page.locator("main .menu a")).hasCount(9);
    PageAssertions.assertAccessible(admin, "organisation-menu");
    page.setViewportSize(320, 640);
    page.keyboard().press("Escape");
    assertThat(button).isFocused();
    button.click();
    page.locator("main .menu").getByText("Kontoer").click();
    admin.seesHeading("Kontoer").sees("Administrasjon: Kontoer");
  }

  /** What roles may do at the start is the municipality's to decide (PART-2). */
  @Test
  void theRightsAtTheStartAreSetForARole() {
    Visitor admin = loggedIn("admin").open("/virksomhet/rettigheter");
    admin.seesHeading("Rettigheter fra start").sees("Dette er det vanlige i Samklang.");
    PageAssertions.assertAccessible(admin, "role-rights");
    level(admin, "Helse", "Ser ikke").check();
    admin.sees("Vanligvis: kan lese").button("Lagre").click();
    admin.sees("Rettighetene er lagret.");
    admin.page().reload();
    assertThat(level(admin, "Helse", "Ser ikke")).isChecked();
    admin.field("Rolle").selectOption("Pårørende");
    assertThat(level(admin, "Helse", "Kan lese")).isChecked();
    admin.field("Rolle").selectOption("Tjenesteyter (eget valg)");
    admin.button("Tilbake til det vanlige").click();
    admin.button("Lagre").click();
    admin.sees("Dette er det vanlige i Samklang.");
    assertThat(loggedIn("koordinator").open("/virksomhet/rettigheter").button("Lagre")).hasCount(0);
  }

  /** A unit has what the municipality has until it decides something else, and back. */
  @Test
  void theRightsOfAUnitAreItsOwnOrThoseAbove() {
    server()
        .sql(
            """
            insert into organisation_role_rights (organisation_id, role, rights)
            select id, 'NEXT_OF_KIN', '{"editPerson": false, "print": true, "areas": {"GOALS": "READ"}}'
              from organisation where name = 'Eksempelvik kommune'""");
    Visitor admin = loggedIn("admin").open("/virksomhet/enheter");
    admin.link("Oppvekst og skole").click();
    admin.link("Rettigheter fra start her").click();
    admin.seesHeading("Rettigheter fra start").field("Rolle").selectOption("Pårørende");
    admin.sees("Dette er det samme som i Eksempelvik kommune.");
    level(admin, "Mål", "Ser ikke").check();
    admin.sees("Dette er bestemt for Oppvekst og skole.").button("Lagre").click();
    admin.sees("Rettighetene er lagret.");
    PageAssertions.assertAccessible(admin, "role-rights-unit");
    admin.button("Tilbake til det som gjelder i Eksempelvik kommune").click();
    admin.button("Lagre").click();
    admin.sees("Dette er det samme som i Eksempelvik kommune.");
    assertThat(level(admin, "Mål", "Kan lese")).isChecked();
    server().sql("delete from organisation_role_rights where role = 'NEXT_OF_KIN'");
  }

  private static Locator level(Visitor visitor, String area, String level) {
    return visitor
        .page()
        .getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(area).setExact(true))
        .getByLabel(level, new Locator.GetByLabelOptions().setExact(true));
  }

  @Test
  void othersAreRefused() {
    Visitor coordinator = loggedIn("koordinator").open(PAGE).seesHeading("Innstillinger");
    coordinator.sees("Bare administratoren i kommunen kan se og endre dette.");
    assertThat(coordinator.button("Lagre")).hasCount(0);
  }
}
