package no.samklang.browser;

import com.microsoft.playwright.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.Test;

/** Open pages at midnight (LIST-5). */
class DayChangeIT extends SeparateServerTest {
  private static final ZoneId NORWAY = ZoneId.of("Europe/Oslo");

  @Test
  void remainingDaysOfTheConsentAreUpdatedAtMidnight() {
    ListedPlan plan = DemoPlans.expiringPlan(server());
    advanceToEvening();
    Visitor list = visitor();
    Visitor inPlan = visitor();
    open(list, "/planer", "Liste planer");
    open(inPlan, plan.path(), "Hjem");
    String before = list.row(plan.ownerName()).getByText("om ").first().innerText();
    int daysLeft = Integer.parseInt(before.replaceAll("\\D", ""));
    inPlan.sees("om " + daysLeft + " dager");
    Duration overMidnight = Duration.ofMinutes(15);
    server().advanceClock(overMidnight);
    list.page().clock().fastForward(overMidnight.toMillis());
    inPlan.page().clock().fastForward(overMidnight.toMillis());
    list.sees("om " + (daysLeft - 1) + " dager");
    inPlan.sees("om " + (daysLeft - 1) + " dager");
  }

  /** Advances the clock to 23:50, so that sessions don't expire before midnight. */
  private void advanceToEvening() {
    ZonedDateTime now = server().clock().instant().atZone(NORWAY);
    ZonedDateTime evening = now.with(LocalTime.of(23, 50));
    server()
        .advanceClock(Duration.between(now, evening.isBefore(now) ? evening.plusDays(1) : evening));
  }

  private void open(Visitor visitor, String path, String heading) {
    long now = server().clock().instant().toEpochMilli();
    visitor.page().clock().install(new Clock.InstallOptions().setTime(now));
    visitor.as(server().loggedIn("koordinator")).open(path).seesHeading(heading);
  }
}
