package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writing, sending and reading messages (MSG-1 to MSG-3, MSG-7). */
class MessagesIT extends BrowserTest {
  private ListedPlan plan;
  private String subject;

  @BeforeEach
  void prepare() {
    plan = DemoPlans.mainPlan(server());
    subject = "Prøve " + UUID.randomUUID();
  }

  @Test
  void messagesAndReceiptsAreShownWithoutReloading() {
    Visitor reader = loggedIn("mor").open(plan.path("/meldinger")).seesHeading("Meldinger");
    Visitor sender = compose("koordinator");
    chooseRecipient(sender, "mor");
    write(sender, subject, "Møtet er flyttet til torsdag.");
    sender.button("Send").click();
    sender.sees("Meldingen er sendt").link(subject).click();
    sender.sees("har ikke lest ennå");

    assertThat(
            reader
                .page()
                .getByLabel(java.util.regex.Pattern.compile("\\d uleste? melding"))
                .first())
        .isAttached();
    reader
        .page()
        .getByRole(
            AriaRole.BUTTON,
            new Page.GetByRoleOptions()
                .setName(java.util.regex.Pattern.compile("^Vis \\d+ nye? melding")))
        .click();
    reader.link(subject).click();
    reader.seesHeading(subject).sees("Møtet er flyttet til torsdag.");
    sender.sees("leste i dag");
  }

  @Test
  void aReplyStandsUnderTheOriginalAndGoesToItsSender() {
    String id = DemoPlans.send(server(), plan, "mor", "koordinator", subject);
    Visitor visitor =
        loggedIn("koordinator").open(plan.path("/meldinger/" + id)).seesHeading(subject);
    visitor.sees("En prøve.").sees("Svar til " + DemoPlans.nameOf(server(), "mor"));
    assertThat(visitor.exactField("Svaret ditt")).hasValue("");
    visitor.text("Endre emne og type").click();
    assertThat(visitor.exactField("Emne")).hasValue("Sv: " + subject);
    visitor.button("Legg til").click();
    assertThat(recipient(visitor, "mor")).isChecked();
    visitor.exactField("Svaret ditt").fill("Takk!");
    visitor.button("Send").click();
    visitor.sees("Meldingen er sendt").sees("Takk!");
    assertThat(visitor.heading(subject)).isVisible();
    io.vertx.core.json.JsonObject reply = lastSent("koordinator");
    org.assertj.core.api.Assertions.assertThat(reply.getString("body")).isEqualTo("Takk!");
    org.assertj.core.api.Assertions.assertThat(reply.getString("replyTo")).isEqualTo(id);
    org.assertj.core.api.Assertions.assertThat(reply.getJsonArray("to")).hasSize(1);
  }

  private io.vertx.core.json.JsonObject lastSent(String username) {
    var client = server().loggedIn(username);
    String path = "/plans/" + plan.id() + "/messages";
    String id = client.get(path + "?folder=SENT&limit=1").item(0).getString("id");
    return client.get(path + "/" + id).expect(200).body();
  }

  @ParameterizedTest
  @ValueSource(strings = {"svar=../participants", "videresend=..%2F..%2F..%2Fme", "svar="})
  void anInvalidReplyLinkOpensANewMessage(String query) {
    Visitor visitor = loggedIn("koordinator").open(plan.path("/meldinger/ny?" + query));
    visitor.seesHeading("Ny melding");
    assertThat(visitor.exactField("Emne")).hasValue("");
  }

  @Test
  void aDoubleClickOnSendGivesOneMessage() {
    Visitor visitor = compose("koordinator");
    chooseRecipient(visitor, "mor");
    write(visitor, subject, "En gang.");
    visitor.button("Send").dblclick();
    visitor.sees("Meldingen er sendt");
    assertThat(visitor.link(subject)).hasCount(1);
    assertSentOnce();
  }

  private void assertSentOnce() {
    long sent =
        server()
            .loggedIn("koordinator")
            .get("/plans/" + plan.id() + "/messages?folder=SENT&limit=200")
            .items()
            .stream()
            .map(io.vertx.core.json.JsonObject.class::cast)
            .filter(message -> message.getString("subject").equals(subject))
            .count();
    org.assertj.core.api.Assertions.assertThat(sent).isEqualTo(1);
  }

  @Test
  void missingInputIsReportedAtTheFields() {
    Visitor visitor = compose("koordinator");
    visitor.button("Send").click();
    visitor.sees("Velg minst én mottaker").sees("Skriv et emne").sees("Skriv meldingen.");
    PageAssertions.assertAccessible(visitor, "compose-errors");
    assertThat(visitor.page().locator(".error-summary")).isFocused();
    org.assertj.core.api.Assertions.assertThat(visitor.page().title())
        .isEqualTo("Feil: Ny melding – Samklang");
    visitor.sees("Det er 3 feil").page().locator(".error-summary a").first().click();
    assertThat(visitor.page().getByRole(AriaRole.CHECKBOX).nth(1)).isFocused();
    assertThat(visitor.exactField("Emne"))
        .hasAccessibleDescription(
            "Skriv et emne. Bare du og de du sender til, kan lese emnet og teksten.");
  }

  @Test
  void aDraftIsSavedAutomaticallyAndKeptAcrossLogins() {
    Visitor visitor = compose("koordinator");
    visitor.exactField("Emne").fill(subject);
    visitor.seesSaved();
    visitor.exactField("Tekst").fill("Dette skal stå her i morgen.");
    visitor.logOut().sees("Du er logget ut.").logIn("koordinator").seesHeading("Liste planer");
    visitor.open(plan.path("/meldinger?mappe=kladder")).link(subject).click();
    assertThat(visitor.exactField("Tekst")).hasValue("Dette skal stå her i morgen.");
  }

  @Test
  void aDeletedDraftCanBeRestored() {
    Visitor visitor = compose("koordinator");
    visitor.exactField("Emne").fill(subject);
    List<String> refused = new CopyOnWriteArrayList<>();
    visitor
        .page()
        .onResponse(
            answer -> {
              if (answer.status() == 404) {
                refused.add(answer.url());
              }
            });
    visitor
        .seesSaved()
        .button("Slett kladd")
        .evaluate("(button) => { button.click(); button.click(); }");
    visitor.sees("Kladden er slettet");
    assertThat(visitor.link(subject)).hasCount(0);
    assertThat(refused).isEmpty();
    visitor.button("Angre").click();
    assertThat(visitor.exactField("Emne")).hasValue(subject);
  }

  @Test
  void aDraftChangedInAnotherTabShowsBothVersions() {
    Visitor visitor = compose("koordinator");
    visitor.exactField("Emne").fill(subject);
    visitor.seesSaved();
    Page other = visitor.newTab();
    other.navigate(visitor.page().url());
    other.getByLabel("Tekst", exactly()).fill("Fra den andre fanen.");
    assertThat(other.getByText(Visitor.SAVED)).isVisible();
    visitor.exactField("Tekst").fill("Fra den første fanen.");
    visitor
        .sees("Det finnes to versjoner")
        .sees("Fra den andre fanen.")
        .sees("Fra den første fanen.");
    PageAssertions.assertAccessible(visitor, "versions");
    visitor.button("Bruk den andre teksten").click();
    assertThat(visitor.exactField("Tekst")).hasValue("Fra den andre fanen.");
  }

  @Test
  void onlyNotesAndMinutesHaveACategory() {
    Visitor visitor = compose("koordinator");
    assertThat(visitor.exactField("Kategori")).hasCount(0);
    visitor.text("Endre type").click();
    visitor.exactField("Notat").check();
    assertThat(visitor.exactField("Kategori")).isVisible();
    visitor.exactField("Melding").check();
    assertThat(visitor.exactField("Kategori")).hasCount(0);
  }

  @Test
  void everyColumnOfEveryFolderSorts() {
    DemoPlans.send(server(), plan, "mor", "koordinator", subject);
    Visitor visitor = loggedIn("koordinator");
    for (String folder : new String[] {"mottatt", "sendt", "kladder"}) {
      visitor.open(plan.path("/meldinger?mappe=" + folder)).seesHeading("Meldinger");
      visitor.button("Sorter og filtrer").click();
      Locator columns = visitor.exactField("Sorter etter");
      for (Object column : columns.locator("option").allInnerTexts()) {
        columns.selectOption(new SelectOption().setLabel((String) column));
        String ascending = sorted(visitor);
        visitor.button("Snu rekkefølgen").click();
        org.assertj.core.api.Assertions.assertThat(sorted(visitor)).isNotEqualTo(ascending);
        assertThat(visitor.page().getByRole(AriaRole.ALERT)).hasText("");
      }
    }
  }

  /** The order in the address, once the rows are there. */
  private static String sorted(Visitor visitor) {
    assertThat(
            visitor.page().locator("message-list .message-row, message-list .empty-state").first())
        .isVisible();
    Object address = visitor.page().evaluate("location.search");
    return String.valueOf(address);
  }

  @Test
  void kindsAreFiltered() {
    String notes = subject + " notat";
    DemoPlans.send(server(), plan, "mor", "koordinator", subject);
    DemoPlans.send(server(), plan, "mor", "koordinator", notes, "NOTE");
    Visitor visitor = loggedIn("koordinator").open(plan.path("/meldinger"));
    assertThat(visitor.link(subject)).isVisible();
    visitor.button("Sorter og filtrer").click();
    visitor.exactField("Type").selectOption("notat");
    assertThat(visitor.link(subject)).hasCount(0);
    assertThat(visitor.link(notes)).isVisible();
    visitor.page().reload();
    assertThat(visitor.link(notes)).isVisible();
    assertThat(visitor.link(subject)).hasCount(0);
  }

  private Visitor compose(String username) {
    return loggedIn(username).open(plan.path("/meldinger/ny")).seesHeading("Ny melding");
  }

  private void chooseRecipient(Visitor visitor, String username) {
    recipient(visitor, username).check();
  }

  private com.microsoft.playwright.Locator recipient(Visitor visitor, String username) {
    return visitor.page().getByRole(AriaRole.CHECKBOX, named(DemoPlans.nameOf(server(), username)));
  }

  private static void write(Visitor visitor, String subject, String text) {
    visitor.exactField("Emne").fill(subject);
    visitor.exactField("Tekst").fill(text);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }
}
