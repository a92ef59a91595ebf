package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import no.samklang.browser.Demo.Plan;
import org.junit.jupiter.api.Test;

/** Recipients who leave the plan before the message is sent (MSG-3). */
class RecipientsIT extends OwnServerTest {
  @Test
  void oneWhoHasLeftIsNotAmongTheRecipientsOfAReply() {
    Plan plan = Demo.mainPlan(server());
    String name = Demo.nameOf(server(), "mor");
    String id = Demo.send(server(), plan, "mor", "koordinator", "Før jeg går");
    leave(plan, "mor");
    Visitor visitor = loggedIn("koordinator").open(plan.path("/meldinger/ny?svar=" + id));
    visitor.seesHeading("Skriv melding").sees("Meldingen går ikke til " + name);
    Look.at(visitor, "compose-left");
    visitor.button("Send").click();
    visitor.sees("Velg minst én mottaker");
    recipient(visitor, Demo.nameOf(server(), "planeier")).check();
    visitor.button("Send").click();
    visitor.sees("Meldingen er sendt");
  }

  @Test
  void oneWhoLeavesWhileTheMessageIsWrittenIsNamedWhenItIsSent() {
    Plan plan = Demo.mainPlan(server());
    String name = Demo.nameOf(server(), "lege");
    Visitor visitor = loggedIn("koordinator").open(plan.path("/meldinger/ny"));
    recipient(visitor, name).check();
    recipient(visitor, Demo.nameOf(server(), "planeier")).check();
    visitor.exactField("Emne").fill("Til den som gikk");
    visitor.exactField("Tekst").fill("Og til en som er her.");
    leave(plan, "lege");
    visitor.button("Send").click();
    visitor.sees("Meldingen går ikke til " + name);
    assertThat(recipient(visitor, name)).hasCount(0);
    visitor.button("Send").click();
    visitor.sees("Meldingen er sendt");
  }

  private void leave(Plan plan, String username) {
    String participantId = Demo.participantId(server(), plan, username);
    server()
        .sql("update participant set removed_at = now() where id = '%s'".formatted(participantId));
  }

  private static Locator recipient(Visitor visitor, String name) {
    return visitor.page().getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(name));
  }
}
