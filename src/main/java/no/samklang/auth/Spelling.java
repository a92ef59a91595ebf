package no.samklang.auth;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Brings the ways a word can be written to one: lower case, no marks, l33t undone. What can be read
 * in two ways is one letter here (1, l and i), or decided for a whole text at a time, never for
 * each sign: the number of readings doesn't grow with the text.
 */
final class Spelling {
  /** How l33t is read: the rare way differs in 6 and 7; what isn't read is a separator. */
  enum Reading {
    USUAL("oizeasgtbg", "asiitccex"),
    RARE("oizeasbibg", "asiitccex"),
    DIGITS("oizeasgtbg", ""),
    NOTHING("", "");

    private static final String SIGNS = "0123456789" + "@$!|+(<€%";

    private final String letters;

    Reading(String digits, String signs) {
      this.letters = digits + signs;
    }

    /** The letter (a to z, but never l) that a folded character stands for, 0 when for none. */
    char letter(char folded) {
      if (folded >= 'a' && folded <= 'z') {
        return folded == 'l' ? 'i' : folded;
      }
      int at = SIGNS.indexOf(folded);
      return at >= 0 && at < letters.length()
          ? letters.charAt(at)
          : Character.isLetter(folded) ? folded : 0;
    }
  }

  // each row writes all of NORDIC: whole rows are tried, not every mixture of them
  private static final String NORDIC = "æøåäöđŧŋłðþß";
  private static final List<List<String>> LATIN =
      Stream.of(
              "ae o a a o d t n l d th ss",
              "ae oe aa a o d t n l d th ss",
              "a o aa a o d t n l d th ss",
              "a o a a o d t n l d th ss",
              "ae o aa a o d t n l d th ss",
              "ae oe a a o d t n l d th ss")
          .map(row -> List.of(row.split(" ")))
          .toList();

  private Spelling() {}

  /** A text in lower case without marks, in each way its æ, ø and å can be written: at most six. */
  static List<String> folded(String text) {
    if (text.chars().allMatch(c -> c < 128)) {
      return List.of(text.toLowerCase(Locale.ROOT));
    }
    String lower = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return LATIN.stream().map(row -> unmarked(latin(lower, row))).distinct().toList();
  }

  /** The parts of a name or user name that stand for themselves: those of more than one letter. */
  static Stream<String> words(String name) {
    return Arrays.stream(name.split("[^\\p{L}\\p{M}\\p{N}]+")).filter(word -> word.length() > 1);
  }

  private static String latin(String lower, List<String> row) {
    StringBuilder text = new StringBuilder(lower.length());
    for (int i = 0; i < lower.length(); i++) {
      int at = NORDIC.indexOf(lower.charAt(i));
      text.append(at < 0 ? lower.substring(i, i + 1) : row.get(at));
    }
    return text.toString();
  }

  private static String unmarked(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}+", "")
        .toLowerCase(Locale.ROOT);
  }
}
