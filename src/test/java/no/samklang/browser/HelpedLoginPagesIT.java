package no.samklang.browser;

import no.samklang.TestPlan;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A coordinator who helps, and a new guardian, in the browser (PERSON-15). */
class HelpedLoginPagesIT extends SeparateServerTest {
  private static final String PARTICIPANT =
      "select id from participant where plan_id = '%s' and person_id = (select person_id from account where username = '%s')";

  private String participant(TestPlan plan, String username) {
    return server().value(PARTICIPANT.formatted(plan.id(), username));
  }

  @Test
  @DisplayName("After help the owner is told why nothing can be decided, and a second one vouches")
  void aSecondHelperVouches() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server().loggedIn("koordinator"), 210);
    String owner = participant(plan, "planeier");
    server().sql("update account set marked_until = current_date + 7 where username = 'planeier'");
    Visitor planeier = loggedIn("planeier").open("/planer/" + plan.id() + "/samtykke");
    planeier.sees("Noen har nylig hjulpet deg med innloggingen.");
    PageAssertions.assertAccessible(planeier, "consent-marked");
    Visitor coordinator =
        loggedIn("koordinator").open("/planer/%s/deltakere/%s/konto".formatted(plan.id(), owner));
    coordinator.sees("Noen har nylig hjulpet med innloggingen");
    PageAssertions.assertAccessible(coordinator, "account-marked");
    coordinator.button("Jeg vet at det er denne personen som logger inn").click();
    coordinator.sees("Takk. Personen kan bestemme selv igjen.");
    planeier.open("/planer/" + plan.id() + "/samtykke").button("Forny samtykket").click();
  }

  /** PLAN-4. */
  @Test
  @DisplayName("The owner lets somebody see the log that was withheld from them")
  void theOwnerShowsAWithheldLog() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server().loggedIn("koordinator"), 210);
    String coordinator = participant(plan, "koordinator");
    server().sql("update account set marked_until = null where username = 'planeier'");
    server()
        .sql("update participant set log_withheld = true where id = '%s'".formatted(coordinator));
    Visitor owner =
        loggedIn("planeier").open("/planer/%s/deltakere/%s".formatted(plan.id(), coordinator));
    owner.sees("Ser ikke loggen");
    PageAssertions.assertAccessible(owner, "withheld-log");
    owner.page().locator("withheld-log button").click();
    owner.sees("kan se loggen nå.");
  }

  @Test
  @DisplayName("A new guardian is confirmed by another guardian, not by who added them")
  void aNewGuardianIsConfirmedByAnother() {
    TestPlan mother = TestPlan.withConsentDaysLeft(server().loggedIn("mor"), 24);
    server()
        .sql(
            """
            insert into participant (id, plan_id, person_id, role, since)
            select gen_random_uuid(), '%s', person_id, 'GUARDIAN', now() from account where username = 'fremmed'"""
                .formatted(mother.id()));
    String card = "/planer/%s/deltakere/%s".formatted(mother.id(), participant(mother, "fremmed"));
    Visitor mor = loggedIn("mor").open(card).sees("Ikke bekreftet som foresatt ennå");
    PageAssertions.assertAccessible(mor, "guardian-unconfirmed");
    mor.button("Bekreft med det signerte samtykket i planen").click();
    mor.sees("Det ligger ikke noe signert samtykke fra foresatte i planen.");
    mor.page().locator("guardian-confirmation button").first().click();
    mor.sees("er bekreftet som foresatt.");
  }
}
