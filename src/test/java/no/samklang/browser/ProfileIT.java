package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import no.samklang.TestClient;
import no.samklang.picture.TestPictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "Min profil": card, picture and account (PERSON-4, PERSON-6, PERSON-7). */
class ProfileIT extends SeparateServerTest {
  private static final String PAGE = "/profil";
  private static final String HEADING = "Min profil";
  private static final String EDIT = "Endre opplysningene dine";

  /** One pixel. */
  private static final String WEBP = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==";

  private Visitor at(String username) {
    return loggedIn(username).open(PAGE).seesHeading(HEADING);
  }

  @Test
  void theCardIsValidatedAndChanged() {
    String mother = server().value("select person_id from account where username = 'mor'");
    server().loggedIn("admin").get("/persons/" + mother).expect(200);
    Visitor mor = at("mor");
    mor.sees("Hvem har åpnet kortet ditt?").sees(DemoPlans.nameOf(server(), "admin"));
    PageAssertions.assertAccessible(mor, "profile-card");
    mor.button(EDIT).click();
    assertThat(mor.field("Fornavn")).hasValue("Marit");
    mor.field("Mobil").first().fill("12");
    mor.field("Fødselsdato").fill("2199-01-01");
    mor.button("Lagre").click();
    mor.sees("Dette er ikke et mobilnummer").sees("Datoen kan ikke være fram i tid.");
    assertThat(mor.page().locator(".error-summary")).isFocused();
    mor.link("Fødselsdato: Datoen kan ikke være fram i tid.").click();
    assertThat(mor.field("Fødselsdato")).isFocused();
    PageAssertions.assertAccessible(mor, "profile-wrong");
    mor.field("Mobil").first().fill("92 34 56 99");
    mor.field("Fødselsdato").fill("1978-04-25");
    mor.field("Stilling").fill("Daglig leder");
    OwnConfirmationDialog dialog = OwnConfirmationDialog.of(server(), mor);
    mor.button("Lagre").click();
    PageAssertions.assertAccessible(mor, "profile-password");
    dialog.confirm("eksempel.example");
    mor.sees("Vi har sendt en kode til ••• •• 699");
    PageAssertions.assertAccessible(mor, "profile-code");
    dialog.answer("699");
    mor.sees("Opplysningene er lagret.").sees("Daglig leder").sees("923 45 699");
    assertThat(mor.button(EDIT)).isFocused();
  }

  @Test
  void theSwitchMarksTheFieldsVisibleAcrossPlans() {
    Visitor lege = at("lege");
    lege.button(EDIT).click();
    Locator marks =
        lege.page()
            .getByText(
                "Synlig i kommunen",
                new com.microsoft.playwright.Page.GetByTextOptions().setExact(true));
    assertThat(marks).hasCount(0);
    lege.page().getByRole(com.microsoft.playwright.options.AriaRole.SWITCH).check();
    assertThat(marks).hasCount(7);
    PageAssertions.assertAccessible(lege, "profile-across");
    lege.field("Skjul mobil").check();
    assertThat(marks).hasCount(6);
    lege.button("Avbryt").click();
  }

  @Test
  void theDraftIsRestored() {
    Visitor planeier = at("planeier");
    planeier.button(EDIT).click();
    planeier.field("Arbeidssted").fill("En ny skole");
    planeier.seesSaved();
    planeier.open("/planer").seesHeading("Liste planer");
    planeier.open(PAGE).seesHeading(HEADING);
    assertThat(planeier.field("Arbeidssted")).hasValue("En ny skole");
    planeier.button("Avbryt").click();
    assertThat(planeier.button(EDIT)).isVisible();
  }

  @Test
  void aConflictIsResolvedByChoosingAVersion() {
    Visitor koordinator2 = at("koordinator2");
    koordinator2.button(EDIT).click();
    koordinator2.field("Stilling").fill("Min tittel");
    server()
        .sql(
            "update person set version = version + 1, job_title = 'Deres tittel' where last_name = 'Forslag'");
    koordinator2.button("Lagre").click();
    koordinator2.sees("Det finnes to versjoner");
    PageAssertions.assertAccessible(koordinator2, "profile-versions");
    koordinator2.button("Bruk min tekst").click();
    koordinator2.sees("Opplysningene er lagret.").sees("Min tittel");
  }

  @Test
  void aPictureIsPreviewedSavedAndRemoved() {
    Visitor laerer = at("koordinator");
    Locator file = laerer.page().locator("input[type=file]");
    file.setInputFiles(new FilePayload("program.jpg", "image/jpeg", new byte[] {77, 90, 1}));
    laerer.sees("Filen er ikke et bilde vi kan åpne.");
    file.setInputFiles(new FilePayload("notat.pdf", "application/pdf", new byte[] {37, 80}));
    laerer.sees("Filen er ikke et bilde vi kan åpne.");
    byte[] heic = "\0\0\0\030ftypheic\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    file.setInputFiles(new FilePayload("mobil.jpg", "image/jpeg", heic));
    laerer.sees("Bildet er i formatet HEIC, og nettleseren kan ikke åpne det.");
    PageAssertions.assertAccessible(laerer, "profile-picture-refused", 320);
    file.setInputFiles(
        new FilePayload(
            "meg.jpg", "image/jpeg", TestPictures.heldSo(TestPictures.halves("jpg", 600, 400), 6)));
    laerer.sees("Slik blir bildet.");
    PageAssertions.assertAccessible(laerer, "profile-picture-question");
    assertThat(laerer.button("Bruk bildet"))
        .hasClass(java.util.regex.Pattern.compile("button-primary"));
    laerer.button("Bruk bildet").click();
    laerer.sees("Bildet er lagret.");
    assertThat(laerer.page().locator("person-picture img"))
        .hasAttribute("src", java.util.regex.Pattern.compile("/api/v1/persons/.*"));
    PageAssertions.assertAccessible(laerer, "profile-picture");
    DemoPlans.ListedPlan plan = DemoPlans.mainPlan(server());
    laerer.open(plan.path("/deltakere")).seesHeading("Deltakere");
    assertThat(laerer.page().locator("img.avatar")).hasCount(1);
    PageAssertions.assertAccessible(laerer, "participants-picture", 768);
    laerer.open(PAGE).seesHeading(HEADING);
    laerer.button("Fjern bildet").click();
    assertThat(laerer.dialog("Vil du fjerne bildet?")).isVisible();
    laerer.page().keyboard().press("Enter");
    assertThat(laerer.button("Fjern bildet")).isFocused();
    laerer.button("Fjern bildet").click();
    laerer
        .dialog("Vil du fjerne bildet?")
        .getByText("Fjern bildet", new Locator.GetByTextOptions().setExact(true))
        .click();
    laerer.sees("Bildet er fjernet.");
    assertThat(laerer.page().locator("person-picture img")).hasCount(0);
  }

  /** The first bytes decide; WebP becomes a JPEG in the browser. */
  @ParameterizedTest
  @CsvSource({"jpg, ''", "jpg, image/pjpeg", "png, ''", "webp, ''", "webp, image/webp"})
  void picturesOfAnyTypeThatTheBrowserOpensAreTaken(String format, String type) {
    Visitor koordinator2 = at("koordinator2");
    byte[] picture =
        format.equals("webp")
            ? Base64.getDecoder().decode(WEBP)
            : TestPictures.halves(format, 60, 40);
    koordinator2.choosesFile("person-picture input", "bilde", type, picture);
    koordinator2.sees("Slik blir bildet.");
    koordinator2.button("Bruk bildet").click();
    koordinator2.sees("Bildet er lagret.");
  }

  /** A photo of a phone is scaled down in the browser, and turned upright (PERSON-7). */
  @Test
  void aLargePhotoIsScaledDownBeforeItIsSent() {
    Visitor koordinator2 = at("koordinator2");
    byte[] photo = TestPictures.heldSo(TestPictures.photo(4_000, 3_400), 6);
    org.assertj.core.api.Assertions.assertThat(photo.length).isGreaterThan(7_000_000);
    koordinator2
        .page()
        .locator("input[type=file]")
        .setInputFiles(new FilePayload("IMG_0001.jpg", "image/jpeg", photo));
    koordinator2.sees("Slik blir bildet.");
    assertThat(koordinator2.button("Bruk bildet")).isFocused();
    Object size =
        koordinator2
            .page()
            .locator("person-picture img")
            .evaluate("img => img.decode().then(() => `${img.naturalWidth}x${img.naturalHeight}`)");
    org.assertj.core.api.Assertions.assertThat(size).isEqualTo("870x1024");
    koordinator2.button("Bruk bildet").press("Enter");
    koordinator2.sees("Bildet er lagret.");
  }

  @Test
  void theAccountIsChanged() {
    TestClient client = server().loggedIn("fremmed");
    client
        .put(
            "/persons/" + client.get("/me").body().getString("personId"),
            1,
            new io.vertx.core.json.JsonObject()
                .put("firstName", "Frode")
                .put("lastName", "Liksom")
                .put("mobile", "+4749000008"))
        .expect(403, "account.confirmationNeeded");
    server().sql("update person set email = null where last_name = 'Liksom'");
    Visitor fremmed = visitor().as(client).open("/profil/innlogging").seesHeading("Min innlogging");
    fremmed.button("Endre brukernavn og engangskode").click();
    assertThat(fremmed.field("Brukernavn")).isFocused();
    fremmed.sees("du må fylle ut e-post først");
    assertThat(fremmed.field("På e-post")).isDisabled();
    fremmed.field("Brukernavn").fill("MOR");
    OwnConfirmationDialog dialog = OwnConfirmationDialog.of(server(), fremmed);
    fremmed.button("Lagre").click();
    dialog.confirm("008");
    fremmed.sees("Dette brukernavnet er i bruk.");
    PageAssertions.assertAccessible(fremmed, "profile-account");
    fremmed.field("Brukernavn").fill("frode.liksom");
    fremmed.button("Lagre").click();
    fremmed.sees("Endringen er lagret.").sees("frode.liksom");
  }
}
