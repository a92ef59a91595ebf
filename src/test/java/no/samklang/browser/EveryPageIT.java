package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import no.samklang.TestServer;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks accessibility and layout of every page at three widths (UU-1). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageIT extends BrowserTest {
  private ListedPlan plan;
  private String messageId;
  private String draftId;

  @BeforeAll
  void createMessages() {
    TestServer server = TestServer.shared();
    plan = DemoPlans.mainPlan(server);
    messageId = DemoPlans.send(server, plan, "mor", "koordinator", "Til bildene");
    draftId = DemoPlans.draft(server, plan, "koordinator", "En kladd til bildene");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "login, /logg-inn, Logg inn",
    "login-idle, /logg-inn?grunn=IDLE, Logg inn",
    "code-gone, /logg-inn/kode, Logg inn på nytt",
    "forgotten-password, /glemt-passord, Glemt passord",
    "terms-declined, /vilkar/nei, Du er logget ut",
    "help, /hjelp, Hjelp og kontakt",
    "help-index, /hjelp/register, Register",
    "lessons, /opplaering, Korte leksjoner",
    "whats-new, /nytt, Hva er nytt",
    "accessibility, /tilgjengelighet, Tilgjengelighet",
    "privacy, /personvern, Personvern",
    "outbox, /demo/outbox, Utboks for demo",
    "not-found, /finnes/ikke, Vi finner ikke siden"
  })
  void aPublicPage(String name, String path, String heading) {
    assertPage(visitor(), name, path, heading);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "plans, /planer?avsluttede=ja, Liste planer",
    "overview, /min-side, Min side",
    "home, /planer/{plan}, Hjem",
    "participants, /planer/{plan}/deltakere, Deltakere",
    "archive, /planer/{plan}/arkiv, Arkiver planen",
    "messages, /planer/{plan}/meldinger, Meldinger",
    "messages-sent, /planer/{plan}/meldinger?mappe=sendt, Meldinger",
    "messages-drafts, /planer/{plan}/meldinger?mappe=kladder, Meldinger",
    "message, /planer/{plan}/meldinger/{message}, Til bildene",
    "compose, /planer/{plan}/meldinger/ny, Ny melding",
    "compose-draft, /planer/{plan}/meldinger/{draft}/rediger, Kladd",
    "reply, /planer/{plan}/meldinger/ny?svar={message}, Til bildene",
    "profile, /profil, Min profil",
    "profile-login, /profil/innlogging, Min innlogging",
    "profile-preferences, /profil/valg, Språk og varsler",
    "profile-sessions, /profil/innlogginger, Her er du logget inn",
    "password, /bytt-passord, Bytt passord",
    "plan-not-found, /planer/00000000-0000-4000-8000-000000000000, Vi finner ikke siden",
    "malformed-id, /planer/ny/mal, Vi finner ikke siden"
  })
  void anAuthenticatedPage(String name, String path, String heading) {
    assertPage(loggedIn("koordinator"), name, filled(path), heading);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "owner-home, planeier, /planer/{plan}, Hjem",
    "admin-archives, admin, /virksomhet/arkiv, Arkivkopier som ikke kom fram",
    "admin-plans, admin, /planer, Liste planer"
  })
  void aPageOfAnotherUser(String name, String username, String path, String heading) {
    assertPage(loggedIn(username), name, filled(path), heading);
  }

  private String filled(String path) {
    return path.replace("{plan}", plan.id())
        .replace("{message}", messageId)
        .replace("{draft}", draftId);
  }

  private static void assertPage(Visitor visitor, String name, String path, String heading) {
    visitor.open(path).seesHeading(heading);
    PageAssertions.assertAccessible(visitor, name);
  }

  /** In the page as in the shell, and a page that can be shown again has its own title. */
  @Test
  void theTitleOfARefusedPageSaysSo() {
    Visitor visitor = loggedIn("koordinator").open(plan.path("/last-ned"));
    visitor.seesHeading("Du har ikke tilgang");
    assertThat(visitor.page()).hasTitle("Siden kan ikke vises – Samklang");
    visitor.link("Til Hjem i planen").click();
    visitor.seesHeading("Hjem");
    assertThat(visitor.page()).hasTitle("Hjem – Samklang");
  }

  @Test
  void theContract() {
    Visitor visitor = visitor().open("/api").seesHeading("API-kontrakten");
    assertThat(visitor.page().locator("details .operation")).hasCount(0);
    visitor
        .page()
        .locator("summary", new Page.LocatorOptions().setHasText("POST First login step"))
        .click();
    assertThat(visitor.page().locator("details[open] .operation")).hasCount(1);
    PageAssertions.assertAccessible(visitor, "contract");
  }

  /** An address of a type leads to it, though it lies folded. */
  @Test
  void theContractOpensAtAType() {
    Visitor visitor = visitor().open("/api#type-Overview").seesHeading("API-kontrakten");
    assertThat(visitor.page().locator("#type-Overview")).isInViewport();
  }

  @Test
  void theSamePagesInDarkColours() {
    Visitor visitor = loggedIn("koordinator");
    visitor.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    assertPage(visitor, "plans-dark", "/planer", "Liste planer");
    assertPage(visitor, "home-dark", plan.path(), "Hjem");
    assertPage(visitor, "compose-dark", plan.path("/meldinger/ny"), "Ny melding");
  }
}
