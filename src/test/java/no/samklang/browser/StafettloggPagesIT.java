package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import no.samklang.TestClient;
import org.junit.jupiter.api.Test;

/** A stafettlogg: its BTI level, and the step to an individual plan (PLAN-7). */
class StafettloggPagesIT extends SeparateServerTest {
  @Test
  void levelIsSetAndTheStafettloggBecomesAnIndividualPlan() {
    String path = "/planer/" + stafettlogg();
    Visitor coordinator = loggedIn("koordinator").open(path).seesHeading("Hjem");
    coordinator.sees("Nivået er ikke satt ennå.");
    coordinator.button("Sett nivået").click();
    coordinator.button("Lagre nivået").click();
    coordinator.sees("Velg et nivå.");
    PageAssertions.assertAccessible(coordinator, "bti-level-form");
    coordinator.page().setViewportSize(1280, 800);
    coordinator.field("Nivå 1: Én tjeneste hjelper").check();
    coordinator.button("Lagre nivået").click();
    coordinator.sees("Nivået er lagret.");
    coordinator.button("Endre nivået").click();
    coordinator.field("Nivå 2: To tjenester samarbeider").check();
    coordinator.button("Lagre nivået").click();
    assertThat(coordinator.region("BTI-nivå").getByRole(AriaRole.STRONG))
        .hasText("Nivå 2: To tjenester samarbeider");
    coordinator.text("Tidligere nivåer").click();
    PageAssertions.assertAccessible(coordinator, "bti-level");
    coordinator.page().setViewportSize(1280, 800);
    coordinator.open(path + "/logg").sees("satte BTI-nivået til 2");

    coordinator.open(path + "/administrer").seesHeading("Administrer planen");
    coordinator.link("Lag individuell plan").click();
    coordinator.seesHeading("Fra stafettlogg til individuell plan");
    coordinator.button("Lag den individuelle planen").click();
    coordinator.sees("Velg hvem som har gitt samtykke.");
    PageAssertions.assertAccessible(coordinator, "make-successor");
    coordinator.page().setViewportSize(1280, 800);
    coordinator.field("Planeieren selv").check();
    coordinator.field("Hva gjelder samtykket?").fill("Alt i planen");
    coordinator.button("Lag den individuelle planen").click();
    coordinator.seesHeading("Hjem").sees("Denne planen var en stafettlogg før.");
    PageAssertions.assertAccessible(coordinator, "successor-home", 320);
    coordinator.link("Se stafettloggen").click();
    coordinator.sees("Denne stafettloggen er blitt en individuell plan.");
    coordinator.sees("Nivå 2: To tjenester samarbeider");
    assertThat(coordinator.button("Endre nivået")).hasCount(0);
  }

  private String stafettlogg() {
    LocalDate today = LocalDate.now(ZoneId.of("Europe/Oslo"));
    TestClient coordinator = server().loggedIn("koordinator");
    JsonObject owner =
        new JsonObject()
            .put("firstName", "Ida")
            .put("lastName", "Stafett")
            .put("birthDate", "1999-03-04")
            .put("mobile", "+4790099998");
    JsonObject consent =
        new JsonObject()
            .put("from", today.toString())
            .put("until", today.plusYears(1).toString())
            .put("scope", "Alt")
            .put("capacity", "OWNER");
    return coordinator
        .post(
            "/plans",
            new JsonObject()
                .put("owner", owner)
                .put("type", "SL")
                .put("startDate", today.toString())
                .put("consent", consent))
        .expect(201)
        .body()
        .getString("id");
  }
}
