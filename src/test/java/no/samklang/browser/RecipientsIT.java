package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.Test;

/** Recipients who leave the plan before the message is sent (MSG-3). */
class RecipientsIT extends SeparateServerTest {
  @Test
  void aFormerParticipantIsNoRecipientOfAReply() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    String name = DemoPlans.nameOf(server(), "mor");
    String id = DemoPlans.send(server(), plan, "mor", "koordinator", "Før jeg går");
    leave(plan, "mor");
    Visitor visitor = loggedIn("koordinator").open(plan.path("/meldinger/ny?svar=" + id));
    visitor.seesHeading("Før jeg går").sees("Meldingen går ikke til " + name);
    PageAssertions.assertAccessible(visitor, "compose-left");
    visitor.button("Send").click();
    visitor.sees("Velg minst én mottaker");
    recipient(visitor, DemoPlans.nameOf(server(), "planeier")).check();
    visitor.exactField("Svaret ditt").fill("Til en som er her.");
    visitor.button("Send").click();
    visitor.sees("Meldingen er sendt");
  }

  @Test
  void aRecipientWhoLeavesMeanwhileIsNamedOnSending() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    String name = DemoPlans.nameOf(server(), "lege");
    Visitor visitor = loggedIn("koordinator").open(plan.path("/meldinger/ny"));
    recipient(visitor, name).check();
    recipient(visitor, DemoPlans.nameOf(server(), "planeier")).check();
    visitor.exactField("Emne").fill("Til den som gikk");
    visitor.exactField("Tekst").fill("Og til en som er her.");
    leave(plan, "lege");
    visitor.button("Send").click();
    visitor.sees("Meldingen går ikke til " + name);
    assertThat(recipient(visitor, name)).hasCount(0);
    visitor.button("Send").click();
    visitor.sees("Meldingen er sendt");
  }

  private void leave(ListedPlan plan, String username) {
    String participantId = DemoPlans.participantId(server(), plan, username);
    server()
        .sql("update participant set removed_at = now() where id = '%s'".formatted(participantId));
  }

  private static Locator recipient(Visitor visitor, String name) {
    return visitor.page().getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(name));
  }
}
