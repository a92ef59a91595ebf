package no.samklang.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import no.samklang.TestServer;
import no.samklang.browser.Demo.Plan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every page at three widths: no fault that axe finds, nothing beyond the edge, a picture (UU-1).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesIT extends BrowserTest {
  private Plan plan;
  private String messageId;
  private String draftId;

  @BeforeAll
  void writeSomething() {
    TestServer server = TestServer.shared();
    plan = Demo.mainPlan(server);
    messageId = Demo.send(server, plan, "mor", "koordinator", "Til bildene");
    draftId = Demo.draft(server, plan, "koordinator", "En kladd til bildene");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "login, /logg-inn, Logg inn",
    "login-idle, /logg-inn?grunn=IDLE, Logg inn",
    "code-gone, /logg-inn/kode, Logg inn på nytt",
    "forgotten-password, /glemt-passord, Glemt passord",
    "terms-declined, /vilkar/nei, Du er logget ut",
    "help, /hjelp, Hjelp og kontakt",
    "privacy, /personvern, Personvern",
    "outbox, /demo/outbox, Utboks for demo",
    "not-found, /finnes/ikke, Vi finner ikke siden"
  })
  void anOpenPage(String name, String path, String heading) {
    look(visitor(), name, path, heading);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "plans, /planer?avsluttede=ja, Liste planer",
    "home, /planer/{plan}, Hjem",
    "participants, /planer/{plan}/deltakere, Deltakere",
    "messages, /planer/{plan}/meldinger, Meldinger",
    "messages-sent, /planer/{plan}/meldinger?mappe=sendt, Meldinger",
    "messages-drafts, /planer/{plan}/meldinger?mappe=kladder, Meldinger",
    "message, /planer/{plan}/meldinger/{message}, Til bildene",
    "compose, /planer/{plan}/meldinger/ny, Skriv melding",
    "compose-draft, /planer/{plan}/meldinger/{draft}/rediger, Skriv melding",
    "reply, /planer/{plan}/meldinger/ny?svar={message}, Skriv melding",
    "profile, /profil, Min profil",
    "password, /bytt-passord, Bytt passord",
    "plan-not-found, /planer/00000000-0000-4000-8000-000000000000, Vi finner ikke siden"
  })
  void aPageOfOneLoggedIn(String name, String path, String heading) {
    look(loggedIn("koordinator"), name, filled(path), heading);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "owner-home, planeier, /planer/{plan}, Hjem",
    "admin-plans, admin, /planer, Liste planer"
  })
  void aPageOfAnother(String name, String username, String path, String heading) {
    look(loggedIn(username), name, filled(path), heading);
  }

  private String filled(String path) {
    return path.replace("{plan}", plan.id())
        .replace("{message}", messageId)
        .replace("{draft}", draftId);
  }

  private static void look(Visitor visitor, String name, String path, String heading) {
    visitor.open(path).seesHeading(heading);
    Look.at(visitor, name);
  }

  /** As long as all others together: axe reads it once. */
  @Test
  void theContract() {
    Visitor visitor = visitor().open("/api").seesHeading("API-kontrakten");
    Look.WIDTHS.forEach(width -> Look.shapeAt(visitor, "contract", width));
    Look.at(visitor, "contract", Look.WIDTHS.get(0));
  }

  @Test
  void theSamePagesInDarkColours() {
    Visitor visitor = loggedIn("koordinator");
    visitor.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    look(visitor, "plans-dark", "/planer", "Liste planer");
    look(visitor, "home-dark", plan.path(), "Hjem");
    look(visitor, "compose-dark", plan.path("/meldinger/ny"), "Skriv melding");
  }
}
