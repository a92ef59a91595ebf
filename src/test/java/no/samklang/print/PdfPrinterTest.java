package no.samklang.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import no.samklang.print.Prints.PrintContent;
import no.samklang.print.Prints.PrintSection;
import no.samklang.text.Language;
import no.samklang.text.Languages;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** The PDF of a print: tagged, locked, and unharmed by whatever somebody wrote (PRINT-1). */
class PdfPrinterTest {
  private static final String PASSWORD = "abcd-efgh-jkmn";
  private static final String NOTE =
      "Skrevet ut av Kari Testnes 29.11.2026 kl. 12.00. Det er planen i Samklang som gjelder.";

  @Test
  void previewIsPdfUa() throws IOException {
    byte[] pdf = PdfPrinter.pdf(wholePlan(), null).getBytes();
    assertThat(PdfUaCheck.faults(pdf)).isEmpty();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getDocumentInformation().getTitle())
          .isEqualTo("Individuell plan for Nora Eksempel");
      assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("nb");
      assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      picture(document, "print-page", 0);
    }
  }

  /** LANG-1: in the language of who prints. */
  @Test
  void aPrintIsInTheLanguageOfWhoPrints() throws IOException {
    Language english = Languages.packaged().find("en").orElseThrow();
    PrintContent content =
        new PrintContent(
            english,
            "Plan",
            "Printed",
            List.of(new PrintSection(PrintPart.GOALS, "Goals", List.of())));
    try (PDDocument document = Loader.loadPDF(PdfPrinter.pdf(content, null).getBytes())) {
      assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
      assertThat(new PDFTextStripper().getText(document)).contains("Page 1 (1)");
    }
    assertThat(PrintTexts.date(english, LocalDate.of(2026, 11, 9))).isEqualTo("09/11/2026");
    Language nynorsk = Languages.packaged().find("nn").orElseThrow();
    assertThat(PrintTexts.moment(nynorsk, Instant.parse("2026-11-09T12:05:00Z")))
        .isEqualTo("09.11.2026 kl. 13.05");
    assertThat(PrintTexts.text(nynorsk, "goal.history")).isEqualTo("Historikk");
  }

  @Test
  void eachPageSaysWhoPrintedAndWhichPlanIsInForce() throws IOException {
    try (PDDocument document = Loader.loadPDF(PdfPrinter.pdf(wholePlan(), null).getBytes())) {
      assertThat(document.getNumberOfPages()).isGreaterThan(2);
      for (int page = 1; page <= document.getNumberOfPages(); page++) {
        PDFTextStripper text = new PDFTextStripper();
        text.setStartPage(page);
        text.setEndPage(page);
        assertThat(text.getText(document))
            .contains("Skrevet ut av Kari Testnes 29.11.2026 kl. 12.00")
            .contains("Det er planen i Samklang som gjelder")
            .contains("Side " + page + " (" + document.getNumberOfPages() + ")");
      }
    }
  }

  @Test
  void onlyThePasswordOpensIt() throws IOException {
    byte[] pdf = PdfPrinter.pdf(content(PrintBlock.text("Hemmelig")), PASSWORD).getBytes();
    assertThatThrownBy(() -> Loader.loadPDF(pdf)).isInstanceOf(InvalidPasswordException.class);
    assertThatThrownBy(() -> Loader.loadPDF(pdf, "abcd-efgh-jkm"))
        .isInstanceOf(InvalidPasswordException.class);
    try (PDDocument document = Loader.loadPDF(pdf, PASSWORD)) {
      assertThat(document.getEncryption().getVersion()).as("AES-256").isEqualTo(5);
      assertThat(document.getEncryption().getLength()).isEqualTo(256);
      assertThat(new PDFTextStripper().getText(document)).contains("Hemmelig");
    }
    assertThat(new String(pdf, StandardCharsets.ISO_8859_1)).doesNotContain("Nora", "Hemmelig");
  }

  @Test
  void norwegianAndSamiLettersAreThere() throws IOException {
    String letters = "æøåÆØÅ áčđŋšŧžÁČĐŊŠŦŽ äöéüß «…» – €";
    assertThat(text(content(PrintBlock.text(letters)))).contains(letters);
    assertThat(text(content(PrintBlock.text("bla\u030Aba\u0308r")))).contains("blåbär");
  }

  /** What the font lacks is replaced, and nothing else. */
  @Test
  void emojiAreReplaced() throws IOException {
    assertThat(PrintableText.of("Bra 👍🏽 jobbet 👨‍👩‍👧 i dag"))
        .isEqualTo("Bra \uFFFD jobbet \uFFFD i dag");
    assertThat(PrintableText.of("a\u0000b\u200Bc\tæ\nø 日本 \uD83D"))
        .isEqualTo("abc æ\nø \uFFFD \uFFFD");
    assertThat(text(content(PrintBlock.text("Bra 👍🏽 jobbet")))).contains("jobbet");
  }

  @Test
  void textThatLooksLikeHtmlOrPdfIsText() throws IOException {
    List<String> texts =
        List.of(
            "<script>alert(1)</script><b>fet</b> &lt;i&gt; &amp; ]]> <!-- -->",
            "</p><img src=\"file:///etc/passwd\"/><img src='http://127.0.0.1:1/x'/>",
            "} body { display: none } @page { size: A0 }",
            "(hei) Tj ET endstream endobj /JS (app.alert(1)) %%EOF \\) \\(",
            "&xxe; <!ENTITY xxe SYSTEM 'file:///etc/passwd'> %PDF-1.4");
    for (String text : texts) {
      PrintContent content =
          new PrintContent(
              text,
              text,
              List.of(
                  new PrintSection(
                      PrintPart.GOALS,
                      text,
                      Stream.of(
                              Stream.of(PrintBlock.heading(0, text), PrintBlock.text(text)),
                              PrintBlock.facts(text, text),
                              PrintBlock.table(List.of(text), List.of(List.of(text))))
                          .flatMap(blocks -> blocks)
                          .toList())));
      byte[] pdf = PdfPrinter.pdf(content, null).getBytes();
      assertThat(PdfUaCheck.faults(pdf)).as(text).isEmpty();
      assertThat(withoutSpace(text(content))).contains(withoutSpace(text));
      assertThat(new String(pdf, StandardCharsets.ISO_8859_1))
          .doesNotContain("/JavaScript", "/OpenAction", "root:");
    }
  }

  /** Long words, and very much of everything. */
  @Test
  void longTextsAreWhole() throws IOException {
    String word = "Donaudampfschifffahrt".repeat(60);
    assertThat(withoutSpace(text(content(PrintBlock.text(word))))).contains(word);
    List<List<String>> rows =
        IntStream.range(0, 300).mapToObj(i -> List.of("Rad " + i, "x".repeat(i))).toList();
    PrintBlock[] table = PrintBlock.table(List.of("A", "B"), rows).toArray(PrintBlock[]::new);
    assertThat(text(content(table))).contains("Rad 0", "Rad 299");
  }

  @Test
  void pictureThatCanNotBeDecodedIsToldInWords() throws IOException {
    byte[] broken = jpeg();
    Arrays.fill(broken, 2, 40, (byte) 0);
    PrintBlock picture = PrintBlock.picture("Huset vårt", "/x", Buffer.buffer(broken));
    assertThat(text(content(picture))).contains("[Bildet kan ikke vises: Huset vårt]");
    PrintBlock nothing = PrintBlock.picture("", "/x", Buffer.buffer());
    assertThat(text(content(nothing))).contains("[Bildet kan ikke vises: Bilde]");
    byte[] pdf = PdfPrinter.pdf(content(picture, nothing), null).getBytes();
    assertThat(PdfUaCheck.faults(pdf)).isEmpty();
  }

  /** One document of several sections: tagged, with nothing lost or said twice. */
  @Test
  void largePrintIsOnePdfUa() throws IOException {
    PrintContent content = largePlan(3, 180);
    byte[] open = large(content, null);
    assertThat(PdfUaCheck.faults(open)).isEmpty();
    byte[] locked = large(content, PASSWORD);
    try (PDDocument document = Loader.loadPDF(locked, PASSWORD)) {
      assertThat(document.getEncryption().getLength()).isEqualTo(256);
      assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Plan for Nora");
      assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("nb");
      String text = new PDFTextStripper().getText(document);
      assertThat(text).containsOnlyOnce("Mål og aktiviteter").contains("Rad 1-0 ", "Rad 3-179 ");
      assertThat(text.lines().filter(line -> line.startsWith("Rad "))).hasSize(3 * 180);
      for (int page = 1; page <= document.getNumberOfPages(); page++) {
        PDFTextStripper one = new PDFTextStripper();
        one.setStartPage(page);
        one.setEndPage(page);
        assertThat(one.getText(document))
            .contains("Side " + page + " (" + document.getNumberOfPages() + ")")
            .contains("Skrevet ut av Kari Testnes");
      }
      picture(document, "print-large", document.getNumberOfPages() - 2);
    }
  }

  /** So is the plan of an archive, however large (PLAN-3). */
  @Test
  void largeArchiveIsOnePdfA() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PdfPrinter.writeArchive(largePlan(2, 180), out);
    byte[] pdf = out.toByteArray();
    assertThat(PdfUaCheck.faults(pdf, PDFAFlavour.PDFA_2_A)).isEmpty();
    assertThat(PdfUaCheck.faults(pdf)).isEmpty();
    assertThat(new String(pdf, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("%PDF-1.7");
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isGreaterThan(10);
      assertThat(new PDFTextStripper().getText(document)).contains("Rad 1-0 ", "Rad 2-179 ");
    }
  }

  private static byte[] large(PrintContent content, String password) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PdfPrinter.writeLarge(content, password, out);
    return out.toByteArray();
  }

  private static PrintContent largePlan(int goals, int comments) {
    List<PrintBlock> blocks = new ArrayList<>();
    for (int goal = 1; goal <= goals; goal++) {
      int number = goal;
      blocks.add(PrintBlock.heading(0, "Mål: Komme meg til skolen alene " + goal));
      PrintBlock.facts("Registrert", "01.10.2026", "Framdift", "40 %").forEach(blocks::add);
      List<List<String>> rows =
          IntStream.range(0, comments)
              .mapToObj(i -> List.of("Rad " + number + "-" + i + " ", "Kari", "Gikk fint i dag."))
              .toList();
      PrintBlock.table(List.of("Når", "Hvem", "Kommentar"), rows).forEach(blocks::add);
    }
    return new PrintContent(
        "Plan for Nora",
        NOTE,
        List.of(new PrintSection(PrintPart.GOALS, "Mål og aktiviteter", blocks)));
  }

  private static PrintContent wholePlan() throws IOException {
    List<PrintBlock> goals = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      goals.add(PrintBlock.heading(0, "Mål: Komme meg til skolen alene " + i));
      PrintBlock.facts("Registrert", "01.10.2026", "Framdift", "40 %", "Enighet", "Avtalt")
          .forEach(goals::add);
      goals.add(
          PrintBlock.text(
              "Jeg vil ta bussen selv.\nFørst med en voksen, så alene.\n\nØvelse gjør mester."));
      goals.add(PrintBlock.picture("En buss", "/x", Buffer.buffer(jpeg())));
      goals.add(PrintBlock.heading(1, "Aktivitet: Øve på bussruta"));
      PrintBlock.facts(
              "Status", "I gang", "Når", "01.10.2026–20.12.2026", "Ansvarlig", "Kari Testnes")
          .forEach(goals::add);
      PrintBlock.table(
              List.of("Når", "Hvem", "Kommentar"),
              List.of(
                  List.of("02.10.2026 kl. 12.00", "Kari Testnes", "Gikk fint i dag 😀"),
                  List.of("03.10.2026 kl. 12.00", "Máret Sámi", "Buorre! Čáppa beaivi, ŋ ŧ đ")))
          .forEach(goals::add);
    }
    return new PrintContent(
        "Individuell plan for Nora Eksempel",
        NOTE,
        List.of(
            new PrintSection(PrintPart.ABOUT, "Om meg selv", List.of(PrintBlock.text("Hei!"))),
            new PrintSection(PrintPart.GOALS, "Mål og aktiviteter", goals),
            new PrintSection(PrintPart.DOCUMENTS, "Dokumenter", List.of())));
  }

  private static PrintContent content(PrintBlock... blocks) {
    return new PrintContent(
        "Individuell plan for Nora Eksempel",
        NOTE,
        List.of(new PrintSection(PrintPart.GOALS, "Mål", List.of(blocks))));
  }

  private static String text(PrintContent content) throws IOException {
    try (PDDocument document = Loader.loadPDF(PdfPrinter.pdf(content, null).getBytes())) {
      return new PDFTextStripper().getText(document);
    }
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }

  private static byte[] jpeg() throws IOException {
    BufferedImage image = new BufferedImage(200, 120, BufferedImage.TYPE_INT_RGB);
    image.createGraphics().fillRect(20, 20, 80, 60);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "jpeg", out)).isTrue();
    return out.toByteArray();
  }

  /** Pictures of two pages, to look at. */
  private static void picture(PDDocument document, String name, int first) throws IOException {
    File folder = new File("target/pictures");
    assertThat(folder.isDirectory() || folder.mkdirs()).isTrue();
    PDFRenderer renderer = new PDFRenderer(document);
    for (int page = first; page < first + 2; page++) {
      File file = new File(folder, name + "-" + (page - first + 1) + ".png");
      assertThat(ImageIO.write(renderer.renderImageWithDPI(page, 80), "png", file)).isTrue();
    }
  }
}
