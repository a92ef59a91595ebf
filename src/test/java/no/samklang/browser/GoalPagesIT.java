package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import no.samklang.TestClient;
import no.samklang.TestServer;
import no.samklang.browser.DemoPlans.ListedPlan;
import no.samklang.picture.TestPictures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Goals and activities in the browser (GOAL-1 to GOAL-11, LAW-1). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoalPagesIT extends BrowserTest {
  private static final String JOB = "Jeg vil ha en jobb jeg trives i";
  private ListedPlan plan;

  @BeforeAll
  void find() {
    plan = DemoPlans.mainPlan(TestServer.shared());
  }

  private Visitor at(Visitor visitor, String path) {
    return visitor.open(plan.path(path));
  }

  @Test
  void everyViewIsAccessible() {
    Visitor visitor = loggedIn("koordinator");
    at(visitor, "/mal").seesHeading("Mål og aktiviteter");
    menuItem(visitor, JOB).waitFor();
    PageAssertions.assertAccessible(visitor, "goals");
    menuItem(visitor, JOB).click();
    visitor.seesHeading(JOB);
    visitor.sees("Det har du all grunn til å være stolt av.");
    PageAssertions.assertAccessible(visitor, "goal");
    at(visitor, "/mal/oversikt").seesHeading("Oversikt");
    PageAssertions.assertAccessible(visitor, "goals-overview");
    at(visitor, "/mal/historikk").seesHeading("Historikk");
    PageAssertions.assertAccessible(visitor, "goals-history");
    at(visitor, "/mal/rekkefolge").seesHeading("Endre rekkefølge");
    PageAssertions.assertAccessible(visitor, "goals-order");
    at(visitor, "/mal/papirkurv").seesHeading("Papirkurv");
    PageAssertions.assertAccessible(visitor, "bin");
    at(visitor, "/mal/lovens-krav").seesHeading("Det loven krever");
    PageAssertions.assertAccessible(visitor, "required-content");
    at(visitor, "/mal/nytt").seesHeading("Nytt mål");
    PageAssertions.assertAccessible(visitor, "new-goal");
  }

  @Test
  void aGoalAndAnActivityAreAddedAndDeletedAndBroughtBack() {
    Visitor visitor = loggedIn("koordinator");
    at(visitor, "/mal/nytt").seesHeading("Nytt mål");
    visitor.button("Lagre målet").click();
    assertThat(visitor.page().getByText("Dette må fylles ut.").first()).isVisible();
    visitor.field("Hva er målet?").fill("Lage middag selv");
    visitor.field("Mer om målet").fill("Slik:\n- handle\n- koke\nhttps://oppskrift.example/pasta");
    visitor.button("Lagre målet").click();
    visitor.seesHeading("Lage middag selv");
    assertThat(visitor.page().getByRole(AriaRole.LISTITEM).filter(text("handle"))).isVisible();
    assertThat(visitor.link("https://oppskrift.example/pasta")).isVisible();
    visitor.link("Ny aktivitet").click();
    visitor.field("Hva skal gjøres?").fill("Øve på pasta");
    visitor.page().getByLabel("Marit Eksempel").check();
    visitor.button("Lagre aktiviteten").click();
    visitor.seesHeading("Øve på pasta");
    visitor.sees("Marit Eksempel");
    PageAssertions.assertAccessible(visitor, "activity");
    visitor.link("Endre").first().click();
    visitor.seesHeading("Endre aktiviteten");
    PageAssertions.assertAccessible(visitor, "edit-activity");
    visitor.button("Avbryt").click();
    visitor.button("Slett").first().click();
    visitor.dialog("Vil du slette aktiviteten?").getByText("Slett", exactly()).click();
    visitor.sees("Aktiviteten er slettet.");
    visitor.button("Angre").click();
    visitor.sees("Det er hentet tilbake.");
    assertThat(menuItem(visitor, "Øve på pasta")).isVisible();
  }

  private static Locator menuItem(Visitor visitor, String title) {
    return visitor.page().locator(".goal-menu").getByText(title, exactly());
  }

  private static Locator.FilterOptions text(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  /** One comments, the other sees it and answers; both edit, and the second gets both versions. */
  @Test
  void twoPeopleWorkInTheSameGoal() {
    Visitor coordinator = loggedIn("koordinator");
    at(coordinator, "/mal/nytt").seesHeading("Nytt mål");
    coordinator.field("Hva er målet?").fill("Vi skriver sammen");
    coordinator.button("Lagre målet").click();
    coordinator.seesHeading("Vi skriver sammen");
    String address = coordinator.page().url();
    Visitor owner = loggedIn("planeier");
    owner.page().navigate(address);
    owner.seesHeading("Vi skriver sammen").sees("Kari Testnes ser også på dette nå");
    coordinator.sees("Nora Eksempel ser også på dette nå");
    PageAssertions.assertLayout(coordinator, "goal-presence", 320);
    PageAssertions.assertLayout(coordinator, "goal-presence", 1280);
    coordinator.field("Skriv en kommentar").fill("Hva synes du?");
    coordinator.button("Legg ut").click();
    owner.sees("Hva synes du?");
    owner.field("Skriv en kommentar").fill("Jeg liker det.");
    owner.button("Legg ut").click();
    coordinator.sees("Jeg liker det.");
    coordinator.page().navigate(address + "/endre");
    coordinator.field("Mer om målet").fill("Slik vil koordinatoren ha det");
    owner.page().navigate(address + "/endre");
    owner.field("Mer om målet").fill("Slik vil eieren ha det");
    owner.button("Lagre målet").click();
    owner.sees("Slik vil eieren ha det");
    coordinator.button("Lagre målet").click();
    coordinator.sees("Slik vil eieren ha det").sees("Slik vil koordinatoren ha det");
    coordinator
        .page()
        .screenshot(
            new Page.ScreenshotOptions()
                .setPath(Path.of("target", "pictures", "goal-conflict.png"))
                .setFullPage(true));
  }

  /** GOAL-2: who reads the goal sees the picture at once; what it shows is said to who doesn't. */
  @Test
  void aPictureSymbolisesAGoal() {
    Visitor coordinator = loggedIn("koordinator");
    String goal = addGoal(coordinator, "Sykle til skolen");
    Visitor owner = loggedIn("planeier");
    owner.page().navigate(goal);
    owner.seesHeading("Sykle til skolen");
    coordinator.link("Legg til bilde").click();
    coordinator.seesHeading("Bilde til målet");
    PageAssertions.assertAccessible(coordinator, "goal-picture-none");
    choosePicture(coordinator);
    PageAssertions.assertAccessible(coordinator, "goal-picture-question");
    coordinator.button("Bruk bildet").click();
    coordinator.sees("Bildet er lagret.");
    assertThat(picture(owner)).hasAttribute("alt", "");
    coordinator.field("Hva viser bildet?").fill("En rød og en blå flate");
    coordinator.seesSaved();
    PageAssertions.assertAccessible(coordinator, "goal-picture");
    coordinator.button("Lagre teksten").click();
    coordinator.seesHeading("Sykle til skolen");
    assertThat(picture(owner)).hasAttribute("alt", "En rød og en blå flate");
    assertThat(owner.page().locator(".goal-menu img.goal-picture")).hasCount(1);
    PageAssertions.assertAccessible(owner, "goal-with-picture");
    at(owner, "/mal/oversikt").seesHeading("Oversikt");
    assertThat(owner.page().locator("img.goal-picture")).hasCount(1);
    PageAssertions.assertAccessible(owner, "goals-overview-picture");
    coordinator.link("Endre bildet").click();
    coordinator.button("Fjern bildet").click();
    coordinator.dialog("Vil du fjerne bildet?").getByText("Fjern bildet", exactly()).click();
    coordinator.sees("Bildet er fjernet.");
    assertThat(coordinator.field("Hva viser bildet?")).hasCount(0);
    assertThat(owner.page().locator("img.goal-picture")).hasCount(0);
  }

  private String addGoal(Visitor visitor, String title) {
    at(visitor, "/mal/nytt").seesHeading("Nytt mål");
    visitor.field("Hva er målet?").fill(title);
    visitor.button("Lagre målet").click();
    visitor.seesHeading(title);
    return visitor.page().url();
  }

  private static void choosePicture(Visitor visitor) {
    byte[] picture = TestPictures.halves("png", 600, 400);
    visitor.choosesFile("goal-picture-upload input", "bilde.png", "image/png", picture);
    visitor.sees("Slik blir bildet.");
  }

  private static Locator picture(Visitor visitor) {
    return visitor.page().locator(".goal-details img.goal-picture");
  }

  /** GOAL-8: the one who comes second sees the other's picture beside their own, and decides. */
  @Test
  void twoPeopleChooseAPicture() {
    Visitor coordinator = loggedIn("koordinator");
    String goal = addGoal(coordinator, "Velge bilde sammen");
    Visitor owner = loggedIn("planeier");
    for (Visitor visitor : List.of(coordinator, owner)) {
      visitor.page().navigate(goal + "/bilde");
      visitor.seesHeading("Bilde til målet");
      choosePicture(visitor);
    }
    coordinator.button("Bruk bildet").click();
    coordinator.sees("Bildet er lagret.");
    owner.sees("Noen andre har endret bildet. Slik er det nå:");
    PageAssertions.assertAccessible(owner, "goal-picture-conflict");
    owner.button("Bruk bildet").click();
    owner.sees("Bildet er lagret.");
  }

  @Test
  void theOwnerAgreesToAProposal() {
    Visitor owner = loggedIn("planeier");
    at(owner, "/mal").seesHeading("Mål og aktiviteter");
    menuItem(owner, "Flytte for meg selv om noen år").click();
    owner.button("Ja, dette er avtalt").click();
    owner.sees("Nå er det avtalt.");
    assertThat(owner.button("Ja, dette er avtalt")).hasCount(0);
  }

  @Test
  void theKeyboardReordersAndUndoes() {
    Visitor visitor = loggedIn("koordinator");
    at(visitor, "/mal/rekkefolge").seesHeading("Endre rekkefølge");
    visitor.button("Flytt " + JOB + " ned").focus();
    visitor.page().keyboard().press("Enter");
    visitor.sees(JOB + " er flyttet.");
    assertThat(visitor.button("Flytt " + JOB + " opp")).isEnabled();
    visitor.page().keyboard().press("Control+z");
    visitor.sees("Flyttingen er angret.");
    assertThat(visitor.button("Flytt " + JOB + " opp")).isDisabled();
  }

  /** What is typed stays, and the answer says why it can't be posted. */
  @Test
  void aCommentIsNotLostWhenItsGoalGoesToHistory() {
    JsonObject goal = addGoal("Snart historie");
    Visitor owner = loggedIn("planeier");
    at(owner, "/mal/" + goal.getString("id")).seesHeading("Snart historie");
    owner.field("Skriv en kommentar").fill("Midt i en setning");
    put("/goals/" + goal.getString("id") + "/history", 1, new JsonObject().put("history", true));
    owner.sees("I historikken");
    assertThat(owner.field("Skriv en kommentar")).hasValue("Midt i en setning");
    owner.button("Legg ut").click();
    owner.sees("er flyttet til historikken. Det må tas tilbake først.");
    assertThat(owner.field("Skriv en kommentar")).hasValue("Midt i en setning");
  }

  /** GOAL-6. */
  @Test
  void whatIsInHistoryWithItsGoalIsTakenBackWithIt() {
    JsonObject goal = addGoal("Et gammelt mål");
    String activities = "/goals/" + goal.getString("id") + "/activities";
    JsonObject activity = post(activities, new JsonObject().put("title", "Den første"));
    put("/goals/" + goal.getString("id") + "/history", 1, new JsonObject().put("history", true));
    Visitor visitor = loggedIn("koordinator");
    at(visitor, "/aktiviteter/" + activity.getString("id")).seesHeading("Den første");
    visitor.sees("I historikken");
    assertThat(visitor.button("Slett")).isVisible();
    assertThat(visitor.button("Ta tilbake fra historikk")).hasCount(0);
    put("/activities/" + activity.getString("id"), 1, new JsonObject().put("title", "Den andre"));
    visitor.seesHeading("Den andre");
    at(visitor, "/mal/" + goal.getString("id")).seesHeading("Et gammelt mål");
    visitor.button("Ta tilbake fra historikk").click();
    visitor.sees("Målet er tilbake i planen.");
    at(visitor, "/aktiviteter/" + activity.getString("id")).seesHeading("Den andre");
    assertThat(visitor.button("Flytt til historikk")).isVisible();
  }

  private JsonObject addGoal(String title) {
    return post("/goals", new JsonObject().put("title", title));
  }

  private JsonObject post(String path, JsonObject body) {
    TestClient client = server().loggedIn("koordinator");
    return client.post("/plans/" + plan.id() + path, body).expect(201).body();
  }

  private void put(String path, int version, JsonObject body) {
    server().loggedIn("koordinator").put("/plans/" + plan.id() + path, version, body).expect(200);
  }

  /** A page that would be refused says so at once. */
  @Test
  void withoutTheRightToWriteThereAreNoFormsAndNoButtons() {
    Visitor owner = loggedIn("planeier");
    at(owner, "/mal/rekkefolge").seesHeading("Du har ikke tilgang");
    Visitor visitor = loggedIn("koordinator");
    withRights(visitor, "WRITE", "READ");
    at(visitor, "/mal").seesHeading("Mål og aktiviteter");
    menuItem(visitor, JOB).click();
    visitor.seesHeading(JOB);
    assertThat(visitor.link("Endre").first()).isVisible();
    assertThat(visitor.button("Flytt til historikk")).hasCount(0);
    assertThat(visitor.page().locator("#delete-button")).hasCount(0);
    String address = visitor.page().url();
    visitor.page().navigate(address + "/aktivitet/ny");
    visitor.seesHeading("Du har ikke tilgang");
    visitor.page().navigate(address + "/endre");
    visitor.seesHeading("Endre målet");
    withRights(visitor, "READ", "READ");
    visitor.page().navigate(address + "/endre");
    visitor.seesHeading("Du har ikke tilgang");
  }

  private void withRights(Visitor visitor, String goals, String activities) {
    visitor
        .page()
        .route(
            "**/api/v1/plans/" + plan.id(),
            route -> {
              APIResponse answer = route.fetch();
              JsonObject home = new JsonObject(answer.text());
              home.getJsonObject("myRights").put("goals", goals).put("activities", activities);
              route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(home.encode()));
            });
  }

  @Test
  void aRefusedChoiceOfWhoIsResponsibleIsShownThere() {
    Visitor visitor = loggedIn("koordinator");
    at(visitor, "/mal/" + addGoal("Med aktivitet").getString("id")).seesHeading("Med aktivitet");
    visitor.link("Ny aktivitet").click();
    visitor.field("Hva skal gjøres?").fill("Noe");
    JsonObject error =
        new JsonObject().put("field", "responsible").put("code", "participant.unknown");
    JsonObject problem =
        new JsonObject().put("code", "request.invalid").put("errors", new JsonArray().add(error));
    answer(visitor, "**/api/v1/**/activities", 422, problem);
    visitor.button("Lagre aktiviteten").click();
    Locator group =
        visitor
            .page()
            .getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Hvem har ansvaret?"));
    assertThat(group)
        .hasAccessibleDescription("En av dem er ikke lenger med i planen. Velg på nytt.");
    assertThat(group.getByRole(AriaRole.CHECKBOX).first()).isFocused();
    PageAssertions.assertAccessible(visitor, "activity-responsible-error", 320);
  }

  private static void answer(Visitor visitor, String url, int status, JsonObject body) {
    visitor
        .page()
        .route(
            url,
            route ->
                route.fulfill(
                    new Route.FulfillOptions()
                        .setStatus(status)
                        .setContentType("application/json")
                        .setBody(body.encode())));
  }

  @Test
  void commentsThatCouldNotBeFetchedAreFetchedAgain() {
    Visitor visitor = loggedIn("koordinator");
    String comments = "**/comments?*";
    answer(visitor, comments, 409, new JsonObject());
    at(visitor, "/mal/" + addGoal("Uten nett").getString("id")).seesHeading("Uten nett");
    visitor.button("Prøv igjen").click();
    assertThat(visitor.button("Prøv igjen")).isFocused();
    visitor.page().unroute(comments);
    visitor.button("Prøv igjen").click();
    assertThat(visitor.field("Skriv en kommentar")).isVisible();
    assertThat(visitor.button("Prøv igjen")).hasCount(0);
    assertThat(visitor.page().locator("#comments-heading")).isFocused();
  }

  @Test
  void theBinComesInPagesAndNamesWhatHasNoText() {
    Visitor visitor = loggedIn("koordinator");
    answer(visitor, "**/bin?limit=*", 200, binPage("").put("next", "videre"));
    answer(visitor, "**/bin?*after=*", 200, binPage("Den siste"));
    at(visitor, "/mal/papirkurv").seesHeading("Papirkurv").sees("Viser 1 av 2");
    assertThat(visitor.button("Hent tilbake Uten tekst")).isVisible();
    visitor.button("Vis flere").click();
    assertThat(visitor.button("Hent tilbake Uten tekst")).isVisible();
    answer(visitor, "**/restore", 200, new JsonObject());
    visitor.button("Hent tilbake Den siste").click();
    visitor.sees("Det er hentet tilbake.");
    assertThat(visitor.button("Hent tilbake Den siste")).hasCount(0);
    assertThat(visitor.button("Hent tilbake Uten tekst")).isVisible();
  }

  private static JsonObject binPage(String title) {
    JsonObject item =
        new JsonObject()
            .put("id", UUID.randomUUID().toString())
            .put("kind", "COMMENT")
            .put("title", title)
            .put("deletedAt", "2026-01-02T10:00:00Z")
            .put("deletedBy", "Kari Testnes")
            .put("until", "2026-02-01T10:00:00Z");
    return new JsonObject().put("items", new JsonArray().add(item)).put("total", 2);
  }
}
