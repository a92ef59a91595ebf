package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import java.time.Instant;
import no.samklang.TestClient;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.Test;

/** Keyboard operation (UU-1). */
class KeyboardIT extends BrowserTest {
  private static final int MAX_TABS = 60;

  @Test
  void loginAndSendingWorkByKeyboard() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor visitor = visitor().open("/logg-inn").seesHeading("Logg inn");
    Keyboard keyboard = visitor.page().keyboard();
    Instant before = server().clock().instant();
    tabTo(visitor, visitor.field("Brukernavn"));
    keyboard.type("koordinator");
    tabTo(visitor, visitor.exactField("Passord"));
    keyboard.type(TestClient.PASSWORD);
    keyboard.press("Enter");
    visitor.seesHeading("Skriv inn koden");
    tabTo(visitor, visitor.field("Engangskode"));
    keyboard.type(visitor.codeSince(before));
    keyboard.press("Enter");
    visitor.seesHeading("Liste planer");
    assertThat(visitor.heading("Liste planer")).isFocused();
    follow(visitor, visitor.link(plan.ownerName()).first());
    assertThat(visitor.heading("Hjem")).isFocused();
    follow(visitor, visitor.link("Ny melding"));
    assertThat(visitor.heading("Ny melding")).isFocused();
    tabTo(visitor, visitor.field("Velg alle"));
    keyboard.press("Space");
    tabTo(visitor, visitor.exactField("Emne"));
    keyboard.type("Uten mus");
    tabTo(visitor, visitor.exactField("Tekst"));
    keyboard.type("Alt gikk med tastaturet.");
    tabTo(visitor, visitor.button("Send"));
    keyboard.press("Enter");
    visitor.sees("Meldingen er sendt").seesHeading("Meldinger");
  }

  @Test
  void theFirstTabStopIsTheSkipLink() {
    Visitor visitor = visitor().open("/hjelp").seesHeading("Hjelp og kontakt");
    visitor.page().keyboard().press("Tab");
    assertThat(visitor.link("Hopp til innholdet")).isFocused();
    visitor.page().keyboard().press("Enter");
    assertThat(visitor.page().getByRole(com.microsoft.playwright.options.AriaRole.MAIN))
        .isFocused();
  }

  private static void follow(Visitor visitor, Locator link) {
    tabTo(visitor, link);
    visitor.page().keyboard().press("Enter");
  }

  static void tabTo(Visitor visitor, Locator goal) {
    assertThat(goal).isVisible();
    for (int step = 0; step < MAX_TABS; step++) {
      if ((boolean) goal.evaluate("element => element === document.activeElement")) {
        return;
      }
      visitor.page().keyboard().press("Tab");
    }
    throw new AssertionError("Not reached by Tab: " + goal);
  }
}
