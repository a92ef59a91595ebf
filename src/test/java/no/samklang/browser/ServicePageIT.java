package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonObject;
import no.samklang.TestClient;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.Test;

/** A participant who stands for a service, and the person who takes the place (PART-9). */
class ServicePageIT extends SeparateServerTest {
  @Test
  void anotherPersonTakesThePlace() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    String nav = DemoPlans.participantId(server(), plan, "nav");
    Visitor coordinator = loggedIn("koordinator").open(plan.path("/deltakere"));
    coordinator.sees("Oppfølging mot arbeid, NAV Eksempelvik");
    PageAssertions.assertAccessible(coordinator, "group-service");
    coordinator.open(plan.path("/deltakere/" + nav)).sees("Står for en tjeneste");
    PageAssertions.assertAccessible(coordinator, "card-service");
    coordinator.link("Endre: Står for en tjeneste").click();
    coordinator.exactField("Tjeneste").fill("");
    coordinator.button("Lagre kortet").click();
    coordinator.sees("Dette må fylles ut.");
    PageAssertions.assertAccessible(coordinator, "service-edit");
    coordinator.exactField("Tjeneste").fill("Oppfølging");
    coordinator.button("Lagre kortet").click();
    coordinator.sees("Tjenesten er lagret.").sees("Oppfølging, NAV Eksempelvik");
    coordinator.link("Bytt person").click();
    coordinator.seesHeading("Bytt person").field("Navnet på personen").fill("Frode");
    coordinator.button("Søk").click();
    coordinator.button("Velg Frode Liksom").click();
    coordinator.sees("Frode Liksom får se og gjøre det samme");
    PageAssertions.assertAccessible(coordinator, "service-replace");
    coordinator.button("Bytt person").click();
    coordinator.sees("Frode Liksom har tatt over.").seesHeading("Frode Liksom");
    coordinator.sees("Oppfølging, NAV Eksempelvik");
    coordinator.open(plan.path("/logg")).sees("satte inn Frode Liksom for en tjeneste");
    loggedIn("fremmed").open(plan.path()).seesHeading("Hjem");
    loggedIn("nav").open(plan.path()).seesHeading("Vi finner ikke siden");
  }

  /** A draft that is found late is a choice: both are shown, and neither is lost. */
  @Test
  void aReplacementThatWasBegunElsewhereIsAChoice() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    String provider =
        server()
            .value(
                "select id from participant where plan_id = '%s' and service_name is not null and removed_at is null limit 1"
                    .formatted(plan.id()));
    String draft = "/me/drafts/plan-" + plan.id() + "-participant-" + provider + "-replacement";
    JsonObject values = new JsonObject().put("register", true).put("firstName", "Hjemmefra");
    JsonObject base = new JsonObject().put("register", false).put("firstName", "");
    JsonObject content = new JsonObject().put("values", values).put("base", base);
    TestClient client = server().loggedIn("koordinator");
    client.put(draft, new JsonObject().put("content", content)).expect(204);
    Visitor coordinator = loggedIn("koordinator");
    coordinator
        .page()
        .route(
            "**/api/v1" + draft, route -> route.fulfill(new Route.FulfillOptions().setStatus(409)));
    coordinator.open(plan.path("/deltakere/" + provider + "/bytt")).seesHeading("Bytt person");
    coordinator.button("Registrer en ny person").click();
    coordinator.field("Fornavn").fill("Herfra");
    coordinator.page().unroute("**/api/v1" + draft);
    coordinator.button("Sjekk på nytt").click();
    coordinator.sees("Det finnes to versjoner").sees("Hjemmefra").sees("Herfra");
    PageAssertions.assertAccessible(coordinator, "replacement-conflict", 320);
    coordinator.button("Bruk den andre teksten").click();
    assertThat(coordinator.field("Fornavn")).hasValue("Hjemmefra");
    client.delete(draft);
  }

  @Test
  void aNewProviderIsAddedForAService() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor coordinator = loggedIn("koordinator").open(plan.path("/deltakere/ny"));
    coordinator.field("Navnet på personen").fill("Petter Kladd");
    coordinator.button("Søk").click();
    coordinator.button("Velg Petter Kladd").click();
    coordinator.field("Rolle").selectOption("PROVIDER");
    coordinator.exactField("Tjeneste").fill("PP-tjenesten");
    PageAssertions.assertAccessible(coordinator, "add-for-service", 320);
    coordinator.button("Legg til i planen").click();
    coordinator.sees("PP-tjenesten");
    assertThat(coordinator.link("Bytt person")).isVisible();
  }
}
