package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import no.samklang.TestPlan;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages as conversations: the thread, and the answer under it (MSG-2, MSG-3). */
class ConversationIT extends BrowserTest {
  private static final int PHONE_WIDTH = 360;
  private static final int PHONE_HEIGHT = 740;

  private ListedPlan plan;
  private String subject;

  @BeforeEach
  void prepare() {
    plan = DemoPlans.mainPlan(server());
    subject = "Samtale " + UUID.randomUUID();
  }

  @Test
  void anAnswerOnAPhoneTakesThreeTaps() {
    DemoPlans.send(server(), plan, "mor", "koordinator", subject);
    Visitor visitor = phone("koordinator").open(plan.path("/meldinger")).seesHeading("Meldinger");
    visitor.link(subject).click();
    visitor.seesHeading(subject).sees("En prøve.");
    assertThat(visitor.heading("Meldinger")).hasCount(0);
    assertInViewport(visitor.button("Send"));
    picture(visitor, "conversation-phone");

    visitor.exactField("Svaret ditt").click();
    assertThat(visitor.exactField("Svaret ditt")).isFocused();
    assertThat(visitor.exactField("Svaret ditt")).hasValue("");
    assertInViewport(visitor.button("Send"));
    assertInViewport(visitor.exactField("Svaret ditt"));
    picture(visitor, "conversation-phone-writing");
    visitor.page().keyboard().type("Takk, det passer fint.");
    double before = visitor.button("Send").boundingBox().y;
    visitor.seesSaved();
    assertThat(visitor.button("Send").boundingBox().y).as("nothing moves").isEqualTo(before);

    visitor.button("Send").click();
    visitor.sees("Meldingen er sendt").sees("Takk, det passer fint.");
    assertThat(visitor.exactField("Svaret ditt")).hasValue("");
  }

  @Test
  void earlierMessagesAreFoldedAndReadWhenUnfolded() {
    String first = DemoPlans.send(server(), plan, "mor", "koordinator", subject);
    String second = reply("mor", "koordinator", first, "Glemte å si at møtet er kl. 10.");
    Visitor visitor = loggedIn("koordinator").open(plan.path("/meldinger/" + second));
    visitor.sees("Glemte å si at møtet er kl. 10.");
    Locator folded = conversation(visitor).getByRole(AriaRole.BUTTON).first();
    assertThat(folded).hasAttribute("aria-expanded", "false");
    assertThat(folded).containsText("Ulest");
    assertThat(visitor.page().getByText("En prøve.")).hasCount(0);
    assertThat(readAt(first)).as("folded").isNull();

    folded.click();
    visitor.sees("En prøve.");
    assertThat(folded).not().containsText("Ulest");
    assertThat(conversation(visitor).getByText("har ikke lest ennå")).hasCount(0);
    assertThat(readAt(first)).as("unfolded").isNotNull();
    PageAssertions.assertAccessible(visitor, "conversation");
  }

  @Test
  void anAnswerThatArrivesIsShownInTheOpenConversation() {
    String first = DemoPlans.send(server(), plan, "mor", "koordinator", subject);
    Visitor visitor = loggedIn("koordinator").open(plan.path("/meldinger/" + first));
    visitor.seesHeading(subject).exactField("Svaret ditt").fill("Jeg holder på å skrive");
    reply("mor", "koordinator", first, "Et tillegg.");
    assertThat(
            conversation(visitor)
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText("Ulest")))
        .hasCount(1);
    assertThat(visitor.exactField("Svaret ditt")).hasValue("Jeg holder på å skrive");
  }

  @Test
  void theDraftOfAnAnswerIsThereAgainAndTwoWindowsAreAChoice() {
    String first = DemoPlans.send(server(), plan, "mor", "koordinator", subject);
    Visitor visitor = loggedIn("koordinator").open(plan.path("/meldinger/" + first));
    visitor.exactField("Svaret ditt").fill("Fra i går.");
    visitor.seesSaved();
    Page other = visitor.newTab();
    other.navigate(plan.path("/meldinger/" + first));
    Locator field = other.getByLabel("Svaret ditt", new Page.GetByLabelOptions().setExact(true));
    assertThat(field).hasValue("Fra i går.");
    field.fill("Fra det andre vinduet.");
    assertThat(other.getByText(Visitor.SAVED)).isVisible();
    visitor.exactField("Svaret ditt").fill("Fra det første vinduet.");
    visitor.sees("Det finnes to versjoner").sees("Fra det andre vinduet.");
    visitor.button("Bruk den andre teksten").click();
    assertThat(visitor.exactField("Svaret ditt")).hasValue("Fra det andre vinduet.");
    assertThat(
            server()
                .loggedIn("koordinator")
                .get("/plans/" + plan.id() + "/messages?folder=DRAFTS")
                .items()
                .stream()
                .map(JsonObject.class::cast)
                .filter(draft -> draft.getString("subject").equals("Sv: " + subject)))
        .hasSize(1);
  }

  @Test
  void aDraftOfAnAnswerOpensUnderItsConversation() {
    String first = DemoPlans.send(server(), plan, "mor", "koordinator", subject);
    Visitor visitor = loggedIn("koordinator").open(plan.path("/meldinger/" + first));
    visitor.exactField("Svaret ditt").fill("Halvferdig.");
    visitor.seesSaved().open(plan.path("/meldinger?mappe=kladder"));
    visitor.link("Sv: " + subject).click();
    visitor.seesHeading(subject).sees("En prøve.");
    assertThat(visitor.exactField("Svaret ditt")).hasValue("Halvferdig.");
    assertThat(visitor.exactField("Svaret ditt")).isFocused();
  }

  @Test
  void aThrownAwayAnswerComesBackWithWhatItAnswers() {
    String first = DemoPlans.send(server(), plan, "mor", "koordinator", subject);
    Visitor visitor = loggedIn("koordinator").open(plan.path("/meldinger/" + first));
    visitor.exactField("Svaret ditt").fill("Angrer jeg på?");
    visitor.seesSaved().button("Slett kladd").click();
    visitor.sees("Kladden er slettet");
    assertThat(visitor.exactField("Svaret ditt")).hasValue("");
    visitor.button("Angre").click();
    assertThat(visitor.exactField("Svaret ditt")).hasValue("Angrer jeg på?");
    visitor.button("Send").click();
    visitor.sees("Meldingen er sendt");
    JsonObject thread =
        server()
            .loggedIn("mor")
            .get("/plans/" + plan.id() + "/messages/" + first + "/thread")
            .expect(200)
            .body();
    assertThat(thread.getInteger("total")).isEqualTo(2);
  }

  @Test
  void theTitleSaysWhatOneWrites() {
    String message = DemoPlans.send(server(), plan, "mor", "koordinator", subject);
    Visitor visitor = loggedIn("koordinator").open(plan.path("/meldinger/" + message));
    assertThat(visitor.page()).hasTitle("Melding – Samklang");
    visitor.open(plan.path("/meldinger/" + message + "?svar=ja"));
    assertThat(visitor.page()).hasTitle("Svar – Samklang");
    visitor
        .open(plan.path("/meldinger/ny?videresend=" + message))
        .seesHeading("Videresend melding");
    assertThat(visitor.page()).hasTitle("Videresend melding – Samklang");
  }

  @Test
  void answeringAllIsOfferedForMoreThanOne() {
    String toOne = DemoPlans.send(server(), plan, "mor", "koordinator", subject);
    String toTwo = sendTo(subject + " to", "koordinator", "lege");
    String mine = DemoPlans.send(server(), plan, "koordinator", "mor", subject + " min");
    String mother = DemoPlans.nameOf(server(), "mor");
    Visitor visitor = loggedIn("koordinator");
    visitor.open(plan.path("/meldinger/" + toOne)).sees("Svar til " + mother);
    assertThat(visitor.page().getByText("Svar alle")).hasCount(0);
    visitor.open(plan.path("/meldinger/" + toTwo)).sees("Svar til " + mother);
    visitor.button("Svar alle (2)").click();
    visitor.sees("Svar til " + mother + " og " + DemoPlans.nameOf(server(), "lege"));
    visitor.open(plan.path("/meldinger/" + mine)).sees("Skriv igjen til " + mother);
    assertThat(visitor.page().getByText("Svar alle")).hasCount(0);
  }

  @Test
  void theWayBackLeadsToTheFolderOneCameFrom() {
    DemoPlans.send(server(), plan, "koordinator", "mor", subject);
    Visitor visitor = phone("koordinator").open(plan.path("/meldinger?mappe=sendt"));
    visitor.link(subject).click();
    visitor.seesHeading(subject).link("Til meldingene").click();
    assertThat(visitor.link("Sendt")).hasAttribute("aria-current", "page");
    assertThat(visitor.link(subject)).isVisible();
    assertThat(visitor.link(subject)).isFocused();
  }

  @Test
  void listAndConversationStandSideBySideOnWideScreens() {
    DemoPlans.send(server(), plan, "mor", "koordinator", subject + " en");
    DemoPlans.send(server(), plan, "mor", "koordinator", subject + " to");
    Visitor visitor = loggedIn("koordinator").open(plan.path("/meldinger"));
    visitor.link(subject + " en").click();
    visitor.seesHeading(subject + " en");
    assertThat(visitor.heading(subject + " en")).isFocused();
    assertThat(visitor.link(subject + " en")).hasAttribute("aria-current", "page");
    visitor.link(subject + " to").click();
    visitor.seesHeading(subject + " to");
    assertThat(visitor.page().title()).isEqualTo("Melding – Samklang");
    visitor.page().goBack();
    visitor.seesHeading(subject + " en");
    visitor.page().goBack();
    visitor.seesHeading("Meldinger");
  }

  @Test
  void aClosedPlanShowsTheConversationAndSaysWhyThereIsNoField() {
    TestPlan closed = TestPlan.closed(server().loggedIn("koordinator2"));
    JsonObject message = closed.folder("RECEIVED").item(0);
    Visitor visitor =
        loggedIn("koordinator2")
            .open("/planer/" + closed.id() + "/meldinger/" + message.getString("id"));
    visitor.seesHeading(message.getString("subject")).sees("Planen er avsluttet. Du kan lese");
    assertThat(visitor.exactField("Svaret ditt")).hasCount(0);
    assertThat(visitor.button("Send")).hasCount(0);
  }

  @Test
  void aConversationIsReadAndAnsweredByKeyboard() {
    DemoPlans.send(server(), plan, "mor", "koordinator", subject);
    Visitor visitor =
        loggedIn("koordinator").open(plan.path("/meldinger")).seesHeading("Meldinger");
    Keyboard keyboard = visitor.page().keyboard();
    visitor.link(subject).focus();
    keyboard.press("Enter");
    assertThat(visitor.heading(subject)).isFocused();
    KeyboardIT.tabTo(visitor, visitor.exactField("Svaret ditt"));
    keyboard.type("Med tastaturet.");
    KeyboardIT.tabTo(visitor, visitor.button("Send"));
    keyboard.press("Enter");
    visitor.sees("Meldingen er sendt").sees("Med tastaturet.");
    assertThat((boolean) visitor.page().evaluate("document.activeElement !== document.body"))
        .as("focus")
        .isTrue();
  }

  @Test
  void aListThatFailedLoadsItselfAfterReconnecting() {
    DemoPlans.send(server(), plan, "koordinator", "lege", subject);
    Visitor visitor = loggedIn("lege").open(plan.path("/meldinger"));
    assertThat(visitor.link(subject)).isVisible();
    visitor.link("Hjem").click();
    visitor.seesHeading("Hjem");
    visitor.offline(true).sees("Du er frakoblet");
    visitor.page().goBack();
    visitor.sees("Meldingene kommer hit når du er tilkoblet igjen");
    assertThat(visitor.page().getByText("Det du har skrevet")).hasCount(0);
    assertThat(visitor.page().getByText("Det du skriver, blir stående")).hasCount(0);
    visitor.offline(false);
    assertThat(visitor.link(subject)).isVisible();
    assertThat(visitor.page().getByText("nye meldinger")).hasCount(0);
  }

  private Visitor phone(String username) {
    return visitor(PHONE_WIDTH, PHONE_HEIGHT).as(server().loggedIn(username));
  }

  private static Locator conversation(Visitor visitor) {
    return visitor.page().getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Samtalen"));
  }

  private static void assertInViewport(Locator locator) {
    assertThat(locator)
        .isInViewport(
            new com.microsoft.playwright.assertions.LocatorAssertions.IsInViewportOptions()
                .setRatio(1));
  }

  private static void picture(Visitor visitor, String name) {
    visitor
        .page()
        .screenshot(
            new Page.ScreenshotOptions()
                .setPath(java.nio.file.Path.of("target", "pictures", name + ".png")));
  }

  private String readAt(String id) {
    return server()
        .value("select read_at from message_recipient where message_id = '%s'".formatted(id));
  }

  @CanIgnoreReturnValue
  private String reply(String from, String to, String original, String body) {
    return send(from, content("Sv: " + subject, to).put("body", body).put("replyTo", original));
  }

  private String sendTo(String about, String... to) {
    return send("mor", content(about, to));
  }

  private JsonObject content(String about, String... to) {
    JsonArray recipients = new JsonArray();
    for (String username : to) {
      recipients.add(DemoPlans.participantId(server(), plan, username));
    }
    return new JsonObject()
        .put("kind", "MESSAGE")
        .put("subject", about)
        .put("body", "En prøve.")
        .put("to", recipients)
        .put("send", true);
  }

  private String send(String from, JsonObject content) {
    return server()
        .loggedIn(from)
        .post("/plans/" + plan.id() + "/messages", content)
        .expect(201)
        .body()
        .getString("id");
  }
}
