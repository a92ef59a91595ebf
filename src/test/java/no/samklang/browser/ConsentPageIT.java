package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import no.samklang.TestPdf;
import no.samklang.TestPlan;
import no.samklang.picture.TestPictures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Consent, access log and plan log (PART-4, PART-6, LOG-1). */
class ConsentPageIT extends SeparateServerTest {
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("dd.MM.yyyy");
  private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Oslo"));
  private TestPlan plan;
  private String page;

  @BeforeEach
  void prepare() {
    plan = new TestPlan(server().loggedIn("planeier"), mainPlan());
    page = "/planer/" + plan.id() + "/samtykke";
  }

  private String mainPlan() {
    return server()
        .value(
            "select plan_id from participant p join account a using (person_id) where username = 'planeier' and role = 'OWNER'");
  }

  @Test
  void theOwnerReadsAndRenewsTheConsent() {
    consentUntil(today.plusDays(12));
    Visitor owner = loggedIn("planeier").open(page).seesHeading("Samtykke");
    owner.sees("Samtykket går ut om 12 dager").sees("Hvem får vite hva");
    PageAssertions.assertAccessible(owner, "consent-owner");
    owner.button("Forny samtykket").click();
    LocalDate until = today.plusDays(200);
    owner.field("Gjelder til og med").fill(until.toString());
    owner.field("Hva sier du ja til?").fill("Skole og helse samarbeider om hverdagen min.");
    owner.seesSaved();
    PageAssertions.assertAccessible(owner, "consent-form-owner");
    owner.page().reload();
    owner.button("Forny samtykket").click();
    assertThat(owner.field("Hva sier du ja til?"))
        .hasValue("Skole og helse samarbeider om hverdagen min.");
    owner.button("Les og skriv under").click();
    owner.sees("skriver du under som Nora Eksempel");
    owner.sees("Gjelder: Skole og helse samarbeider om hverdagen min.");
    PageAssertions.assertAccessible(owner, "consent-sign");
    owner.button("Jeg samtykker").click();
    owner.sees("Samtykket er lagret. Det gjelder til og med " + SHOWN.format(until));
    owner.button("Se det som ble skrevet under").click();
    owner.sees("Jeg samtykker til at de som står nedenfor");
    PageAssertions.assertAccessible(owner, "consent-signed");
    assertThat(owner.region("Dette har du sagt ja til")).containsText("om hverdagen min");
    assertThat(owner.button("Jeg samtykker")).hasCount(0);
    owner.page().locator("summary").click();
    owner.sees("Erstattet av et nytt");
  }

  @Test
  void anOldDraftRestoresOnlyChangedFields() {
    consentUntil(today.plusDays(100));
    Visitor owner = loggedIn("planeier").open(page).seesHeading("Samtykke");
    owner.button("Forny samtykket").click();
    String until = today.plusDays(60).toString();
    owner.field("Gjelder til og med").fill(until);
    owner.seesSaved();
    owner.open("/planer").seesHeading("Liste planer");
    renewElsewhere("Skrevet av koordinatoren siden.");
    owner.open(page).seesHeading("Samtykke").button("Forny samtykket").click();
    owner.sees("Det finnes to versjoner").button("Bruk min tekst").click();
    assertThat(owner.field("Hva sier du ja til?")).hasValue("Skrevet av koordinatoren siden.");
    assertThat(owner.field("Gjelder til og med")).hasValue(SHOWN.format(today.plusDays(60)));
    owner.sees("Du begynte å skrive her tidligere");
    PageAssertions.assertAccessible(owner, "consent-form-restored", 320);
  }

  @Test
  void othersSeeOnlyTheirPartOfTheConsent() {
    consentUntil(today.plusDays(100));
    Visitor doctor = loggedIn("lege").open(page).seesHeading("Samtykke");
    doctor.sees("Dette gjelder for deg").sees("Alt som samtykket omfatter");
    assertThat(doctor.button("Forny samtykket")).hasCount(0);
    assertThat(doctor.button("Trekk tilbake samtykket")).hasCount(0);
    assertThat(doctor.link("Hvem har sett hva?")).hasCount(0);
    PageAssertions.assertAccessible(doctor, "consent-other", 320);
  }

  @Test
  void theCoordinatorRegistersADifferentiatedConsent() {
    consentUntil(today.plusDays(100));
    Visitor coordinator = loggedIn("koordinator").open(page).seesHeading("Samtykke");
    coordinator.button("Registrer samtykke").click();
    coordinator.field("En som representerer planeieren, for eksempel en verge").check();
    coordinator.field("Navnet på den som har gitt samtykket").fill("Vera Verge");
    coordinator.button("Lagre samtykket").click();
    coordinator.sees("Skriv hvorfor planeieren ikke samtykker selv.");
    coordinator.field("Hvorfor samtykker ikke planeieren selv?").fill("Har verge.");
    coordinator.field("Planeieren har bestemt for hver enkelt").check();
    String doctor = DemoPlans.nameOf(server(), "lege");
    coordinator.field(doctor).fill("Bare det som gjelder helse.");
    PageAssertions.assertAccessible(coordinator, "consent-form-coordinator");
    coordinator.button("Lagre samtykket").click();
    coordinator.sees("Vera Verge, på vegne av planeieren").sees("Bare det som gjelder helse.");
    PageAssertions.assertAccessible(coordinator, "consent-coordinator", 1280);
  }

  @Test
  void aSignedDocumentIsUploaded() {
    consentUntil(today.plusDays(100));
    Visitor coordinator = loggedIn("koordinator").open(page).seesHeading("Samtykke");
    Locator file = coordinator.page().locator("input[type=file]");
    file.setInputFiles(pdf("farlig.pdf", TestPdf.withScript()));
    coordinator.sees("PDF-en inneholder programkode");
    file.setInputFiles(pdf("stor.pdf", Arrays.copyOf(TestPdf.plain(), 5_000_000)));
    coordinator.sees("Filen er for stor");
    file.setInputFiles(new FilePayload("a.exe", "application/x-msdownload", new byte[] {1}));
    coordinator.sees("Filen er ikke en PDF vi kan bruke");
    file.setInputFiles(
        new FilePayload("bilde.pdf", "application/pdf", TestPictures.halves("jpg", 40, 40)));
    coordinator.sees("Dette er et bilde, og filen må være en PDF.");
    PageAssertions.assertAccessible(coordinator, "consent-paper-picture", 320);
    file.setInputFiles(pdf("Signert samtykke.pdf", TestPdf.plain()));
    coordinator.sees("Papiret er lagt ved samtykket.");
    assertThat(coordinator.link("Signert samtykke.pdf")).isVisible();
  }

  /** Windows gives some files no type or an old one; a long name ends in whole characters. */
  @ParameterizedTest
  @CsvSource({"samtykke.pdf, ''", "SAMTYKKE.PDF, application/x-pdf", "uten navn, text/plain"})
  void theFirstBytesOfAPaperDecide(String name, String type) {
    consentUntil(today.plusDays(100));
    Visitor coordinator = loggedIn("koordinator").open(page).seesHeading("Samtykke");
    coordinator.choosesFile("signed-consent-upload input", name, type, TestPdf.plain());
    coordinator.sees("Papiret er lagt ved samtykket.");
    assertThat(coordinator.link(name)).isVisible();
  }

  @Test
  void aPaperWithALongNameIsKept() {
    consentUntil(today.plusDays(100));
    Visitor coordinator = loggedIn("koordinator").open(page).seesHeading("Samtykke");
    String name = "y\uD83D\uDE00" + "x".repeat(199);
    coordinator.choosesFile(
        "signed-consent-upload input", name, "application/pdf", TestPdf.plain());
    coordinator.sees("Papiret er lagt ved samtykket.");
    assertThat(coordinator.link("x".repeat(199))).isVisible();
  }

  @Test
  void concurrentRenewalsRequireAChoice() {
    consentUntil(today.plusDays(100));
    Visitor owner = loggedIn("planeier").open(page).seesHeading("Samtykke");
    owner.button("Forny samtykket").click();
    owner.field("Hva sier du ja til?").fill("Mitt eget.");
    renewElsewhere("Koordinatorens.");
    owner.button("Les og skriv under").click();
    owner.button("Jeg samtykker").click();
    owner.sees("Noen har endret samtykket mens du skrev").sees("Koordinatorens.");
    PageAssertions.assertAccessible(owner, "consent-conflict", 320);
    owner.button("Bruk min tekst").click();
    assertThat(owner.region("Dette har du sagt ja til")).containsText("Mitt eget.");
  }

  @Test
  void withdrawalClosesOpenPagesOfOthers() {
    consentUntil(today.plusDays(100));
    Visitor doctor = loggedIn("lege").open("/planer/" + plan.id()).seesHeading("Hjem");
    Visitor owner = loggedIn("planeier").open(page).seesHeading("Samtykke");
    owner.button("Trekk tilbake samtykket").click();
    Locator question = owner.dialog("Vil du trekke tilbake samtykket?");
    assertThat(question).containsText(DemoPlans.nameOf(server(), "lege"));
    PageAssertions.assertAccessible(owner, "consent-withdrawal");
    owner.button("Nei, behold det").click();
    assertThat(question).hasCount(0);
    owner.button("Trekk tilbake samtykket").click();
    owner.button("Ja, trekk tilbake samtykket").click();
    owner.sees("Samtykket er trukket tilbake").sees("Planen har ikke noe gyldig samtykke nå");
    doctor.seesHeading("Planen er stengt nå");
    assertThat(doctor.button("Prøv igjen")).isVisible();
    PageAssertions.assertAccessible(owner, "consent-none", 320);
    owner.open("/planer").sees("Ikke noe samtykke nå").page().setViewportSize(1280, 800);
    owner.sees("Ikke noe samtykke nå");
    renew(plan, "Samtykket igjen.");
    doctor.button("Prøv igjen").click();
    doctor.seesHeading("Hjem");
    owner
        .open("/planer/" + plan.id() + "/logg")
        .seesHeading("Logg")
        .sees("trakk tilbake samtykket");
    PageAssertions.assertAccessible(owner, "plan-log");
  }

  @Test
  void draftsAreKeptWhenTheConsentExpires() {
    consentUntil(today.plusDays(100));
    Visitor doctor =
        loggedIn("lege").open("/planer/" + plan.id() + "/meldinger/ny").seesHeading("Ny melding");
    doctor.field("Emne").fill("Skrevet før det gikk ut");
    doctor.seesSaved();
    consentUntil(today.minusDays(1));
    doctor.page().setDefaultTimeout(20_000);
    assertThat(doctor.heading("Planen er stengt nå"))
        .isVisible(
            new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions()
                .setTimeout(25_000));
    doctor.sees("Ingenting er slettet");
    consentUntil(today.plusDays(100));
    doctor.open("/planer/" + plan.id() + "/meldinger?mappe=kladder").seesHeading("Meldinger");
    doctor.sees("Skrevet før det gikk ut");
  }

  @Test
  void theAccessLogIsGroupedByDay() {
    consentUntil(today.plusDays(100));
    TestPlan doctor = plan.as(server().loggedIn("lege"));
    doctor.home();
    doctor.client().header("X-Background", "true").get(plan.path("")).expect(200);
    String mother = plan.as(server().loggedIn("mor")).ownParticipantId();
    doctor.client().header("X-Background", null).get(plan.path("/participants/" + mother));
    org.awaitility.Awaitility.await()
        .until(() -> plan.client().get(plan.path("/access")).items().toString().contains("CARD"));
    Visitor owner = loggedIn("planeier").open(page).seesHeading("Samtykke");
    owner.link("Hvem har sett hva?").click();
    owner.seesHeading("Hvem har sett hva?").sees("åpnet «Hjem»").sees("I dag");
    owner.sees("den åpne siden hentet det selv 1 gang");
    owner.sees("så på deltakerkortet til " + DemoPlans.nameOf(server(), "mor"));
    assertThat(owner.region("I dag")).containsText(DemoPlans.nameOf(server(), "lege"));
    PageAssertions.assertAccessible(owner, "seen");
    loggedIn("lege")
        .open("/planer/" + plan.id() + "/hvem-har-sett")
        .sees("Du har ikke tilgang til dette");
  }

  @Test
  void anOwnerBelowTheAgeOfConsentCannotConsentAlone() {
    String id =
        server()
            .value(
                "select plan_id from participant p join account a using (person_id) where username = 'mor' and role = 'GUARDIAN'");
    server()
        .sql(
            "update consent set valid_until = current_date + 24 where ended_at is null and plan_id = '"
                + id
                + "'");
    Visitor guardian = loggedIn("mor").open("/planer/" + id + "/samtykke").seesHeading("Samtykke");
    assertThat(guardian.button("Forny samtykket")).isVisible();
    PageAssertions.assertAccessible(guardian, "consent-guardian", 320);
    Visitor coordinator =
        loggedIn("koordinator").open("/planer/" + id + "/samtykke").seesHeading("Samtykke");
    coordinator.button("Registrer samtykke").click();
    coordinator.sees("Planeieren er under 16 år");
    assertThat(coordinator.exactField("Planeieren selv")).isDisabled();
  }

  /** A consent given anew has the limits of the last one; a wider one says so first (PART-4). */
  @Test
  void aConsentGivenAnewKeepsTheLimitsOfTheLastOne() {
    consentUntil(today.plusDays(100));
    String doctor = DemoPlans.nameOf(server(), "lege");
    share("lege", "Bare det som gjelder helsen.");
    Visitor owner = loggedIn("planeier").open(page).seesHeading("Samtykke");
    owner.button("Trekk tilbake samtykket").click();
    owner.button("Ja, trekk tilbake samtykket").click();
    owner.sees("Planen har ikke noe gyldig samtykke nå");
    owner.button("Gi samtykke").click();
    owner.sees("Sist bestemte du dette for hver enkelt. Skal det fortsatt gjelde?");
    assertThat(owner.field("Jeg vil bestemme for hver enkelt")).isChecked();
    assertThat(owner.field(doctor)).hasValue("Bare det som gjelder helsen.");
    String widened = doctor + " får nå vite alt. Før: «Bare det som gjelder helsen.»";
    assertThat(owner.page().getByText(widened)).hasCount(0);
    owner.field(doctor).fill("");
    owner.sees(widened);
    PageAssertions.assertAccessible(owner, "consent-form-widened");
    owner.field(doctor).fill("Bare det som gjelder helsen.");
    assertThat(owner.page().getByText(widened)).hasCount(0);
    owner.field("Jeg vil bestemme for hver enkelt").uncheck();
    owner.sees(widened).seesSaved();
    owner.page().reload();
    owner.button("Gi samtykke").click();
    owner.sees(widened).field("Jeg vil bestemme for hver enkelt").check();
    owner.button("Les og skriv under").click();
    owner.button("Jeg samtykker").click();
    owner.sees("Samtykket er lagret").sees("Bare det som gjelder helsen.");
  }

  @Test
  void aRegisteredConsentKeepsTheLimitsOfTheLastOne() {
    consentUntil(today.plusDays(100));
    share("lege", "Bare det som gjelder helsen.");
    plan.client().delete(plan.path("/consent")).expect(204);
    Visitor coordinator = loggedIn("koordinator").open(page).seesHeading("Samtykke");
    coordinator.sees("Samtykket er trukket tilbake.");
    assertThat(coordinator.button("Registrer samtykke")).hasCount(0);
    PageAssertions.assertAccessible(coordinator, "consent-needs-paper");
    coordinator
        .page()
        .locator("input[type=file]")
        .setInputFiles(pdf("Nytt samtykke.pdf", TestPdf.plain()));
    coordinator.button("Registrer samtykke").click();
    coordinator.sees("Sist ble dette bestemt for hver enkelt");
    assertThat(coordinator.field(DemoPlans.nameOf(server(), "lege")))
        .hasValue("Bare det som gjelder helsen.");
    coordinator.button("Lagre samtykket").click();
    coordinator.sees("Samtykket er lagret").sees("Bare det som gjelder helsen.");
  }

  private void share(String username, String scope) {
    server()
        .sql(
            "update participant set consent_scope = '%s' where id = '%s'"
                .formatted(scope, plan.as(server().loggedIn(username)).ownParticipantId()));
  }

  private void renewElsewhere(String scope) {
    renew(plan.as(server().loggedIn("koordinator")), scope);
  }

  private void renew(TestPlan theirs, String scope) {
    int version =
        theirs.client().get(plan.path("/consent")).expect(200).body().getInteger("version");
    theirs
        .client()
        .put(
            plan.path("/consent"),
            version,
            new JsonObject()
                .put("from", today.toString())
                .put("until", today.plusDays(90).toString())
                .put("scope", scope))
        .expect(200);
  }

  private void consentUntil(LocalDate until) {
    server()
        .sql(
            """
            delete from consent_paper;
            update participant set consent_scope = null where plan_id = '%1$s';
            update consent set ended_at = now(), end_reason = 'RENEWED' where ended_at is null and plan_id = '%1$s';
            insert into consent (id, plan_id, valid_from, valid_until, scope, given_by, given_at, differentiated)
            select gen_random_uuid(), '%1$s', current_date - 300, '%2$s', 'Samarbeid mellom skole, lege og NAV om skole og hverdag.',
                   person_id, now() - interval '300 days', true
              from account where username = 'planeier'"""
                .formatted(plan.id(), until));
  }

  private static FilePayload pdf(String name, byte[] content) {
    return new FilePayload(name, "application/pdf", content);
  }
}
