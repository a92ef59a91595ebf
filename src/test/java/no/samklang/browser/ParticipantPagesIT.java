package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import no.samklang.TestPlan;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages of participants: list, cards, rights, new participants (PART-1 to PART-7). */
class ParticipantPagesIT extends SeparateServerTest {
  private static final String CLOSE_ASKS =
      "() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))";

  private ListedPlan plan;

  @BeforeEach
  void find() {
    plan = DemoPlans.mainPlan(server());
  }

  private String card(String username) {
    return plan.path("/deltakere/" + DemoPlans.participantId(server(), plan, username));
  }

  @Test
  void theCoordinatorSeesTheGroupAndGoesToACard() {
    Visitor visitor = loggedIn("koordinator").open(plan.path("/deltakere"));
    visitor.seesHeading("Deltakere").sees("Legg til deltaker").sees("Hvem kan se hva?");
    PageAssertions.assertAccessible(visitor, "group");
    visitor
        .page()
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Se kortet: Leila Tenkestad"))
        .click();
    visitor.seesHeading("Leila Tenkestad").sees("Rettighetsdetaljer");
    PageAssertions.assertAccessible(visitor, "card");
  }

  @Test
  void addingIsHiddenWithoutTheRightAndExplainedWithoutConsent() {
    Visitor doctor = loggedIn("lege").open(plan.path("/deltakere")).seesHeading("Deltakere");
    assertThat(doctor.text("Leila Tenkestad")).isVisible();
    assertThat(doctor.page().getByText("Legg til deltaker")).hasCount(0);
    assertThat(doctor.page().getByText("Hvem kan se hva?")).hasCount(0);
    String expired = TestPlan.withExpiredConsent(server().loggedIn("koordinator")).id();
    Visitor visitor = loggedIn("koordinator").open("/planer/" + expired + "/deltakere");
    visitor.sees("mangler et gyldig samtykke");
    Locator button = visitor.button("Legg til deltaker");
    assertThat(button).hasAttribute("aria-disabled", "true");
    PageAssertions.assertAccessible(visitor, "group-no-consent");
  }

  @Test
  void anEndedAccessIsExtendedOnTheCard() {
    server()
        .sql(
            "update participant set ends_on = '2026-01-31' where id = '%s'"
                .formatted(DemoPlans.participantId(server(), plan, "nav")));
    Visitor visitor = loggedIn("koordinator").open(plan.path("/deltakere"));
    visitor.sees("Tilgangen er slutt").sees("Siste dag var 31.01.2026");
    PageAssertions.assertAccessible(visitor, "group-ended");
    visitor.link("Tomasz Modellvik").click();
    visitor.sees("Planen er stengt for denne personen nå").sees("Samtykket gikk ut for");
    visitor.link("Endre perioden").click();
    visitor.field("Følger samtykket til planen").check();
    visitor.button("Lagre").click();
    visitor.sees("Samtykket er lagret.").sees("Følger samtykket til planen.");
  }

  /** Read first, then changed part by part; drafts are kept (PART-3, LOGIN-7). */
  @Test
  void theOwnCardIsChangedAndTheDraftIsKept() {
    Visitor visitor = loggedIn("lege").open(card("lege")).seesHeading("Leila Tenkestad (deg)");
    PageAssertions.assertAccessible(visitor, "card-own");
    assertThat(visitor.button("Lagre kortet")).hasCount(0);
    visitor.link("Endre: Ansvar i denne planen").click();
    visitor.sees("Hva du hjelper til med.").field("Ansvar i denne planen").fill("Medisiner");
    visitor.seesSaved().page().reload();
    visitor.sees("Det du skrev, står her fortsatt");
    assertThat(visitor.field("Ansvar i denne planen")).hasValue("Medisiner");
    PageAssertions.assertAccessible(visitor, "card-responsibility");
    visitor.button("Lagre kortet").click();
    visitor.sees("Kortet er lagret.").seesHeading("Leila Tenkestad (deg)").sees("Medisiner");
    visitor.link("Endre: Kontakt").click();
    visitor.page().getByRole(AriaRole.SWITCH).check();
    visitor.sees("kan se de merkede feltene");
    PageAssertions.assertAccessible(visitor, "card-contact");
    visitor.field("Mobil").first().fill("12");
    visitor.button("Lagre kortet").click();
    visitor.sees("Dette er ikke et mobilnummer");
    visitor.field("Mobil").first().fill("90000017");
    String end =
        server().value("select right(mobile, 3) from person where last_name = 'Tenkestad'");
    OwnConfirmationDialog dialog = OwnConfirmationDialog.of(server(), visitor);
    visitor.button("Lagre kortet").click();
    dialog.confirm(end);
    visitor.sees("Vi har sendt en kode til ••• •• 017");
    dialog.answer("017");
    visitor.sees("Kortet er lagret.").sees("900 00 017");
    visitor.link("Endre: Person").click();
    visitor.sees("Andre finner deg ikke når de søker etter navnet ditt.");
    PageAssertions.assertAccessible(visitor, "card-person");
    visitor.open(plan.path("/deltakere")).sees("Medisiner");
  }

  @Test
  void anothersCardOmitsPrivateFields() {
    server().sql("update person set street = 'Hemmeligveien 1' where first_name = 'Marit'");
    Visitor visitor = loggedIn("lege").open(card("mor")).seesHeading("Marit Eksempel");
    visitor.sees("Gartner");
    assertThat(visitor.link("Ring mobil 490 00 005")).hasAttribute("href", "tel:+4749000005");
    assertThat(visitor.link("Skriv e-post til mor@eksempel.example"))
        .hasAttribute("href", "mailto:mor@eksempel.example");
    assertThat(visitor.link("Skriv melding")).isVisible();
    assertThat(visitor.page().getByText("Hemmeligveien 1")).hasCount(0);
    assertThat(visitor.button("Ta ut av planen")).hasCount(0);
    PageAssertions.assertAccessible(visitor, "card-others");
  }

  @Test
  void concurrentCardChangesShowBothVersions() {
    String address = card("mor") + "/endre/ansvar";
    Visitor one = loggedIn("koordinator").open(address).sees("Lagre kortet");
    one.field("Ansvar i denne planen").fill("Min tekst");
    one.seesSaved();
    Visitor other = loggedIn("mor").open(address).sees("Lagre kortet");
    other.field("Ansvar i denne planen").fill("Mors egen tekst");
    other.button("Lagre kortet").click();
    other.sees("Kortet er lagret.");
    one.button("Lagre kortet").click();
    one.sees("Det finnes to versjoner").sees("Mors egen tekst").sees("Min tekst");
    PageAssertions.assertAccessible(one, "card-conflict");
    one.button("Bruk min tekst").click();
    one.sees("Kortet er lagret.").seesHeading("Marit Eksempel").sees("Min tekst");
  }

  /** An old draft doesn't overwrite later changes of others (LOGIN-7). */
  @Test
  void aStaleDraftRequiresAChoice() {
    String address = card("laerer") + "/endre/ansvar";
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
    one.button("Bruk min tekst").click();
    assertThat(one.field("Ansvar i denne planen")).hasValue("Kladden fra i går");
    one.button("Lagre kortet").click();
    one.sees("Kortet er lagret.").seesHeading("Lars Øvingsen").sees("Kladden fra i går");
  }

  @Test
  void losingTheRightWhileEditingIsReportedAndKeepsThePage() {
    String address = card("nav") + "/rettigheter";
    Visitor visitor = loggedIn("koordinator").open(address).seesHeading("Rettighetsdetaljer");
    choose(visitor, "Bolig", "Kan lese");
    visitor.seesSaved();
    String me = DemoPlans.participantId(server(), plan, "koordinator");
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

  /** Rights that aren't the same as for all have a reason, shown where the rights are (PART-2). */
  @Test
  void rightsAreChangedInDetailWithAReasonAndReset() {
    Visitor visitor =
        loggedIn("planeier").open(card("mor") + "/rettigheter").seesHeading("Rettighetsdetaljer");
    visitor.sees("Dette er det som er vanlig for en pårørende");
    PageAssertions.assertAccessible(visitor, "rights");
    assertThat(visitor.field("Hvorfor er det ikke likt for alle?")).hasCount(0);
    choose(visitor, "Økonomi", "Kan lese og skrive");
    assertThat(visitor.field("Hvorfor er det ikke likt for alle?")).hasCount(0);
    choose(visitor, "Helse", "Ser ikke");
    visitor.sees("Vanligvis: kan lese");
    visitor.field("Hvorfor er det ikke likt for alle?").fill("Nora tar helsen med legen.");
    PageAssertions.assertAccessible(visitor, "rights-reason");
    visitor.button("Lagre rettighetene").click();
    visitor.sees("Rettighetene er lagret").seesHeading("Marit Eksempel");
    visitor.sees("Ikke likt for alle.").sees("Nora tar helsen med legen.");
    PageAssertions.assertAccessible(visitor, "card-deviation");
    visitor.open(plan.path("/samtykke"));
    assertThat(visitor.region("Hvem det ikke er likt for"))
        .containsText("Hvorfor: Nora tar helsen med legen.");
    visitor.open(card("mor") + "/rettigheter").seesHeading("Rettighetsdetaljer");
    visitor.button("Tilbake til det som er vanlig for en pårørende").click();
    assertThat(visitor.field("Hvorfor er det ikke likt for alle?")).hasCount(0);
    visitor.button("Lagre rettighetene").click();
    visitor.sees("Rettighetene er lagret").seesHeading("Marit Eksempel");
    assertThat(visitor.page().getByText("Ikke likt for alle.")).hasCount(0);
  }

  private static void choose(Visitor visitor, String area, String level) {
    visitor
        .page()
        .getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(area).setExact(true))
        .getByLabel(level, new Locator.GetByLabelOptions().setExact(true))
        .check();
  }

  @Test
  void limitsSetByTheOwnerAreShownToTheCoordinator() {
    String address = card("laerer") + "/rettigheter";
    Visitor owner = loggedIn("planeier").open(address).seesHeading("Rettighetsdetaljer");
    choose(owner, "Fritid", "Kan lese");
    owner.button("Lagre rettighetene").click();
    owner.sees("Rettighetene er lagret");
    Visitor visitor = loggedIn("koordinator").open(address).seesHeading("Rettighetsdetaljer");
    visitor.sees("Planeieren har selv bestemt hva personen får se og gjøre her: Fritid.");
    PageAssertions.assertAccessible(visitor, "rights-limited");
    choose(visitor, "Fritid", "Kan lese og skrive");
    visitor.button("Lagre rettighetene").click();
    visitor.sees("Bare planeieren kan gi mer der.");
    choose(visitor, "Fritid", "Ser ikke");
    visitor.button("Lagre rettighetene").click();
    visitor.sees("Rettighetene er lagret");
  }

  @Test
  void concurrentRightsChangesShowBothVersions() {
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
    PageAssertions.assertAccessible(one, "rights-conflict");
    one.button("Bruk den andre teksten").click();
    one.sees("Vanligvis: kan lese");
  }

  @Test
  void theAccessMatrixIsShownByPersonAndBySection() {
    Visitor visitor =
        loggedIn("planeier").open(plan.path("/hvem-ser-hva")).seesHeading("Hvem kan se hva?");
    visitor.sees("Leder planen").sees("Bestemmer over samtykke og rettigheter");
    PageAssertions.assertAccessible(visitor, "who-sees");
    visitor.link("Del for del").click();
    visitor.sees("Sosialt fellesskap og nettverk");
    PageAssertions.assertAccessible(visitor, "who-sees-parts");
    loggedIn("lege").open(plan.path("/hvem-ser-hva")).seesHeading("Du har ikke tilgang");
  }

  @Test
  void aNewParticipantIsFoundInTheRegister() {
    Visitor visitor = loggedIn("koordinator").open(plan.path("/deltakere/ny"));
    visitor.seesHeading("Ny deltaker");
    name(visitor).fill("liks");
    visitor.button("Søk").click();
    visitor.sees("Frode Liksom");
    PageAssertions.assertAccessible(visitor, "new-search");
    visitor.button("Velg Frode Liksom").click();
    visitor.sees("Du har valgt");
    PageAssertions.assertAccessible(visitor, "new-chosen");
    visitor.button("Legg til i planen").click();
    visitor.sees("Velg en rolle.");
    visitor.field("Rolle").selectOption("PROVIDER");
    visitor.button("Legg til i planen").click();
    visitor.sees("Frode Liksom er lagt til i planen").seesHeading("Frode Liksom");
    visitor.sees("Får SMS om nye meldinger.");
  }

  /** Pasted from a web page: the page says which field it is, and what to do. */
  @Test
  void aNameThatCannotBeSeenAndALandLineAreExplained() {
    Visitor visitor = loggedIn("koordinator").open(plan.path("/deltakere/ny"));
    name(visitor).fill("Kari Usynlig");
    visitor.button("Søk").click();
    visitor.button("Registrer en ny person").click();
    visitor.field("Fornavn").fill("Ka\u00adri");
    visitor.field("Mobil").first().fill("22 11 22 33");
    visitor.field("Rolle").selectOption("NEXT_OF_KIN");
    visitor.button("Legg til i planen").click();
    visitor.sees("tegn som ikke vises");
    assertThat(visitor.field("Fornavn")).hasAttribute("aria-invalid", "true");
    visitor.field("Fornavn").fill("Kari");
    visitor.button("Legg til i planen").click();
    visitor.sees("Er det en fasttelefon");
    PageAssertions.assertAccessible(visitor, "new-land-line");
    visitor.open(plan.path("/deltakere")).seesHeading("Deltakere");
    server()
        .loggedIn("koordinator")
        .delete("/me/drafts/plan-" + plan.id() + "-new-participant")
        .expect(204);
  }

  @Test
  void aNewPersonIsRegisteredAndADuplicateIsShown() {
    Visitor visitor = loggedIn("koordinator").open(plan.path("/deltakere/ny"));
    name(visitor).fill("Frode Lixom");
    visitor.button("Søk").click();
    visitor.sees("Frode Liksom");
    visitor.button("Registrer en ny person").click();
    visitor.field("Etternavn").fill("");
    visitor.button("Legg til i planen").click();
    visitor.sees("Det er 2 feil");
    assertThat(visitor.link("Etternavn: Dette må fylles ut.")).isVisible();
    visitor.link("Rolle: Velg en rolle.").click();
    assertThat(visitor.field("Rolle")).isFocused();
    visitor.field("Etternavn").fill("Lixom");
    visitor.field("Fødselsdato").fill("1990-10-10");
    visitor.field("Mobil").first().fill("90000123");
    visitor.field("Rolle").selectOption("NEXT_OF_KIN");
    PageAssertions.assertAccessible(visitor, "new-register");
    visitor.button("Legg til i planen").click();
    visitor
        .sees("Er det samme person?")
        .sees("et navn som ligner")
        .sees("E-postadressen kan ikke skjules");
    PageAssertions.assertAccessible(visitor, "new-duplicate");
    visitor.button("Nei, registrer en ny person likevel").click();
    visitor.sees("Frode Lixom er lagt til i planen").seesHeading("Neste: lag konto");
    visitor.sees("kan ikke logge inn før kontoen er laget");
    PageAssertions.assertAccessible(visitor, "account-next");
    visitor.exactField("Brukernavn").fill("frode.ny");
    visitor.button("Lag konto").click();
    visitor.sees("Passordet vises bare nå");
    PageAssertions.assertAccessible(visitor, "account-given");
    visitor.button("Jeg har gitt det videre").click();
    visitor.seesHeading("Frode Lixom").sees("Får SMS om nye meldinger.");
  }

  /** It is asked first, and the password stays until it has been passed on (LOGIN-4). */
  @Test
  void aNewPasswordIsAskedForAndStaysOnThePage() {
    Visitor visitor = loggedIn("koordinator").open(addWithAccount()).seesHeading("Åse Prøve");
    visitor.link("Se kontoen").click();
    visitor.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    visitor.button("Gi nytt passord").press("Enter");
    Locator question = visitor.dialog("Vil du gi Åse Prøve nytt passord?");
    assertThat(question).containsText("blir logget ut alle steder");
    PageAssertions.assertAccessible(visitor, "password-question", 320);
    visitor.page().keyboard().press("Enter");
    assertThat(question).hasCount(0);
    assertThat(visitor.button("Gi nytt passord")).isFocused();
    visitor.button("Gi nytt passord").click();
    question.getByText("Gi nytt passord", new Locator.GetByTextOptions().setExact(true)).click();
    visitor.sees("Passordet vises bare nå");
    String password = visitor.page().locator("output").innerText();
    visitor.button("Kopier").press("Enter");
    visitor.sees("Kopiert");
    visitor.link("Til kortet").click();
    assertThat(visitor.dialog("Har du gitt passordet videre?")).isVisible();
    PageAssertions.assertAccessible(visitor, "password-leave", 320);
    visitor.button("Bli her").click();
    visitor.page().goBack();
    assertThat(visitor.dialog("Har du gitt passordet videre?")).isVisible();
    visitor.page().keyboard().press("Escape");
    assertThat(visitor.page().locator("output")).hasText(password);
    org.assertj.core.api.Assertions.assertThat(visitor.page().evaluate(CLOSE_ASKS)).isEqualTo(true);
    visitor.button("Jeg har gitt det videre").click();
    assertThat(visitor.page().locator("output")).hasCount(0);
    org.assertj.core.api.Assertions.assertThat(visitor.page().evaluate(CLOSE_ASKS))
        .isEqualTo(false);
    visitor.link("Til kortet").click();
    visitor.seesHeading("Åse Prøve");
    assertThat(visitor.heading("Konto")).hasCount(0);
  }

  private String addWithAccount() {
    return plan.path("/deltakere/" + DemoPlans.addProvider(server(), plan, "ase"));
  }

  private static Locator name(Visitor visitor) {
    return visitor
        .page()
        .getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Navnet på personen"));
  }

  @Test
  void notificationPreferencesAreChangedOneByOne() {
    Visitor visitor =
        loggedIn("mor").open(card("mor") + "/varsler").sees("Velg hvilke varsler du vil ha");
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
  void aParticipantIsRemovedAfterConfirmation() {
    Visitor visitor = loggedIn("koordinator").open(card("ergoterapeut"));
    visitor.button("Ta ut av planen").click();
    assertThat(visitor.dialog("Vil du ta Ingrid Skisse ut av planen?")).isVisible();
    PageAssertions.assertAccessible(visitor, "leave-question");
    visitor.button("Avbryt").click();
    visitor.button("Ta ut av planen").click();
    visitor.button("Ja, ta ut").click();
    visitor.sees("Personen er tatt ut av planen").seesHeading("Deltakere");
    assertThat(visitor.page().getByText("Ingrid Skisse")).hasCount(0);
  }

  @Test
  void theOnlyCoordinatorCannotLeave() {
    Visitor visitor = loggedIn("koordinator").open(card("koordinator"));
    visitor.sees("Planen må alltid ha en koordinator");
    assertThat(visitor.button("Forlat planen")).hasAttribute("aria-disabled", "true");
    PageAssertions.assertAccessible(visitor, "card-only-coordinator");
  }
}
