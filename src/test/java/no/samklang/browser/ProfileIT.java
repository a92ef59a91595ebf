package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import no.samklang.TestClient;
import no.samklang.person.Pictures;
import org.junit.jupiter.api.Test;

/** "Min profil": card, picture and account (PERSON-4, PERSON-6, PERSON-7). */
class ProfileIT extends OwnServerTest {
  private static final String PAGE = "/profil";
  private static final String HEADING = "Min profil";
  private static final String EDIT = "Endre opplysningene dine";

  private Visitor at(String username) {
    return loggedIn(username).open(PAGE).seesHeading(HEADING);
  }

  @Test
  void theCardIsChangedAndSaysWhatIsWrong() {
    Visitor mor = at("mor");
    Look.at(mor, "profile-card");
    mor.button(EDIT).click();
    assertThat(mor.field("Fornavn")).hasValue("Marit");
    mor.field("Mobil").first().fill("12");
    mor.field("Fødselsdato").fill("2199-01-01");
    mor.button("Lagre").click();
    mor.sees("Dette er ikke et mobilnummer").sees("Datoen kan ikke være etter i dag.");
    assertThat(mor.field("Fødselsdato")).isFocused();
    Look.at(mor, "profile-wrong");
    mor.field("Mobil").first().fill("92 34 56 99");
    mor.field("Fødselsdato").fill("1978-04-25");
    mor.field("Stilling").fill("Daglig leder");
    mor.button("Lagre").click();
    mor.sees("Opplysningene er lagret.").sees("Daglig leder").sees("+4792345699");
    assertThat(mor.button(EDIT)).isFocused();
  }

  @Test
  void theSwitchMarksWhatIsSeenAcrossPlans() {
    Visitor lege = at("lege");
    lege.button(EDIT).click();
    Locator marks =
        lege.page()
            .getByText(
                "På tvers av planer",
                new com.microsoft.playwright.Page.GetByTextOptions().setExact(true));
    assertThat(marks).hasCount(0);
    lege.page().getByRole(com.microsoft.playwright.options.AriaRole.SWITCH).check();
    assertThat(marks).hasCount(7);
    Look.at(lege, "profile-across");
    lege.field("Skjul mobil").check();
    assertThat(marks).hasCount(6);
    lege.button("Avbryt").click();
  }

  @Test
  void whatIsTypedIsThereAgain() {
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
  void oneOfTwoVersionsIsChosen() {
    Visitor koordinator2 = at("koordinator2");
    koordinator2.button(EDIT).click();
    koordinator2.field("Stilling").fill("Min tittel");
    server()
        .sql(
            "update person set version = version + 1, job_title = 'Deres tittel' where last_name = 'Forslag'");
    koordinator2.button("Lagre").click();
    koordinator2.sees("Det finnes to versjoner");
    Look.at(koordinator2, "profile-versions");
    koordinator2.button("Bruk min tekst herfra").click();
    koordinator2.sees("Opplysningene er lagret.").sees("Min tittel");
  }

  @Test
  void aPictureIsLookedAtSavedAndRemoved() {
    Visitor laerer = at("koordinator");
    Locator file = laerer.page().locator("input[type=file]");
    file.setInputFiles(new FilePayload("program.jpg", "image/jpeg", new byte[] {77, 90, 1}));
    laerer.sees("Vi fikk ikke åpnet bildet.");
    file.setInputFiles(new FilePayload("notat.pdf", "application/pdf", new byte[] {37, 80}));
    laerer.sees("Dette er ikke et bilde vi kan bruke.");
    file.setInputFiles(new FilePayload("stort.png", "image/png", new byte[2 * 1024 * 1024 + 1]));
    laerer.sees("Bildet er for stort.");
    Look.at(laerer, "profile-picture-refused", 320);
    file.setInputFiles(
        new FilePayload(
            "meg.jpg", "image/jpeg", Pictures.heldSo(Pictures.halves("jpg", 600, 400), 6)));
    laerer.sees("Slik blir bildet.");
    Look.at(laerer, "profile-picture-question");
    laerer.button("Bruk bildet").click();
    laerer.sees("Bildet er lagret.");
    assertThat(laerer.page().locator("picture-choice img"))
        .hasAttribute("src", java.util.regex.Pattern.compile("/api/v1/persons/.*"));
    Look.at(laerer, "profile-picture");
    Demo.Plan plan = Demo.mainPlan(server());
    laerer.open(plan.path("/deltakere")).seesHeading("Deltakere");
    assertThat(laerer.page().locator("img.face")).hasCount(1);
    Look.at(laerer, "participants-picture", 768);
    laerer.open(PAGE).seesHeading(HEADING);
    laerer.button("Fjern bildet").click();
    laerer.sees("Bildet er fjernet.");
    assertThat(laerer.page().locator("picture-choice img")).hasCount(0);
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
                .put("mobile", "+4790000008"))
        .expect(200);
    Visitor fremmed = visitor().as(client).open(PAGE).seesHeading(HEADING);
    fremmed.button("Endre brukernavn og engangskode").click();
    assertThat(fremmed.field("Brukernavn")).isFocused();
    fremmed.sees("du må fylle ut e-post først");
    assertThat(fremmed.field("På e-post")).isDisabled();
    fremmed.field("Brukernavn").fill("MOR");
    fremmed.button("Lagre").click();
    fremmed.sees("Dette brukernavnet er i bruk.");
    Look.at(fremmed, "profile-account");
    fremmed.field("Brukernavn").fill("frode.liksom");
    fremmed.field("Språk").selectOption("nn");
    fremmed.button("Lagre").click();
    fremmed.sees("Endringen er lagret.").sees("frode.liksom").sees("Nynorsk");
    assertThat(server().value("select language from person where last_name = 'Liksom'"))
        .isEqualTo("nn");
  }
}
