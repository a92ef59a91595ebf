package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import no.samklang.TestPdf;
import no.samklang.TestServer;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Search, attachments, and answers that somebody waits for, in the browser (MSG-3, MSG-6, MSG-8).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageToolsIT extends BrowserTest {
  private static final int PHONE_WIDTH = 320;
  private static final int PHONE_HEIGHT = 640;
  private static final String COMPOSE_SCRIPT = "**/assets/compose.page-*.js";
  private static final String DRAFT = "Det jeg vil si på møtet";
  private ListedPlan plan;

  @BeforeAll
  void find() {
    plan = DemoPlans.mainPlan(TestServer.shared());
  }

  @Test
  void wordsAreFoundWithWhatStandsAroundThem() {
    Visitor owner = visitor(PHONE_WIDTH, PHONE_HEIGHT).as(server().loggedIn("planeier"));
    owner.open(plan.path("/meldinger")).seesHeading("Meldinger");
    owner.field("Søk i meldingene dine").fill("førerkortet");
    owner.button("Søk").click();
    Locator hits = owner.page().getByRole(AriaRole.LIST, named("Treff"));
    assertThat(hits.locator("mark").first()).isVisible();
    assertThat(owner.page().locator("message-list")).isHidden();
    PageAssertions.assertAccessible(owner, "message-search");
    owner.page().setViewportSize(PHONE_WIDTH, PHONE_HEIGHT);
    owner.link("Sv: Jeg vil ta førerkort").first().click();
    owner.seesHeading("Sv: Jeg vil ta førerkort").page().goBack();
    owner.button("Vis alle meldinger").click();
    assertThat(owner.page().locator("message-list")).isVisible();
    owner.field("Søk i meldingene dine").fill("finnesikkeher");
    owner.button("Søk").click();
    owner.sees("Ingen treff.");
  }

  /**
   * Back from a draft that was found, before its page has come and after, the hits are still there.
   */
  @Test
  void foundWordsStayForTheOneWhoComesBack() {
    Visitor owner = visitor(PHONE_WIDTH, PHONE_HEIGHT).as(server().loggedIn("planeier"));
    List<Route> waiting = new CopyOnWriteArrayList<>();
    owner.page().route(COMPOSE_SCRIPT, waiting::add);
    owner.open(plan.path("/meldinger")).seesHeading("Meldinger");
    owner.field("Søk i meldingene dine").fill("førerkortet");
    owner.button("Søk").click();
    assertThat(owner.link(DRAFT)).isVisible();
    owner.field("Søk i meldingene dine").fill("neste søk");
    owner.link(DRAFT).click();
    owner.page().waitForURL("**/rediger");
    owner.page().goBack();
    assertThat(owner.link(DRAFT)).isVisible();
    assertThat(owner.field("Søk i meldingene dine")).hasValue("neste søk");
    owner.page().unroute(COMPOSE_SCRIPT);
    waiting.forEach(Route::resume);
    owner.link(DRAFT).click();
    owner.seesHeading("Kladd").page().goBack();
    assertThat(owner.link(DRAFT)).isVisible();
    assertThat(owner.field("Søk i meldingene dine")).hasValue("førerkortet");
    assertThat(owner.page().locator("message-list")).isHidden();
  }

  /** The doctor asks, with a file and without notices; the owner sees it, reads it and answers. */
  @Test
  void somebodyWaitsForAnAnswer() {
    String subject = "Passer det " + UUID.randomUUID().toString().substring(0, 8) + "?";
    String ownerName = DemoPlans.nameOf(server(), "planeier");
    Visitor doctor = loggedIn("lege").open(plan.path("/meldinger/ny")).seesHeading("Ny melding");
    doctor.page().getByRole(AriaRole.CHECKBOX, named(ownerName)).check();
    doctor.exactField("Emne").fill(subject);
    doctor.exactField("Tekst").fill("Kan du komme på tirsdag?");
    doctor.choosesFile("draft-attachments input", "Innkalling.pdf", "", TestPdf.plain());
    doctor.sees("Filen er lagt ved.");
    doctor.text("Varsel og svar").click();
    doctor.page().locator("[name=notify]").check();
    doctor.page().locator("[name=await]").check();
    doctor.seesSaved();
    PageAssertions.assertAccessible(doctor, "compose-options");
    doctor.button("Send").click();
    doctor.sees("Meldingen er sendt").link(subject).click();
    doctor.seesHeading(subject).sees("Venter på svar");
    Visitor owner = loggedIn("planeier").open(plan.path("")).seesHeading("Hjem");
    owner.sees("Noen venter på svar fra deg");
    PageAssertions.assertAccessible(owner, "home-waiting");
    owner.region("Noen venter på svar fra deg").getByText(subject).click();
    owner.seesHeading(subject).link("Innkalling.pdf").click();
    owner.seesHeading("Innkalling.pdf").sees("Passordet ditt:");
    PageAssertions.assertAccessible(owner, "attachment");
    owner.link("Til meldingen").click();
    owner.seesHeading(subject);
    PageAssertions.assertAccessible(owner, "message-attached");
    owner.exactField("Svaret ditt").fill("Ja, det passer.");
    owner.button("Send").click();
    owner.sees("Meldingen er sendt");
    doctor.sees("Har svart");
    PageAssertions.assertLayout(doctor, "message-answered", PHONE_WIDTH);
    owner.open(plan.path("")).seesHeading("Hjem");
    assertThat(owner.region("Noen venter på svar fra deg").getByText(subject)).hasCount(0);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
