package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.Test;

/** "Administrasjon": units, administrators, help contacts and downtime (ORG-1). */
class UnitPagesIT extends SeparateServerTest {
  @Test
  void aUnitIsAddedAndItsPagesAreUsed() {
    Visitor admin = loggedIn("admin").open("/virksomhet/enheter");
    admin.seesHeading("Enheter og administratorer");
    PageAssertions.assertAccessible(admin, "units");
    admin.link("Helse og mestring").click();
    admin.seesHeading("Helse og mestring").button("Legg til en enhet").click();
    admin.field("Hva heter enheten?").fill("\u200B");
    admin.button("Legg til").click();
    admin.sees("Her er det tegn som ikke vises");
    admin.field("Hva heter enheten?").fill("Psykisk helse");
    admin.button("Legg til").click();
    admin.sees("Enheten er lagt til.").link("Psykisk helse").click();
    admin.seesHeading("Psykisk helse").button("Arbeid i denne enheten").click();
    admin.sees("Du arbeider i denne enheten.");
    PageAssertions.assertAccessible(admin, "unit");
    admin.field("Hører til").selectOption("Oppvekst og skole");
    admin.button("Lagre").click();
    admin.sees("Endringen er lagret.").link("Hva som er gjort her").click();
    admin.seesHeading("Hva som er gjort her").sees("Flyttet").sees("Enhet lagt til");
    PageAssertions.assertAccessible(admin, "organisation-log");
  }

  @Test
  void theLastAdministratorStaysAndAnotherIsNamed() {
    Visitor admin = loggedIn("admin").open("/virksomhet/enheter");
    admin.link("Eksempelvik kommune").click();
    admin.button("Ta bort Astrid Mønster").click();
    dialogButton(admin, "Ta bort").click();
    admin.sees("Kommunen må alltid ha en administrator");
    admin.button("Legg til administrator").click();
    admin.field("Hvem? Søk på navn.").fill("Forslag");
    admin.button("Søk").click();
    admin.button("Velg Knut Forslag").click();
    dialogButton(admin, "Legg til administrator").click();
    admin.sees("Knut Forslag er nå administrator.");
    PageAssertions.assertAccessible(admin, "administrators");
  }

  private static Locator dialogButton(Visitor visitor, String name) {
    return visitor
        .page()
        .getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void contactsAndDowntimeReachThoseOutside() {
    Visitor admin = loggedIn("admin").open("/virksomhet/enheter");
    admin.link("Eksempelvik kommune").click();
    admin.link("Hvem folk kan spørre om hjelp").click();
    admin.seesHeading("Hvem folk kan spørre om hjelp");
    admin.page().locator("[id='items.0.phone']").fill("ring oss");
    admin.button("Lagre").click();
    admin.sees("Dette er ikke et telefonnummer");
    admin.page().locator("[id='items.0.phone']").fill("55 55 12 34");
    admin.button("Lagre").click();
    admin.sees("Kontaktene er lagret.");
    PageAssertions.assertAccessible(admin, "help-contacts");
    admin.page().getByText("Tilbake til").click();
    admin.link("Varsle om driftsstans").click();
    admin.seesHeading("Varsle om driftsstans");
    String tomorrow = server().value("select to_char(now() + interval '1 day', 'DD.MM.YYYY')");
    admin.exactField("Fra dag").fill(tomorrow);
    admin.field("Fra klokka").fill("20:00");
    admin.exactField("Til dag").fill(tomorrow);
    admin.field("Til klokka").fill("19:00");
    admin.field("Hva skal det stå?").fill("Vi bytter tjener.");
    admin.button("Varsle").click();
    admin.sees("Dette er før det begynner");
    admin.field("Til klokka").fill("22:00");
    admin.button("Varsle").click();
    admin.sees("Varselet er lagt ut.");
    PageAssertions.assertAccessible(admin, "downtimes");
    Visitor outside = visitor().open("/logg-inn").seesHeading("Logg inn");
    outside.sees("Samklang er nede").sees("Vi bytter tjener.");
    PageAssertions.assertAccessible(outside, "login-downtime");
    outside.open("/hjelp").sees("Koordinerende enhet");
    assertThat(outside.page().getByText("Brukerstøtte IKT")).hasCount(0);
  }

  /** What is left out isn't in an empty plan's menu; what has content stays. */
  @Test
  void whatAPlanTypeContainsIsChosen() {
    Visitor admin = loggedIn("admin").open("/virksomhet/enheter");
    admin.link("Helse og mestring").click();
    admin.link("Hva plantypene inneholder").click();
    admin.seesHeading("Hva plantypene inneholder").sees("Alt er med. Det er det vanlige.");
    admin.exactField("Mål").uncheck();
    assertThat(admin.exactField("Aktiviteter")).isDisabled();
    admin.field("Dokumenter").uncheck();
    admin.field("Økonomi").uncheck();
    admin.sees("Dette er bestemt for Helse og mestring.");
    PageAssertions.assertAccessible(admin, "plan-types");
    admin.button("Lagre").click();
    admin.sees("Valget er lagret.");
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor coordinator = loggedIn("koordinator").open(plan.path()).seesHeading("Hjem");
    assertThat(coordinator.link("Mål og aktiviteter").first()).isVisible();
    String empty = "/planer/" + emptyPlan();
    partsThatArentUsedSaySo(coordinator, empty);
    assertThat(coordinator.link("Kartlegging").first()).isVisible();
    assertThat(coordinator.link("Mål og aktiviteter")).hasCount(0);
    assertThat(coordinator.link("Dokumenter")).hasCount(0);
    coordinator.link("Kartlegging").first().click();
    coordinator.seesHeading("Kartlegging").sees("Fritid");
    assertThat(coordinator.page().getByText("Økonomi")).hasCount(0);
    admin.button("Ta med alt igjen").click();
    admin.button("Lagre").click();
    admin.sees("Alt er med. Det er det vanlige.");
  }

  /** A bookmark, or a link in an old message, leads there. */
  private static void partsThatArentUsedSaySo(Visitor coordinator, String plan) {
    for (String part : List.of("/mal", "/dokumenter/nytt", "/kartlegging/omrade/okonomi")) {
      coordinator.open(plan + part).seesHeading("Planen bruker ikke denne delen");
      assertThat(coordinator.page()).hasTitle("Siden kan ikke vises – Samklang");
    }
    PageAssertions.assertAccessible(coordinator, "part-off", 320);
    PageAssertions.assertLayout(coordinator, "part-off", 1280);
    coordinator.link("Til Hjem i planen").click();
    coordinator.seesHeading("Hjem");
    assertThat(coordinator.page()).hasTitle("Hjem – Samklang");
  }

  /** A new plan of "Helse og mestring". */
  private String emptyPlan() {
    String today = server().value("select (now() at time zone 'Europe/Oslo')::date");
    String unit = server().value("select id from organisation where name = 'Helse og mestring'");
    JsonObject plan =
        new JsonObject(
            """
            {"owner": {"firstName": "Tom", "lastName": "Planeier"}, "type": "IP", "startDate": "%1$s", "organisationId": "%2$s",
             "consent": {"from": "%1$s", "until": "%1$s", "scope": "Alt", "capacity": "OWNER"}}\
            """
                .formatted(today, unit));
    return server().loggedIn("koordinator").post("/plans", plan).expect(201).body().getString("id");
  }
}
