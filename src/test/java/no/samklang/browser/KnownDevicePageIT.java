package no.samklang.browser;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.samklang.TestClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Known devices (LOGIN-2) as honest people meet them: nothing they do gets harder. */
class KnownDevicePageIT extends SeparateServerTest {
  private static final Pattern MAILED_PASSWORD = Pattern.compile("Det er:\\s+(\\S+)\\s");

  /** Strangers' guesses as a storm makes them, against one person. */
  private void strangersLock(String username) {
    for (int guess = 0; guess < 3; guess++) {
      server().client().submitPassword(username, "Feil-passord-1").expect(401);
    }
  }

  /** Logged in and out again; {@code start} is the heading of the page a login leads to. */
  private Visitor loggedOut(String username, String start) {
    Visitor visitor = visitor().open("/logg-inn").logIn(username).seesHeading(start);
    return visitor.logOut().sees("Du er logget ut.");
  }

  /** Later than the code of the last login. */
  private Visitor logInAgain(Visitor visitor, String username, String password) {
    server().advanceClock(Duration.ofSeconds(1));
    return visitor.open("/logg-inn").logIn(username, password);
  }

  @Test
  void aPhoneOnWhichThePersonHasLoggedInGetsInAndANewOneIsToldWhatToDo() {
    Visitor phone = loggedOut("planeier", "Hjem");
    strangersLock("planeier");
    Visitor newPhone = visitor(320, 640).open("/logg-inn");
    newPhone.enterPassword("planeier", TestClient.PASSWORD).sees("Kontoen er låst");
    newPhone.sees("på en annen telefon eller datamaskin før");
    PageAssertions.assertAccessible(newPhone, "login-locked-new-phone");
    logInAgain(phone, "planeier", TestClient.PASSWORD).seesHeading("Hjem");
    server().advanceClock(Duration.ofMinutes(11));
    logInAgain(newPhone, "planeier", TestClient.PASSWORD).seesHeading("Hjem");
    newPhone.logOut().sees("Du er logget ut.");
    strangersLock("planeier");
    logInAgain(newPhone, "planeier", TestClient.PASSWORD).seesHeading("Hjem");
  }

  @Test
  void aKnownDeviceIsForgottenInTheProfile() {
    Visitor phone = visitor().open("/logg-inn").logIn("lege").seesHeading("Liste planer");
    phone.open("/profil/innlogginger").sees("Enheter vi kjenner igjen").sees("Chrome på Linux");
    PageAssertions.assertAccessible(phone, "profile-devices");
    phone.page().locator("known-devices button").first().click();
    phone.sees("Enheten er glemt.");
  }

  /** A lost password on the own phone, while strangers guess. */
  @Test
  void aLostPasswordIsReplacedOnTheOwnPhoneWhileStrangersLock() {
    Visitor phone = loggedOut("mor", "Liste planer");
    strangersLock("mor");
    phone.open("/logg-inn").link("Glemt passord?").click();
    phone.seesHeading("Glemt passord").field("Brukernavn").fill("mor");
    phone.button("Send nytt passord").click();
    phone.seesHeading("Se i e-posten din");
    String mailed = mailedPassword();
    logInAgain(phone, "mor", mailed).seesHeading("Bytt passord");
    phone.exactField("Passordet du har nå").fill(mailed);
    phone.exactField("Nytt passord").fill("Eplekake-77");
    phone.exactField("Nytt passord en gang til").fill("Eplekake-77");
    phone.button("Bytt passord").click();
    phone.sees("Passordet er byttet").seesHeading("Liste planer");
    phone.logOut().sees("Du er logget ut.");
    strangersLockAgain();
    logInAgain(phone, "mor", "Eplekake-77").seesHeading("Liste planer");
  }

  private void strangersLockAgain() {
    server().advanceClock(Duration.ofMinutes(11));
    strangersLock("mor");
  }

  private String mailedPassword() {
    return Awaitility.await()
        .until(
            () ->
                server().client().outbox().stream()
                    .map(JsonObject.class::cast)
                    .map(notice -> MAILED_PASSWORD.matcher(notice.getString("text")))
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }
}
