package no.samklang.browser;

import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.Test;

/** "Planer uten koordinator" (PLAN-6). */
class AbandonedPlansPageIT extends SeparateServerTest {
  @Test
  void theAdministratorChoosesAnotherCoordinator() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor admin = loggedIn("admin").open("/virksomhet/planer");
    admin.seesHeading("Planer uten koordinator").sees("Alle planer har en koordinator.");
    server()
        .sql(
            """
            update account set blocked_at = now(), block_reason = 'Prøve',
                   blocked_by = (select person_id from account where username = 'admin')
             where username = 'koordinator'""");
    admin.open("/virksomhet/planer").sees(plan.ownerName());
    PageAssertions.assertAccessible(admin, "abandoned-plans");
    admin.link("Velg koordinator for planen til " + plan.ownerName()).first().click();
    admin.seesHeading("Administrer planen").sees("Ingen har ansvaret nå");
    admin.field("Navnet på den som skal være koordinator").fill("Knut");
    admin.button("Søk").click();
    PageAssertions.assertAccessible(admin, "abandoned-choice");
    admin.button("Velg Knut Forslag").click();
    admin.sees("Skal Knut Forslag være koordinator?").button("Ja, velg").click();
    admin.sees("Knut Forslag er nå koordinator.");
    loggedIn("koordinator2").open(plan.path()).seesHeading("Hjem").sees("Knut Forslag");
  }
}
