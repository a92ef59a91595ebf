package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.Test;

/** "Avsluttede planer" and "Slettede planer" (PLAN-9). */
class DeletionPagesIT extends SeparateServerTest {
  @Test
  void theAdministratorDeletesAPlanThatNeedNotBeKept() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    server()
        .sql(
            """
            update plan set state = 'CLOSED', start_date = current_date - 6000, end_date = current_date - 4000, planned_end = null,
                   short_name = 'Veien videre', archived_at = now() + interval '1 day' where id = '%1$s';
            insert into plan_archive (id, plan_id, participant_id, parts, history, comments, asked_at, state, made_at, log_seq, size,
                                      sha256, received_at, receipt)
            select gen_random_uuid(), plan_id, id, '{ABOUT,REQUIRED_CONTENT,GOALS,SURVEY,EMERGENCY,SPECIALIST_PLANS,CALENDAR,MEETINGS,
                   PARTICIPANTS,CONSENT,DOCUMENTS,LOG}', true, true, now(), 'RECEIVED', now() + interval '1 day', 1000000, 1,
                   sha256('x'), now(), 'Mottatt'
              from participant where plan_id = '%1$s' and role = 'COORDINATOR' limit 1\
            """
                .formatted(plan.id()));
    Visitor admin = loggedIn("admin").open("/virksomhet/avsluttede-planer");
    admin.seesHeading("Avsluttede planer").sees(plan.ownerName());
    PageAssertions.assertAccessible(admin, "closed-plans");
    admin.button("Slett planen til " + plan.ownerName()).click();
    admin.button("Slett planen for godt").click();
    PageAssertions.assertAccessible(admin, "delete-plan");
    admin.field("Skriv «Veien videre» for å bekrefte").fill("Veien");
    admin.button("Slett planen for godt").click();
    admin.sees("Skriv det akkurat slik det står over feltet.");
    assertThat(admin.field("Skriv «Veien videre» for å bekrefte")).hasValue("Veien");
    admin.field("Skriv «Veien videre» for å bekrefte").fill("Veien videre");
    admin.button("Slett planen for godt").click();
    admin.sees("Planen er slettet.");
    assertThat(admin.button("Slett planen til " + plan.ownerName())).hasCount(0);
    admin.link("Se hvilke planer som er slettet").click();
    admin.seesHeading("Slettede planer").sees("Individuell plan");
    PageAssertions.assertAccessible(admin, "deleted-plans");
    assertThat(admin.text(plan.lastName())).hasCount(0);
  }
}
