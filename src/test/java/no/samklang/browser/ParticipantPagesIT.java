package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import no.samklang.TestPlan;
import no.samklang.browser.Demo.Plan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The plan group's pages: who is in it, cards, rights, new participants (PART-1 to PART-7). */
class ParticipantPagesIT extends OwnServerTest {
  private Plan plan;

  @BeforeEach
  void find() {
    plan = Demo.mainPlan(server());
  }

  private String card(String username) {
    return plan.path("/deltakere/" + Demo.participantId(server(), plan, username));
  }

  @Test
  void theCoordinatorSeesTheGroupAndGoesToACard() {
    Visitor visitor = loggedIn("koordinator").open(plan.path("/deltakere"));
    visitor.seesHeading("Deltakere").sees("Legg til deltaker").sees("Hvem kan se hva?");
    Look.at(visitor, "group");
    visitor
        .page()
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Se kortet: Leila Tenkestad"))
        .click();
    visitor.seesHeading("Leila Tenkestad").sees("Rettighetsdetaljer");
    Look.at(visitor, "card");
  }

  @Test
  void oneWhoMayNotAddSeesNoButtonAndOneWhoCannotSeesWhy() {
    Visitor doctor = loggedIn("lege").open(plan.path("/deltakere")).seesHeading("Deltakere");
    assertThat(doctor.text("Leila Tenkestad")).isVisible();
    assertThat(doctor.page().getByText("Legg til deltaker")).hasCount(0);
    assertThat(doctor.page().getByText("Hvem kan se hva?")).hasCount(0);
    String expired = TestPlan.withExpiredConsent(server().loggedIn("koordinator")).id();
    Visitor visitor = loggedIn("koordinator").open("/planer/" + expired + "/deltakere");
    visitor.sees("mangler et gyldig samtykke");
    Locator button = visitor.button("Legg til deltaker");
    assertThat(button).hasAttribute("aria-disabled", "true");
    Look.at(visitor, "group-no-consent");
  }

  @Test
  void oneWhoseTimeIsUpIsLetInAgainByTheCard() {
    server()
        .sql(
            "update participant set ends_on = '2026-01-31' where id = '%s'"
                .formatted(Demo.participantId(server(), plan, "nav")));
    Visitor visitor = loggedIn("koordinator").open(plan.path("/deltakere"));
    visitor.sees("Tilgangen er gått ut").sees("Siste dag var 31.01.2026");
    Look.at(visitor, "group-ended");
    visitor.link("Tomasz Modellvik").click();
    visitor.sees("Planen er stengt for denne personen nå").link("Rettighetsdetaljer").click();
    visitor.field("Siste dag med tilgang").fill("");
    visitor.button("Lagre rettighetene").click();
    visitor.sees("Rettighetene er lagret").sees("Ingen sluttdato");
  }

  @Test
  void onesOwnCardIsChangedAndWhatIsTypedIsKept() {
    Visitor visitor = loggedIn("lege").open(card("lege")).sees("Lagre kortet");
    visitor.page().getByRole(AriaRole.SWITCH).check();
    visitor.sees("De merkede feltene");
    Look.at(visitor, "card-own");
    visitor.field("Ansvar i denne planen").fill("Medisiner");
    visitor.seesSaved().page().reload();
    visitor.sees("Det du skrev, står her ennå");
    assertThat(visitor.field("Ansvar i denne planen")).hasValue("Medisiner");
    visitor.field("Mobil").first().fill("12");
    visitor.button("Lagre kortet").click();
    visitor.sees("Dette er ikke et mobilnummer");
    visitor.field("Mobil").first().fill("90000007");
    visitor.button("Lagre kortet").click();
    visitor.sees("Kortet er lagret.");
    visitor.open(plan.path("/deltakere")).sees("Medisiner");
  }

  @Test
  void anothersCardIsReadWithoutWhatIsPrivate() {
    server().sql("update person set street = 'Hemmeligveien 1' where first_name = 'Marit'");
    Visitor visitor = loggedIn("lege").open(card("mor")).seesHeading("Marit Eksempel");
    visitor.sees("Gartner");
    assertThat(visitor.page().getByText("Hemmeligveien 1")).hasCount(0);
    assertThat(visitor.button("Ta ut av planen")).hasCount(0);
    Look.at(visitor, "card-others");
  }

  @Test
  void twoWhoChangeACardSeeBothVersions() {
    String address = card("mor");
    Visitor one = loggedIn("koordinator").open(address).sees("Lagre kortet");
    one.field("Ansvar i denne planen").fill("Min tekst");
    one.seesSaved();
    Visitor other = loggedIn("mor").open(address).sees("Lagre kortet");
    other.field("Ansvar i denne planen").fill("Mors egen tekst");
    other.button("Lagre kortet").click();
    other.sees("Kortet er lagret.");
    one.button("Lagre kortet").click();
    one.sees("Det finnes to versjoner").sees("Mors egen tekst").sees("Min tekst");
    Look.at(one, "card-conflict");
    one.button("Bruk min tekst herfra").click();
    one.sees("Kortet er lagret.");
    assertThat(one.field("Ansvar i denne planen")).hasValue("Min tekst");
  }

  /** A draft of another day doesn't undo what others have saved since (LOGIN-7). */
  @Test
  void aDraftThatOthersHaveOvertakenIsAChoice() {
    String address = card("laerer");
    Visitor one = loggedIn("koordinator").open(address).sees("Lagre kortet");
    one.field("Ansvar i denne planen").fill("Kladden fra i går");
    one.seesSaved().open("/planer");
    Visitor other = loggedIn("laerer").open(address).sees("Lagre kortet");
    other.field("Ansvar i denne planen").fill("Lagret siden");
    other.button("Lagre kortet").click();
    other.sees("Kortet er lagret.");
    one.open(address)
        .sees("Det finnes to versjoner")
        .sees("Kladden fra i går")
        .sees("Lagret siden");
    one.button("Bruk min tekst herfra").click();
    one.sees("Kortet er lagret.");
    assertThat(one.field("Ansvar i denne planen")).hasValue("Kladden fra i går");
  }

  @Test
  void whoLosesTheRightWhileDecidingIsToldAndKeepsThePage() {
    String address = card("nav") + "/rettigheter";
    Visitor visitor = loggedIn("koordinator").open(address).seesHeading("Rettighetsdetaljer");
    choose(visitor, "Bolig", "Kan lese");
    visitor.seesSaved();
    String me = Demo.participantId(server(), plan, "koordinator");
    try {
      server().sql("update participant set role = 'PROVIDER' where id = '%s'".formatted(me));
      loggedIn("planeier").open(address).seesHeading("Rettighetsdetaljer");
      visitor.offline(true).offline(false);
      visitor.button("Lagre rettighetene").click();
      visitor.sees("Du har ikke tilgang til dette.");
      visitor.seesHeading("Rettighetsdetaljer");
    } finally {
      server().sql("update participant set role = 'COORDINATOR' where id = '%s'".formatted(me));
    }
  }

  @Test
  void rightsAreDecidedInDetailAndGoBackToTheStandard() {
    Visitor visitor =
        loggedIn("planeier").open(card("lege") + "/rettigheter").seesHeading("Rettighetsdetaljer");
    visitor.sees("Rettighetene er standard for tjenesteyter");
    Look.at(visitor, "rights");
    choose(visitor, "Helse", "Kan lese og skrive");
    visitor.sees("Standard er: ser ikke");
    visitor.button("Lagre rettighetene").click();
    visitor.sees("Rettighetene er lagret").seesHeading("Leila Tenkestad");
    visitor.page().reload();
    visitor.sees("Helse");
    visitor.link("Rettighetsdetaljer").click();
    visitor.button("Tilbake til standard for tjenesteyter").click();
    visitor.button("Lagre rettighetene").click();
    visitor.sees("Rettighetene er lagret");
  }

  private static void choose(Visitor visitor, String area, String level) {
    visitor
        .page()
        .getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(area).setExact(true))
        .getByLabel(level, new Locator.GetByLabelOptions().setExact(true))
        .check();
  }

  @Test
  void theCoordinatorIsToldWhereTheOwnerHasDecided() {
    String address = card("laerer") + "/rettigheter";
    Visitor owner = loggedIn("planeier").open(address).seesHeading("Rettighetsdetaljer");
    choose(owner, "Fritid", "Kan lese");
    owner.button("Lagre rettighetene").click();
    owner.sees("Rettighetene er lagret");
    Visitor visitor = loggedIn("koordinator").open(address).seesHeading("Rettighetsdetaljer");
    visitor.sees("Planeieren har selv bestemt hvor langt denne personen kan gå her: Fritid.");
    Look.at(visitor, "rights-limited");
    choose(visitor, "Fritid", "Kan lese og skrive");
    visitor.button("Lagre rettighetene").click();
    visitor.sees("Bare planeieren kan gi mer der.");
    choose(visitor, "Fritid", "Ser ikke");
    visitor.button("Lagre rettighetene").click();
    visitor.sees("Rettighetene er lagret");
  }

  @Test
  void twoWhoDecideSeeBothVersions() {
    String address = card("nav") + "/rettigheter";
    Visitor one = loggedIn("koordinator").open(address).seesHeading("Rettighetsdetaljer");
    choose(one, "Bolig", "Kan lese");
    one.seesSaved();
    Visitor other = loggedIn("planeier").open(address).seesHeading("Rettighetsdetaljer");
    choose(other, "Bolig", "Kan lese og skrive");
    other.button("Lagre rettighetene").click();
    other.sees("Rettighetene er lagret");
    one.button("Lagre rettighetene").click();
    one.sees("Det finnes to versjoner").sees("Bolig: Kan lese og skrive");
    Look.at(one, "rights-conflict");
    one.button("Bruk den andre teksten").click();
    one.sees("Standard er: ser ikke");
  }

  @Test
  void whoCanSeeWhatIsSaidPersonByPersonAndPartByPart() {
    Visitor visitor =
        loggedIn("planeier").open(plan.path("/hvem-ser-hva")).seesHeading("Hvem kan se hva?");
    visitor.sees("Leder planen").sees("Bestemmer over samtykke og rettigheter");
    Look.at(visitor, "who-sees");
    visitor.link("Del for del").click();
    visitor.sees("Sosialt fellesskap og nettverk");
    Look.at(visitor, "who-sees-parts");
    loggedIn("lege").open(plan.path("/hvem-ser-hva")).seesHeading("Du har ikke tilgang");
  }

  @Test
  void aNewParticipantIsFoundInTheRegister() {
    Visitor visitor = loggedIn("koordinator").open(plan.path("/deltakere/ny"));
    visitor.seesHeading("Ny deltaker");
    name(visitor).fill("liks");
    visitor.button("Søk").click();
    visitor.sees("Frode Liksom");
    Look.at(visitor, "new-search");
    visitor.button("Velg Frode Liksom").click();
    visitor.sees("Du har valgt");
    Look.at(visitor, "new-chosen");
    visitor.button("Legg til i planen").click();
    visitor.sees("Velg en rolle.");
    visitor.field("Rolle").selectOption("PROVIDER");
    visitor.button("Legg til i planen").click();
    visitor.sees("Personen er lagt til i planen").seesHeading("Frode Liksom");
  }

  @Test
  void aNewPersonIsRegisteredAndADuplicateIsShown() {
    Visitor visitor = loggedIn("koordinator").open(plan.path("/deltakere/ny"));
    name(visitor).fill("Frode Liksom");
    visitor.button("Søk").click();
    visitor.button("Registrer en ny person").click();
    visitor.field("Fødselsdato").fill("1990-10-10");
    visitor.field("Mobil").first().fill("90000123");
    visitor.field("Rolle").selectOption("NEXT_OF_KIN");
    Look.at(visitor, "new-register");
    visitor.button("Legg til i planen").click();
    visitor.sees("Er det samme person?");
    Look.at(visitor, "new-duplicate");
    visitor.button("Nei, registrer en ny person likevel").click();
    visitor.sees("Personen er lagt til i planen").seesHeading("Frode Liksom");
    visitor.button("Lag konto").click();
    visitor.exactField("Brukernavn").fill("frode.ny");
    visitor.button("Lag konto").click();
    visitor.sees("Passordet vises bare nå");
    Look.at(visitor, "account-given");
  }

  private static Locator name(Visitor visitor) {
    return visitor
        .page()
        .getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Navnet på personen"));
  }

  @Test
  void noticesAreChosenOneByOne() {
    Visitor visitor = loggedIn("mor").open(card("mor")).sees("Velg hva du vil ha beskjed om");
    Locator box =
        visitor
            .page()
            .getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Ny kommentar"))
            .getByLabel("SMS");
    box.check();
    visitor.sees("Varslene er lagret");
    visitor.page().reload();
    assertThat(box).isChecked();
  }

  @Test
  void oneIsTakenOutAfterAQuestion() {
    Visitor visitor = loggedIn("koordinator").open(card("ergoterapeut"));
    visitor.button("Ta ut av planen").click();
    assertThat(visitor.dialog("Vil du ta Ingrid Skisse ut av planen?")).isVisible();
    Look.at(visitor, "leave-question");
    visitor.button("Avbryt").click();
    visitor.button("Ta ut av planen").click();
    visitor.button("Ja, ta ut").click();
    visitor.sees("Personen er tatt ut av planen").seesHeading("Deltakere");
    assertThat(visitor.page().getByText("Ingrid Skisse")).hasCount(0);
  }

  @Test
  void theOnlyCoordinatorSeesWhyOneMustStay() {
    Visitor visitor = loggedIn("koordinator").open(card("koordinator"));
    visitor.sees("Planen må alltid ha en koordinator");
    assertThat(visitor.button("Forlat planen")).hasAttribute("aria-disabled", "true");
    Look.at(visitor, "card-only-coordinator");
  }
}
