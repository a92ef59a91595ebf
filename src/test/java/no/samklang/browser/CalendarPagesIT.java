package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.regex.Pattern;
import no.samklang.TestServer;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The calendar in the browser (CAL-1 to CAL-3). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CalendarPagesIT extends BrowserTest {
  private ListedPlan plan;
  private LocalDate today;

  @BeforeAll
  void find() {
    plan = DemoPlans.mainPlan(TestServer.shared());
    today = LocalDate.now(ZoneId.of("Europe/Oslo"));
  }

  @CanIgnoreReturnValue
  private Visitor at(Visitor visitor, String path) {
    visitor.open(plan.path("/kalender" + path));
    return visitor;
  }

  /** CAL-1: the four views, at each width and in dark. */
  @Test
  void everyViewIsAccessible() {
    Visitor visitor = loggedIn("koordinator");
    at(visitor, "").seesHeading("Kalender");
    for (String view : new String[] {"Måned", "Uke", "Dag", "Liste"}) {
      visitor.page().setViewportSize(1280, 800);
      visitor.button(view).click();
      assertThat(visitor.button(view)).hasAttribute("aria-pressed", "true");
      PageAssertions.assertLayout(visitor, "calendar-" + view, 320);
      PageAssertions.assertLayout(visitor, "calendar-" + view, 768);
      PageAssertions.assertAccessible(visitor, "calendar-" + view, 1280);
      PageAssertions.assertDark(visitor, "calendar-" + view);
    }
    PageAssertions.assertAccessible(visitor, "calendar-list");
    assertThatTimesAreOnALine(visitor);
    at(visitor, "/ny").seesHeading("Legg inn i kalenderen");
    visitor.sees("Alle som er med i planen, ser det du skriver her.");
    PageAssertions.assertAccessible(visitor, "new-event");
  }

  /** At 320 px too the list's times are read as words, not letter by letter. */
  private static void assertThatTimesAreOnALine(Visitor visitor) {
    visitor.page().setViewportSize(320, 700);
    Locator times = visitor.page().locator(".fc-list-event-time");
    assertThat(times.first()).isVisible();
    assertTrue(times.first().boundingBox().width >= 80);
  }

  /** Of 24 hours, whatever language the browser has; the end follows the start (UU-1, CAL-1). */
  @Test
  void aTimeIsWrittenAsPeopleDo() {
    Visitor visitor = loggedIn("koordinator");
    at(visitor, "/ny").seesHeading("Legg inn i kalenderen");
    Locator from = visitor.exactField("Fra klokka");
    from.fill("");
    from.pressSequentially("1430");
    assertThat(visitor.exactField("Til klokka")).hasValue("15.30");
    from.blur();
    assertThat(from).hasValue("14.30");
    from.fill("2 pm");
    from.blur();
    visitor.sees("Skriv klokkeslettet som 14.30.");
    visitor.exactField("Hva").fill("Kaffe");
    visitor.button("Lagre").click();
    assertThat(from).isFocused();
    from.fill("9");
    visitor.button("Lagre").click();
    visitor.seesHeading("Kalender");
    visitor.button("Liste").click(); // where a full day hides nothing
    Locator coffee = visitor.page().locator(".fc-list-event").filter(hasText("Kaffe"));
    assertThat(coffee.first()).containsText("09.00");
  }

  /** The address is shown once; the calendar program reads it without a login (CAL-3). */
  @Test
  void aFeedIsMadeAndEnded() {
    Visitor visitor = loggedIn("mor");
    at(visitor, "").seesHeading("Kalender");
    visitor.link("Vis kalenderen på telefonen din").click();
    visitor.seesHeading("Vis kalenderen på telefonen din");
    visitor.button("Lag adresse").click();
    String address = visitor.field("Adressen din").inputValue();
    PageAssertions.assertAccessible(visitor, "calendar-feed");
    APIResponse feed = visitor.newTab().request().get(URI.create(address).getPath());
    assertThat(feed).isOK();
    assertTrue(feed.text().startsWith("BEGIN:VCALENDAR"));
    visitor.page().reload();
    visitor.sees("Vi viser den ikke igjen.");
    visitor.button("Avslutt adressen").click();
    visitor.sees("Adressen virker ikke lenger");
    assertThat(visitor.button("Lag adresse")).isVisible();
  }

  /** CAL-1. */
  @Test
  void aDoubleClickOnADayAddsToIt() {
    Visitor visitor = loggedIn("planeier");
    at(visitor, "").seesHeading("Kalender");
    LocalDate first = today.withDayOfMonth(9);
    day(visitor, first).dblclick(new Locator.DblclickOptions().setPosition(12, 14));
    visitor.seesHeading("Legg inn i kalenderen");
    assertThat(visitor.exactField("Første dag")).hasValue(Pattern.compile("^0?9\\..*"));
  }

  /** CAL-1, CAL-3: drag, keyboard, one occurrence, the series, and undo. */
  @Test
  void anEventIsAddedMovedChangedAndDeleted() {
    Visitor visitor = loggedIn("koordinator");
    // of a plan with little in it: a full day shows its last events only when it is opened
    ListedPlan small = DemoPlans.expiringPlan(TestServer.shared());
    LocalDate first = today.withDayOfMonth(9);
    LocalDate target = first.plusDays(7).with(TemporalAdjusters.nextOrSame(DayOfWeek.WEDNESDAY));
    visitor.open(small.path("/kalender/ny?dag=" + first));
    visitor.seesHeading("Legg inn i kalenderen");
    visitor.button("Lagre").click();
    assertThat(visitor.page().getByText("Dette må fylles ut.").first()).isVisible();
    visitor.exactField("Hva").fill("Svømmetrening");
    // before what else there is on these days: those that come last are folded up
    visitor.exactField("Fra klokka").fill("08:00");
    visitor.exactField("Sted").fill("Svømmehallen");
    visitor.exactField("Gjentas").selectOption("DAY");
    visitor.exactField("Gjentas til og med").fill(first.plusDays(3).toString());
    visitor.button("Lagre").click();
    visitor.seesHeading("Kalender");
    assertThat(events(visitor, "Svømmetrening")).hasCount(4);
    // drags the first to the week after
    drag(visitor, inDay(visitor, first, "Svømmetrening"), day(visitor, target));
    visitor.sees("Bare denne gangen er flyttet");
    assertThat(inDay(visitor, target, "Svømmetrening")).hasCount(1);
    // and back a day by the keyboard
    inDay(visitor, target, "Svømmetrening").focus();
    visitor.page().keyboard().press("Shift+ArrowLeft");
    assertThat(inDay(visitor, target.minusDays(1), "Svømmetrening")).hasCount(1);
    assertThat(inDay(visitor, target.minusDays(1), "Svømmetrening")).isFocused();
    // one occurrence
    inDay(visitor, first.plusDays(1), "Svømmetrening").click();
    visitor.seesHeading("Svømmetrening").sees("Hver dag");
    PageAssertions.assertAccessible(visitor, "event");
    visitor.page().setViewportSize(1280, 800);
    visitor.button("Endre").click();
    visitor.dialog("Hva vil du endre?").getByText("Bare denne", exactly()).click();
    visitor.seesHeading("Endre bare denne gangen");
    visitor.exactField("Hva").fill("Stevne");
    visitor.button("Lagre").click();
    assertThat(inDay(visitor, first.plusDays(1), "Stevne")).hasCount(1);
    // the series
    inDay(visitor, first.plusDays(2), "Svømmetrening").click();
    visitor.seesHeading("Svømmetrening");
    visitor.button("Endre").click();
    visitor.dialog("Hva vil du endre?").getByText("Alle", exactly()).click();
    visitor.seesHeading("Endre hendelsen");
    visitor.exactField("Hva").fill("Svømmeklubben");
    visitor.button("Lagre").click();
    visitor.seesHeading("Kalender");
    assertThat(events(visitor, "Svømmeklubben")).hasCount(3);
    assertThat(inDay(visitor, first.plusDays(1), "Stevne")).hasCount(1);
    inDay(visitor, first.plusDays(2), "Svømmeklubben").click();
    visitor.seesHeading("Svømmeklubben");
    visitor.button("Slett").click();
    visitor.dialog("Vil du slette?").getByText("Alle", exactly()).click();
    visitor.sees("Slettet fra kalenderen");
    assertThat(events(visitor, "Svømmeklubben")).hasCount(0);
    visitor.button("Angre").click();
    assertThat(events(visitor, "Svømmeklubben")).hasCount(3);
  }

  /** CAL-1: who adds an event far ahead sees it, and comes back to where it is. */
  @Test
  void theCalendarOpensWhereTheEventIs() {
    Visitor visitor = loggedIn("koordinator");
    LocalDate day = today.plusMonths(5).withDayOfMonth(12);
    at(visitor, "/ny?dag=" + day).seesHeading("Legg inn i kalenderen");
    visitor.exactField("Hva").fill("Sommertur");
    visitor.button("Lagre").click();
    visitor.seesHeading("Kalender");
    inDay(visitor, day, "Sommertur").click();
    visitor.seesHeading("Sommertur");
    visitor.link("Til kalenderen").click();
    visitor.button("Uke").click();
    assertThat(visitor.button("Uke")).hasAttribute("aria-pressed", "true");
    events(visitor, "Sommertur").click();
    visitor.seesHeading("Sommertur");
    visitor.page().goBack();
    assertThat(visitor.button("Uke")).hasAttribute("aria-pressed", "true");
    assertThat(events(visitor, "Sommertur")).hasCount(1);
    visitor.page().setViewportSize(320, 700);
    visitor.button("Liste").click();
    events(visitor, "Sommertur").click();
    visitor.seesHeading("Sommertur");
    visitor.page().goBack();
    assertThat(events(visitor, "Sommertur")).hasCount(1);
    visitor.button("I dag").click();
    assertThat(events(visitor, "Sommertur")).hasCount(0);
  }

  /** CAL-2: the others see it at once; a phone opens a list of days. */
  @Test
  void othersSeeItOnAPhoneAtOnce() {
    Visitor owner = loggedIn("planeier");
    owner.page().setViewportSize(320, 780);
    at(owner, "").seesHeading("Kalender");
    assertThat(owner.button("Liste")).hasAttribute("aria-pressed", "true");
    add(days("Det som var", today.minusDays(1)));
    add(days("Besøk av mormor", today));
    owner.sees("Besøk av mormor");
    assertThat(events(owner, "Det som var")).hasCount(0); // the list begins today
    Locator time = owner.page().locator(".fc-list-event-time").first();
    assertTrue(time.boundingBox().width > 70, "times stand on one line");
    owner.link("Besøk av mormor").click();
    owner.seesHeading("Besøk av mormor").sees("Lagt inn av");
  }

  private static JsonObject days(String title, LocalDate day) {
    return new JsonObject()
        .put("title", title)
        .put("allDay", true)
        .put("start", day.toString())
        .put("end", day.toString());
  }

  private void add(JsonObject event) {
    TestServer.shared()
        .loggedIn("koordinator")
        .post("/plans/" + plan.id() + "/calendar", event)
        .expect(201);
  }

  /** Two change the same event: the draft is kept, and the second sees both versions. */
  @Test
  void theSecondOfTwoSeesBothVersions() {
    add(days("Tur til skogen", today.plusDays(3)));
    Visitor coordinator = loggedIn("koordinator");
    edit(coordinator, "Tur til skogen");
    coordinator.field("Mer om det").fill("Ta med sitteunderlag");
    coordinator.seesSaved();
    coordinator.page().reload();
    assertThat(coordinator.field("Mer om det")).hasValue("Ta med sitteunderlag");
    Visitor owner = loggedIn("planeier");
    edit(owner, "Tur til skogen");
    owner.field("Mer om det").fill("Vi griller pølser");
    owner.button("Lagre").click();
    owner.seesHeading("Kalender");
    coordinator.button("Lagre").click();
    coordinator.sees("Det finnes to versjoner");
    coordinator.sees("Ta med sitteunderlag").sees("Vi griller pølser");
    coordinator.button("Bruk min tekst").click();
    coordinator.seesHeading("Kalender");
    owner.button("Liste").click();
    events(owner, "Tur til skogen").click();
    owner.seesHeading("Tur til skogen").sees("Ta med sitteunderlag");
  }

  private void edit(Visitor visitor, String title) {
    at(visitor, "").seesHeading("Kalender");
    visitor.button("Liste").click();
    events(visitor, title).click();
    visitor.seesHeading(title);
    visitor.button("Endre").click();
    visitor.seesHeading("Endre hendelsen");
  }

  /** CAL-3: this occurrence and those after it. */
  @Test
  void theRestOfASeriesIsChanged() {
    LocalDate first = today.withDayOfMonth(2);
    add(days("Leirskole", first).put("rrule", "FREQ=DAILY;COUNT=4"));
    Visitor visitor = loggedIn("koordinator");
    at(visitor, "").seesHeading("Kalender");
    inDay(visitor, first.plusDays(2), "Leirskole").click();
    visitor.seesHeading("Leirskole");
    visitor.button("Endre").click();
    visitor.dialog("Hva vil du endre?").getByText("Denne og de neste", exactly()).click();
    visitor.seesHeading("Endre denne og de neste");
    visitor.exactField("Hva").fill("Hjemme fra leir");
    visitor.button("Lagre").click();
    visitor.seesHeading("Kalender");
    assertThat(events(visitor, "Hjemme fra leir")).hasCount(2);
    assertThat(events(visitor, "Leirskole")).hasCount(2);
  }

  /** What happens at night is shown, at the plan's time in a browser of another zone too. */
  @Test
  void showsTheNightInThePlansTime() {
    add(
        days("Medisin om natten", today)
            .put("allDay", false)
            .put("start", today + "T03:15")
            .put("end", today + "T03:30"));
    Visitor visitor = loggedIn("koordinator");
    setZone(visitor, "America/New_York");
    at(visitor, "").seesHeading("Kalender").sees("Klokkeslettene er norsk tid.");
    for (String view : new String[] {"Uke", "Dag"}) {
      visitor.button(view).click();
      assertThat(events(visitor, "Medisin om natten")).containsText("03.15");
      assertThat(events(visitor, "Medisin om natten")).isVisible();
    }
  }

  private static void setZone(Visitor visitor, String zone) {
    var arguments = new com.google.gson.JsonObject();
    arguments.addProperty("timezoneId", zone);
    var unused =
        visitor
            .page()
            .context()
            .newCDPSession(visitor.page())
            .send("Emulation.setTimezoneOverride", arguments);
  }

  /** In steps, as a hand does: FullCalendar follows where the pointer has been. */
  private static void drag(Visitor visitor, Locator what, Locator to) {
    what.scrollIntoViewIfNeeded();
    BoundingBox from = what.boundingBox();
    BoundingBox target = to.boundingBox();
    Mouse mouse = visitor.page().mouse();
    mouse.move(from.x + 8, from.y + 8);
    mouse.down();
    mouse.move(target.x + 20, target.y + 14, new Mouse.MoveOptions().setSteps(10));
    mouse.up();
  }

  private static Locator day(Visitor visitor, LocalDate day) {
    return visitor.page().locator("td.fc-daygrid-day[data-date='" + day + "']");
  }

  private static Locator inDay(Visitor visitor, LocalDate day, String title) {
    return day(visitor, day)
        .locator("a.fc-event")
        .filter(new Locator.FilterOptions().setHasText(title));
  }

  private static Locator events(Visitor visitor, String title) {
    return visitor.page().getByRole(AriaRole.LINK).filter(hasText(title));
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }
}
