package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;

/** "Adm. virksomhet": what a municipality decides for itself (ORG-1, PLAN-8). */
class OrganisationIT extends OwnServerTest {
  private static final String PAGE = "/virksomhet/innstillinger";

  @Test
  void theAgeOfConsentIsSetAndExplained() {
    Visitor admin = loggedIn("admin").open(PAGE).seesHeading("Innstillinger");
    admin.sees("Fra de fyller 16 år, samtykker unge selv").sees("Eksempelvik kommune");
    Look.at(admin, "organisation");
    admin.field("Unge samtykker selv fra de er").selectOption("15");
    server()
        .sql(
            "update organisation set version = version + 1, consent_age = 17 where parent_id is null");
    admin.button("Lagre").click();
    admin.sees("Noen andre endret alderen til 17 år");
    assertThat(admin.field("Unge samtykker selv fra de er")).hasValue("15");
    admin.button("Lagre").click();
    admin.sees("Innstillingen er lagret.").sees("Fra de fyller 15 år");
  }

  @Test
  void nobodyElseSeesIt() {
    Visitor coordinator = loggedIn("koordinator").open(PAGE).seesHeading("Innstillinger");
    coordinator.sees("Bare den som administrerer kommunen, kan se og endre dette.");
    assertThat(coordinator.button("Lagre")).hasCount(0);
  }
}
