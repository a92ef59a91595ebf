package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.samklang.TestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way in (LOGIN-1 to LOGIN-6, LOGIN-9). */
class LoginIT extends OwnServerTest {
  private static final Pattern CODE = Pattern.compile("\\b(\\d{6})\\b");
  private static final Pattern MAILED_PASSWORD = Pattern.compile("Det er:\\s+(\\S+)\\s");

  @Test
  void theCodeFromTheOutboxPageOpensThePlanList() {
    Visitor visitor = visitor().open("/logg-inn").seesHeading("Logg inn");
    visitor.enterPassword("koordinator", TestClient.PASSWORD).seesHeading("Skriv inn koden");
    visitor.sees("på SMS til").sees("Koden gjelder i");
    Page outbox =
        visitor.context().waitForPage(visitor.link("Se koden (åpnes i en ny fane)")::click);
    assertThat(outbox).hasURL(server().url() + "/demo/outbox");
    Matcher code = CODE.matcher(outbox.getByText("engangskoden din").first().innerText());
    org.assertj.core.api.Assertions.assertThat(code.find()).isTrue();
    visitor.field("Engangskode").fill(" " + code.group(1).replaceFirst("(...)", "$1 ") + " ");
    visitor.button("Fortsett").click();
    visitor.seesHeading("Liste planer");
    assertThat(visitor.page()).hasTitle("Liste planer – Samklang");
  }

  @Test
  void aCodeByMailRemindsOfTheJunkMail() {
    Visitor visitor = visitor().open("/logg-inn").enterPassword("mor", TestClient.PASSWORD);
    visitor.sees("på e-post til").sees("søppelpost");
    Look.at(visitor, "code");
  }

  @Test
  void oneComesToWhereOneWasGoing() {
    String path = Demo.mainPlan(server()).path("/meldinger");
    Visitor visitor = visitor().open(path).seesHeading("Logg inn").logIn("koordinator");
    visitor.seesHeading("Meldinger");
    assertThat(visitor.page()).hasURL(server().url() + path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"//example.com/", "https://example.com/", "/%5Cexample.com", "/hjelp"})
  void aLinkToTheLoginPageSendsNobodyElsewhere(String elsewhere) {
    Visitor visitor = visitor().open("/logg-inn?til=" + elsewhere).logIn("lege");
    visitor.seesHeading("Liste planer");
    assertThat(visitor.page()).hasURL(server().url() + "/planer");
  }

  @Test
  void whatIsMissingIsSaidByTheField() {
    Visitor visitor = visitor().open("/logg-inn");
    visitor.button("Logg inn").click();
    assertThat(visitor.field("Brukernavn")).isFocused();
    assertThat(visitor.field("Brukernavn"))
        .hasAccessibleDescription("Skriv inn brukernavnet ditt.");
  }

  @Test
  void threeWrongPasswordsLockTheAccountAndThePageSaysForHowLong() {
    Visitor visitor = visitor().open("/logg-inn");
    for (int attempt = 1; attempt <= 3; attempt++) {
      visitor.enterPassword("finnes.ikke", "feil").sees("er feil");
      assertThat(visitor.button("Logg inn")).isEnabled();
    }
    visitor.enterPassword("finnes.ikke", "feil").sees("Kontoen er låst").sees("10 minutter");
    Look.at(visitor, "login-locked");
  }

  @Test
  void aWrongCodeCanBeTriedAgain() {
    Visitor visitor = visitor().open("/logg-inn");
    Instant before = server().clock().instant();
    visitor.enterPassword("fremmed", TestClient.PASSWORD);
    String code = visitor.codeSince(before);
    visitor.field("Engangskode").fill(code.equals("111111") ? "222222" : "111111");
    visitor.button("Fortsett").click();
    visitor.sees("Koden er feil");
    assertThat(visitor.field("Engangskode")).isFocused();
    visitor.field("Engangskode").fill(code);
    visitor.button("Fortsett").click();
    visitor.seesHeading("Liste planer").sees("Du er ikke med i noen planer");
  }

  @Test
  void aCodeThatIsTooOldLeadsBackToTheStart() {
    Visitor visitor = visitor();
    visitor.page().clock().install();
    visitor.open("/logg-inn").enterPassword("koordinator2", TestClient.PASSWORD);
    visitor.seesHeading("Skriv inn koden");
    visitor.page().clock().fastForward(Duration.ofMinutes(11).toMillis());
    visitor.seesHeading("Logg inn på nytt").link("Til innloggingen").click();
    visitor.seesHeading("Logg inn");
  }

  @Test
  void aReloadForgetsTheFirstStepAndSaysSo() {
    Visitor visitor = visitor().open("/logg-inn").enterPassword("lege", TestClient.PASSWORD);
    visitor.seesHeading("Skriv inn koden").page().reload();
    visitor.seesHeading("Logg inn på nytt").sees("lastet på nytt");
  }

  @Test
  void aNewCodeIsTheWholeWayAgain() {
    Visitor visitor = visitor().open("/logg-inn").enterPassword("lege", TestClient.PASSWORD);
    visitor.link("Send ny kode").click();
    visitor.seesHeading("Logg inn").sees("sender vi deg en ny kode");
  }

  @Test
  void noToTheTermsOpensNothingAndYesOpensThePlans() {
    Visitor visitor = visitor().open("/logg-inn").logIn("laerer").seesHeading("Brukervilkår");
    visitor.open("/planer").seesHeading("Brukervilkår");
    Look.at(visitor, "terms");
    visitor.button("Nei").click();
    visitor.seesHeading("Du er logget ut").sees("Ingenting er åpnet");
    visitor.open("/planer").seesHeading("Logg inn").logIn("laerer").seesHeading("Brukervilkår");
    visitor.button("Ja, jeg godtar").click();
    visitor.seesHeading("Liste planer");
  }

  @Test
  void aMailedPasswordMustBeChangedBeforeAnythingElse() {
    Visitor visitor = visitor().open("/logg-inn");
    visitor.link("Glemt passord?").click();
    visitor.seesHeading("Glemt passord").field("Brukernavn").fill("mor");
    visitor.button("Send nytt passord").click();
    visitor.seesHeading("Se i e-posten din");
    String mailed = mailedPassword();
    visitor.open("/logg-inn").logIn("mor", mailed).seesHeading("Bytt passord");
    assertThat(visitor.link("Ikke nå")).hasCount(0);
    visitor.open("/planer").seesHeading("Bytt passord");
    change(visitor, mailed, "kort");
    assertThat(visitor.exactField("Nytt passord")).hasAttribute("aria-invalid", "true");
    Look.at(visitor, "password-forced");
    change(visitor, mailed, "Eplekake-77");
    visitor.sees("Passordet er byttet").seesHeading("Liste planer");
    visitor.open("/bytt-passord").seesHeading("Bytt passord");
    change(visitor, "Eplekake-77", TestClient.PASSWORD);
    visitor.sees("Passordet er byttet");
  }

  @Test
  void theRulesOfAPasswordAreTickedAsOneWrites() {
    Visitor visitor = loggedIn("admin").open("/bytt-passord").seesHeading("Bytt passord");
    visitor.exactField("Nytt passord").fill("abcdeF");
    visitor.sees("minst én stor bokstav – på plass").sees("minst ett tall – mangler");
    visitor.exactField("Nytt passord").fill("abcdeF7");
    visitor.sees("minst ett tall – på plass");
  }

  private static void change(Visitor visitor, String current, String password) {
    visitor.exactField("Passordet du har nå").fill(current);
    visitor.exactField("Nytt passord").fill(password);
    visitor.button("Bytt passord").click();
  }

  private String mailedPassword() {
    return org.awaitility.Awaitility.await()
        .until(
            () ->
                server().client().outbox().stream()
                    .map(JsonObject.class::cast)
                    .map(notice -> MAILED_PASSWORD.matcher(notice.getString("text")))
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }
}
