package no.samklang.print;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import no.samklang.pdf.FilePassword;
import no.samklang.print.Prints.PrintContent;
import no.samklang.print.Prints.PrintSection;
import org.w3c.dom.Document;

/** A full print: 5 goals, 15 activities and 30 comments; and openhtmltopdf with the same HTML. */
public final class BenchPrint {
  private static final int GOALS = 5;
  private static final int ACTIVITIES = 3; // of each goal
  private static final int COMMENTS = 2; // of each activity
  private static final int NORMAL = 400;
  private static final int BOLD = 700;
  private static final String TEXT =
      "Dette er en oppdiktet tekst som bare er her for å fylle plass. ".repeat(3);

  private final PrintContent content = content();
  private final String password = FilePassword.create();
  private final String html = html();

  /** As the service prints it, with a password; returns the size in bytes. */
  public int print() throws IOException {
    return PdfPrinter.pdf(content, password).length();
  }

  /** The HTML of the same print by openhtmltopdf alone: tagged, without a password. */
  public void printHtml() throws IOException {
    new PdfRendererBuilder()
        .usePdfUaAccessibility(true)
        .usePdfVersion(1.7f)
        .useFont(() -> font(PrintableText.REGULAR), "Noto Sans", NORMAL, FontStyle.NORMAL, true)
        .useFont(() -> font(PrintableText.BOLD), "Noto Sans", BOLD, FontStyle.NORMAL, true)
        .withHtmlContent(html, null)
        .toStream(OutputStream.nullOutputStream())
        .run();
  }

  private static InputStream font(String path) {
    return PrintableText.font(path);
  }

  private String html() {
    Document page = PdfLayout.of(content, "Utskrift", PdfLayout.Extent.WHOLE);
    StringWriter written = new StringWriter();
    try {
      Transformer transformer = TransformerFactory.newInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.METHOD, "xml");
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      transformer.transform(new DOMSource(page), new StreamResult(written));
    } catch (TransformerException e) {
      throw new IllegalStateException(e);
    }
    return written.toString();
  }

  private static PrintContent content() {
    List<PrintBlock> blocks = new ArrayList<>();
    for (int goal = 1; goal <= GOALS; goal++) {
      blocks.add(PrintBlock.heading(0, "Mål: Komme meg til skolen alene " + goal));
      PrintBlock.facts("Registrert", "01.10.2026", "Framdrift", "40 %", "Enighet", "Avtalt")
          .forEach(blocks::add);
      blocks.add(PrintBlock.text(TEXT));
      IntStream.rangeClosed(1, ACTIVITIES).forEach(number -> addActivity(blocks, number));
    }
    return new PrintContent(
        "Individuell plan for Nora Eksempel",
        "Skrevet ut av Kari Testnes 29.11.2026 kl. 12.00. Det er planen i Samklang som gjelder.",
        List.of(new PrintSection(PrintPart.GOALS, "Mål og aktiviteter", blocks)));
  }

  private static void addActivity(List<PrintBlock> blocks, int number) {
    blocks.add(PrintBlock.heading(1, "Aktivitet: Øve på bussruta " + number));
    PrintBlock.facts("Status", "I gang", "Når", "01.10.2026–20.12.2026", "Ansvarlig", "Kari")
        .forEach(blocks::add);
    blocks.add(PrintBlock.text(TEXT));
    PrintBlock.table(
            List.of("Når", "Hvem", "Kommentar"),
            IntStream.range(0, COMMENTS)
                .mapToObj(i -> List.of("02.10.2026 kl. 12.00", "Kari Testnes", TEXT))
                .toList())
        .forEach(blocks::add);
  }
}
