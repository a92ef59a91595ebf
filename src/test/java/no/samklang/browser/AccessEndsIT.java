package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.vertx.core.json.JsonObject;
import no.samklang.browser.Demo.Plan;
import org.junit.jupiter.api.Test;

/** Somebody's access ends while their page is open: the page says why, and the text is kept. */
class AccessEndsIT extends OwnServerTest {
  @Test
  void oneWhoIsTakenOutIsToldAndKeepsTheText() {
    Plan plan = Demo.mainPlan(server());
    String id = Demo.participantId(server(), plan, "lege");
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
    Look.at(visitor, "access-ended");
    visitor.link("Til listen over planer").click();
    visitor.seesHeading("Liste planer");
    assertThat(visitor.page().getByText(plan.ownerName())).hasCount(0);
  }

  @Test
  void whatStandsInAFormIsThereAgainWhenTheAccessIs() {
    Plan plan = Demo.mainPlan(server());
    String id = Demo.participantId(server(), plan, "nav");
    String card = plan.path("/deltakere/" + id);
    Visitor visitor = loggedIn("nav").open(card).sees("Lagre kortet");
    visitor.field("Ansvar i denne planen").fill("Dette er ikke lagret ennå");
    shut(plan, "valid_until = current_date - 2");
    visitor.button("Lagre kortet").click();
    visitor.sees("Samtykket i planen har utgått");
    assertThat(visitor.field("Ansvar i denne planen")).hasValue("Dette er ikke lagret ennå");
    visitor.page().reload();
    visitor.seesHeading("Samtykket har utgått").sees("Ingenting er slettet");
    shut(plan, "valid_until = current_date + 210");
    visitor.page().reload();
    visitor.sees("Det du skrev, står her ennå");
    assertThat(visitor.field("Ansvar i denne planen")).hasValue("Dette er ikke lagret ennå");
  }

  private void shut(Plan plan, String change) {
    server()
        .sql(
            "update consent set %s where ended_at is null and plan_id = '%s'"
                .formatted(change, plan.id()));
  }

  @Test
  void rightsThatChangeShowOnThePageThatIsOpen() {
    Plan plan = Demo.mainPlan(server());
    String path =
        "/plans/"
            + plan.id()
            + "/participants/"
            + Demo.participantId(server(), plan, "ergoterapeut");
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
