package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.vertx.core.json.JsonObject;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.Test;

/** Access ends while a page is open: the page shows the reason and keeps the text. */
class AccessEndsIT extends SeparateServerTest {
  @Test
  void aRemovedParticipantIsInformedAndKeepsTheText() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    String id = DemoPlans.participantId(server(), plan, "lege");
    Visitor visitor = loggedIn("lege").open(plan.path("/meldinger/ny"));
    visitor.exactField("Emne").fill("Midt i noe");
    visitor.exactField("Tekst").fill("Dette holdt jeg på å skrive.");
    server()
        .loggedIn("koordinator")
        .delete("/plans/" + plan.id() + "/participants/" + id)
        .expect(204);
    visitor.seesHeading("Du er ikke lenger med i planen");
    assertThat(visitor.field("Dette holdt du på å skrive"))
        .hasValue("Midt i noe\n\nDette holdt jeg på å skrive.");
    PageAssertions.assertAccessible(visitor, "access-ended");
    visitor.link("Til listen over planer").click();
    visitor.seesHeading("Liste planer");
    assertThat(visitor.page().getByText(plan.ownerName())).hasCount(0);
  }

  @Test
  void formContentIsRestoredWithTheAccess() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    String id = DemoPlans.participantId(server(), plan, "nav");
    String card = plan.path("/deltakere/" + id);
    Visitor visitor = loggedIn("nav").open(card + "/endre/ansvar").sees("Lagre kortet");
    visitor.field("Ansvar i denne planen").fill("Dette er ikke lagret ennå");
    changeConsent(plan, "valid_until = current_date - 2");
    visitor.button("Lagre kortet").click();
    visitor.sees("Planen er stengt nå, fordi samtykket ikke gjelder lenger");
    assertThat(visitor.field("Ansvar i denne planen")).hasValue("Dette er ikke lagret ennå");
    visitor.page().reload();
    visitor.seesHeading("Planen er stengt nå").sees("Ingenting er slettet");
    changeConsent(plan, "valid_until = current_date + 210");
    visitor.page().reload();
    visitor.sees("Det du skrev, står her fortsatt");
    assertThat(visitor.field("Ansvar i denne planen")).hasValue("Dette er ikke lagret ennå");
  }

  /** A page that hasn't seen the plan before it was shut says why it is, and whom to ask. */
  @Test
  void aFreshPageOfAShutPlanNamesTheReasonAndTheCoordinator() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    changeConsent(plan, "valid_until = current_date - 2");
    Visitor visitor = loggedIn("nav").open(plan.path()).seesHeading("Planen er stengt nå");
    visitor.sees("Samtykket til samarbeidet har gått ut").sees("Kari Testnes");
    assertThat(visitor.page().locator(".coordinator a[href^='tel:']").first()).isVisible();
    PageAssertions.assertAccessible(visitor, "plan-shut");
    changeConsent(plan, "valid_until = current_date + 210, ended_at = now()");
    visitor.open(plan.path("/meldinger")).sees("Samtykket til samarbeidet er trukket tilbake");
    server()
        .sql(
            "update consent set ended_at = null where id = (select id from consent where plan_id ="
                + " '%s' order by given_at desc, id limit 1)".formatted(plan.id()));
  }

  private void changeConsent(ListedPlan plan, String change) {
    server()
        .sql(
            "update consent set %s where ended_at is null and plan_id = '%s'"
                .formatted(change, plan.id()));
  }

  @Test
  void changedRightsAreShownOnTheOpenPage() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    String path =
        "/plans/"
            + plan.id()
            + "/participants/"
            + DemoPlans.participantId(server(), plan, "ergoterapeut");
    Visitor owner = loggedIn("planeier").open(plan.path("/hvem-ser-hva?vis=deler"));
    owner.seesHeading("Hvem kan se hva?");
    var coordinator = server().loggedIn("koordinator");
    JsonObject card = coordinator.get(path).expect(200).body();
    JsonObject rights = card.getJsonObject("rights");
    rights.put("areas", new JsonObject());
    coordinator
        .put(
            path + "/rights",
            card.getInteger("rightsVersion"),
            new JsonObject().put("role", "GUARDIAN").put("rights", rights))
        .expect(200);
    owner.sees("Foresatt");
  }
}
