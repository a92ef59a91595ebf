package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** "Lag plan": creating a plan in four steps (PLAN-1, LIST-4). */
class CreatePlanPageIT extends SeparateServerTest {
  private static final Locator.FilterOptions HAS_TWO_ERRORS =
      new Locator.FilterOptions().setHasText("Det er 2 feil");
  private static final Pattern PLAN_URL = Pattern.compile(".*/planer/[0-9a-f-]{36}$");

  @Test
  void aPlanForANewPersonIsCreatedStepByStep() {
    Visitor coordinator = loggedIn("koordinator").open("/planer").seesHeading("Liste planer");
    coordinator.link("Lag plan").click();
    coordinator.seesHeading("Hvem er planen for?").sees("Steg 1 av 4");
    PageAssertions.assertAccessible(coordinator, "create-plan-owner");
    coordinator.field("Navnet på planeieren").fill("Ukjent Navnesen");
    coordinator.button("Søk").click();
    coordinator.sees("Vi fant ingen med det navnet.");
    coordinator.button("Registrer en ny person").click();
    assertThat(coordinator.field("Fornavn")).hasValue("Ukjent");
    assertThat(coordinator.field("Fornavn")).isFocused();
    coordinator.field("Fornavn").fill("");
    coordinator.field("Etternavn").fill("");
    coordinator.button("Neste").click();
    assertThat(coordinator.page().getByRole(AriaRole.GROUP).filter(HAS_TWO_ERRORS)).isFocused();
    assertThat(coordinator.page()).hasTitle(Pattern.compile("^Feil: Lag plan"));
    PageAssertions.assertAccessible(coordinator, "create-plan-register");
    coordinator.link("Etternavn: Dette må fylles ut.").click();
    assertThat(coordinator.field("Etternavn")).isFocused();
    coordinator.field("Etternavn").fill("Navnesen");
    coordinator.field("Fornavn").fill("Ukjent");
    assertThat(coordinator.page()).hasTitle(Pattern.compile("^Lag plan"));
    coordinator.button("Neste").click();
    coordinator.seesHeading("Hva slags plan er det?").sees("Steg 2 av 4").sees("Ukjent Navnesen");
    coordinator.sees("Koordinator");
    coordinator.button("Neste").click();
    coordinator.sees("Velg hva slags plan det er.");
    chooseType(coordinator, "Individuell plan");
    coordinator.field("Kortnavn").fill("Ny start");
    coordinator.field("Planlagt slutt").fill("2020-01-01");
    coordinator
        .field("Hvilken lov bygger planen på?")
        .selectOption(new SelectOption().setLabel("Noe annet"));
    coordinator.button("Neste").click();
    coordinator.sees("Datoen er før den første dagen.").sees("Dette må fylles ut.");
    PageAssertions.assertAccessible(coordinator, "create-plan-period-wrong", 320);
    coordinator.page().setViewportSize(1280, 800);
    coordinator.field("Planlagt slutt").fill(inDays(500));
    coordinator
        .field("Hvilken lov bygger planen på?")
        .selectOption(new SelectOption().setLabel("Pasient- og brukerrettighetsloven § 2-5"));
    PageAssertions.assertAccessible(coordinator, "create-plan-details");
    coordinator.button("Neste").click();
    coordinator.sees("Steg 3 av 4");
    coordinator.field("Planeieren selv").check();
    coordinator.field("Hva gjelder samtykket?").fill("Samarbeid mellom skole og helse.");
    coordinator.seesSaved();
    PageAssertions.assertAccessible(coordinator, "create-plan-consent");
    assertThat(coordinator.page()).hasURL(Pattern.compile(".*/planer/ny/samtykke$"));
    coordinator.page().reload();
    assertThat(coordinator.field("Hva gjelder samtykket?"))
        .hasValue("Samarbeid mellom skole og helse.");
    coordinator.button("Neste").click();
    coordinator.sees("Stemmer dette?").sees("Blir registrert som ny person");
    coordinator.sees("Pasient- og brukerrettighetsloven § 2-5");
    PageAssertions.assertAccessible(coordinator, "create-plan-summary");
    coordinator.button("Lag planen").dblclick();
    coordinator.seesHeading("Planen er laget");
    PageAssertions.assertAccessible(coordinator, "create-plan-created");
    coordinator.link("Gå til planen").click();
    coordinator.seesHeading("Hjem");
    assertThat(coordinator.page()).hasURL(PLAN_URL);
    org.assertj.core.api.Assertions.assertThat(
            server().value("select count(*) from person where last_name = 'Navnesen'"))
        .isEqualTo("1");
    coordinator.open("/planer/ny").seesHeading("Hvem er planen for?").sees("Steg 1 av 4");
    assertThat(coordinator.field("Navnet på planeieren")).hasValue("");
  }

  @Test
  void aRegisteredOwnerIsFoundAndASecondIndividualPlanRequiresConfirmation() {
    Visitor coordinator =
        loggedIn("koordinator").open("/planer/ny").seesHeading("Hvem er planen for?");
    coordinator.field("Navnet på planeieren").fill("Nora Eks");
    coordinator.button("Søk").click();
    coordinator.button("Velg Nora Eksempel").click();
    coordinator.button("Neste").click();
    chooseType(coordinator, "Individuell plan");
    coordinator.button("Velg en annen").click();
    coordinator.field("Navnet på den som skal være koordinator").fill("Knut");
    coordinator.button("Søk").click();
    coordinator.button("Velg Knut Forslag").click();
    coordinator.button("Neste").click();
    consent(coordinator);
    coordinator.button("Lag planen").click();
    coordinator.sees("Planeieren har allerede en individuell plan");
    PageAssertions.assertAccessible(coordinator, "create-plan-second");
    coordinator.button("Lag planen likevel").click();
    coordinator.sees("Kryss av her hvis du likevel vil lage planen.");
    assertThat(coordinator.field("Jeg vet det, og vil lage en til")).isFocused();
    coordinator.field("Jeg vet det, og vil lage en til").check();
    coordinator.button("Lag planen likevel").click();
    coordinator.seesHeading("Liste planer").sees("har fått beskjed");
  }

  private static Locator type(Visitor coordinator, String name) {
    return coordinator
        .page()
        .getByRole(
            AriaRole.RADIO, new Page.GetByRoleOptions().setName(Pattern.compile("^" + name)));
  }

  private static void chooseType(Visitor coordinator, String name) {
    type(coordinator, name).check();
  }

  private static void consent(Visitor coordinator) {
    coordinator.field("Planeieren selv").check();
    coordinator.field("Hva gjelder samtykket?").fill("Samarbeid.");
    coordinator.button("Neste").click();
    coordinator.sees("Stemmer dette?");
  }

  @Test
  void aDuplicateIsShownBeforeRegistering() {
    Visitor coordinator =
        loggedIn("koordinator2").open("/planer/ny").seesHeading("Hvem er planen for?");
    coordinator.button("Registrer en ny person").click();
    coordinator.field("Fornavn").fill("Nora");
    coordinator.field("Etternavn").fill("Eksempel");
    coordinator.field("Fødselsdato").fill("2007-05-14");
    coordinator.button("Neste").click();
    coordinator.field("Stafettlogg").check();
    assertThat(coordinator.page().getByText("Stafettholder")).isVisible();
    coordinator.button("Neste").click();
    consent(coordinator);
    coordinator.button("Lag planen").click();
    coordinator
        .sees("samme fødselsdato og et navn som ligner")
        .sees("Eksempelvik videregående skole");
    PageAssertions.assertAccessible(coordinator, "create-plan-duplicate");
    coordinator.button("Ja, velg denne").click();
    coordinator.sees("Planen blir laget for:");
    coordinator.button("Begynn på nytt").click();
    assertThat(coordinator.field("Navnet på planeieren")).isVisible();
  }

  @Test
  void aGuardianIsRequiredForAChild() {
    Visitor coordinator =
        loggedIn("koordinator").open("/planer/ny").seesHeading("Hvem er planen for?");
    coordinator.button("Registrer en ny person").click();
    coordinator.field("Fornavn").fill("Liten");
    coordinator.field("Etternavn").fill("Prøve");
    String born = LocalDate.now(ZoneId.of("Europe/Oslo")).minusYears(9).toString();
    coordinator.field("Fødselsdato").fill(born);
    coordinator.button("Neste").click();
    coordinator.field("Stafettlogg").check();
    coordinator.button("Neste").click();
    coordinator.sees("Planeieren er under 16 år. Da må en foresatt");
    coordinator.field("Planeieren selv").check();
    coordinator.button("Neste").click();
    coordinator.sees("Planeieren er for ung til å samtykke alene.");
    coordinator.field("En foresatt").check();
    coordinator.field("Navnet på den som har gitt samtykket").fill("Mor Prøve");
    PageAssertions.assertAccessible(coordinator, "create-plan-guardian", 320);
    coordinator.field("Hva gjelder samtykket?").fill("Samarbeid om hverdagen.");
    coordinator.button("Neste").click();
    coordinator.button("Lag planen").click();
    coordinator.seesHeading("Planen er laget").sees("Mor Prøve ga samtykke");
    coordinator.button("Legg til Mor Prøve").click();
    coordinator.seesHeading("Ny deltaker");
    coordinator.field("Navnet på personen").fill("Mor Prøve");
    coordinator.button("Søk").click();
    coordinator.button("Registrer en ny person").click();
    assertThat(coordinator.field("Fornavn")).hasValue("Mor");
    assertThat(coordinator.field("Etternavn")).hasValue("Prøve");
    assertThat(coordinator.field("Rolle")).hasValue("GUARDIAN");
  }

  @Test
  void aPlanForAChildWhoIsntBornYet() {
    Visitor coordinator =
        loggedIn("koordinator").open("/planer/ny").seesHeading("Hvem er planen for?");
    coordinator.button("Registrer en ny person").click();
    coordinator.field("Barnet er ikke født ennå").check();
    coordinator.field("Fornavn").fill("Barnet til");
    coordinator.field("Etternavn").fill("Ventesen");
    coordinator.button("Neste").click();
    coordinator.sees("Dette må fylles ut.");
    coordinator.field("Termin").fill(inDays(90));
    PageAssertions.assertAccessible(coordinator, "create-plan-unborn");
    coordinator.button("Neste").click();
    chooseType(coordinator, "Koordinering uten individuell plan");
    coordinator.button("Neste").click();
    coordinator.sees("Planeieren er under 16 år. Da må en foresatt");
    coordinator.field("En foresatt").check();
    coordinator.field("Navnet på den som har gitt samtykket").fill("Mor Ventesen");
    coordinator.field("Hva gjelder samtykket?").fill("Samarbeid om tiden etter fødselen.");
    coordinator.button("Neste").click();
    coordinator.sees("Stemmer dette?").sees("Termin").sees("Koordinering uten individuell plan");
    PageAssertions.assertAccessible(coordinator, "create-plan-unborn-summary", 768);
    coordinator.button("Lag planen").click();
    coordinator.seesHeading("Planen er laget");
    coordinator.page().setViewportSize(1280, 800);
    coordinator.open("/planer").seesHeading("Liste planer").sees("Termin");
    PageAssertions.assertAccessible(coordinator, "plan-list-planned");
    coordinator.page().setViewportSize(1280, 800);
    coordinator.link("Barnet til Ventesen").first().click();
    coordinator.seesHeading("Hjem");
    String card =
        server()
            .value(
                """
                select '/planer/' || p.plan_id || '/deltakere/' || p.id
                  from participant p join person on person.id = p.person_id where last_name = 'Ventesen'""");
    coordinator.open(card).seesHeading("Barnet til Ventesen");
    coordinator.link("Endre: Person").click();
    assertThat(coordinator.field("Barnet er ikke født ennå")).isChecked();
    coordinator.field("Barnet er ikke født ennå").uncheck();
    coordinator.field("Fødselsdato").fill(inDays(0));
    coordinator.button("Lagre kortet").click();
    coordinator.sees("Kortet er lagret.").sees("Fødselsdato");
    assertThat(coordinator.page().getByText("Termin")).hasCount(0);
  }

  private static String inDays(int days) {
    return LocalDate.now(ZoneId.of("Europe/Oslo")).plusDays(days).toString();
  }

  @Test
  void theBrowsersBackGoesStepByStepAndEarlierStepsAreLinks() {
    Visitor coordinator = loggedIn("koordinator2").open("/planer").seesHeading("Liste planer");
    coordinator.open("/planer/ny").seesHeading("Hvem er planen for?");
    startOver(coordinator);
    coordinator.button("Registrer en ny person").click();
    coordinator.field("Fornavn").fill("Ola");
    coordinator.field("Etternavn").fill("Nyplan");
    coordinator.button("Neste").click();
    coordinator.seesHeading("Hva slags plan er det?");
    assertThat(coordinator.heading("Hva slags plan er det?")).isFocused();
    chooseType(coordinator, "Individuell plan");
    coordinator.button("Neste").click();
    coordinator.seesHeading("Samtykke");
    coordinator.page().goBack();
    coordinator.seesHeading("Hva slags plan er det?").sees("Ola Nyplan");
    assertThat(type(coordinator, "Individuell plan")).isChecked();
    coordinator.page().goBack();
    coordinator.seesHeading("Hvem er planen for?");
    assertThat(coordinator.field("Etternavn")).hasValue("Nyplan");
    coordinator.link("Samtykke").click();
    coordinator.seesHeading("Samtykke");
    assertThat(coordinator.link("Sammendrag")).hasCount(0);
    coordinator.open("/planer/ny/sammendrag").seesHeading("Samtykke");
    coordinator.open("/planer/ny").seesHeading("Du holdt på med en plan for Ola Nyplan");
    PageAssertions.assertAccessible(coordinator, "create-plan-resume");
    coordinator.link("Fortsett").click();
    coordinator.seesHeading("Samtykke").sees("Ola Nyplan");
    coordinator.open("/planer/ny").button("Begynn på nytt").click();
    coordinator.seesHeading("Hvem er planen for?").sees("Det du hadde skrevet, er slettet.");
    coordinator.page().keyboard().press("Control+z");
    assertThat(coordinator.field("Etternavn")).hasValue("Nyplan");
    coordinator.button("Begynn på nytt").click();
    assertThat(coordinator.field("Navnet på planeieren")).isVisible();
  }

  private static void startOver(Visitor coordinator) {
    coordinator.button("Begynn på nytt").click();
    assertThat(coordinator.field("Navnet på planeieren")).isVisible();
  }

  @Test
  void usersWithoutThePermissionAreRefused() {
    Visitor doctor = loggedIn("lege").open("/planer").seesHeading("Liste planer");
    assertThat(doctor.link("Lag plan")).hasCount(0);
    doctor.open("/planer/ny").sees("Du kan ikke lage planer.");
  }
}
