package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import no.samklang.TestServer;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Meetings in the browser: a whole one, with three people (MEET-1, MEET-2). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeetingPagesIT extends BrowserTest {
  private ListedPlan plan;
  private LocalDate today;

  @BeforeAll
  void find() {
    plan = DemoPlans.mainPlan(TestServer.shared());
    today = LocalDate.now(ZoneId.of("Europe/Oslo"));
  }

  @CanIgnoreReturnValue
  private Visitor at(Visitor visitor, String path) {
    visitor.open(plan.path("/moter" + path));
    return visitor;
  }

  /** Summons, answers, minutes, one objection, two activities and the next date. */
  @Test
  void aWholeMeetingWithThreePeople() {
    Visitor coordinator = loggedIn("koordinator");
    summon(coordinator, "Ansvarsgruppe om høsten");

    // one answers on a phone, in the list; another on the meeting's page
    Visitor owner = loggedIn("planeier");
    owner.page().setViewportSize(390, 800);
    at(owner, "").seesHeading("Møter");
    PageAssertions.assertAccessible(owner, "meetings");
    PageAssertions.assertDark(owner, "meetings");
    owner.page().setViewportSize(390, 800);
    item(owner, "Ansvarsgruppe om høsten")
        .getByRole(AriaRole.BUTTON, inside("Jeg kommer").setExact(true))
        .click();
    owner.sees("Du har svart at du kommer.");
    Visitor mother = loggedIn("mor");
    at(mother, "").seesHeading("Møter");
    item(mother, "Ansvarsgruppe om høsten").getByRole(AriaRole.LINK).first().click();
    mother.seesHeading("Ansvarsgruppe om høsten").sees("Kommer du?");
    PageAssertions.assertAccessible(mother, "meeting");
    PageAssertions.assertDark(mother, "meeting");
    mother.page().setViewportSize(1280, 800);
    mother.page().getByRole(AriaRole.BUTTON, named("Jeg kommer ikke")).click();
    mother.sees("Du har svart at du ikke kommer.");

    // the coordinator's page has followed: one comes, one doesn't, and one hasn't answered
    assertThat(state(coordinator, "kommer")).hasCount(1);
    assertThat(state(coordinator, "kommer ikke")).hasCount(1);
    assertThat(state(coordinator, "har ikke svart")).hasCount(1);
    at(coordinator, "").seesHeading("Møter");
    assertThat(item(coordinator, "Ansvarsgruppe om høsten"))
        .containsText("1 kommer · 1 kommer ikke");
    assertThat(item(coordinator, "Ansvarsgruppe om høsten")).containsText("Har ikke svart:");

    write(coordinator);
    at(owner, "").seesHeading("Møter");
    item(owner, "Ansvarsgruppe om høsten").first().getByRole(AriaRole.LINK).first().click();
    agreeAndObject(owner, mother);

    // the decisions are activities, the minutes a message, and the next meeting is summoned to
    owner.link("Se aktiviteten").first().click();
    owner.seesHeading("Ringe NAV om sommerjobb");
    mother.open(plan.path("/meldinger"));
    assertThat(mother.page().getByText("Ansvarsgruppe om høsten").first()).isVisible();
    at(mother, "").seesHeading("Møter");
    assertThat(item(mother, "Ansvarsgruppe om høsten")).hasCount(2);
  }

  private void summon(Visitor coordinator, String title) {
    at(coordinator, "").seesHeading("Møter");
    coordinator.link("Nytt møte").click();
    coordinator.seesHeading("Innkall til møte");
    coordinator.button("Send innkalling").click();
    assertThat(coordinator.page().getByText("Dette må fylles ut.").first()).isVisible();
    PageAssertions.assertAccessible(coordinator, "new-meeting");
    coordinator.page().setViewportSize(1280, 800);
    coordinator.exactField("Hva slags møte").fill(title);
    coordinator.exactField("Dag").fill(today.toString());
    coordinator.exactField("Fra kl.").fill("00:00");
    coordinator.exactField("Til kl.").fill("23:59");
    coordinator.exactField("Sted").fill("Rådhuset, møterom 2");
    coordinator.exactField("Sak 1").fill("Hvordan går det?");
    coordinator.button("Legg til en sak").click();
    assertThat(coordinator.exactField("Sak 2")).isFocused();
    coordinator.exactField("Sak 2").fill("Sommeren");
    for (Locator box : invitedBoxes(coordinator).all()) {
      box.uncheck();
    }
    for (String role : List.of("Planeier", "Pårørende", "Koordinator")) {
      coordinator
          .page()
          .getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(Pattern.compile(role)))
          .check();
    }
    coordinator.button("Send innkalling").click();
    coordinator.seesHeading(title);
    coordinator.sees("Innkallingen er sendt.");
  }

  private static Locator invitedBoxes(Visitor visitor) {
    return visitor.page().locator("input[name=invited]");
  }

  private void write(Visitor coordinator) {
    item(coordinator, "Ansvarsgruppe om høsten").getByRole(AriaRole.LINK).first().click();
    coordinator.link("Skriv referat").click();
    coordinator.seesHeading("Referat fra Ansvarsgruppe om høsten");
    point(coordinator, "1. Hvordan går det?")
        .getByLabel("Hva ble sagt")
        .fill("Det går bra på skolen.\nPausene hjelper.");
    decide(coordinator, 0, "Ringe NAV om sommerjobb");
    decide(coordinator, 1, "Bestille tur til sjøen");
    coordinator.exactField("Neste møte").fill(today.plusDays(28).toString());
    coordinator.exactField("Neste møte kl.").fill("10:00");
    PageAssertions.assertAccessible(coordinator, "edit-minutes");
    PageAssertions.assertDark(coordinator, "edit-minutes");
    coordinator.page().setViewportSize(1280, 800);
    coordinator.button("Lagre og send referatet").click();
    coordinator.sees("Referatet er lagret og sendt.");
    coordinator.sees("Referat");
    coordinator.sees("Ringe NAV om sommerjobb");
    assertThat(coordinator.page().getByText(Pattern.compile("Ansvarlig: .+ og .+"))).hasCount(2);
    PageAssertions.assertAccessible(coordinator, "meeting-minutes");
    PageAssertions.assertDark(coordinator, "meeting-minutes");
    coordinator.page().setViewportSize(1280, 800);
  }

  private void decide(Visitor coordinator, int index, String title) {
    point(coordinator, "1. Hvordan går det?")
        .getByRole(AriaRole.BUTTON, inside("Legg til en beslutning"))
        .click();
    String name = "points.0.decisions." + index;
    coordinator.page().locator("[id='" + name + ".title']").fill(title);
    Locator people = coordinator.page().locator("input[name='" + name + ".responsible']");
    people.nth(index).check();
    people.nth(index + 1).check();
    coordinator.page().locator("[id='" + name + ".due']").fill(today.plusDays(14).toString());
  }

  private static void agreeAndObject(Visitor owner, Visitor mother) {
    owner.sees("Stemmer referatet?");
    owner.button("Ja, det stemmer").click();
    owner.sees("Du har sagt at referatet stemmer.");
    mother.sees("Stemmer referatet?");
    mother.button("Nei, noe er feil").click();
    mother.button("Send").click();
    assertThat(mother.page().getByText("Dette må fylles ut.").first()).isVisible();
    mother.exactField("Hva er feil?").fill("Vi ble enige om torsdager.");
    mother.button("Send").click();
    mother.sees("Du har sagt fra om noe som er feil.");
    owner.sees("Vi ble enige om torsdager."); // at once
    assertThat(state(owner, "uenig")).hasCount(1);
    assertThat(state(owner, "godtatt")).hasCount(1);
  }

  /** A meeting that is moved asks anew; cancelled, it can be put back. */
  @Test
  void aMeetingIsMovedAndCancelled() {
    Visitor coordinator = loggedIn("koordinator");
    summon(coordinator, "Kort møte");
    coordinator.button("Jeg kommer ikke").click();
    coordinator.sees("Du har svart at du ikke kommer.");
    coordinator.link("Endre").click();
    coordinator.seesHeading("Endre møtet");
    coordinator.exactField("Dag").fill(today.plusDays(3).toString());
    coordinator.button("Lagre").click();
    coordinator.sees("Møtet er endret.");
    assertThat(state(coordinator, "har ikke svart")).hasCount(3);
    coordinator.open(plan.path("/kalender"));
    coordinator.seesHeading("Kalender");
    coordinator.button("Liste").click();
    coordinator.open(plan.path("/moter"));
    item(coordinator, "Kort møte").getByRole(AriaRole.LINK).first().click();
    coordinator.button("Avlys").click();
    coordinator.dialog("Vil du avlyse møtet?").getByText("Avlys møtet").click();
    coordinator.sees("Møtet er avlyst.");
    assertThat(item(coordinator, "Kort møte")).hasCount(0);
    coordinator.button("Angre").click();
    assertThat(item(coordinator, "Kort møte")).hasCount(1);
  }

  /** HOME-1: what comes stands on the plan's start page, and leads there. */
  @Test
  void comingMeetingsStandOnTheStartPage() {
    Visitor coordinator = loggedIn("koordinator");
    summon(coordinator, "På forsiden");
    Visitor owner = loggedIn("planeier");
    owner.open(plan.path(""));
    owner.seesHeading("Hjem").sees("Det som kommer");
    PageAssertions.assertAccessible(owner, "home-coming");
    owner.page().setViewportSize(1280, 800);
    owner.region("Det som kommer").getByText("På forsiden").click();
    owner.seesHeading("På forsiden").sees("Kommer du?");
  }

  private static Locator item(Visitor visitor, String title) {
    return visitor
        .page()
        .locator(".meeting-item")
        .filter(new Locator.FilterOptions().setHasText(title));
  }

  private static Locator state(Visitor visitor, String text) {
    return visitor
        .page()
        .locator(".meeting-invited .muted")
        .getByText(text, new Locator.GetByTextOptions().setExact(true));
  }

  private static Locator point(Visitor visitor, String legend) {
    return visitor.page().getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(legend));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.GetByRoleOptions inside(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
