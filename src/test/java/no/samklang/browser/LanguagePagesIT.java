package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import no.samklang.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The choice of a language in the header, kept with the person (LANG-1). */
class LanguagePagesIT extends BrowserTest {
  @AfterEach
  void reset() {
    server()
        .sql(
            "update person set language = 'nb', digest = 'NONE', quiet_from = null, quiet_to = null");
  }

  @Test
  void whoIsNotLoggedInChoosesALanguage() {
    Visitor stranger = visitor().open("/logg-inn?til=/profil");
    assertLanguage(stranger, "nb");
    stranger.page().locator("#username").fill("mor");
    choose(stranger, "language-menu", "English");
    assertLanguage(stranger, "en");
    assertThat(stranger.page()).hasURL(server().url() + "/logg-inn?til=/profil");
    assertThat(stranger.page().locator("#username")).hasValue("mor");
    stranger.page().locator("language-menu .tool").click();
    assertThat(item(stranger, "Nynorsk")).hasAttribute("lang", "nn");
    assertThat(item(stranger, "English")).hasAttribute("aria-current", "true");
    PageAssertions.assertAccessible(stranger, "language-menu");
    stranger.open("/hjelp");
    assertLanguage(stranger, "en");
  }

  /** Nothing that was typed is lost, and another browser shows the same language. */
  @Test
  void thePersonsLanguageIsKept() {
    DemoPlans.ListedPlan plan = DemoPlans.mainPlan(TestServer.shared());
    Visitor mother = visitor().open("/logg-inn");
    mother.logIn("mor");
    assertThat(mother.page().locator("user-menu")).isVisible();
    mother.open(plan.path("/meldinger/ny")).seesHeading("Ny melding");
    mother.page().locator("#subject").fill("Bassenget på torsdag");
    choose(mother, "language-menu", "Nynorsk");
    assertLanguage(mother, "nn");
    assertThat(mother.page().locator("#subject")).hasValue("Bassenget på torsdag");

    // Chromium has no Nynorsk: the names of days are the service's own
    mother.open(plan.path("/kalender"));
    assertThat(mother.page().locator("main").getByText("tys.").first()).isVisible();

    Visitor elsewhere = visitor(390, 800);
    elsewhere.open("/logg-inn").logIn("mor");
    assertThat(elsewhere.page().locator("user-menu")).isVisible();
    assertLanguage(elsewhere, "nn");
    PageAssertions.assertAccessible(elsewhere, "plans-nynorsk");
    elsewhere.page().setViewportSize(390, 800);
    elsewhere.page().locator("user-menu .tool").click();
    PageAssertions.assertLayout(elsewhere, "user-menu-language", 320);
    item(elsewhere, "Bokmål").click();
    assertLanguage(elsewhere, "nb");
    elsewhere.logOut().seesHeading("Logg inn");
    assertLanguage(elsewhere, "nb");
  }

  /** "Min profil": language, digest and quiet hours (NOTIF-6). */
  @Test
  void thePersonChoosesLanguageDigestAndQuietHours() {
    Visitor doctor = loggedIn("lege").open("/profil/valg").seesHeading("Språk og varsler");
    doctor.page().getByText("Én oppsummering i uka").click();
    doctor.page().locator("#quietFrom").fill("22:00");
    doctor.button("Lagre").click();
    doctor.sees("Dette må fylles ut.");
    assertThat(doctor.page().locator("#quietFrom")).hasValue("22.00");
    doctor.page().locator("#quietTo").fill("07:00");
    PageAssertions.assertAccessible(doctor, "preferences");
    doctor.button("Lagre").click();
    doctor.sees("Valgene dine er lagret.");
    doctor.open("/profil/valg");
    assertThat(doctor.page().locator("#quietTo")).hasValue("07.00");
    doctor.page().locator("#language").selectOption("nn");
    doctor.button("Lagre").click();
    assertLanguage(doctor, "nn");
    doctor.seesHeading("Språk og varsel");
    assertThat(doctor.page().locator("input[value=WEEKLY]")).isChecked();
  }

  private static void choose(Visitor visitor, String menu, String name) {
    visitor.page().locator(menu + " .tool").click();
    item(visitor, name).click();
  }

  private static Locator item(Visitor visitor, String name) {
    return visitor
        .page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void assertLanguage(Visitor visitor, String language) {
    assertThat(visitor.page().locator("html")).hasAttribute("lang", language);
    assertThat(visitor.page().locator("site-footer")).isVisible();
  }
}
