package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import no.samklang.TestPdf;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A whole day of each of the five kinds of people, from login to logout, by what they press and
 * see: owner and parent on a phone, provider, coordinator and administrator at a desk.
 */
class WholeDayIT extends SeparateServerTest {
  private static final int PHONE_WIDTH = 360;
  private static final int PHONE_HEIGHT = 740;
  private static final String GOAL = "Jeg vil ha en jobb jeg trives i";
  private ListedPlan plan;
  private String meeting;

  @BeforeAll
  void summon() {
    plan = DemoPlans.mainPlan(server());
    meeting = "Samarbeidsmøte " + UUID.randomUUID();
    JsonArray invited = new JsonArray();
    for (String username : List.of("planeier", "mor", "lege", "koordinator")) {
      invited.add(DemoPlans.participantId(server(), plan, username));
    }
    String day = LocalDate.now(ZoneId.of("Europe/Oslo")).toString();
    JsonObject input =
        new JsonObject()
            .put("title", meeting)
            .put("start", day + "T00:00:00")
            .put("end", day + "T23:59:00")
            .put("agenda", new JsonArray().add(new JsonObject().put("title", "Høsten")))
            .put("invited", invited);
    server().loggedIn("koordinator").post("/plans/" + plan.id() + "/meetings", input).expect(201);
  }

  @Test
  void owner() {
    String subject = messageTo("planeier", "koordinator");
    Visitor owner = visitor(PHONE_WIDTH, PHONE_HEIGHT);
    logIn(owner, "planeier").seesHeading("Hjem").sees("Koordinatoren din");
    answerFromHome(owner, subject, "Ja, det passer for meg.");
    comment(owner, GOAL, "I dag var det fint på biblioteket.");
    goTo(owner, "Kalender").seesHeading("Kalender").sees("Svømming med klubben");
    answerMeeting(owner, "Jeg kommer", "Du har svart at du kommer.");
    openDocument(owner, "Vurdering av arbeidsplassen.pdf");
    goTo(owner, "Samtykke").seesHeading("Samtykke").sees("Hvem får vite hva");
    goTo(owner, "Skriv ut").seesHeading("Skriv ut fra planen");
    owner.page().getByLabel("Om meg selv").check();
    owner.button("Forhåndsvis").click();
    owner.sees("Det er planen i Samklang som gjelder.");
    help(owner, "Skrive ut fra planen");
    logOut(owner);
  }

  @Test
  void parent() {
    String subject = messageTo("mor", "planeier");
    Visitor mother = phone("mor");
    mother.page().getByRole(AriaRole.MAIN).getByText("Se det som venter på deg").click();
    mother.seesHeading("Min side");
    assertThat(mother.region("Møter du ikke har svart på").getByText(meeting)).isVisible();
    mother.open("/planer").seesHeading("Liste planer");
    openPlan(mother);
    answerFromHome(mother, subject, "Så bra! Jeg henter deg etterpå.");
    comment(mother, GOAL, "Vi øver på bussen i helga.");
    answerMeeting(mother, "Jeg kommer ikke", "Du har svart at du ikke kommer.");
    goTo(mother, "Kalender").seesHeading("Kalender").link("Ny").click();
    mother.seesHeading("Legg inn i kalenderen").exactField("Hva").fill("Bursdag hos mormor");
    mother.button("Lagre").click();
    mother.seesHeading("Kalender").sees("Bursdag hos mormor");
    openDocument(mother, "Brev fra sykehuset.pdf");
    goTo(mother, "Hjem").link("Når det blir vanskelig").click();
    mother.seesHeading("Når det blir vanskelig");
    help(mother, "Når det blir vanskelig");
    logOut(mother);
  }

  @Test
  void provider() {
    String subject = messageTo("lege", "mor");
    Visitor doctor = atDesk("lege");
    openPlan(doctor);
    assertThat(doctor.link("Administrer")).hasCount(0);
    answerFromHome(doctor, subject, "Jeg ringer deg i morgen.");
    comment(doctor, GOAL, "Korte økter er fortsatt viktig.");
    answerMeeting(doctor, "Jeg kommer", "Du har svart at du kommer.");
    goTo(doctor, "Kartlegging").seesHeading("Kartlegging").sees("Helse");
    goTo(doctor, "Dokumenter").seesHeading("Dokumenter").link("Nytt dokument").click();
    String name = "Notat " + UUID.randomUUID() + ".pdf";
    doctor.seesHeading("Nytt dokument");
    doctor.choosesFile("pdf-choice input", name, "application/pdf", TestPdf.plain());
    doctor.button("Legg til dokumentet").click();
    doctor.sees("Dokumentet er lagt til.").sees(name);
    goTo(doctor, "Deltakere").seesHeading("Deltakere").sees("Tomasz Modellvik");
    assertThat(doctor.link("Legg til deltaker")).hasCount(0);
    help(doctor, "Hvem er med i planen?");
    logOut(doctor);
  }

  @Test
  void coordinator() {
    String subject = messageTo("koordinator", "lege");
    Visitor coordinator = atDesk("koordinator");
    coordinator.link("Min side").click();
    coordinator.seesHeading("Min side").link("Liste planer").click();
    coordinator.seesHeading("Liste planer");
    openPlan(coordinator);
    answerFromHome(coordinator, subject, "Takk, da tar vi det i møtet.");
    comment(coordinator, GOAL, "Vi snakker om dette i møtet.");
    goTo(coordinator, "Deltakere").sees("Har ikke logget inn på 14 dager");
    coordinator.page().getByRole(AriaRole.MAIN).getByText("Hvem kan se hva?").first().click();
    coordinator.seesHeading("Hvem kan se hva?");
    goTo(coordinator, "Samtykke").seesHeading("Samtykke").sees("Hvem får vite hva");
    goTo(coordinator, "Kalender").seesHeading("Kalender").button("Liste").click();
    coordinator.sees(meeting);
    openDocument(coordinator, "Vurdering av arbeidsplassen.pdf");
    goTo(coordinator, "Skriv ut").seesHeading("Skriv ut fra planen");
    coordinator.page().getByLabel("Deltakere").check();
    coordinator.field("Hvorfor skriver du ut?").fill("Til møtet i morgen");
    coordinator.button("Skriv ut").click();
    coordinator.sees("Utskriften er klar");
    goTo(coordinator, "Logg").seesHeading("Logg").sees("Grunn: Til møtet i morgen");
    goTo(coordinator, "Administrer").seesHeading("Administrer planen");
    help(coordinator, "Avslutte og gjenåpne en plan");
    logOut(coordinator);
  }

  /** The municipality's plans, persons and numbers, and nothing of what the plans hold. */
  @Test
  void administrator() {
    Visitor admin = atDesk("admin");
    assertThat(admin.page().getByRole(AriaRole.MAIN).getByText(plan.ownerName()).first())
        .isVisible();
    assertThat(admin.page().locator("main a[href='" + plan.path() + "']")).hasCount(0);
    admin.link("Rapporter").click();
    admin.seesHeading("Rapporter").link("Planer uten koordinator").click();
    admin.seesHeading("Planer uten koordinator").sees("Eksempelvik kommune");
    admin.link("Administrasjon").click();
    admin.seesHeading("Personer").link("Kontoer").click();
    admin.seesHeading("Kontoer").link("Enheter og administratorer").click();
    admin.seesHeading("Enheter og administratorer").link("Eksempelvik kommune").click();
    admin.link("Hvem folk kan spørre om hjelp").click();
    admin.seesHeading("Hvem folk kan spørre om hjelp");
    assertThat(admin.page().locator("[id='items.0.name']")).hasValue("Koordinerende enhet");
    admin.link("Rettigheter fra start").click();
    admin.seesHeading("Rettigheter fra start").link("Innstillinger").click();
    admin.seesHeading("Innstillinger").sees("samtykker unge selv");
    help(admin, "For administratorer i kommunen");
    for (String part : List.of("", "/mal", "/meldinger", "/dokumenter")) {
      admin.open(plan.path(part)).seesHeading("Vi finner ikke siden");
    }
    logOut(admin);
  }

  private String messageTo(String username, String sender) {
    String subject = "Beskjed " + UUID.randomUUID();
    DemoPlans.send(server(), plan, sender, username, subject);
    return subject;
  }

  private Visitor phone(String username) {
    return logIn(visitor(PHONE_WIDTH, PHONE_HEIGHT), username).seesHeading("Liste planer");
  }

  private Visitor atDesk(String username) {
    return logIn(visitor(), username).seesHeading("Liste planer");
  }

  /** Leads to the list of plans, or to the only one. */
  private Visitor logIn(Visitor visitor, String username) {
    server().awaitCodesSent();
    return visitor.open("/logg-inn").logIn(username);
  }

  private void openPlan(Visitor visitor) {
    visitor.page().locator("main a[href='" + plan.path() + "']").first().click();
    visitor.seesHeading("Hjem");
  }

  /** By the tabs, or on a phone by the menu of the plan. */
  @CanIgnoreReturnValue
  private static Visitor goTo(Visitor visitor, String part) {
    if (visitor.page().viewportSize().width < 768) {
      visitor.page().locator("plan-menu button").click();
    }
    visitor
        .page()
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(part))
        .first()
        .click();
    return visitor;
  }

  private static void answerFromHome(Visitor visitor, String subject, String answer) {
    visitor.region("Siste meldinger til deg").getByText(subject).click();
    visitor.seesHeading(subject).sees("En prøve.");
    visitor.exactField("Svaret ditt").fill(answer);
    visitor.button("Send").click();
    visitor.sees("Meldingen er sendt").sees(answer);
  }

  private static void comment(Visitor visitor, String goal, String text) {
    goTo(visitor, "Mål og aktiviteter").seesHeading("Mål og aktiviteter");
    visitor
        .page()
        .locator(".goal-menu")
        .getByText(goal, new Locator.GetByTextOptions().setExact(true))
        .click();
    visitor.seesHeading(goal).field("Skriv en kommentar").fill(text);
    visitor.button("Legg ut").click();
    visitor.sees(text);
    assertThat(visitor.field("Skriv en kommentar")).hasValue("");
  }

  /** From the start page of the plan, where coming meetings stand. */
  private void answerMeeting(Visitor visitor, String answer, String answered) {
    goTo(visitor, "Hjem").seesHeading("Hjem");
    visitor.region("Det som kommer").getByText(meeting).click();
    visitor.seesHeading(meeting).sees("Kommer du?").button(answer).click();
    visitor.sees(answered);
  }

  private static void openDocument(Visitor visitor, String name) {
    goTo(visitor, "Dokumenter").seesHeading("Dokumenter").link(name).click();
    visitor.seesHeading(name).sees("Passordet ditt:");
  }

  private static void logOut(Visitor visitor) {
    visitor.open("/profil").seesHeading("Min profil");
    visitor.logOut().sees("Du er logget ut.");
    visitor.open("/planer").seesHeading("Logg inn");
  }

  /** "?" opens the help at the topic of the page, and leads to whom to ask. */
  private static void help(Visitor visitor, String topic) {
    if (visitor.page().viewportSize().width < 768) {
      visitor.page().locator("user-menu .tool").click();
    }
    visitor.link("Hjelp").first().click();
    visitor.seesHeading(topic);
    assertThat(visitor.region("Hvem kan hjelpe?")).isVisible();
  }
}
