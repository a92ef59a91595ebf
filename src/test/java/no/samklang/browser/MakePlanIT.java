package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** "Lag plan": one thing at a time (PLAN-1, LIST-4). */
class MakePlanIT extends OwnServerTest {
  private static final Pattern A_PLAN = Pattern.compile(".*/planer/[0-9a-f-]{36}$");

  @Test
  void aPlanForSomebodyNewIsMadeStepByStep() {
    Visitor coordinator = loggedIn("koordinator").open("/planer").seesHeading("Liste planer");
    coordinator.link("Lag plan").click();
    coordinator.seesHeading("Lag plan").sees("Steg 1 av 4");
    Look.at(coordinator, "new-plan-owner");
    coordinator.field("Navnet på planeieren").fill("Ukjent Navnesen");
    coordinator.button("Søk").click();
    coordinator.sees("Vi fant ingen med det navnet.");
    coordinator.button("Registrer en ny person").click();
    assertThat(coordinator.field("Fornavn")).hasValue("Ukjent");
    coordinator.button("Neste").click();
    assertThat(coordinator.field("E-post")).isFocused();
    Look.at(coordinator, "new-plan-register");
    coordinator.field("Mobil").first().fill("90012345");
    coordinator.button("Neste").click();
    coordinator.sees("Steg 2 av 4").sees("Koordinator");
    coordinator.button("Neste").click();
    coordinator.sees("Velg hva slags plan det er.");
    coordinator.field("Individuell plan").check();
    coordinator.field("Kortnavn").fill("Ny start");
    Look.at(coordinator, "new-plan-facts");
    coordinator.button("Neste").click();
    coordinator.sees("Steg 3 av 4");
    coordinator.field("Planeieren selv").check();
    coordinator.field("Hva er det samtykket til?").fill("Samarbeid mellom skole og helse.");
    coordinator.seesSaved();
    Look.at(coordinator, "new-plan-consent");
    coordinator.page().reload();
    assertThat(coordinator.field("Hva er det samtykket til?"))
        .hasValue("Samarbeid mellom skole og helse.");
    coordinator.button("Neste").click();
    coordinator.sees("Stemmer dette?").sees("Blir registrert som ny person");
    Look.at(coordinator, "new-plan-summary");
    coordinator.button("Lag planen").dblclick();
    coordinator.seesHeading("Hjem").sees("Planen er laget.");
    assertThat(coordinator.page()).hasURL(A_PLAN);
    org.assertj.core.api.Assertions.assertThat(
            server().value("select count(*) from person where last_name = 'Navnesen'"))
        .isEqualTo("1");
    coordinator.open("/planer/ny").seesHeading("Lag plan").sees("Steg 1 av 4");
    assertThat(coordinator.field("Navnet på planeieren")).hasValue("");
  }

  @Test
  void someoneInTheRegisterIsFoundAndASecondIpWarns() {
    Visitor coordinator = loggedIn("koordinator").open("/planer/ny").seesHeading("Lag plan");
    coordinator.field("Navnet på planeieren").fill("Nora Eks");
    coordinator.button("Søk").click();
    coordinator.button("Velg Nora Eksempel").click();
    coordinator.button("Neste").click();
    coordinator.field("Individuell plan").check();
    coordinator.button("Velg en annen").click();
    coordinator.field("Navnet på den som skal være koordinator").fill("Knut");
    coordinator.button("Søk").click();
    coordinator.button("Velg Knut Forslag").click();
    coordinator.button("Neste").click();
    consent(coordinator);
    coordinator.button("Lag planen").click();
    coordinator.sees("Planeieren har allerede en individuell plan");
    Look.at(coordinator, "new-plan-second");
    coordinator.button("Lag planen likevel").click();
    coordinator.sees("Kryss av her hvis du likevel vil lage planen.");
    assertThat(coordinator.field("Jeg vet det, og vil lage en til")).isFocused();
    coordinator.field("Jeg vet det, og vil lage en til").check();
    coordinator.button("Lag planen likevel").click();
    coordinator.seesHeading("Liste planer").sees("har fått beskjed");
  }

  private static void consent(Visitor coordinator) {
    coordinator.field("Planeieren selv").check();
    coordinator.field("Hva er det samtykket til?").fill("Samarbeid.");
    coordinator.button("Neste").click();
    coordinator.sees("Stemmer dette?");
  }

  @Test
  void onesTwinIsShownBeforeAnotherIsRegistered() {
    Visitor coordinator = loggedIn("koordinator2").open("/planer/ny").seesHeading("Lag plan");
    coordinator.button("Registrer en ny person").click();
    coordinator.field("Fornavn").fill("Nora");
    coordinator.field("Etternavn").fill("Eksempel");
    coordinator.field("Fødselsdato").fill("2007-05-14");
    coordinator.field("Mobil").first().fill("90012345");
    coordinator.button("Neste").click();
    coordinator.field("Stafettlogg").check();
    assertThat(coordinator.page().getByText("Stafettholder")).isVisible();
    coordinator.button("Neste").click();
    consent(coordinator);
    coordinator.button("Lag planen").click();
    coordinator.sees("samme navn og fødselsdato").sees("Eksempelvik videregående skole");
    Look.at(coordinator, "new-plan-twin");
    coordinator.button("Ja, velg denne").click();
    coordinator.sees("Planen blir laget for:");
    coordinator.button("Begynn på nytt").click();
    assertThat(coordinator.field("Navnet på planeieren")).isVisible();
  }

  @Test
  void forAChildTheGuardianIsAskedFor() {
    Visitor coordinator = loggedIn("koordinator").open("/planer/ny").seesHeading("Lag plan");
    coordinator.button("Registrer en ny person").click();
    coordinator.field("Fornavn").fill("Liten");
    coordinator.field("Etternavn").fill("Prøve");
    String born = LocalDate.now(ZoneId.of("Europe/Oslo")).minusYears(9).toString();
    coordinator.field("Fødselsdato").fill(born);
    coordinator.field("E-post").fill("liten@eksempel.example");
    coordinator.button("Neste").click();
    coordinator.field("Stafettlogg").check();
    coordinator.button("Neste").click();
    coordinator.sees("Planeieren er under 16 år. Da må en foresatt");
    coordinator.field("Planeieren selv").check();
    coordinator.button("Neste").click();
    coordinator.sees("Planeieren er for ung til å samtykke alene.");
    coordinator.field("En foresatt").check();
    coordinator.field("Navnet på den som har samtykket").fill("Mor Prøve");
    Look.at(coordinator, "new-plan-guardian", 320);
    coordinator.button("Begynn på nytt").click();
  }

  @Test
  void whoMayNotCreatePlansIsTold() {
    Visitor doctor = loggedIn("lege").open("/planer").seesHeading("Liste planer");
    assertThat(doctor.link("Lag plan")).hasCount(0);
    doctor.open("/planer/ny").sees("Du kan ikke lage planer.");
  }
}
