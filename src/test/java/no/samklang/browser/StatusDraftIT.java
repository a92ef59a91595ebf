package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonObject;
import no.samklang.TestClient;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The draft of a form, here of the status text: nothing is overwritten unseen (LOGIN-7). */
class StatusDraftIT extends BrowserTest {
  private static final String LABEL = "Hvordan går det?";
  private ListedPlan plan;

  @BeforeEach
  void prepare() {
    plan = DemoPlans.mainPlan(server());
    putStatus("Slik var det først.");
    server().loggedIn("planeier").delete("/me/drafts/plan-" + plan.id() + "-status");
  }

  @Test
  void anOldDraftDoesNotOverwriteANewerStatusUnseen() {
    Visitor owner = draftAndLeave("Et gammelt utkast.");
    putStatus("Nyere, fra telefonen.");
    owner.open(plan.path()).sees("Det finnes to versjoner");
    owner.sees("Et gammelt utkast.").sees("Nyere, fra telefonen.");
    assertThat(owner.field(LABEL)).hasCount(0);
    owner.button("Bruk den andre teksten").click();
    assertThat(owner.button("Oppdater status")).isFocused();
    assertThat(owner.region("Slik går det nå")).containsText("Nyere, fra telefonen.");
    owner.page().reload();
    assertThat(owner.button("Oppdater status")).isVisible();
    assertThat(owner.field(LABEL)).hasCount(0);
  }

  @Test
  void myOldDraftCanBeKeptAndIsEditedBeforeItIsSaved() {
    Visitor owner = draftAndLeave("Mitt eget.");
    putStatus("Fra et annet sted.");
    owner.open(plan.path()).sees("Det finnes to versjoner");
    owner.page().getByText("min tekst").click();
    assertThat(owner.field(LABEL)).hasValue("Mitt eget.");
    assertThat(owner.field(LABEL)).isFocused();
    owner.button("Lagre status").click();
    owner.sees("Statusen er lagret.");
    assertThat(owner.region("Slik går det nå")).containsText("Mitt eget.");
  }

  @Test
  void aDraftThatCouldNotBeFetchedIsNeverSavedOver() {
    Visitor owner = draftAndLeave("Det jeg hadde skrevet.");
    String drafts = "**/api/v1/me/drafts/**";
    owner.page().route(drafts, route -> route.fulfill(new Route.FulfillOptions().setStatus(409)));
    owner.open(plan.path()).button("Oppdater status").click();
    owner.sees("Vi fikk ikke sjekket om du har en kladd her fra før.");
    owner.field(LABEL).fill("Noe nytt.");
    owner.page().unroute(drafts);
    owner.button("Sjekk på nytt").click();
    owner.sees("Det finnes to versjoner").sees("Det jeg hadde skrevet.").sees("Noe nytt.");
    owner.button("Bruk den andre teksten").click();
    assertThat(owner.field(LABEL)).hasValue("Det jeg hadde skrevet.");
  }

  @Test
  void whatIsDiscardedComesBackByAngreOnTheKeyboard() {
    Visitor owner = loggedIn("planeier").open(plan.path()).seesHeading("Hjem");
    owner.button("Oppdater status").click();
    owner.field(LABEL).fill("Nesten ferdig.");
    owner.seesSaved();
    owner.button("Avbryt").click();
    owner.sees("Det du hadde skrevet, er slettet.");
    assertThat(owner.button("Oppdater status")).isFocused();
    owner.page().keyboard().press("Control+z");
    assertThat(owner.field(LABEL)).hasValue("Nesten ferdig.");
    owner.button("Lagre status").click();
    owner.sees("Statusen er lagret.");
    assertThat(owner.page().getByText("Kladd lagret")).hasCount(0);
  }

  private Visitor draftAndLeave(String text) {
    Visitor owner = loggedIn("planeier").open(plan.path()).seesHeading("Hjem");
    owner.button("Oppdater status").click();
    owner.field(LABEL).fill(text);
    owner.seesSaved();
    return owner.open("/hjelp").seesHeading("Hjelp og kontakt");
  }

  private void putStatus(String text) {
    TestClient client = server().loggedIn("planeier");
    int version = client.get("/plans/" + plan.id()).expect(200).body().getInteger("version");
    client
        .put("/plans/" + plan.id() + "/status", version, new JsonObject().put("text", text))
        .expect(200);
  }
}
