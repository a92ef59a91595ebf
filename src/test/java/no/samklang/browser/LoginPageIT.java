package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.samklang.TestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The login pages (LOGIN-1 to LOGIN-6, LOGIN-9). */
class LoginPageIT extends SeparateServerTest {
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
  void aMailedCodeMentionsTheSpamFolder() {
    Visitor visitor = visitor().open("/logg-inn").enterPassword("mor", TestClient.PASSWORD);
    visitor.sees("på e-post til").sees("søppelpost");
    PageAssertions.assertAccessible(visitor, "code");
  }

  @Test
  void loginLeadsToTheRequestedPage() {
    String path = DemoPlans.mainPlan(server()).path("/meldinger");
    Visitor visitor = visitor().open(path).seesHeading("Logg inn").logIn("koordinator");
    visitor.seesHeading("Meldinger");
    assertThat(visitor.page()).hasURL(server().url() + path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"//example.com/", "https://example.com/", "/%5Cexample.com", "/hjelp"})
  void theLoginPageDoesNotRedirectToOtherSites(String elsewhere) {
    Visitor visitor = visitor().open("/logg-inn?til=" + elsewhere).logIn("lege");
    visitor.seesHeading("Liste planer");
    assertThat(visitor.page()).hasURL(server().url() + "/planer");
  }

  @Test
  void missingInputIsReportedAtTheFieldsAndInASummary() {
    Visitor visitor = visitor().open("/logg-inn");
    visitor.button("Logg inn").click();
    assertThat(visitor.page()).hasTitle("Feil: Logg inn – Samklang");
    assertThat(visitor.page().locator(".error-summary")).isFocused();
    assertThat(visitor.page().locator(".error-summary")).containsText("2 feil");
    visitor.link("Brukernavn: Skriv inn brukernavnet ditt.").click();
    assertThat(visitor.field("Brukernavn")).isFocused();
    assertThat(visitor.field("Brukernavn"))
        .hasAccessibleDescription("Skriv inn brukernavnet ditt.");
    visitor.field("Brukernavn").fill("lege");
    visitor.button("Logg inn").click();
    assertThat(visitor.exactField("Passord")).isFocused();
    visitor.exactField("Passord").fill("x");
    assertThat(visitor.page()).hasTitle("Logg inn – Samklang");
  }

  @Test
  void threeWrongPasswordsLockTheAccountAndThePageSaysForHowLong() {
    Visitor visitor = visitor().open("/logg-inn");
    for (int attempt = 1; attempt <= 3; attempt++) {
      visitor.enterPassword("finnes.ikke", "feil").sees("er feil");
      assertThat(visitor.exactField("Passord")).isFocused();
      assertThat(visitor.button("Logg inn")).isEnabled();
    }
    visitor.sees("Nå er kontoen låst i 10 minutter");
    visitor.enterPassword("finnes.ikke", "feil").sees("Kontoen er låst").sees("10 minutter");
    PageAssertions.assertAccessible(visitor, "login-locked");
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

  /** Of an earlier message: an honest slip, which isn't counted. */
  @Test
  void aCodeOfAnOlderMessageSaysSo() {
    Visitor visitor = visitor().open("/logg-inn");
    Instant first = server().clock().instant();
    visitor.enterPassword("fremmed", TestClient.PASSWORD);
    String older = visitor.codeSince(first);
    server().advanceClock(Duration.ofSeconds(5));
    visitor.open("/logg-inn").enterPassword("fremmed", TestClient.PASSWORD);
    for (int slip = 0; slip < 3; slip++) {
      visitor.field("Engangskode").fill("Koden er " + older);
      visitor.button("Fortsett").click();
      visitor.sees("fra en eldre beskjed");
      assertThat(visitor.field("Engangskode")).isFocused();
    }
    PageAssertions.assertAccessible(visitor, "code-older");
  }

  @Test
  void anExpiredCodeLeadsBackToTheLoginPage() {
    Visitor visitor = visitor();
    visitor.page().clock().install();
    visitor.open("/logg-inn").enterPassword("koordinator2", TestClient.PASSWORD);
    visitor.seesHeading("Skriv inn koden");
    visitor.page().clock().fastForward(Duration.ofMinutes(11).toMillis());
    visitor.seesHeading("Logg inn på nytt").link("Til innloggingen").click();
    visitor.seesHeading("Logg inn");
  }

  /** A phone short of memory discards the tab while one reads the code. */
  @Test
  void aReloadKeepsThePendingLogin() {
    Visitor visitor = visitor().open("/logg-inn");
    Instant before = server().clock().instant();
    visitor.enterPassword("lege", TestClient.PASSWORD);
    String code = visitor.codeSince(before);
    visitor.page().close();
    Page again = visitor.newTab();
    again.navigate("/logg-inn/kode");
    Locator field = again.getByLabel("Engangskode");
    assertThat(field).isFocused();
    field.fill("Koden er " + code.substring(0, 3) + "-" + code.substring(3));
    again.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Fortsett")).click();
    assertThat(again).hasURL(server().url() + "/planer");
  }

  @Test
  void aNewCodeIsSentWithoutThePassword() {
    Visitor visitor = visitor().open("/logg-inn").enterPassword("lege", TestClient.PASSWORD);
    assertThat(visitor.field("Engangskode")).isFocused();
    visitor.sees("Du kan sende en ny kode om");
    assertThat(visitor.button("Send ny kode")).hasAttribute("aria-disabled", "true");
    PageAssertions.assertAccessible(visitor, "code-sms");
    server().advanceClock(Duration.ofSeconds(31));
    visitor.page().reload();
    Instant before = server().clock().instant();
    visitor.field("Engangskode").fill("12");
    visitor.button("Send ny kode").click();
    visitor.sees("Du får en ny kode. Den gamle gjelder ikke lenger.");
    assertThat(visitor.field("Engangskode")).isFocused();
    assertThat(visitor.field("Engangskode")).hasValue("");
    visitor.field("Engangskode").fill(visitor.codeSince(before));
    visitor.button("Fortsett").click();
    visitor.seesHeading("Liste planer");
  }

  /** The challenge stays, so that the page goes on working with the code that was sent. */
  @Test
  void aLostAnswerToANewCodeDoesNotEndThePendingLogin() {
    Visitor visitor = visitor().open("/logg-inn").enterPassword("lege", TestClient.PASSWORD);
    visitor.seesHeading("Skriv inn koden");
    server().advanceClock(Duration.ofSeconds(31));
    visitor.page().reload();
    Instant before = server().clock().instant();
    visitor
        .page()
        .route(
            "**/login/code/resend",
            route -> {
              route.fetch();
              route.abort();
            });
    visitor.button("Send ny kode").click();
    visitor.sees("Vi fikk ikke kontakt");
    visitor.field("Engangskode").fill(visitor.codeSince(before));
    visitor.button("Fortsett").click();
    visitor.seesHeading("Liste planer");
    visitor.faults().removeIf(fault -> fault.contains("ERR_FAILED"));
  }

  @Test
  void aPendingLoginOfSomebodyElseCanBeGivenUp() {
    Visitor visitor = visitor().open("/logg-inn").enterPassword("lege", TestClient.PASSWORD);
    visitor.seesHeading("Skriv inn koden").button("Ikke deg? Avbryt").click();
    visitor.seesHeading("Logg inn");
    assertThat(visitor.exactField("Passord")).hasValue("");
    visitor.open("/logg-inn/kode").seesHeading("Logg inn på nytt");
  }

  /** As for sessions that are older than the marker cookie. */
  @Test
  void aSessionWithoutItsMarkerIsFound() {
    TestClient client = server().client().logIn("lege");
    Visitor visitor = visitor().as(client);
    visitor
        .context()
        .clearCookies(new BrowserContext.ClearCookiesOptions().setName("samklang_logged_in"));
    visitor.open("/planer").seesHeading("Liste planer");
  }

  @Test
  void wrongCodesAreCountedDownUntilTheAccountIsLocked() {
    Visitor visitor = visitor().open("/logg-inn");
    Instant before = server().clock().instant();
    visitor.enterPassword("fremmed", TestClient.PASSWORD);
    String wrong = visitor.codeSince(before).equals("111111") ? "222222" : "111111";
    for (String left : List.of("Du har 2 forsøk igjen", "Du har 1 forsøk igjen")) {
      visitor.field("Engangskode").fill(wrong);
      visitor.button("Fortsett").click();
      visitor.sees(left);
      assertThat(visitor.field("Engangskode")).isFocused();
      assertThat(visitor.field("Engangskode")).hasValue("");
    }
    visitor.field("Engangskode").fill(wrong);
    visitor.button("Fortsett").click();
    visitor.seesHeading("Kontoen er låst").sees("Vent i 10 minutter").sees("koordinatoren din");
    PageAssertions.assertAccessible(visitor, "code-locked");
    server().sql("delete from login_guard");
  }

  @Test
  void aCodeThatCouldNotBeSentIsSaid() {
    Visitor visitor = visitor().open("/logg-inn").enterPassword("mor", TestClient.PASSWORD);
    visitor.sees("Vi har sendt en kode");
    server()
        .sql(
            "update outbox set sent_at = null, failed_at = now(), last_error = 'smtp 550'"
                + " where template = 'ONE_TIME_CODE' and sent_at is not null");
    visitor.page().reload();
    visitor.sees("Vi fikk ikke sendt koden.");
    PageAssertions.assertAccessible(visitor, "code-not-sent");
  }

  @Test
  void whoIsLoggedInAlreadyCanGoOnOrLetAnotherLogIn() {
    Visitor visitor = loggedIn("koordinator").open("/logg-inn?til=/profil");
    visitor.seesHeading("Du er logget inn som Kari Testnes");
    PageAssertions.assertAccessible(visitor, "login-already");
    visitor.link("Fortsett").click();
    visitor.seesHeading("Min profil").open("/logg-inn");
    visitor.button("Logg ut og bytt bruker").click();
    visitor.seesHeading("Logg inn").logIn("koordinator2").seesHeading("Hjem");
  }

  @Test
  void theUsernameIsCarriedOverToTheForgottenPassword() {
    Visitor visitor = visitor().open("/logg-inn");
    visitor.field("Brukernavn").fill("laerer");
    visitor.link("Glemt passord?").click();
    visitor.seesHeading("Glemt passord");
    assertThat(visitor.field("Brukernavn")).hasValue("laerer");
    visitor.link("Tilbake til innloggingen").click();
    assertThat(visitor.seesHeading("Logg inn").field("Brukernavn")).hasValue("laerer");
  }

  /** Nobody is logged in: the page doesn't ask who is, and logs no error. */
  @Test
  void theFirstVisitAsksForNoSession() {
    Visitor visitor = visitor();
    List<String> asked = new ArrayList<>();
    visitor.page().onRequest(request -> asked.add(request.url()));
    visitor.open("/planer").seesHeading("Logg inn");
    org.assertj.core.api.Assertions.assertThat(asked).noneMatch(url -> url.endsWith("/me"));
  }

  @Test
  void decliningTheTermsGivesNoAccessAndAcceptingDoes() {
    Visitor visitor = visitor().open("/logg-inn").logIn("laerer").seesHeading("Brukervilkår");
    visitor.open("/planer").seesHeading("Brukervilkår");
    PageAssertions.assertAccessible(visitor, "terms");
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
    PageAssertions.assertAccessible(visitor, "password-forced");
    visitor.exactField("Nytt passord").fill("Eplekake-77");
    visitor.exactField("Nytt passord en gang til").fill("Eplekake-7");
    visitor.button("Bytt passord").click();
    visitor.sees("De to nye passordene er ikke like.");
    assertThat(visitor.exactField("Nytt passord en gang til")).isFocused();
    change(visitor, mailed, "Eplekake-77");
    visitor.sees("Passordet er byttet").seesHeading("Liste planer");
    visitor.open("/bytt-passord").seesHeading("Bytt passord");
    change(visitor, "Eplekake-77", TestClient.PASSWORD);
    visitor.sees("Passordet er byttet");
  }

  @Test
  void passwordRulesAreCheckedWhileTyping() {
    Visitor visitor = loggedIn("admin").open("/bytt-passord").seesHeading("Bytt passord");
    visitor.exactField("Nytt passord").fill("abcdeF");
    visitor.sees("minst én stor bokstav – på plass").sees("minst ett tall – mangler");
    visitor.exactField("Nytt passord").fill("abcdeF7");
    visitor.sees("minst ett tall – på plass");
  }

  private static void change(Visitor visitor, String current, String password) {
    visitor.exactField("Passordet du har nå").fill(current);
    visitor.exactField("Nytt passord").fill(password);
    visitor.exactField("Nytt passord en gang til").fill(password);
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
