package no.samklang.print;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** Text with the letters that the fonts of a PDF have: others are replaced. */
final class PrintableText {
  static final String REGULAR = "/fonts/NotoSans-Regular.ttf";
  static final String BOLD = "/fonts/NotoSans-Bold.ttf";

  private static final String REPLACEMENT = "\uFFFD";
  private static final CmapLookup LETTERS = letters(REGULAR);
  private static final CmapLookup BOLD_LETTERS = letters(BOLD);

  private PrintableText() {}

  /** The text without what can't be shown; an emoji of several characters is replaced once. */
  static String of(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    StringBuilder shown = new StringBuilder(composed.length());
    composed
        .codePoints()
        .filter(one -> !isInvisible(one))
        .forEach(
            one -> {
              if (one == '\n' || one == '\t' || hasGlyph(one)) {
                shown.appendCodePoint(one == '\t' ? ' ' : one);
              } else if (!shown.toString().endsWith(REPLACEMENT)) {
                shown.append(REPLACEMENT);
              }
            });
    return shown.toString();
  }

  // joiners, variation selectors and skin tones belong to the letter before; controls show nothing
  private static boolean isInvisible(int one) {
    return one == 0xFE0E
        || one == 0xFE0F
        || (one >= 0x1F3FB && one <= 0x1F3FF)
        || (one != '\n' && one != '\t' && Character.getType(one) == Character.CONTROL)
        || Character.getType(one) == Character.FORMAT;
  }

  private static boolean hasGlyph(int one) {
    return LETTERS.getGlyphId(one) != 0 && BOLD_LETTERS.getGlyphId(one) != 0;
  }

  /** The stream of a font. */
  static InputStream font(String path) {
    return PrintableText.class.getResourceAsStream(path);
  }

  private static CmapLookup letters(String path) {
    try (InputStream in = font(path);
        TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in))) {
      return font.getUnicodeCmapLookup();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
