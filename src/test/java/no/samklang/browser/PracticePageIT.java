package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;

/** A practice plan, from the list to its end, on a phone (PLAN-10). */
class PracticePageIT extends BrowserTest {
  private static final String MARK = "Dette er en øveplan.";

  private Visitor phone() {
    return visitor(320, 800).as(server().loggedIn("fremmed"));
  }

  @Test
  void whoAsksSeesTheMarkOnEveryPageAndThrowsThePlanAway() {
    Visitor user = phone().open("/planer").seesHeading("Liste planer").sees("Vil du øve først?");
    PageAssertions.assertAccessible(user, "practice-offer", 320);
    user.button("Åpne en øveplan").click();
    user.seesHeading("Hjem").sees(MARK).sees("Den forsvinner av seg selv etter");
    PageAssertions.assertAccessible(user, "practice-home");
    user.page().setViewportSize(320, 800);
    String plan = user.page().url().replaceFirst(".*(/planer/[^/?]+).*", "$1");

    user.open(plan + "/deltakere").seesHeading("Deltakere").sees(MARK);
    assertThat(user.text("Finn en person i kommunen")).hasCount(0);
    addsSomebodyMadeUp(user, plan);
    user.open(plan + "/meldinger").seesHeading("Meldinger").sees(MARK);
    user.open(plan + "/administrer").seesHeading("Administrer planen").sees(MARK);
    user.open("/planer").seesHeading("Liste planer");
    assertThat(user.row("Lotte Øvesen")).containsText("Øveplan");
    assertThat(user.text("Vil du øve først?")).hasCount(0);

    user.open(plan).sees(MARK).button("Slett øveplanen nå").click();
    PageAssertions.assertAccessible(user, "practice-delete", 320);
    user.dialog("Vil du slette øveplanen?").locator("button").getByText("Behold den").click();
    user.button("Slett øveplanen nå").click();
    user.dialog("Vil du slette øveplanen?").locator("button").getByText("Slett øveplanen").click();
    user.seesHeading("Liste planer").sees("Øveplanen er slettet.").sees("Vil du øve først?");
  }

  /** Nobody is searched for: there is no step before the name. */
  private static void addsSomebodyMadeUp(Visitor user, String plan) {
    user.open(plan + "/deltakere/ny").seesHeading("Ny deltaker").sees("noen du finner på");
    user.field("Fornavn").fill("Petter");
    user.field("Etternavn").fill("Oppdiktet");
    user.page().locator("select[name=role]").selectOption("PROVIDER");
    user.button("Legg til i planen").click();
    user.sees("Petter Oppdiktet").sees(MARK);
  }

  @Test
  void theLessonsLeadToIt() {
    Visitor user = phone().open("/opplaering").seesHeading("Korte leksjoner");
    user.button("Åpne en øveplan").click();
    user.seesHeading("Hjem").sees(MARK).button("Slett øveplanen nå").click();
    user.dialog("Vil du slette øveplanen?").locator("button").getByText("Slett øveplanen").click();
    user.sees("Øveplanen er slettet.");
    visitor().open("/opplaering").sees("Når du har logget inn, kan du øve");
  }
}
