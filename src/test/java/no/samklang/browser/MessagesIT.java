package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import no.samklang.browser.Demo.Plan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writing, sending and reading messages (MSG-1 to MSG-3, MSG-7). */
class MessagesIT extends BrowserTest {
  private Plan plan;
  private String subject;

  @BeforeEach
  void prepare() {
    plan = Demo.mainPlan(server());
    subject = "Prøve " + UUID.randomUUID();
  }

  @Test
  void aMessageShowsWithTheOtherByItselfAndTheReceiptWithTheSender() {
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
                .getByText("uleste melding")
                .or(reader.page().getByText("ulest melding"))
                .first())
        .isAttached();
    reader.page().getByRole(AriaRole.BUTTON, named("ny melding – vis")).click();
    reader.link(subject).click();
    reader.seesHeading(subject).sees("Møtet er flyttet til torsdag.");
    sender.sees("leste i dag");
  }

  @Test
  void aReplyQuotesTheOriginalAndGoesToItsSender() {
    String id = Demo.send(server(), plan, "mor", "koordinator", subject);
    Visitor visitor =
        loggedIn("koordinator").open(plan.path("/meldinger/" + id)).seesHeading(subject);
    visitor.link("Svar").click();
    visitor.seesHeading("Skriv melding");
    assertThat(visitor.exactField("Emne")).hasValue("Sv: " + subject);
    org.assertj.core.api.Assertions.assertThat(visitor.exactField("Tekst").inputValue())
        .contains("> En prøve.");
    assertThat(recipient(visitor, "mor")).isChecked();
    visitor.exactField("Tekst").fill("Takk!");
    visitor.button("Send").click();
    visitor.sees("Meldingen er sendt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"svar=../participants", "videresend=..%2F..%2F..%2Fme", "svar="})
  void aLinkThatNamesNoMessageBeginsANewOne(String query) {
    Visitor visitor = loggedIn("koordinator").open(plan.path("/meldinger/ny?" + query));
    visitor.seesHeading("Skriv melding");
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
  void whatIsMissingIsSaidByTheFieldsAndNothingIsSent() {
    Visitor visitor = compose("koordinator");
    visitor.button("Send").click();
    visitor.sees("Velg minst én mottaker").sees("Skriv et emne").sees("Skriv en tekst");
    Look.at(visitor, "compose-errors");
    assertThat(visitor.page().getByRole(AriaRole.CHECKBOX).nth(1)).isFocused();
    assertThat(visitor.exactField("Emne"))
        .hasAccessibleDescription(
            "Skriv et emne. Emnet og teksten kan bare leses av deg og dem du sender til.");
  }

  @Test
  void aDraftSavesItselfAndIsThereAfterTheNextLogin() {
    Visitor visitor = compose("koordinator");
    visitor.exactField("Emne").fill(subject);
    visitor.seesSaved();
    visitor.exactField("Tekst").fill("Dette skal stå her i morgen.");
    visitor.button("Logg ut").click();
    visitor.sees("Du er logget ut.").logIn("koordinator").seesHeading("Liste planer");
    visitor.open(plan.path("/meldinger?mappe=kladder")).link(subject).click();
    assertThat(visitor.exactField("Tekst")).hasValue("Dette skal stå her i morgen.");
  }

  @Test
  void aDeletedDraftCanBeTakenBack() {
    Visitor visitor = compose("koordinator");
    visitor.exactField("Emne").fill(subject);
    visitor.seesSaved().button("Slett kladd").click();
    visitor.sees("Kladden er slettet");
    assertThat(visitor.link(subject)).hasCount(0);
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
    Look.at(visitor, "versions");
    visitor.button("Bruk den andre teksten").click();
    assertThat(visitor.exactField("Tekst")).hasValue("Fra den andre fanen.");
  }

  @Test
  void onlyNotesAndMinutesHaveACategory() {
    Visitor visitor = compose("koordinator");
    assertThat(visitor.exactField("Kategori")).hasCount(0);
    visitor.exactField("Notat").check();
    assertThat(visitor.exactField("Kategori")).isVisible();
    visitor.exactField("Melding").check();
    assertThat(visitor.exactField("Kategori")).hasCount(0);
  }

  @Test
  void everyColumnOfEveryFolderSorts() {
    Demo.send(server(), plan, "mor", "koordinator", subject);
    Visitor visitor = loggedIn("koordinator");
    for (String folder : new String[] {"mottatt", "sendt"}) {
      visitor.open(plan.path("/meldinger?mappe=" + folder)).seesHeading("Meldinger");
      var headers = visitor.page().getByRole(AriaRole.COLUMNHEADER);
      assertThat(headers.first()).isVisible();
      for (var header : headers.all()) {
        header.getByRole(AriaRole.BUTTON).click();
        assertThat(header)
            .hasAttribute("aria-sort", java.util.regex.Pattern.compile("ascending|descending"));
        assertThat(visitor.page().getByRole(AriaRole.ALERT)).hasText("");
      }
    }
  }

  private Visitor compose(String username) {
    return loggedIn(username).open(plan.path("/meldinger/ny")).seesHeading("Skriv melding");
  }

  private void chooseRecipient(Visitor visitor, String username) {
    recipient(visitor, username).check();
  }

  private com.microsoft.playwright.Locator recipient(Visitor visitor, String username) {
    return visitor.page().getByRole(AriaRole.CHECKBOX, named(Demo.nameOf(server(), username)));
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
