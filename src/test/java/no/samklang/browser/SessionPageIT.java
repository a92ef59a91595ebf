package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Expiry and end of sessions (LOGIN-7, LOGIN-8, LOGIN-10). */
class SessionPageIT extends SeparateServerTest {
  @Test
  void theUserIsWarnedAndCanExtendTheSessionBeforeItExpires() {
    Visitor visitor = visitor().as(server().loggedIn("koordinator"));
    visitor.page().clock().install();
    visitor.open("/planer").seesHeading("Liste planer");
    advanceClocks(visitor, Duration.ofMinutes(56));
    Locator warning = visitor.dialog("Er du her fortsatt?");
    assertThat(warning).isVisible();
    PageAssertions.assertAccessible(visitor, "timeout-warning");
    visitor.button("Jeg er her fortsatt").click();
    assertThat(warning).hasCount(0);
    advanceClocks(visitor, Duration.ofMinutes(56));
    assertThat(warning).isVisible();
    advanceClocks(visitor, Duration.ofMinutes(5));
    visitor.seesHeading("Logg inn").sees("lagret som kladd");
  }

  @Test
  void aWrongDeviceClockDoesNotTriggerTheWarning() {
    Visitor visitor = visitor().as(server().loggedIn("koordinator"));
    long hoursAhead = server().clock().instant().plus(Duration.ofHours(7)).toEpochMilli();
    visitor.page().clock().install(new Clock.InstallOptions().setTime(hoursAhead));
    visitor.open("/planer").seesHeading("Liste planer");
    advanceClocks(visitor, Duration.ofMinutes(50));
    assertThat(visitor.heading("Liste planer")).isVisible();
    assertThat(visitor.dialog("Er du her fortsatt?")).hasCount(0);
    advanceClocks(visitor, Duration.ofMinutes(6));
    assertThat(visitor.dialog("Er du her fortsatt?")).isVisible();
  }

  /** Advances the clocks of server and browser. */
  private void advanceClocks(Visitor visitor, Duration time) {
    server().advanceClock(time);
    visitor.page().clock().fastForward(time.toMillis());
  }

  @Test
  void loggingOutInOneTabLogsOutTheOther() {
    Visitor visitor = visitor().as(server().loggedIn("lege")).open("/profil");
    visitor.seesHeading("Min profil");
    Page other = visitor.newTab();
    other.navigate("/planer");
    Visitor.logOut(other);
    visitor.seesHeading("Logg inn").sees("Du er logget ut.");
  }

  @Test
  void unsavedTextIsKeptWhenTheSessionEnds() {
    DemoPlans.ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor visitor = visitor().as(server().loggedIn("lege"));
    visitor.page().clock().install();
    visitor.open(plan.path("/meldinger/ny")).seesHeading("Ny melding");
    pauseBrowserClock(visitor);
    visitor.exactField("Emne").fill("Står her ennå");
    visitor.context().clearCookies();
    visitor.page().clock().resume();
    Locator ended = visitor.dialog("Du er logget ut");
    assertThat(ended).isVisible();
    visitor.button("Jeg har logget inn").click();
    visitor.sees("Du er ikke logget inn ennå");
    PageAssertions.assertAccessible(visitor, "login-again");
    visitor.as(server().loggedIn("lege")).button("Jeg har logget inn").click();
    assertThat(ended).hasCount(0);
    visitor.seesSaved();
    assertThat(visitor.exactField("Emne")).hasValue("Står her ennå");
  }

  /** Pauses the browser's clock, so that drafts aren't saved until it is resumed. */
  private static void pauseBrowserClock(Visitor visitor) {
    double now = ((Number) visitor.page().evaluate("Date.now()")).doubleValue();
    visitor.page().clock().pauseAt((long) now + Duration.ofSeconds(30).toMillis());
  }

  @Test
  void anotherSessionCanBeEnded() {
    Visitor here = visitor().as(server().loggedIn("planeier")).open("/profil/innlogginger");
    Visitor there = visitor().as(server().loggedIn("planeier")).open("/planer");
    there.seesHeading("Liste planer");
    here.page().reload();
    here.seesHeading("Her er du logget inn").sees("Siste innlogginger");
    here.page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Avslutt:"))
        .first()
        .click();
    here.sees("Innloggingen er avsluttet.");
    there.seesHeading("Logg inn").sees("Innloggingen din er avsluttet");
  }
}
