package no.samklang.print;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import no.samklang.text.Language;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.font.PDFont;

/**
 * What writes "Side 5 (310)" on each page of a joined document, where {@link PdfLayout} leaves room
 * for it.
 */
final class PageNumbers {
  /** Name of the font among the resources of a page. */
  static final COSName FONT = COSName.getPDFName("PageNumber");

  private static final float POINTS_OF_MM = 72 / 25.4f;
  private static final float LEFT = 18 * POINTS_OF_MM;
  private static final float BASELINE = 16.5f * POINTS_OF_MM;
  private static final float SIZE = 8;
  private static final float GREY = 0x4a / 255f;

  private PageNumbers() {}

  static List<String> texts(Language language, int pages) {
    String before = PrintTexts.text(language, "print.page") + " ";
    return IntStream.rangeClosed(1, pages)
        .mapToObj(page -> before + page + " (" + pages + ")")
        .toList();
  }

  /** What is drawn before the content of a page. */
  static COSStream before() throws IOException {
    return content("q");
  }

  /** What is drawn after it. */
  static COSStream after(PDFont font, String text) throws IOException {
    return content(
        // an artifact: a screen reader says which page it is without it
        String.format(
            Locale.ROOT,
            "Q /Artifact BMC BT /%1$s %2$.1f Tf %3$.3f %3$.3f %3$.3f rg %4$.3f %5$.3f Td <%6$s> Tj"
                + " ET EMC",
            FONT.getName(),
            SIZE,
            GREY,
            LEFT,
            BASELINE,
            HexFormat.of().formatHex(font.encode(text))));
  }

  private static COSStream content(String operators) throws IOException {
    COSStream stream = new COSStream();
    try (OutputStream out = stream.createOutputStream()) {
      out.write(operators.getBytes(StandardCharsets.US_ASCII));
    }
    return stream;
  }
}
