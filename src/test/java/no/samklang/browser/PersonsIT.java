package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** "Adm. virksomhet": the register of persons. */
class PersonsIT extends OwnServerTest {
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
    Look.at(admin, "persons");
    admin.field("Navn").fill("s");
    admin.button("Søk").click();
    admin.sees("Skriv minst to bokstaver.");
    assertThat(admin.field("Navn")).isFocused();
    admin.field("Navn").fill("sonnove sleteland");
    admin.button("Søk").click();
    assertThat(admin.row("Sønnøve Sletteland")).containsText("Begrenset søk");
    admin.link("Sønnøve Sletteland").click();
    admin.seesHeading("Person").sees("Sønnøve Sletteland");
    Look.at(admin, "person");
    admin.button("Endre opplysningene").click();
    admin.field("Arbeidssted").fill("Ingensteds");
    admin.button("Lagre").click();
    admin.sees("Opplysningene er lagret.").sees("Ingensteds");
    admin.button("Slett personen").click();
    admin.sees("Navnet blir stående");
    Look.at(admin, "person-delete");
    admin.button("Avbryt").click();
    admin.button("Slett personen").click();
    admin.button("Ja, slett personen").click();
    admin.sees("Personen er slettet.").seesHeading("Personer");
  }

  @Test
  void oneInAPlanStaysAndOneselfToo() {
    Visitor admin = admin();
    admin.field("Navn").fill("Eksempel");
    admin.button("Søk").click();
    assertThat(admin.row("Nora Eksempel")).isVisible();
    Look.at(admin, "persons-found");
    admin.link("Nora Eksempel").click();
    admin.button("Slett personen").click();
    admin.button("Ja, slett personen").click();
    admin.sees("Personen er med i en plan");
    Look.at(admin, "person-in-plan", 320);
    admin.open(PAGE).field("Navn").fill("Mønster");
    admin.button("Søk").click();
    admin.link("Astrid Mønster").click();
    admin.sees("Du kan ikke slette deg selv.");
    admin.button("Slett personen").click();
    assertThat(admin.page().getByRole(AriaRole.DIALOG)).hasCount(0);
    Look.at(admin, "person-own", 320);
  }

  @Test
  void theMenuLeadsToBothPlaces() {
    Visitor admin =
        loggedIn("admin").open("/virksomhet/varsler").seesHeading("Varsler som ikke kom fram");
    admin.link("Personer").click();
    admin.seesHeading("Personer");
    assertThat(admin.link("Adm. virksomhet")).hasAttribute("aria-current", "page");
    admin.field("Navn").fill("Xqzwv");
    admin.button("Søk").click();
    admin.sees("Ingen heter noe som ligner på dette.");
    Look.at(admin, "persons-none", 320);
  }

  @Test
  void nobodyElseOpensAPerson() {
    String id = server().value("select id::text from person where last_name = 'Tenkestad'");
    loggedIn("fremmed")
        .open(PAGE + "/" + id)
        .seesHeading("Person")
        .sees("Dette finnes ikke lenger");
  }
}
