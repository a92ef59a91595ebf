package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import no.samklang.TestClient;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rights changed in place in "Hvem kan se hva?" (PART-2, PART-6). */
class RightsMatrixIT extends SeparateServerTest {
  private ListedPlan plan;
  private String address;

  @BeforeEach
  void find() {
    plan = DemoPlans.mainPlan(server());
    address = plan.path("/hvem-ser-hva");
  }

  private Visitor opened(String username) {
    Visitor visitor = loggedIn(username);
    visitor.page().setViewportSize(1280, 800);
    return visitor.open(address).seesHeading("Hvem kan se hva?");
  }

  private static Locator level(Visitor visitor, String name, String area, String level) {
    return visitor
        .page()
        .getByRole(
            AriaRole.GROUP, new Page.GetByRoleOptions().setName(name + ": " + area).setExact(true))
        .getByLabel(level, new Locator.GetByLabelOptions().setExact(true));
  }

  @Test
  void aRightIsChangedAtOnceAndUndone() {
    Visitor owner = opened("planeier");
    PageAssertions.assertAccessible(owner, "matrix");
    owner.page().setViewportSize(1280, 800);
    assertThat(level(owner, "Leila Tenkestad", "Fritid", "Ser ikke")).isChecked();
    level(owner, "Leila Tenkestad", "Fritid", "Leser").check();
    owner.sees("Leila Tenkestad kan nå lese «Fritid».");
    owner.sees("Kan også åpne: Fritid. Er det med i samtykket?");
    owner.open(plan.path("/samtykke")).seesHeading("Samtykke");
    owner.sees("Kan også åpne: Fritid. Er det med i samtykket?").open(address);
    assertThat(level(owner, "Leila Tenkestad", "Fritid", "Leser")).isChecked();
    level(owner, "Leila Tenkestad", "Fritid", "Skriver").check();
    owner.sees("Leila Tenkestad kan nå lese og skrive i «Fritid».").button("Angre").click();
    owner.sees("Endringen er angret.");
    assertThat(level(owner, "Leila Tenkestad", "Fritid", "Leser")).isChecked();
    owner.page().reload();
    assertThat(level(owner, "Leila Tenkestad", "Fritid", "Leser")).isChecked();
  }

  @Test
  void arrowKeysMoveBetweenTheStepsAndAreSavedTogether() {
    Visitor owner = opened("planeier");
    level(owner, "Leila Tenkestad", "Økonomi", "Ser ikke").focus();
    owner.page().keyboard().press("ArrowRight");
    owner.page().keyboard().press("ArrowRight");
    owner.sees("Leila Tenkestad kan nå lese og skrive i «Økonomi».");
    assertThat(level(owner, "Leila Tenkestad", "Økonomi", "Skriver")).isFocused();
    owner.button("Angre").press("Enter");
    owner.sees("Endringen er angret.");
    assertThat(level(owner, "Leila Tenkestad", "Økonomi", "Ser ikke")).isChecked();
  }

  @Test
  void anothersChangeIsShownAndNotOverwritten() {
    Visitor owner = opened("planeier");
    owner.sees("Tomasz Modellvik").offline(true);
    changeElsewhere("nav", "HOUSING", "READ");
    owner.page().evaluate("() => {}");
    owner.offline(false);
    server()
        .sql("update participant set version = version + 1 where id = '%s'".formatted(id("nav")));
    level(owner, "Tomasz Modellvik", "Fritid", "Leser").check();
    owner.sees("Noen andre endret rettighetene til Tomasz Modellvik samtidig.");
    owner.sees("Fritid: Kan lese");
    PageAssertions.assertAccessible(owner, "matrix-conflict", 1280);
    assertThat(level(owner, "Tomasz Modellvik", "Fritid", "Ser ikke")).isChecked();
    owner.button("Gjør min endring også").click();
    owner.sees("Tomasz Modellvik kan nå lese «Fritid».");
    assertThat(level(owner, "Tomasz Modellvik", "Bolig", "Leser")).isChecked();
  }

  private String id(String username) {
    return DemoPlans.participantId(server(), plan, username);
  }

  private void changeElsewhere(String username, String area, String level) {
    TestClient client = server().loggedIn("koordinator");
    String path = "/plans/" + plan.id() + "/participants/" + id(username);
    JsonObject card = client.get(path).expect(200).body();
    card.getJsonObject("rights").getJsonObject("areas").put(area, level);
    JsonObject decision =
        new JsonObject()
            .put("role", card.getString("role"))
            .put("rights", card.getJsonObject("rights"))
            .put("endsOn", card.getString("endsOn"))
            .put("consentScope", card.getString("consentScope"));
    client.put(path + "/rights", card.getInteger("rightsVersion"), decision).expect(200);
  }

  @Test
  void onAPhoneOnePersonIsShownAtATime() {
    Visitor owner = opened("planeier");
    owner.page().setViewportSize(360, 740);
    owner.field("Velg person").selectOption("Lars Øvingsen");
    owner.sees("Skole og hverdag. Ikke det som gjelder helsen min.");
    owner
        .sees("Ikke likt for alle.")
        .sees("Nora vil at skolen bare skal se det som gjelder skole og mål.");
    PageAssertions.assertAccessible(owner, "matrix-one", 320);
    level(owner, "Lars Øvingsen", "Økonomi", "Leser").check();
    owner.sees("Lars Øvingsen kan nå lese «Økonomi».");
    owner.sees("Kan også åpne: Økonomi. Er det med i samtykket?");
    PageAssertions.assertAccessible(owner, "matrix-warning", 320);
    owner.button("Angre").click();
    owner.sees("Endringen er angret.");
    assertThat(owner.page().getByText("Er det med i samtykket?")).hasCount(0);
  }

  @Test
  void theStandardIsFoldedAwayAndGivenBack() {
    Visitor owner = opened("planeier");
    level(owner, "Marit Eksempel", "Fritid", "Skriver").check();
    owner.sees("Marit Eksempel kan nå lese og skrive i «Fritid».");
    owner.text("Mer om rettighetene til Marit Eksempel").click();
    owner.sees("Vanlig for pårørende er noe annet:").sees("Fritid: Kan lese");
    PageAssertions.assertAccessible(owner, "matrix-more", 1280);
    owner.button("Tilbake til det som er vanlig for pårørende").click();
    owner.sees("Marit Eksempel kan nå lese «Fritid».").button("Angre").click();
    owner.sees("Endringen er angret.");
    assertThat(level(owner, "Marit Eksempel", "Fritid", "Skriver")).isChecked();
  }

  /** What one takes from oneself only the owner can give back: it is asked first (PART-1). */
  @Test
  void aCoordinatorIsAskedBeforeTakingFromThemselves() {
    Visitor coordinator = opened("koordinator");
    level(coordinator, "Kari Testnes", "Økonomi", "Leser").click();
    Locator question = coordinator.dialog("Vil du ta bort noe fra Kari Testnes?");
    assertThat(question).isVisible();
    PageAssertions.assertAccessible(coordinator, "matrix-question", 1280);
    coordinator.button("Avbryt").click();
    assertThat(level(coordinator, "Kari Testnes", "Økonomi", "Skriver")).isChecked();
    level(coordinator, "Kari Testnes", "Økonomi", "Leser").click();
    coordinator.button("Ja, endre").click();
    coordinator.sees("Kari Testnes kan nå lese «Økonomi».");
    assertThat(coordinator.button("Angre")).hasCount(0);
    assertThat(level(coordinator, "Kari Testnes", "Økonomi", "Skriver")).isDisabled();
  }

  @Test
  void theLimitOfTheOwnerLocksSteps() {
    Visitor owner = opened("planeier");
    level(owner, "Leila Tenkestad", "Aktiviteter", "Ser ikke").check();
    owner.sees("Leila Tenkestad ser ikke lenger «Aktiviteter».");
    Visitor coordinator = opened("koordinator");
    assertThat(level(coordinator, "Leila Tenkestad", "Aktiviteter", "Leser")).isDisabled();
    coordinator.text("Mer om rettighetene til Leila Tenkestad").click();
    assertThat(coordinator.text("Planeieren har selv bestemt")).containsText("Aktiviteter");
  }
}
