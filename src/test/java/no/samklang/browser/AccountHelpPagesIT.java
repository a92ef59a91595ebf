package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import no.samklang.TestClient;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Help with accounts: blocked, locked, a lost phone, the start sheet (PERSON-8 to 12, LOGIN-9). */
class AccountHelpPagesIT extends SeparateServerTest {
  private ListedPlan plan;

  @BeforeEach
  void find() {
    plan = DemoPlans.mainPlan(server());
    server().sql("delete from login_guard");
  }

  private String account(String username) {
    String participant =
        server()
            .value(
                ("select p.id from participant p join account a on a.person_id = p.person_id"
                        + " where p.plan_id = '%s' and p.removed_at is null and a.username = '%s'")
                    .formatted(plan.id(), username));
    return plan.path("/deltakere/" + participant + "/konto");
  }

  private String person(String username) {
    return "/virksomhet/personer/"
        + server().value("select person_id from account where username = '%s'".formatted(username));
  }

  /** The login page's advice fits: a new password doesn't open a lock. */
  @Test
  void aLockIsSeenAndLiftedByTheCoordinator() {
    Visitor locked = visitor();
    for (int i = 0; i < 3; i++) {
      locked.open("/logg-inn").enterPassword("planeier", "Feil-1");
      locked.sees("Brukernavnet eller passordet er feil.");
    }
    locked.sees("be koordinatoren din om å låse den opp");
    assertThat(locked.text("Et nytt passord åpner ikke låsen.")).isVisible();
    PageAssertions.assertAccessible(locked, "login-locked");
    Visitor coordinator = loggedIn("koordinator").open(plan.path("/deltakere"));
    coordinator.sees("Kommer kanskje ikke inn").sees("Kontoen er låst etter tre feil på rad.");
    PageAssertions.assertAccessible(coordinator, "group-obstacles");
    coordinator.open(account("planeier")).sees("Siste feil var et passord fra");
    PageAssertions.assertAccessible(coordinator, "account-locked");
    coordinator.button("Lås opp kontoen").click();
    coordinator.sees("Kontoen er låst opp.");
    assertThat(coordinator.button("Lås opp kontoen")).hasCount(0);
    server().client().submitPassword("planeier", TestClient.PASSWORD).expect(200);
  }

  @Test
  void theAdministratorStopsAPhoneAndBlocksAnAccount() {
    Visitor admin = loggedIn("admin").open(person("lege")).sees("Mistet eller byttet telefon");
    admin.button("Stopp nummeret").click();
    admin.field("Nytt mobilnummer").fill("12");
    admin.button("Stopp nummeret nå").click();
    admin.sees("Dette er ikke et mobilnummer");
    PageAssertions.assertAccessible(admin, "person-stop-phone");
    admin.field("Nytt mobilnummer").fill("900 55 123");
    admin.button("Stopp nummeret nå").click();
    admin.sees("Nummeret er stoppet.").sees("Nytt mobilnummer ••• •• 123 gjelder fra");
    admin.button("Sperr kontoen").click();
    admin.button("Sperr kontoen nå").click();
    admin.sees("Dette må fylles ut.");
    admin.exactField("Grunn").fill("Har sluttet i jobben");
    PageAssertions.assertAccessible(admin, "person-block");
    admin.button("Sperr kontoen nå").click();
    admin.sees("Kontoen er sperret.").sees("Grunn: Har sluttet i jobben");
    PageAssertions.assertAccessible(admin, "person-blocked");
    admin.open("/virksomhet/kontoer?vis=BLOCKED").sees("Leila Tenkestad");
    PageAssertions.assertAccessible(admin, "accounts-blocked");
    server().client().submitPassword("lege", TestClient.PASSWORD).expect(401, "login.failed");
    admin.open(person("lege")).button("Åpne kontoen").click();
    admin.sees("Kontoen er åpen igjen.");
    server().sql("update waiting_address set effective_at = effective_at - interval '24 hours'");
    server().runJobs();
    server().client().submitPassword("lege", TestClient.PASSWORD).expect(200);
  }

  /** PERSON-11. */
  @Test
  void aStartSheetIsFetchedOnce() {
    Visitor coordinator = loggedIn("koordinator").open(account(newcomer("ase.prove")));
    coordinator.button("Gi nytt passord").click();
    coordinator
        .dialog("Vil du gi Åse Prøve nytt passord?")
        .getByText("Gi nytt passord")
        .last()
        .click();
    coordinator.sees("Midlertidig passord");
    PageAssertions.assertAccessible(coordinator, "account-new-password");
    Page page = coordinator.page();
    page.setViewportSize(1280, 800);
    Download sheet = page.waitForDownload(() -> coordinator.button("Hent startark (PDF)").click());
    assertTrue(sheet.suggestedFilename().endsWith("startark.pdf"));
    coordinator.sees("Startarket er hentet.");
    assertThat(coordinator.button("Hent startark (PDF)")).hasCount(0);
    coordinator.button("Jeg har gitt det videre").click();
    assertThat(page.locator("output.secret")).hasCount(0);
  }

  /** PERSON-12. */
  @Test
  void whoHasNotLoggedInForFourteenDaysIsSeenByTheCoordinator() {
    String invited = account(newcomer("sein.prove"));
    Visitor coordinator = loggedIn("koordinator").open(plan.path("/deltakere"));
    coordinator.seesHeading("Deltakere");
    assertThat(late(coordinator)).hasCount(0);
    server()
        .sql(
            "update account set invited_at = now() - interval '15 days' where username = 'sein.prove'");
    coordinator.open(plan.path("/deltakere"));
    late(coordinator).click();
    coordinator.page().waitForURL("**" + invited);
    coordinator.sees("Har aldri logget inn.");
  }

  private static Locator late(Visitor coordinator) {
    return coordinator.region("Har ikke logget inn på 14 dager").getByText("Åse Prøve");
  }

  /** PERSON-11: what can't be fetched any more is said, and the password is still there. */
  @Test
  void aStartSheetThatIsGoneIsSaid() {
    Visitor coordinator = loggedIn("koordinator").open(account(newcomer("bo.prove")));
    coordinator.button("Gi nytt passord").click();
    coordinator.dialog("Vil du gi").getByText("Gi nytt passord").last().click();
    coordinator.sees("Midlertidig passord");
    server().sql("delete from start_sheet");
    coordinator.button("Hent startark (PDF)").click();
    coordinator.sees("Startarket kan ikke hentes lenger.");
    assertThat(coordinator.page().locator("output.secret")).isVisible();
    coordinator.button("Jeg har gitt det videre").click();
  }

  private String newcomer(String username) {
    DemoPlans.addProvider(server(), plan, username);
    return username;
  }

  @Test
  void twoWhoChangeTheSameAccountChoose() {
    Visitor coordinator = loggedIn("koordinator").open(account(newcomer("to.om.en")));
    coordinator.button("Endre brukernavn eller engangskode").click();
    coordinator.field("Brukernavn").fill("valgt.av.koordinator");
    server()
        .sql(
            "update account set username = 'valgt.selv', version = version + 1 where username = 'to.om.en'");
    coordinator.button("Lagre kontoen").click();
    coordinator.sees("En annen har endret kontoen mens du holdt på.").sees("valgt.selv");
    PageAssertions.assertAccessible(coordinator, "account-conflict", 320);
  }

  @Test
  void theProfileHasTheTestNoticeAndTheOwnPhone() {
    Visitor mother = loggedIn("mor").open("/profil/innlogging").seesHeading("Min innlogging");
    mother.button("Send prøvevarsel").click();
    mother.sees("Vi har sendt en e-post til");
    mother.button("Stopp nummeret").click();
    mother.sees("du blir logget ut alle andre steder");
    PageAssertions.assertAccessible(mother, "profile-login-help");
    mother.field("Nytt mobilnummer").fill("900 55 321");
    server().sql("update account set version = version + 1 where username = 'mor'");
    mother.button("Stopp nummeret nå").click();
    mother.sees("Noen har endret dette mens du skrev. Ingenting er borte.");
    assertThat(mother.field("Nytt mobilnummer")).hasValue("900 55 321");
    OwnConfirmationDialog dialog = OwnConfirmationDialog.of(server(), mother);
    mother.button("Stopp nummeret nå").click();
    dialog.confirm("eksempel.example");
    mother.sees("Vi har sendt en kode til ••• •• 321");
    dialog.answer("321");
    mother.sees("Nummeret er stoppet.").sees("900 55 321");
  }

  @Test
  void theAdministratorSeesWhoSharesANumber() {
    server()
        .sql(
            "update person set mobile = '+4790055999' where id in (select person_id from account where"
                + " username in ('fremmed', 'koordinator2'))");
    Visitor admin = loggedIn("admin").open("/virksomhet/kontoer").seesHeading("Kontoer");
    PageAssertions.assertAccessible(admin, "accounts-never-used");
    admin.page().getByLabel("Samme nummer eller e-post").check();
    admin.sees("fremmed").sees("koordinator2");
    PageAssertions.assertAccessible(admin, "accounts-shared");
    admin.open(person("fremmed")).sees("En annen konto får også koder på dette mobilnummeret.");
    PageAssertions.assertAccessible(admin, "person-shared", 320);
  }

  @Test
  void capsLockIsSaidAtThePasswordField() {
    Visitor visitor = visitor().open("/logg-inn").seesHeading("Logg inn");
    Locator field = visitor.exactField("Passord");
    assertThat(visitor.button("Vis: Passord")).isVisible();
    field.focus();
    press(visitor, "CapsLock", true);
    visitor.sees("Caps Lock er på.");
    assertThat(field).hasAttribute("aria-describedby", "password-caps");
    PageAssertions.assertAccessible(visitor, "login-caps-lock", 320);
    press(visitor, "a", false);
    assertThat(visitor.text("Caps Lock er på.")).hasCount(0);
  }

  /** A key event as a keyboard with Caps Lock on or off sends it. */
  private static void press(Visitor visitor, String key, boolean capsLock) {
    visitor
        .exactField("Passord")
        .evaluate(
            "(field, [key, modifierCapsLock]) => field.dispatchEvent("
                + "new KeyboardEvent('keydown', { key, modifierCapsLock, bubbles: true }))",
            java.util.List.of(key, capsLock));
  }
}
