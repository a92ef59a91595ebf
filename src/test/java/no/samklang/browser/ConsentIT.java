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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The consent of a plan, who has seen what, and what has been done (PART-4, PART-6, LOG-1). */
class ConsentIT extends OwnServerTest {
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("dd.MM.yyyy");
  private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Oslo"));
  private TestPlan plan;
  private String page;

  @BeforeEach
  void prepare() {
    server().sql("delete from form_draft");
    plan = new TestPlan(server().loggedIn("planeier"), mainPlan());
    page = "/planer/" + plan.id() + "/samtykke";
  }

  private String mainPlan() {
    return server()
        .value(
            "select plan_id from participant p join account a using (person_id) where username = 'planeier' and role = 'OWNER'");
  }

  @Test
  void theOwnerSeesItAndRenewsIt() {
    consentUntil(today.plusDays(12));
    Visitor owner = loggedIn("planeier").open(page).seesHeading("Samtykke");
    owner.sees("Samtykket utgår om 12 dager").sees("Hvem får vite hva");
    Look.at(owner, "consent-owner");
    owner.button("Forny samtykket").click();
    LocalDate until = today.plusDays(200);
    owner.field("Gjelder til og med").fill(until.toString());
    owner.field("Hva er det sagt ja til?").fill("Skole og helse samarbeider om hverdagen min.");
    owner.seesSaved();
    Look.at(owner, "consent-form-owner");
    owner.page().reload();
    owner.button("Forny samtykket").click();
    assertThat(owner.field("Hva er det sagt ja til?"))
        .hasValue("Skole og helse samarbeider om hverdagen min.");
    owner.button("Jeg samtykker").click();
    owner.sees("Samtykket er lagret. Det gjelder til og med " + SHOWN.format(until));
    assertThat(owner.region("Dette er det sagt ja til")).containsText("om hverdagen min");
    assertThat(owner.button("Jeg samtykker")).hasCount(0);
    owner.page().locator("summary").click();
    owner.sees("Erstattet av et nytt");
  }

  @Test
  void anOldDraftHoldsNoMoreThanWhatWasWritten() {
    consentUntil(today.plusDays(100));
    Visitor owner = loggedIn("planeier").open(page).seesHeading("Samtykke");
    owner.button("Forny samtykket").click();
    String until = today.plusDays(60).toString();
    owner.field("Gjelder til og med").fill(until);
    owner.seesSaved();
    owner.open("/planer").seesHeading("Liste planer");
    renewElsewhere("Skrevet av koordinatoren siden.");
    owner.open(page).seesHeading("Samtykke").button("Forny samtykket").click();
    assertThat(owner.field("Hva er det sagt ja til?")).hasValue("Skrevet av koordinatoren siden.");
    assertThat(owner.field("Gjelder til og med")).hasValue(until);
    owner.sees("Du begynte å skrive her tidligere");
    Look.at(owner, "consent-form-restored", 320);
  }

  @Test
  void othersSeeTheirOwnPart() {
    consentUntil(today.plusDays(100));
    Visitor doctor = loggedIn("lege").open(page).seesHeading("Samtykke");
    doctor.sees("Dette gjelder for deg").sees("Alt samtykket gjelder");
    assertThat(doctor.button("Forny samtykket")).hasCount(0);
    assertThat(doctor.button("Nullstill samtykke")).hasCount(0);
    assertThat(doctor.link("Hvem har sett hva")).hasCount(0);
    Look.at(doctor, "consent-other", 320);
  }

  @Test
  void theCoordinatorRegistersOneWithWhatIsForWhom() {
    consentUntil(today.plusDays(100));
    Visitor coordinator = loggedIn("koordinator").open(page).seesHeading("Samtykke");
    coordinator.button("Registrer samtykke").click();
    coordinator.field("En som representerer planeieren, for eksempel en verge").check();
    coordinator.field("Navnet på den som ga samtykket").fill("Vera Verge");
    coordinator.button("Lagre samtykket").click();
    coordinator.sees("Skriv hvorfor planeieren ikke samtykker selv.");
    coordinator.field("Hvorfor samtykker ikke planeieren selv?").fill("Har verge.");
    coordinator.field("Deltakerne skal ikke få vite det samme").check();
    String doctor = Demo.nameOf(server(), "lege");
    coordinator.field(doctor).fill("Bare det som gjelder helse.");
    Look.at(coordinator, "consent-form-coordinator");
    coordinator.button("Lagre samtykket").click();
    coordinator.sees("Vera Verge, på vegne av planeieren").sees("Bare det som gjelder helse.");
    Look.at(coordinator, "consent-coordinator", 1280);
  }

  @Test
  void aSignedPaperIsPutIn() {
    consentUntil(today.plusDays(100));
    Visitor coordinator = loggedIn("koordinator").open(page).seesHeading("Samtykke");
    Locator file = coordinator.page().locator("input[type=file]");
    file.setInputFiles(pdf("farlig.pdf", TestPdf.withScript()));
    coordinator.sees("PDF-en inneholder programkode");
    file.setInputFiles(pdf("stor.pdf", Arrays.copyOf(TestPdf.plain(), 5_000_000)));
    coordinator.sees("Filen er for stor");
    file.setInputFiles(new FilePayload("a.exe", "application/x-msdownload", new byte[] {1}));
    coordinator.sees("Filen er ikke en PDF vi kan bruke");
    file.setInputFiles(pdf("Signert samtykke.pdf", TestPdf.plain()));
    coordinator.sees("Papiret er lagt ved samtykket.");
    assertThat(coordinator.link("Signert samtykke.pdf")).isVisible();
  }

  @Test
  void twoWhoRenewAtOnceChoose() {
    consentUntil(today.plusDays(100));
    Visitor owner = loggedIn("planeier").open(page).seesHeading("Samtykke");
    owner.button("Forny samtykket").click();
    owner.field("Hva er det sagt ja til?").fill("Mitt eget.");
    renewElsewhere("Koordinatorens.");
    owner.button("Jeg samtykker").click();
    owner.sees("Noen har endret samtykket mens du skrev").sees("Koordinatorens.");
    Look.at(owner, "consent-conflict", 320);
    owner.button("Bruk min tekst herfra").click();
    assertThat(owner.region("Dette er det sagt ja til")).containsText("Mitt eget.");
  }

  @Test
  void withdrawingShutsTheOpenPagesOfOthers() {
    consentUntil(today.plusDays(100));
    Visitor doctor = loggedIn("lege").open("/planer/" + plan.id()).seesHeading("Hjem");
    Visitor owner = loggedIn("planeier").open(page).seesHeading("Samtykke");
    owner.button("Nullstill samtykke").click();
    Locator question = owner.dialog("Vil du nullstille samtykket?");
    assertThat(question).containsText(Demo.nameOf(server(), "lege"));
    Look.at(owner, "consent-withdrawal");
    owner.button("Nei, behold det").click();
    assertThat(question).hasCount(0);
    owner.button("Nullstill samtykke").click();
    owner.button("Ja, nullstill samtykket").click();
    owner.sees("Samtykket er nullstilt").sees("Ingen har sagt ja akkurat nå");
    doctor.seesHeading("Samtykket har utgått");
    Look.at(owner, "consent-none", 320);
    owner.open("/planer/" + plan.id() + "/logg").seesHeading("Logg").sees("nullstilte samtykket");
    Look.at(owner, "plan-log");
  }

  @Test
  void whatWasWrittenWhenItRanOutIsKept() {
    consentUntil(today.plusDays(100));
    Visitor doctor =
        loggedIn("lege")
            .open("/planer/" + plan.id() + "/meldinger/ny")
            .seesHeading("Skriv melding");
    doctor.field("Emne").fill("Skrevet før det gikk ut");
    doctor.seesSaved();
    consentUntil(today.minusDays(1));
    doctor.page().setDefaultTimeout(20_000);
    assertThat(doctor.heading("Samtykket har utgått"))
        .isVisible(
            new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions()
                .setTimeout(25_000));
    doctor.sees("Ingenting er slettet");
    consentUntil(today.plusDays(100));
    doctor.open("/planer/" + plan.id() + "/meldinger?mappe=kladder").seesHeading("Meldinger");
    doctor.sees("Skrevet før det gikk ut");
  }

  @Test
  void whoHasSeenWhatIsToldByDay() {
    consentUntil(today.plusDays(100));
    plan.as(server().loggedIn("lege")).home();
    org.awaitility.Awaitility.await()
        .until(() -> plan.client().get(plan.path("/access")).items().toString().contains("HOME"));
    Visitor owner = loggedIn("planeier").open(page).seesHeading("Samtykke");
    owner.link("Hvem har sett hva").click();
    owner.seesHeading("Hvem har sett hva").sees("åpnet forsiden").sees("I dag");
    assertThat(owner.region("I dag")).containsText(Demo.nameOf(server(), "lege"));
    Look.at(owner, "seen");
    loggedIn("lege")
        .open("/planer/" + plan.id() + "/hvem-har-sett")
        .sees("Du har ikke tilgang til dette");
  }

  @Test
  void whoIsTooYoungIsToldWhy() {
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
    Look.at(guardian, "consent-guardian", 320);
    Visitor coordinator =
        loggedIn("koordinator").open("/planer/" + id + "/samtykke").seesHeading("Samtykke");
    coordinator.button("Registrer samtykke").click();
    coordinator.sees("Planeieren er under 16 år");
    assertThat(coordinator.exactField("Planeieren selv")).isDisabled();
  }

  private void renewElsewhere(String scope) {
    TestPlan theirs = plan.as(server().loggedIn("koordinator"));
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
