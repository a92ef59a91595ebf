package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.SelectOption;
import java.time.LocalDate;
import java.time.ZoneId;
import no.samklang.browser.Demo.Plan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** "Administrer plan" (PLAN-2, PLAN-5, PLAN-6). */
class AdministerPlanIT extends OwnServerTest {
  private static final String HEADING = "Administrer planen";
  private Plan plan;

  @BeforeEach
  void prepare() {
    plan = Demo.mainPlan(server());
  }

  @Test
  void theListAndTheTabLeadThere() {
    Visitor coordinator = loggedIn("koordinator").open("/planer").seesHeading("Liste planer");
    coordinator.link("Administrer planen til " + plan.ownerName()).first().click();
    coordinator.seesHeading(HEADING).sees("Om planen");
    Look.at(coordinator, "administer");
    coordinator.page().setViewportSize(1280, 800);
    coordinator.link("Hjem").click();
    coordinator.seesHeading("Hjem").link("Administrer").click();
    coordinator.seesHeading(HEADING);
    Visitor doctor = loggedIn("lege").open(plan.path()).seesHeading("Hjem");
    assertThat(doctor.link("Administrer")).hasCount(0);
    doctor.open(plan.path("/administrer")).seesHeading("Du har ikke tilgang");
  }

  @Test
  void whatThePlanIsIsChangedAndWhatIsTypedIsKept() {
    Visitor coordinator = administer("koordinator");
    coordinator.button("Endre").click();
    coordinator.field("Kortnavn").fill("Et nytt navn");
    coordinator.seesSaved().page().reload();
    assertThat(coordinator.field("Kortnavn")).hasValue("Et nytt navn");
    Look.at(coordinator, "administer-edit");
    coordinator.button("Lagre").click();
    coordinator.sees("Endringen er lagret.");
    assertThat(coordinator.region("Om planen").getByText("Et nytt navn")).isVisible();
  }

  @Test
  void twoWhoChangeItSeeBothVersions() {
    Visitor coordinator = administer("koordinator");
    coordinator.button("Endre").click();
    coordinator.field("Kortnavn").fill("Mitt navn");
    server()
        .sql(
            "update plan set short_name = 'Deres navn', version = version + 1 where id = '%s'"
                .formatted(plan.id()));
    coordinator.button("Lagre").click();
    coordinator.sees("Det finnes to versjoner").sees("Deres navn");
    coordinator.button("Bruk min tekst herfra").click();
    coordinator.sees("Endringen er lagret.");
    assertThat(coordinator.region("Om planen").getByText("Mitt navn")).isVisible();
  }

  @Test
  void oneIsAskedToTakeOverAndSaysYesAndGivesItBack() {
    Visitor coordinator = administer("koordinator");
    coordinator
        .field("Be en annen ta over")
        .selectOption(new SelectOption().setLabel("Leila Tenkestad (Tjenesteyter)"));
    coordinator.button("Be om å ta over …").click();
    coordinator.sees("Vil du be Leila Tenkestad ta over?");
    Look.at(coordinator, "baton-question", 320);
    coordinator.button("Ja, spør").click();
    coordinator.sees("har ansvaret til Leila Tenkestad har svart ja");
    Look.at(coordinator, "administer-asked", 768);
    coordinator.open(plan.path()).sees("Du har bedt Leila Tenkestad ta over");
    Visitor doctor = loggedIn("lege").open(plan.path()).seesHeading("Hjem");
    doctor.sees("Kari Testnes ber deg ta over planen");
    Look.at(doctor, "baton-home");
    doctor.page().setViewportSize(1280, 800);
    doctor.button("Ja, jeg tar over").click();
    doctor.dialog("Vil du ta over planen?").getByText("Ja, jeg tar over").click();
    doctor.sees("Du er nå koordinator i planen.");
    assertThat(doctor.link("Administrer")).isVisible();
    assertThat(coordinator.link("Administrer")).hasCount(0);
    giveBack();
  }

  private void giveBack() {
    server()
        .sql(
            """
            update participant p set role = case a.username when 'koordinator' then 'COORDINATOR' else 'PROVIDER' end,
                   rights = (select rights from role_rights where role = case a.username when 'koordinator' then 'COORDINATOR' else 'PROVIDER' end)
              from account a where a.person_id = p.person_id and a.username in ('koordinator', 'lege') and p.plan_id = '%s'"""
                .formatted(plan.id()));
  }

  @Test
  void aQuestionIsTakenBackOrDeclined() {
    Visitor coordinator = administer("koordinator");
    for (String after : new String[] {"taken back", "declined"}) {
      coordinator
          .field("Be en annen ta over")
          .selectOption(new SelectOption().setLabel("Leila Tenkestad (Tjenesteyter)"));
      coordinator.button("Be om å ta over …").click();
      coordinator.button("Ja, spør").click();
      coordinator.sees("har svart ja.");
      if (after.equals("declined")) {
        Visitor doctor = loggedIn("lege").open(plan.path()).seesHeading("Hjem");
        doctor.button("Nei takk").click();
        doctor.sees("Du har svart nei.");
      } else {
        coordinator.button("Trekk spørsmålet tilbake").click();
        coordinator.sees("Spørsmålet er trukket tilbake.");
      }
      assertThat(coordinator.field("Be en annen ta over")).isVisible();
    }
  }

  @Test
  void aSubstituteIsNamedAndEnded() {
    Visitor coordinator = administer("koordinator");
    coordinator.button("Sett inn vikar").click();
    coordinator.sees("Velg hvem som skal være vikar.");
    coordinator
        .field("Hvem skal være vikar?")
        .selectOption(new SelectOption().setLabel("Leila Tenkestad (Tjenesteyter)"));
    coordinator.field("Til og med").fill("2020-01-01");
    coordinator.button("Sett inn vikar").click();
    coordinator.sees("Datoen kan ikke være før i dag.");
    LocalDate until = LocalDate.now(ZoneId.of("Europe/Oslo")).plusDays(7);
    coordinator.field("Til og med").fill(until.toString());
    coordinator.button("Sett inn vikar").click();
    coordinator.sees("Vikaren er satt inn.");
    Look.at(coordinator, "administer-substitute", 320);
    Visitor doctor = administer("lege");
    doctor.sees("Du er vikar.");
    coordinator.button("Avslutt vikariatet til Leila Tenkestad").click();
    coordinator.sees("Vikariatet er avsluttet.");
    doctor.seesHeading("Du har ikke tilgang");
  }

  @Test
  void aPlanIsClosedAfterAClearQuestionAndReopenedByTheAdministrator() {
    Visitor coordinator = administer("koordinator");
    coordinator.button("Avslutt planen …").click();
    coordinator.sees("Vil du avslutte planen?");
    Look.at(coordinator, "administer-close");
    coordinator.button("Nei, behold den åpen").click();
    coordinator.button("Avslutt planen …").click();
    coordinator.field("Siste dag i samarbeidet").fill("1999-01-01");
    coordinator.button("Ja, avslutt planen").click();
    coordinator.sees("Datoen er før den første dagen.");
    String today = LocalDate.now(ZoneId.of("Europe/Oslo")).toString();
    coordinator.field("Siste dag i samarbeidet").fill(today);
    coordinator.button("Ja, avslutt planen").click();
    coordinator
        .sees("Planen er avsluttet.")
        .sees("må du kontakte den som administrerer virksomheten");
    Look.at(coordinator, "administer-closed");
    reopen();
    coordinator.sees("Avslutte planen");
  }

  private void reopen() {
    Visitor admin = loggedIn("admin").open("/planer?avsluttede=ja").seesHeading("Liste planer");
    admin.open(plan.path("/administrer")).seesHeading(HEADING);
    admin.sees("Derfor ser du ikke hva som står i den.");
    assertThat(admin.button("Endre")).hasCount(0);
    Look.at(admin, "administer-outside");
    admin.button("Gjenåpne planen …").click();
    admin.button("Ja, gjenåpne planen").click();
    admin.sees("Planen er åpnet igjen.");
    assertThat(admin.button("Gjenåpne planen …")).hasCount(0);
  }

  @Test
  void aStrangerFindsNothing() {
    loggedIn("fremmed").open(plan.path("/administrer")).seesHeading("Vi finner ikke siden");
  }

  private Visitor administer(String username) {
    return loggedIn(username).open(plan.path("/administrer")).seesHeading(HEADING);
  }
}
