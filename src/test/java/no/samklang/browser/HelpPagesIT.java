package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.Test;

/** Help, lessons and what the service says of itself (HELP-1, HELP-2, HELP-3, LOGIN-9). */
class HelpPagesIT extends BrowserTest {
  private static final int PHONE = 320;
  private static final String WRITE = "Slik skriver du en melding";

  @Test
  void findsATopicInTheContentsTheIndexAndTheSearch() {
    Visitor visitor = visitor(PHONE, 700).open("/hjelp").seesHeading("Hjelp og kontakt");
    visitor.page().locator("summary").getByText("Jobbe med planen").click();
    visitor.link(WRITE).click();
    visitor.seesHeading(WRITE).sees("Velg hvem som skal få den.");
    assertThat(visitor.page().locator(".help-picture img")).isVisible();
    assertThat(visitor.page()).hasTitle(WRITE + " – Samklang");
    PageAssertions.assertAccessible(visitor, "help-article");
    visitor.link("Alt i hjelpen").click();
    visitor.seesHeading("Hjelp og kontakt").link("Register A–Å").click();
    visitor.seesHeading("Register").link("vikar").click();
    visitor.seesHeading("Avløsning og vikar");
  }

  @Test
  void searchForgivesSpellingAndTakesAnything() {
    Visitor visitor = visitor(PHONE, 700).open("/hjelp").seesHeading("Hjelp og kontakt");
    Locator search = visitor.field("Hva lurer du på?");
    Locator hits =
        visitor
            .page()
            .getByLabel("Treff")
            .getByRole(com.microsoft.playwright.options.AriaRole.LINK);
    search.fill("glemt pasord");
    assertThat(hits.first()).hasText("Glemt passord og låst konto");
    search.fill("skrive mellding");
    assertThat(hits.first()).hasText(WRITE);
    search.fill("samtyke");
    assertThat(hits.first()).containsText("amtykke");
    search.fill("<script>alert(1)</script>");
    assertThat(visitor.page().locator("main script")).hasCount(0);
    search.fill("qqqqzzzz");
    visitor.sees("Vi fant ikke noe om det.");
    assertThat(hits).hasCount(0);
    search.fill("møte ".repeat(2_000));
    assertThat(hits.first()).containsText("øte");
    search.fill("x".repeat(10_000));
    visitor.sees("Vi fant ikke noe om det.");
    search.fill("   ");
    assertThat(hits).hasCount(0);
    assertThat(visitor.page().locator(".search-found")).hasText("");
    assertThat(visitor.page().url()).doesNotContain("?");
  }

  @Test
  void theQuestionMarkOpensTheTopicOfThePageAndSaysWhomToAsk() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor mother = loggedIn("mor").open(plan.path("/meldinger/ny")).seesHeading("Ny melding");
    mother.link("Hjelp").first().click();
    mother.seesHeading(WRITE);
    Locator contact = mother.region("Hvem kan hjelpe?");
    assertThat(contact).containsText(DemoPlans.nameOf(server(), "koordinator"));
    assertThat(contact).containsText(DemoPlans.nameOf(server(), "admin"));
    PageAssertions.assertAccessible(mother, "help-from-plan");
    mother.link("Lese meldinger").click();
    mother.seesHeading("Lese meldinger");
    assertThat(mother.region("Hvem kan hjelpe?"))
        .containsText(DemoPlans.nameOf(server(), "koordinator"));
    mother.page().goBack();
    mother.seesHeading(WRITE).page().goBack();
    mother.seesHeading("Ny melding");
  }

  @Test
  void anUnknownTopicIsNoPage() {
    visitor().open("/hjelp/noe-annet").seesHeading("Vi finner ikke siden");
    visitor().open("/opplaering/noe-annet").seesHeading("Vi finner ikke siden");
    visitor().open("/hjelp?side=noe/annet").seesHeading("Hjelp og kontakt");
  }

  @Test
  void aLessonIsTakenOnAPhoneWithoutALogin() {
    Visitor visitor = visitor(PHONE, 700).open("/logg-inn").seesHeading("Logg inn");
    visitor.link("Korte leksjoner om Samklang").click();
    visitor.seesHeading("Korte leksjoner").sees("Du er ferdig med 0 av 7.");
    visitor.link("Logge inn").click();
    visitor.seesHeading("Logge inn").button("Svar").click();
    visitor.sees("Velg et svar først.");
    visitor.page().getByLabel("Jeg gir dem koden, siden de er fra Samklang").check();
    visitor.button("Svar").click();
    visitor.sees("Ikke helt.").sees("Vi spør deg aldri om koden.");
    visitor.page().getByLabel("Jeg gir dem ikke koden").check();
    visitor.button("Svar").click();
    visitor.sees("Riktig!");
    PageAssertions.assertAccessible(visitor, "lesson");
    visitor.page().setViewportSize(PHONE, 700);
    visitor.page().getByText("Neste: Lese en plan").click();
    visitor.seesHeading("Lese en plan");
    assertThat(visitor.page().getByText("Riktig!")).hasCount(0);
    visitor.open("/opplaering").seesHeading("Korte leksjoner").sees("Du er ferdig med 1 av 7.");
  }

  /** Where the browser keeps nothing, lessons work, and are forgotten with the page. */
  @Test
  void aLessonWorksWithoutStorage() {
    Visitor visitor = visitor(PHONE, 700);
    visitor
        .page()
        .addInitScript(
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } })");
    visitor.open("/opplaering/logge-inn").seesHeading("Logge inn");
    visitor.page().getByLabel("Jeg gir dem ikke koden").check();
    visitor.button("Svar").click();
    visitor.sees("Riktig!").page().getByText("Alle leksjoner").first().click();
    visitor.seesHeading("Korte leksjoner").sees("Du er ferdig med 1 av 7.");
  }

  @Test
  void newsIsMarkedUntilItHasBeenSeen() {
    Visitor visitor = visitor().open("/hjelp").seesHeading("Hjelp og kontakt");
    Locator mark = visitor.page().locator(".news-mark");
    assertThat(mark).hasCount(0);
    visitor.page().evaluate("localStorage.setItem('samklang.news', '\"2020-01-01\"')");
    visitor.open("/hjelp").seesHeading("Hjelp og kontakt");
    assertThat(mark).isVisible();
    visitor.page().getByText("Hva er nytt").click();
    visitor.seesHeading("Hva er nytt");
    assertThat(mark).hasCount(0);
  }

  @Test
  void everyFootLeadsToTheStatements() {
    Visitor visitor = visitor().open("/logg-inn").seesHeading("Logg inn");
    visitor.link("Tilgjengelighet").click();
    visitor.seesHeading("Tilgjengelighet").sees("uutilsynet.no");
    visitor.link("Personvern").click();
    visitor.seesHeading("Personvern").sees("ligger i papirkurven i 30 dager");
  }
}
