package no.samklang.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;

/**
 * Makes small PDF files with a few lines of text. The font is only named: loading fonts takes
 * seconds.
 */
final class DemoPdf {
  private static final String FONT = "F1";
  private static final String LINE = "(%s) '\n";

  private DemoPdf() {}

  static byte[] of(List<String> lines) {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      PDPage page = new PDPage(PDRectangle.A4);
      page.getCOSObject().setItem(COSName.RESOURCES, resources());
      PDStream text = new PDStream(document);
      try (OutputStream content = text.createOutputStream(COSName.FLATE_DECODE)) {
        content.write(content(lines).getBytes(StandardCharsets.ISO_8859_1));
      }
      page.setContents(text);
      document.addPage(page);
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static COSDictionary resources() {
    COSDictionary font = new COSDictionary();
    font.setItem(COSName.TYPE, COSName.FONT);
    font.setItem(COSName.SUBTYPE, COSName.TYPE1);
    font.setName(COSName.BASE_FONT, "Helvetica");
    font.setItem(COSName.ENCODING, COSName.WIN_ANSI_ENCODING);
    COSDictionary fonts = new COSDictionary();
    fonts.setItem(COSName.getPDFName(FONT), font);
    COSDictionary resources = new COSDictionary();
    resources.setItem(COSName.FONT, fonts);
    return resources;
  }

  private static String content(List<String> lines) {
    StringBuilder content = new StringBuilder("BT /" + FONT + " 12 Tf 18 TL 56 780 Td\n");
    lines.forEach(line -> content.append(LINE.formatted(line.replaceAll("([()\\\\])", "\\\\$1"))));
    return content.append("ET").toString();
  }
}
