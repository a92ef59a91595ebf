package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import no.samklang.TestPlan;
import org.junit.jupiter.api.Test;

/** "Administrasjon": the person register. */
class PersonsIT extends SeparateServerTest {
  private static final String PAGE = "/virksomhet/personer";

  private Visitor admin() {
    return loggedIn("admin").open(PAGE).seesHeading("Personer");
  }

  @Test
  void aPersonIsFoundChangedAndDeleted() {
    server()
        .sql(
            """
            insert into person (id, municipality_id, first_name, last_name, mobile, limit_search)
            select gen_random_uuid(), municipality_id, 'Sønnøve', 'Sletteland', '+4790123123', true
              from person where last_name = 'Mønster'""");
    Visitor admin = admin();
    PageAssertions.assertAccessible(admin, "persons");
    admin.field("Navn").fill("-");
    admin.button("Søk").click();
    admin.sees("Skriv navnet på den du leter etter.");
    assertThat(admin.field("Navn")).isFocused();
    admin.field("Navn").fill("Zoennove Sletteland");
    admin.button("Søk").click();
    assertThat(admin.row("Sønnøve Sletteland")).containsText("Begrenset søk");
    admin.link("Sønnøve Sletteland").click();
    admin.seesHeading("Person").sees("Sønnøve Sletteland");
    PageAssertions.assertAccessible(admin, "person");
    admin.button("Endre opplysningene").click();
    admin.exactField("Arbeidssted").fill("Ingensteds");
    admin.button("Lagre").click();
    admin.sees("Opplysningene er lagret.").sees("Ingensteds");
    admin.button("Slett personen").click();
    admin.sees("Navnet blir stående");
    PageAssertions.assertAccessible(admin, "person-delete");
    admin.button("Avbryt").click();
    admin.button("Slett personen").click();
    admin.button("Ja, slett personen").click();
    admin.sees("Personen er slettet.").seesHeading("Personer");
  }

  /** Where the municipality lets everyone search, from the page of the participants. */
  @Test
  void aParticipantFindsAPerson() {
    Visitor mother = loggedIn("mor");
    String plan = TestPlan.withConsentDaysLeft(server().loggedIn("mor"), 24).id();
    String page = "/planer/" + plan + "/deltakere";
    mother.open(page).seesHeading("Deltakere");
    mother.link("Finn en person i kommunen").click();
    mother.seesHeading("Finn en person i kommunen");
    mother.field("Navn").fill("Mønster");
    mother.button("Søk").click();
    mother.sees("Astrid Mønster");
    assertThat(mother.button("Velg")).hasCount(0);
    PageAssertions.assertAccessible(mother, "find-person");
    server().sql("update organisation set register_search = 'COORDINATORS'");
    try {
      mother.open(page).seesHeading("Deltakere");
      assertThat(mother.text("Se kortet").first()).isVisible();
      assertThat(mother.link("Finn en person i kommunen")).hasCount(0);
    } finally {
      server().sql("update organisation set register_search = 'EVERYONE'");
    }
  }

  @Test
  void participantsAndTheCallerCannotBeDeleted() {
    Visitor admin = admin();
    admin.field("Navn").fill("Eksempel");
    admin.button("Søk").click();
    assertThat(admin.row("Nora Eksempel")).isVisible();
    PageAssertions.assertAccessible(admin, "persons-found");
    admin.link("Nora Eksempel").click();
    admin.sees("Personen er med i en plan");
    assertThat(admin.button("Slett personen")).isDisabled();
    admin.button("Slett personen").click(new Locator.ClickOptions().setForce(true));
    assertThat(admin.page().getByRole(AriaRole.DIALOG)).hasCount(0);
    PageAssertions.assertAccessible(admin, "person-in-plan", 320);
    admin.page().goBack();
    assertThat(admin.row("Nora Eksempel")).isVisible();
    assertThat(admin.field("Navn")).hasValue("Eksempel");
    admin.open(PAGE).field("Navn").fill("Mønster");
    admin.button("Søk").click();
    admin.link("Astrid Mønster").click();
    admin.sees("Du kan ikke slette deg selv.");
    assertThat(admin.button("Slett personen")).isDisabled();
    admin.button("Slett personen").click(new Locator.ClickOptions().setForce(true));
    assertThat(admin.page().getByRole(AriaRole.DIALOG)).hasCount(0);
    PageAssertions.assertAccessible(admin, "person-own", 320);
  }

  /** Fourteen texts send people to the administrator for this (PERSON-8). */
  @Test
  void theAdministratorHelpsWithAnAccount() {
    for (int i = 0; i < 3; i++) {
      server().client().submitPassword("laerer", "Feil-1").expect(401);
    }
    String id = server().value("select person_id from account where username = 'laerer'");
    Visitor admin = loggedIn("admin").open(PAGE + "/" + id).seesHeading("Person");
    admin.sees("Kontoen er låst i 10 minutter");
    PageAssertions.assertAccessible(admin, "person-account");
    admin.button("Lås opp kontoen").click();
    admin.sees("Kontoen er låst opp.");
    assertThat(admin.button("Lås opp kontoen")).hasCount(0);
    server().client().submitPassword("laerer", no.samklang.TestClient.PASSWORD).expect(200);
  }

  @Test
  void theMenuHasBothPages() {
    Visitor admin =
        loggedIn("admin").open("/virksomhet/varsler").seesHeading("Varsler som ikke kom fram");
    admin.link("Administrasjon").click();
    admin.seesHeading("Personer");
    assertThat(admin.link("Administrasjon")).hasAttribute("aria-current", "page");
    admin.field("Navn").fill("Xqzwv");
    admin.button("Søk").click();
    admin.sees("Vi fant ingen med et navn som ligner.");
    PageAssertions.assertAccessible(admin, "persons-none", 320);
  }

  @Test
  void othersCannotOpenAPerson() {
    String id = server().value("select id::text from person where last_name = 'Tenkestad'");
    loggedIn("fremmed")
        .open(PAGE + "/" + id)
        .seesHeading("Person")
        .sees("Dette finnes ikke lenger");
  }
}
