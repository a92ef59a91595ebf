package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import no.samklang.TestPdf;
import no.samklang.TestServer;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Documents in the browser (DOC-1 to DOC-3, GOAL-7). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentPagesIT extends BrowserTest {
  private static final String FILE = "pdf-choice input";
  private static final String PDF = "application/pdf";
  private static final int PHONE_WIDTH = 320;
  private static final int PHONE_HEIGHT = 640;
  private ListedPlan plan;

  @BeforeAll
  void find() {
    plan = DemoPlans.mainPlan(TestServer.shared());
  }

  private Visitor at(Visitor visitor, String path) {
    return visitor.open(plan.path(path));
  }

  /** A provider adds it; a parent, on a phone, sees it at once and reads it with the password. */
  @Test
  void aParentReadsADocumentOnAPhone() throws IOException {
    Visitor parent = visitor(PHONE_WIDTH, PHONE_HEIGHT).as(server().loggedIn("mor"));
    at(parent, "/dokumenter").seesHeading("Dokumenter");
    Visitor doctor = loggedIn("lege");
    at(doctor, "/dokumenter").seesHeading("Dokumenter");
    PageAssertions.assertAccessible(doctor, "documents");
    doctor.link("Nytt dokument").click();
    doctor.seesHeading("Nytt dokument").sees("Alle som er med i planen, nå og senere");
    doctor.button("Legg til dokumentet").click();
    doctor.sees("Velg en fil.");
    doctor.choosesFile(
        FILE, "bilde.pdf", "", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    doctor.sees("Dette er et bilde, og filen må være en PDF.");
    PageAssertions.assertAccessible(doctor, "add-document-refused");
    doctor.choosesFile(FILE, "Med skript.pdf", "", TestPdf.withScript());
    doctor.button("Legg til dokumentet").click();
    doctor.sees("PDF-en inneholder programkode eller andre filer.");
    doctor.choosesFile(FILE, "Epikrise høst.pdf", "", TestPdf.ofSize(2_000_000));
    assertThat(doctor.field("Navn")).hasValue("Epikrise høst.pdf");
    doctor.field("Hva er dette?").fill("Fra sykehuset, etter innleggelsen");
    doctor.seesSaved();
    doctor.button("Legg til dokumentet").click();
    doctor.sees("Dokumentet er lagt til.").sees("Fra sykehuset, etter innleggelsen");
    PageAssertions.assertAccessible(doctor, "documents-one");
    parent.button("Vis 1 nytt dokument").click();
    parent.link("Epikrise høst.pdf").click();
    parent.seesHeading("Epikrise høst.pdf").sees("Passordet ditt:");
    String password =
        parent.page().getByRole(AriaRole.STATUS, named("Passordet ditt:")).innerText();
    PageAssertions.assertAccessible(parent, "document");
    parent.page().setViewportSize(PHONE_WIDTH, PHONE_HEIGHT);
    Download download = parent.page().waitForDownload(() -> parent.button("Last ned").click());
    parent.sees("Kopien er lastet ned. Åpne den og skriv passordet.");
    assertThat(download.suggestedFilename()).isEqualTo("Epikrise høst.pdf");
    byte[] copy = Files.readAllBytes(download.path());
    try (PDDocument opened = Loader.loadPDF(copy, password)) {
      assertThat(opened.getNumberOfPages()).isEqualTo(1);
    }
    assertThatThrownBy(() -> Loader.loadPDF(copy)).isInstanceOf(InvalidPasswordException.class);
    PageAssertions.assertLayout(parent, "document-fetched", PHONE_WIDTH);
    parent.button("Åpne på nytt").click();
    assertThat(parent.page().getByRole(AriaRole.STATUS, named("Passordet ditt:")))
        .not()
        .hasText(password);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  @Test
  void aDocumentIsKeptToChosenOnesThenDeletedAndBroughtBack() {
    Visitor doctor = loggedIn("lege");
    at(doctor, "/dokumenter/nytt").seesHeading("Nytt dokument");
    doctor.page().getByLabel("Bare jeg og dem jeg velger").check();
    doctor.page().getByLabel("Marit Eksempel").check();
    PageAssertions.assertAccessible(doctor, "add-document-kept");
    doctor.choosesFile(FILE, "Bare til mor.pdf", PDF, TestPdf.plain());
    doctor.button("Legg til dokumentet").click();
    doctor.sees("Dokumentet er lagt til.").sees("Bare du og Marit Eksempel");
    doctor.link("Bare til mor.pdf").click();
    doctor.seesHeading("Bare til mor.pdf");
    String address = doctor.page().url();
    Visitor coordinator = loggedIn("koordinator");
    coordinator.page().navigate(address);
    coordinator.seesHeading("Vi finner ikke siden");
    doctor.link("Endre").click();
    doctor.seesHeading("Endre dokumentet");
    PageAssertions.assertAccessible(doctor, "edit-document");
    doctor.page().getByLabel("Alle som er med i planen").check();
    doctor.field("Navn").fill("Nå til alle.pdf");
    doctor.button("Lagre").click();
    doctor.seesHeading("Nå til alle.pdf").sees("Alle i planen");
    coordinator.page().navigate(address);
    coordinator.seesHeading("Nå til alle.pdf");
    doctor.button("Slett").click();
    doctor.dialog("Vil du slette dokumentet?").getByText("Slett", exactly()).click();
    doctor.sees("Dokumentet er slettet.");
    coordinator.seesHeading("Vi finner ikke siden");
    doctor.button("Angre").click();
    doctor.sees("Det er hentet tilbake.");
    doctor.button("Vis 1 nytt dokument").click();
    assertThat(doctor.link("Nå til alle.pdf")).isVisible();
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }
}
