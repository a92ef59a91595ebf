package no.samklang.print;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import no.samklang.print.Prints.PrintContent;
import no.samklang.print.Prints.PrintSection;
import no.samklang.text.Language;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The page that becomes a PDF, as a tree of elements: what somebody wrote is only ever a text in
 * it, never markup.
 */
final class PdfLayout {
  private static final String STYLE =
      """
      @page { size: A4; margin: 18mm 18mm 26mm;
        @bottom-center { content: element(footer); vertical-align: top; } }
      body { font-family: 'Noto Sans'; font-size: 10.5pt; line-height: 1.45; color: #1b1b1b; }
      h1 { font-size: 20pt; margin: 0 0 2mm; }
      h2 { font-size: 15pt; margin: 8mm 0 2mm; padding-bottom: 1mm; border-bottom: 0.5pt solid #0f5257;
        page-break-after: avoid; }
      h3 { font-size: 12.5pt; margin: 5mm 0 1mm; page-break-after: avoid; }
      h4, h5, h6 { font-size: 11pt; margin: 4mm 0 1mm; page-break-after: avoid; }
      p { margin: 0 0 2mm; white-space: pre-wrap; word-wrap: break-word; }
      .note { color: #4a4a4a; margin-bottom: 4mm; }
      .footer { position: running(footer); font-size: 8pt; color: #4a4a4a; margin-top: 4mm;
        border-top: 0.5pt solid #8a8a8a; padding-top: 2mm; }
      .footer p { margin: 0; }
      .page:before { content: counter(page) " (" counter(pages) ")"; }
      table { table-layout: fixed; border-collapse: collapse; width: 100%; margin: 1mm 0 3mm; -fs-table-paginate: paginate; }
      th, td { border: 0.5pt solid #8a8a8a; padding: 1.2mm 2mm; text-align: left; vertical-align: top;
        white-space: pre-wrap; word-wrap: break-word; }
      thead th { background-color: #eef3f3; }
      tr { page-break-inside: avoid; }
      .facts th { width: 32%; font-weight: bold; background-color: #f7f7f5; }
      img { max-width: 80mm; max-height: 60mm; margin: 1mm 0 3mm; }
      """;

  private static final int MIN_COLUMN = 12;
  private static final int MAX_COLUMN = 45;
  private static final int PERCENT = 100;

  private static final String NO_BREAK_SPACE = "\u00A0";

  private final Document document;
  private final Language language;

  /** What of a document a page becomes. */
  enum Extent {
    /** All of it. */
    WHOLE,
    /** The beginning of one whose pages are numbered later. */
    BEGINNING,
    /** What goes on after the beginning. */
    CONTINUATION
  }

  private PdfLayout(Language language) throws ParserConfigurationException {
    this.language = language;
    this.document = DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
  }

  static Document of(PrintContent content, String about, Extent extent) {
    try {
      return new PdfLayout(content.language()).page(content, about, extent);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e); // every Java has one
    }
  }

  private Document page(PrintContent content, String about, Extent extent) {
    Element html = document.createElement("html");
    html.setAttribute("lang", language.tag());
    document.appendChild(html);
    Element head = add(html, "head");
    addText(head, "title", content.title());
    Element subject = add(head, "meta");
    subject.setAttribute("name", "subject");
    subject.setAttribute("content", about);
    add(head, "style").appendChild(document.createTextNode(STYLE));
    Element body = add(html, "body");
    footer(body, content.note(), extent);
    if (extent != Extent.CONTINUATION) {
      addText(body, "h1", content.title());
      addText(body, "p", content.note()).setAttribute("class", "note");
    }
    content.sections().forEach(section -> section(body, section));
    return document;
  }

  /** The pages' numbers are its first line: {@link PageNumbers} writes them there too. */
  private void footer(Element body, String note, Extent extent) {
    Element footer = add(body, "div");
    footer.setAttribute("class", "footer");
    if (extent == Extent.WHOLE) {
      Element pages = addText(footer, "p", PrintTexts.text(language, "print.page") + " ");
      add(pages, "span").setAttribute("class", "page");
    } else {
      addText(footer, "p", NO_BREAK_SPACE);
    }
    addText(footer, "p", note);
  }

  private void section(Element body, PrintSection section) {
    if (section.heading() != null) {
      addText(body, "h2", section.heading());
    }
    if (section.blocks().isEmpty()) {
      addText(body, "p", PrintTexts.text(language, "print.nothing"));
    }
    section.blocks().forEach(block -> block(body, block));
  }

  private void block(Element body, PrintBlock block) {
    switch (block.kind()) {
      case HEADING -> addText(body, "h" + block.level(), block.text());
      case TEXT -> addText(body, "p", block.text());
      case FACTS -> facts(body, block.rows());
      case TABLE -> table(body, block);
      case PICTURE -> picture(body, block);
    }
  }

  private void facts(Element body, List<List<String>> rows) {
    Element table = add(body, "table");
    table.setAttribute("class", "facts");
    Element content = add(table, "tbody");
    for (List<String> fact : rows) {
      Element row = add(content, "tr");
      addText(row, "th", fact.get(0)).setAttribute("scope", "row");
      addText(row, "td", fact.get(1));
    }
  }

  private void table(Element body, PrintBlock block) {
    Element table = add(body, "table");
    columns(table, block);
    Element head = add(add(table, "thead"), "tr");
    block.head().forEach(name -> addText(head, "th", name).setAttribute("scope", "col"));
    Element content = add(table, "tbody");
    for (List<String> cells : block.rows()) {
      Element row = add(content, "tr");
      cells.forEach(cell -> addText(row, "td", cell));
    }
  }

  /** As wide as their longest texts ask for, within bounds: long words are broken. */
  private void columns(Element table, PrintBlock block) {
    int[] widths = new int[block.head().size()];
    Arrays.fill(widths, MIN_COLUMN);
    Stream.concat(Stream.of(block.head()), block.rows().stream())
        .forEach(
            row -> {
              for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Math.min(row.get(i).length(), MAX_COLUMN));
              }
            });
    int total = Arrays.stream(widths).sum();
    Element group = add(table, "colgroup");
    for (int width : widths) {
      add(group, "col").setAttribute("style", "width: " + width * PERCENT / total + "%");
    }
  }

  /** One that can't be decoded any more is left out with words. */
  private void picture(Element body, PrintBlock block) {
    byte[] content = block.content().getBytes();
    String shows =
        block.text().isBlank() ? PrintTexts.text(language, "print.picture") : block.text();
    if (!isDecodable(content)) {
      addText(body, "p", PrintTexts.text(language, "print.pictureBroken", shows));
      return;
    }
    Element picture = add(body, "img");
    picture.setAttribute("alt", PrintableText.of(shows));
    picture.setAttribute(
        "src", "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(content));
  }

  private static boolean isDecodable(byte[] content) {
    try {
      return ImageIO.read(new ByteArrayInputStream(content)) != null;
    } catch (IOException | RuntimeException e) {
      return false; // of a broken file ImageIO throws anything
    }
  }

  @CanIgnoreReturnValue
  private Element addText(Element parent, String name, String text) {
    Element element = add(parent, name);
    element.appendChild(document.createTextNode(PrintableText.of(text)));
    return element;
  }

  private Element add(Element parent, String name) {
    Element element = document.createElement(name);
    parent.appendChild(element);
    return element;
  }
}
