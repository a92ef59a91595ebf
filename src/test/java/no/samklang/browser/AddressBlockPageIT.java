package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import no.samklang.TestPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The address block on the pages (PERSON-13). */
class AddressBlockPageIT extends SeparateServerTest {
  private TestPlan plan;
  private String person;
  private String card;

  @BeforeAll
  void findCard() {
    plan = TestPlan.withConsentDaysLeft(server().loggedIn("koordinator"), 210);
    person = server().value("select person_id from account where username = 'lege'");
    card =
        "/planer/%s/deltakere/%s"
            .formatted(
                plan.id(),
                server()
                    .value(
                        "select id from participant where removed_at is null and plan_id = '%s' and person_id = '%s'"
                            .formatted(plan.id(), person)));
    server()
        .sql(
            "update person set workplace = 'Skjult legesenter', street = 'Skjulveien 1' where id = '%s'"
                .formatted(person));
  }

  private String name() {
    return server()
        .value("select first_name || ' ' || last_name from person where id = '" + person + "'");
  }

  @Test
  void theCoordinatorSetsItAndAnAdministratorLiftsIt() {
    Visitor other = loggedIn("laerer").open(card).seesHeading(name());
    other.sees("Skjult legesenter");
    Visitor coordinator = loggedIn("koordinator").open(card).seesHeading(name());
    coordinator.sees("Ingen sperre");
    PageAssertions.assertAccessible(coordinator, "address-block");
    coordinator.page().getByLabel("Strengt fortrolig").check();
    coordinator.button("Lagre sperren").click();
    coordinator.sees("Sperren er lagret.").sees("Strengt fortrolig adresse").sees("Skjulveien 1");
    PageAssertions.assertAccessible(coordinator, "address-block-set");
    // the open page hides it at once
    assertThat(other.text("Skjult legesenter")).hasCount(0);
    assertThat(other.text("Strengt fortrolig")).hasCount(0);
    PageAssertions.assertAccessible(other, "address-block-hidden");
    coordinator.page().getByLabel("Ingen sperre").check();
    coordinator.button("Lagre sperren").click();
    coordinator.sees("Bare administratoren i kommunen kan oppheve");
    PageAssertions.assertAccessible(coordinator, "address-block-refused", 320);
    anAdministratorLiftsIt();
  }

  /** From the person's page, without seeing the plan. */
  @Test
  void anAdministratorAddsAStrictlyConfidentialPerson() {
    String hidden = server().value("select person_id from account where username = 'fremmed'");
    server()
        .sql(
            "update person set address_block = 'STRICTLY_CONFIDENTIAL' where id = '"
                + hidden
                + "'");
    Visitor admin = loggedIn("admin").open("/virksomhet/personer/" + hidden).seesHeading("Person");
    admin.sees("Legge til i en plan");
    admin.button("Søk etter planen").click();
    admin.sees("Skriv navnet på planeieren.");
    admin.field("Etternavnet til planeieren").fill(owner("last_name"));
    admin.button("Søk etter planen").click();
    PageAssertions.assertAccessible(admin, "add-to-plan-search");
    admin.button("Velg planen til " + owner("first_name || ' ' || last_name")).first().click();
    admin.button("Legg til i planen").click();
    admin.sees("Velg hva personen skal være i planen.");
    admin.page().getByLabel("Hva skal personen være i planen?").selectOption("NEXT_OF_KIN");
    PageAssertions.assertAccessible(admin, "add-to-plan");
    admin.button("Legg til i planen").click();
    PageAssertions.assertAccessible(admin, "add-to-plan-question", 320);
    admin.button("Ja, legg til").click();
    admin.sees("er lagt til i planen til " + owner("first_name || ' ' || last_name"));
    assertThat(admin.text("Koordinatoren finner ikke")).isVisible();
  }

  private String owner(String column) {
    return server()
        .value(
            """
            select %s from person join participant p on p.person_id = person.id
             where p.plan_id = '%s' and p.role = 'OWNER'"""
                .formatted(column, plan.id()));
  }

  private void anAdministratorLiftsIt() {
    Visitor admin = loggedIn("admin").open("/virksomhet/personer").seesHeading("Personer");
    admin.field("Navn").fill(name());
    admin.button("Søk").click();
    assertThat(admin.row(name())).hasCount(0);
    admin.link("Personer med adressesperre").click();
    admin.seesHeading("Personer med adressesperre");
    assertThat(admin.row(name())).containsText("Strengt fortrolig adresse");
    PageAssertions.assertAccessible(admin, "blocked-persons");
    admin.link(name()).click();
    admin.seesHeading("Person").sees("er skjult for deg");
    PageAssertions.assertAccessible(admin, "address-block-admin");
    assertThat(admin.text("Skjulveien 1")).hasCount(0);
    admin.page().getByLabel("Ingen sperre").check();
    admin.button("Lagre sperren").click();
    admin.sees("Sperren er lagret.").sees("Skjulveien 1");
  }
}
