package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.samklang.TestPlan;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A coordinator who helps with a new phone, in the browser (PERSON-8, PERSON-15). */
class WaitingAddressPagesIT extends SeparateServerTest {
  private static final Pattern LINK = Pattern.compile("/stopp#[0-9a-f]{32}");
  private static final String PARTICIPANT =
      "select id from participant where plan_id = '%s' and person_id = (select person_id from account where username = '%s')";

  private TestPlan plan;

  @BeforeEach
  void find() {
    plan = TestPlan.withConsentDaysLeft(server().loggedIn("koordinator"), 210);
    server().sql("delete from waiting_address");
  }

  private String card(String username) {
    String participant = server().value(PARTICIPANT.formatted(plan.id(), username));
    return "/planer/%s/deltakere/%s".formatted(plan.id(), participant);
  }

  private void changeMobile(Visitor coordinator, String username, String mobile) {
    coordinator.open(card(username) + "/endre/kontakt").field("Mobil").first().fill(mobile);
    coordinator.button("Lagre kortet").click();
    coordinator.sees("gjelder om 24 timer");
  }

  /** As after 24 hours, but on the same day. */
  private void endWait() {
    server().sql("update waiting_address set effective_at = effective_at - interval '24 hours'");
    server().runJobs();
  }

  private String stopPage() {
    return Awaitility.await()
        .until(
            () ->
                server().client().outbox().stream()
                    .map(JsonObject.class::cast)
                    .map(notice -> LINK.matcher(notice.getString("text")))
                    .filter(Matcher::find)
                    .map(Matcher::group)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private String mobileOf(String username) {
    return server()
        .value(
            "select mobile from person where id = (select person_id from account where username = '%s')"
                .formatted(username));
  }

  @Test
  void theLinkAsksBeforeItStops() {
    var unused = server().loggedIn("laerer");
    String before = mobileOf("laerer");
    Visitor coordinator = loggedIn("koordinator");
    changeMobile(coordinator, "laerer", "92 00 11 22");
    coordinator.open(card("laerer") + "/konto").sees("En endring venter").sees("••• •• 122");
    PageAssertions.assertAccessible(coordinator, "account-waiting");
    Visitor stranger = visitor().open(stopPage()).seesHeading("Vil du stoppe endringen?");
    PageAssertions.assertAccessible(stranger, "stop-change");
    assertThat(server().value("select count(*) from waiting_address")).isEqualTo("1");
    stranger.button("Stopp endringen").click();
    stranger.seesHeading("Endringen er stoppet");
    PageAssertions.assertAccessible(stranger, "stop-change-stopped");
    stranger.page().reload();
    stranger.button("Stopp endringen").click();
    stranger.seesHeading("Lenken gjelder ikke lenger");
    endWait();
    assertThat(mobileOf("laerer")).isEqualTo(before);
  }

  /** The coordinator mistyped the number. */
  @Test
  void whoAskedForItTakesItBack() {
    var unused = server().loggedIn("laerer");
    String before = mobileOf("laerer");
    Visitor coordinator = loggedIn("koordinator");
    changeMobile(coordinator, "laerer", "92 00 11 55");
    coordinator.open(card("laerer") + "/konto").sees("••• •• 155");
    coordinator.button("Trekk endringen tilbake").click();
    coordinator.sees("Endringen er trukket tilbake.");
    assertThat(coordinator.heading("En endring venter")).hasCount(0);
    assertThat(coordinator.text("••• •• 155")).hasCount(0);
    endWait();
    assertThat(mobileOf("laerer")).isEqualTo(before);
  }

  /** The coordinator helps, and the person needn't wait. */
  @Test
  void thePersonLetsItCountAtOnce() {
    Visitor owner = loggedIn("planeier");
    changeMobile(loggedIn("koordinator"), "planeier", "92 00 11 33");
    owner.open("/profil").sees("Noen har bedt om en endring for deg").sees("920 01 133");
    PageAssertions.assertAccessible(owner, "profile-waiting");
    OwnConfirmationDialog dialog = OwnConfirmationDialog.of(server(), owner);
    owner.button("La det gjelde nå").click();
    dialog.confirm("");
    owner.sees("Endringen gjelder nå.");
    assertThat(owner.text("Noen har bedt om en endring for deg")).hasCount(0);
    assertThat(mobileOf("planeier")).isEqualTo("+4792001133");
  }

  /**
   * A lost phone: the old number gets nothing more, the new one counts after a day, and then the
   * person gets in.
   */
  @Test
  void aLostPhoneIsReplacedByTheCoordinator() {
    var unused = server().loggedIn("laerer");
    Visitor coordinator = loggedIn("koordinator").open(card("laerer") + "/konto");
    coordinator.button("Stopp nummeret").click();
    coordinator.sees("Har personen logget inn før").field("Nytt mobilnummer").fill("92 00 11 44");
    PageAssertions.assertAccessible(coordinator, "stop-phone-by-another");
    coordinator.button("Stopp nummeret nå").click();
    coordinator.sees("Nummeret er stoppet.").sees("En endring venter");
    assertThat(mobileOf("laerer")).isNull();
    endWait();
    visitor().open("/logg-inn").logIn("laerer").sees("Liste planer");
    assertThat(mobileOf("laerer")).isEqualTo("+4792001144");
  }
}
