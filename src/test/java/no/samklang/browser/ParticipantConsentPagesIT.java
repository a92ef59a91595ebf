package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import no.samklang.TestPlan;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Each participant's consent: days left, period, "Trekk tilbake samtykket", renewal (PART-4,
 * PART-7).
 */
class ParticipantConsentPagesIT extends SeparateServerTest {
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("dd.MM.yyyy");
  private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Oslo"));
  private ListedPlan plan;

  /**
   * As the demo has it, also after another test has removed somebody: one ends by itself in 28
   * days, the others follow the plan for 210.
   */
  @BeforeEach
  void prepare() {
    String id =
        server()
            .value(
                "select plan_id from participant p join account a using (person_id) where username = 'planeier' and role = 'OWNER'");
    plan = new ListedPlan(id, "Nora", "Eksempel");
    server()
        .sql(
            """
            update consent set valid_until = '%2$s' where plan_id = '%1$s' and ended_at is null;
            update participant removed set removed_at = null, removed_by = null
             where plan_id = '%1$s' and person_id in (select id from person where last_name = 'Skisse') and removed_at is not null
               and not exists (select from participant p
                                where p.plan_id = removed.plan_id and p.person_id = removed.person_id and p.removed_at is null);
            update participant set consent_ended_at = null, consent_ended_by = null, consent_owner_ended = false,
                   ends_on = case when person_id in (select id from person where last_name = 'Skisse') then date '%3$s' end
             where plan_id = '%1$s'"""
                .formatted(id, today.plusDays(210), today.plusDays(28)));
  }

  private String card(String username) {
    return plan.path("/deltakere/" + DemoPlans.participantId(server(), plan, username));
  }

  /** In the last 30 days in red, with an icon and in words; the others' without. */
  @Test
  void listAndCardShowTheDaysLeft() {
    Visitor visitor = loggedIn("koordinator").open(plan.path("/deltakere"));
    visitor.sees("Samtykke: 28 dager igjen").sees("Samtykke: 210 dager igjen");
    Locator warnings = visitor.page().locator(".person-consent .consent-expiring");
    assertThat(warnings).hasCount(1);
    assertThat(warnings.locator("svg")).hasCount(1);
    PageAssertions.assertAccessible(visitor, "group-consent-days");
    visitor.link("Se kortet: Ingrid Skisse").click();
    visitor.sees("Samtykke: 28 dager igjen").sees("Har en egen sluttdato.");
    assertThat(visitor.page().locator("participant-consent .consent-expiring svg")).hasCount(1);
    PageAssertions.assertAccessible(visitor, "card-consent-own");
    visitor.open("/planer").sees("om 210 dager");
  }

  @Test
  void aPeriodIsChangedInsideThePlans() {
    Visitor visitor = loggedIn("koordinator").open(card("lege"));
    visitor.sees("Følger samtykket til planen.").link("Endre perioden").click();
    visitor.seesHeading("Hvor lenge gjelder samtykket?").sees(SHOWN.format(today.plusDays(210)));
    visitor.field("Slutter tidligere").check();
    visitor.button("Lagre").click();
    visitor.sees("Dette må fylles ut.");
    visitor.field("Siste dag").fill(SHOWN.format(today.plusDays(300)));
    visitor.button("Lagre").click();
    visitor.sees("Så lenge varer ikke samtykket til planen.");
    PageAssertions.assertAccessible(visitor, "participant-consent-form");
    visitor.field("Siste dag").fill(SHOWN.format(today.plusDays(20)));
    visitor.button("Lagre").click();
    visitor.sees("Samtykket er lagret.").sees("Samtykke: 20 dager igjen");
    visitor.link("Endre perioden").click();
    visitor.field("Følger samtykket til planen").check();
    visitor.button("Lagre").click();
    visitor.sees("Følger samtykket til planen.").sees("Samtykke: 210 dager igjen");
  }

  @Test
  void oneConsentIsWithdrawnAndGivenAgain() {
    Visitor doctor = loggedIn("lege").open(plan.path("/deltakere")).seesHeading("Deltakere");
    Visitor visitor = loggedIn("koordinator").open(card("lege"));
    assertThat(visitor.button("Trekk tilbake samtykket")).hasClass("button button-danger");
    visitor.button("Trekk tilbake samtykket").click();
    visitor.sees("Vil du trekke tilbake samtykket for Leila Tenkestad?");
    PageAssertions.assertAccessible(visitor, "card-consent-question");
    visitor.button("Ja, trekk tilbake").click();
    visitor.sees("Kari Testnes trakk tilbake samtykket");
    PageAssertions.assertAccessible(visitor, "card-consent-withdrawn");
    doctor.sees("Du er ikke lenger med i planen");
    visitor.open(plan.path("/deltakere")).sees("Tilgangen er slutt");
    visitor.sees("Samtykket ble trukket tilbake " + SHOWN.format(today));
    PageAssertions.assertAccessible(visitor, "group-consent-withdrawn");
    visitor.open(plan.path("/hvem-ser-hva")).sees("Samtykket er trukket tilbake");
    visitor.open(plan.path("/samtykke")).sees("Egen sluttdato");
    assertThat(visitor.region("Egen sluttdato")).containsText("Leila Tenkestad trukket tilbake");
    PageAssertions.assertAccessible(visitor, "consent-own-periods");
    visitor.link("Leila Tenkestad").first().click();
    visitor.link("Gi samtykke på nytt").click();
    visitor.sees("Når du lagrer, får Leila Tenkestad tilgang igjen.");
    visitor.button("Gi samtykke på nytt").click();
    visitor.sees("Samtykket er lagret.").sees("Følger samtykket til planen.");
    doctor.open(plan.path("/deltakere")).seesHeading("Deltakere");
  }

  @Test
  void theOwnerSeesWhatIsKeptAndSaysWhatIsNotCovered() {
    Visitor owner = loggedIn("planeier").open(plan.path("/samtykke")).seesHeading("Samtykke");
    owner.sees("Journalen min hos legen").sees("Deltakerne får vite ulike ting.");
    owner.button("Forny samtykket").click();
    owner.sees("Disse får ikke ny periode når samtykket fornyes.");
    owner.field("Er det noe du ikke sier ja til?").fill("Det jeg skriver i dagboken.");
    PageAssertions.assertAccessible(owner, "consent-form-not-covered");
    owner.button("Les og skriv under").click();
    owner.button("Jeg samtykker").click();
    owner.sees("Samtykket er lagret.").sees("Det jeg skriver i dagboken.");
    loggedIn("lege").open(plan.path("/samtykke")).sees("Det jeg skriver i dagboken.");
    owner.open(plan.path("/deltakere")).sees("Samtykke: 28 dager igjen");
  }

  @Test
  void othersHaveNoButtons() {
    Visitor doctor = loggedIn("lege").open(card("mor")).seesHeading("Marit Eksempel");
    doctor.sees("Samtykke: 210 dager igjen");
    assertThat(doctor.button("Trekk tilbake samtykket")).hasCount(0);
    assertThat(doctor.link("Endre perioden")).hasCount(0);
    doctor.open(card("mor") + "/samtykke").seesHeading("Marit Eksempel");
  }

  /** A coordinator has no consent period: there is nothing to choose. */
  @Test
  void aWithdrawnCoordinatorGetsConsentAgain() {
    String card = card("lege");
    changeDoctor("role = 'COORDINATOR', consent_ended_at = now(), consent_ended_by = p.person_id");
    try {
      Visitor visitor = loggedIn("koordinator").open(card);
      visitor.link("Gi samtykke på nytt").click();
      visitor.seesHeading("Hvor lenge gjelder samtykket?");
      assertThat(visitor.field("Slutter tidligere")).hasCount(0);
      PageAssertions.assertAccessible(visitor, "participant-consent-coordinator");
      visitor.button("Gi samtykke på nytt").click();
      visitor.sees("Samtykket er lagret.");
      assertThat(visitor.link("Gi samtykke på nytt")).hasCount(0);
    } finally {
      changeDoctor("role = 'PROVIDER'");
    }
  }

  /** Who doesn't renew consents, is offered no end date with the rights either. */
  @Test
  void aSubstituteChangesNoPeriodWithTheRights() {
    String rights = card("mor") + "/rettigheter";
    changeDoctor("substitute_from = current_date - 1, substitute_until = current_date + 5");
    try {
      Visitor substitute = loggedIn("lege").open(rights).seesHeading("Rettighetsdetaljer");
      assertThat(substitute.exactField("Rolle")).isVisible();
      assertThat(substitute.field("Siste dag med tilgang")).hasCount(0);
    } finally {
      changeDoctor("substitute_from = null, substitute_until = null");
    }
    Visitor coordinator = loggedIn("koordinator").open(rights).seesHeading("Rettighetsdetaljer");
    assertThat(coordinator.field("Siste dag med tilgang")).isVisible();
  }

  private void changeDoctor(String columns) {
    server()
        .sql(
            """
            update participant p set %s
             where plan_id = '%s' and person_id = (select person_id from account where username = 'lege')"""
                .formatted(columns, plan.id()));
  }

  @Test
  void aGuardianWhoDecidesIsNotShutOutOfAnExpiredPlan() {
    TestPlan guarded = TestPlan.withConsentDaysLeft(server().loggedIn("mor"), 24);
    guarded.client().delete(guarded.path("/consent")).expect(204);
    Visitor mother = loggedIn("mor").open("/planer/" + guarded.id() + "/samtykke");
    mother.sees("foresatte som bestemmer for planeieren").sees("Gi samtykke");
    PageAssertions.assertAccessible(mother, "consent-guardian-none");
  }
}
