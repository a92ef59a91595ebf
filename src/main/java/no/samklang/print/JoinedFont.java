package no.samklang.print;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import no.samklang.pdf.PdfObjectWriter;
import org.apache.fontbox.cmap.CMap;
import org.apache.fontbox.cmap.CMapParser;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * A font that the sections of a document share: each comes with the letters that it needs, and the
 * document gets one with those of all. PDFBox keeps the numbers of the glyphs in a part of a font.
 */
final class JoinedFont {
  private static final int CODE_BYTES = 2;

  private final String path;
  private final int number;
  private final Set<Integer> glyphs = new HashSet<>();
  private final Set<Integer> letters = new HashSet<>();

  /**
   * @param path of the whole font
   * @param number of the object that it becomes
   */
  JoinedFont(String path, int number) {
    this.path = path;
    this.number = number;
  }

  int number() {
    return number;
  }

  boolean isUsed() {
    return !glyphs.isEmpty() || !letters.isEmpty();
  }

  /** Takes what a section's part of the font has. */
  void add(COSDictionary font) throws IOException {
    CMap unicode;
    try (InputStream in =
        ((COSStream) font.getDictionaryObject(COSName.TO_UNICODE)).createInputStream()) {
      unicode = new CMapParser().parse(new RandomAccessReadBuffer(in));
    }
    COSArray descendants = font.getCOSArray(COSName.DESCENDANT_FONTS);
    COSStream map =
        (COSStream)
            ((COSDictionary) descendants.getObject(0)).getDictionaryObject(COSName.CID_TO_GID_MAP);
    byte[] used;
    try (InputStream in = map.createInputStream()) {
      used = in.readAllBytes();
    }
    for (int glyph = 0; glyph < used.length / CODE_BYTES; glyph++) {
      if (used[CODE_BYTES * glyph] != 0 || used[CODE_BYTES * glyph + 1] != 0) {
        add(glyph, unicode.toUnicode(glyph, CODE_BYTES));
      }
    }
  }

  private void add(int glyph, String text) {
    glyphs.add(glyph);
    if (text != null && text.codePointCount(0, text.length()) == 1) {
      letters.add(text.codePointAt(0));
    }
  }

  /** Loads the whole font, and takes what the texts need. */
  PDType0Font load(PDDocument document, Iterable<String> texts) throws IOException {
    texts.forEach(text -> text.codePoints().forEach(letters::add));
    try (InputStream in = PrintableText.font(path)) {
      return PDType0Font.load(document, in, true);
    }
  }

  /** Writes the part of it that is used. */
  void write(PDType0Font font, PdfObjectWriter writer) throws IOException {
    letters.forEach(font::addToSubset);
    font.addGlyphsToSubset(glyphs);
    font.subset();
    writer.write(number, font.getCOSObject());
  }
}
