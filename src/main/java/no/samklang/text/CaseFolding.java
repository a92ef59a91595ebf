package no.samklang.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The one form in which names are compared, whatever their letter case and spelling: the database
 * stores it and compares its bytes, since its own functions fold otherwise than Java's.
 */
public final class CaseFolding {
  private CaseFolding() {}

  /**
   * Folds a text: compatibility forms (NFKC) as the letters that they stand for, and case as
   * Unicode's full case folding does, independent of the language. Idempotent.
   */
  public static String fold(String text) {
    String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
    String folded = compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ');
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }
}
