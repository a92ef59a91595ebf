package no.samklang.print;

import java.io.IOException;
import java.io.InputStream;
import no.samklang.text.Language;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Writes "Side 5 (310)" on each page of a joined document, where {@link PdfLayout} leaves room. */
final class PageNumbers {
  private static final float POINTS_OF_MM = 72 / 25.4f;
  private static final float LEFT = 18 * POINTS_OF_MM;
  private static final float BASELINE = 16.5f * POINTS_OF_MM;
  private static final float SIZE = 8;
  private static final float GREY = 0x4a / 255f;

  private PageNumbers() {}

  static void add(PDDocument document, Language language) throws IOException {
    try (InputStream letters = PrintableText.font(PrintableText.REGULAR)) {
      PDFont font = PDType0Font.load(document, letters, true);
      String before = PrintTexts.text(language, "print.page") + " ";
      String after = " (" + document.getNumberOfPages() + ")";
      int number = 0;
      for (PDPage page : document.getPages()) {
        number++;
        add(document, page, font, before + number + after);
      }
    }
  }

  /** An artifact: a screen reader says which page it is without it. */
  private static void add(PDDocument document, PDPage page, PDFont font, String text)
      throws IOException {
    try (PDPageContentStream content =
        new PDPageContentStream(document, page, AppendMode.APPEND, true, true)) {
      content.beginMarkedContent(COSName.ARTIFACT);
      content.beginText();
      content.setFont(font, SIZE);
      content.setNonStrokingColor(GREY, GREY, GREY);
      content.newLineAtOffset(LEFT, BASELINE);
      content.showText(text);
      content.endText();
      content.endMarkedContent();
    }
  }
}
