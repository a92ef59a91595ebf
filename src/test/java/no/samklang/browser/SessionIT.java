package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a session lives and ends (LOGIN-7, LOGIN-8, LOGIN-10). */
class SessionIT extends OwnServerTest {
  @Test
  void oneIsWarnedAndCanStayAndElseIsLoggedOut() {
    Visitor visitor = visitor().as(server().loggedIn("koordinator"));
    visitor.page().clock().install();
    visitor.open("/planer").seesHeading("Liste planer");
    pass(visitor, Duration.ofMinutes(56));
    Locator warning = visitor.dialog("Er du her fortsatt?");
    assertThat(warning).isVisible();
    Look.at(visitor, "timeout-warning");
    visitor.button("Jeg er her fortsatt").click();
    assertThat(warning).hasCount(0);
    pass(visitor, Duration.ofMinutes(56));
    assertThat(warning).isVisible();
    pass(visitor, Duration.ofMinutes(5));
    visitor.seesHeading("Logg inn").sees("tatt vare på som kladd");
  }

  @Test
  void aDeviceWhoseClockIsWrongIsNotWarnedTooSoon() {
    Visitor visitor = visitor().as(server().loggedIn("koordinator"));
    long hoursAhead = server().clock().instant().plus(Duration.ofHours(7)).toEpochMilli();
    visitor.page().clock().install(new Clock.InstallOptions().setTime(hoursAhead));
    visitor.open("/planer").seesHeading("Liste planer");
    pass(visitor, Duration.ofMinutes(50));
    assertThat(visitor.heading("Liste planer")).isVisible();
    assertThat(visitor.dialog("Er du her fortsatt?")).hasCount(0);
    pass(visitor, Duration.ofMinutes(6));
    assertThat(visitor.dialog("Er du her fortsatt?")).isVisible();
  }

  /** Both the server's and the browser's clock go on. */
  private void pass(Visitor visitor, Duration time) {
    server().pass(time);
    visitor.page().clock().fastForward(time.toMillis());
  }

  @Test
  void loggingOutInOneTabLogsOutTheOther() {
    Visitor visitor = visitor().as(server().loggedIn("lege")).open("/profil");
    visitor.seesHeading("Min profil");
    Page other = visitor.newTab();
    other.navigate("/planer");
    other.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Logg ut")).click();
    visitor.seesHeading("Logg inn").sees("Du er logget ut.");
  }

  @Test
  void textThatIsNotSavedStaysWhenTheSessionEnds() {
    Demo.Plan plan = Demo.mainPlan(server());
    Visitor visitor = visitor().as(server().loggedIn("lege"));
    visitor.page().clock().install();
    visitor.open(plan.path("/meldinger/ny")).seesHeading("Skriv melding");
    standStill(visitor);
    visitor.exactField("Emne").fill("Står her ennå");
    visitor.context().clearCookies();
    visitor.page().clock().resume();
    Locator ended = visitor.dialog("Du er logget ut");
    assertThat(ended).isVisible();
    visitor.button("Jeg har logget inn").click();
    visitor.sees("Du er ikke logget inn ennå");
    Look.at(visitor, "login-again");
    visitor.as(server().loggedIn("lege")).button("Jeg har logget inn").click();
    assertThat(ended).hasCount(0);
    visitor.seesSaved();
    assertThat(visitor.exactField("Emne")).hasValue("Står her ennå");
  }

  /** What is written now isn't saved until the browser's clock goes on. */
  private static void standStill(Visitor visitor) {
    double now = ((Number) visitor.page().evaluate("Date.now()")).doubleValue();
    visitor.page().clock().pauseAt((long) now + Duration.ofSeconds(30).toMillis());
  }

  @Test
  void anotherSessionCanBeEnded() {
    Visitor here = visitor().as(server().loggedIn("planeier")).open("/profil");
    Visitor there = visitor().as(server().loggedIn("planeier")).open("/planer");
    there.seesHeading("Liste planer");
    here.page().reload();
    here.seesHeading("Min profil").sees("Siste innlogginger");
    here.page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Avslutt:"))
        .first()
        .click();
    here.sees("Innloggingen er avsluttet.");
    there.seesHeading("Logg inn").sees("Innloggingen din er avsluttet");
  }
}
