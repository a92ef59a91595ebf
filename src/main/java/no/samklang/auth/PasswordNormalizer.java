package no.samklang.auth;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Prepares texts for zxcvbn's matchers, which handle l33t but not diacritics, Nordic letters or
 * separators. They map a sign to one letter per text, and try all combinations of the signs for a
 * letter, over 1,000 for a hostile password: with equivalent signs unified, there are at most four,
 * and "l1tt1e" is found.
 */
final class PasswordNormalizer {
  // letters that Unicode doesn't decompose
  private static final String LETTERS = "æøđŧŋłðþ";
  private static final String BASE_LETTERS = "aodtnldt";
  // signs that represent the same letter
  private static final String SIGNS = "@{[<€9$+|!";
  private static final String CANONICAL_SIGNS = "4(((365711";
  private static final String DIGITS = "012345678";
  private static final String DIGIT_LETTERS = "oizeasgtb";

  private static final Pattern COMBINING_MARKS = Pattern.compile("\\p{M}+");
  // "aa" is another spelling of "å", "ae" of "æ", "oe" of "ø", "th" of "þ"
  private static final Pattern DIGRAPHS = Pattern.compile("(a)[ae]|(o)e|(t)h");
  private static final Pattern NON_L33T = Pattern.compile("[^\\p{L}\\p{N}@{\\[(<€$+|!%]+");
  private static final Pattern NON_ALPHANUMERIC = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern NON_LETTERS = Pattern.compile("\\P{L}+");

  private PasswordNormalizer() {}

  /**
   * The normalised forms to search for words, forwards and backwards: with l33t, without signs, and
   * letters only. At most twelve.
   */
  static Set<String> forms(String password) {
    Set<String> forms = new LinkedHashSet<>();
    for (String spelling : spellings(password)) {
      for (Pattern separators : List.of(NON_L33T, NON_ALPHANUMERIC, NON_LETTERS)) {
        String form = unifyL(substitute(spelling, separators));
        forms.add(form);
        forms.add(new StringBuilder(form).reverse().toString());
      }
    }
    return forms;
  }

  /** The forms of a dictionary word that match {@link #forms}: at most six; some are empty. */
  static Set<String> words(String word) {
    Set<String> words = new LinkedHashSet<>();
    for (String spelling : spellings(word)) {
      String plain = substitute(spelling, NON_L33T);
      words.add(plain); // zxcvbn maps "7" to "l"
      words.add(unifyL(plain));
      words.add(unifyL(translate(plain, DIGITS, DIGIT_LETTERS)));
    }
    return words;
  }

  private static Set<String> spellings(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace("ß", "ss");
    String plain = translate(withoutMarks(lower), LETTERS, BASE_LETTERS);
    Set<String> spellings = new LinkedHashSet<>();
    spellings.add(plain);
    spellings.add(DIGRAPHS.matcher(plain).replaceAll("$1$2$3"));
    return spellings;
  }

  private static String withoutMarks(String text) {
    if (text.chars().allMatch(c -> c < 128)) {
      return text;
    }
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
    return COMBINING_MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
  }

  private static String substitute(String spelling, Pattern separators) {
    return translate(separators.matcher(spelling).replaceAll(""), SIGNS, CANONICAL_SIGNS);
  }

  /** Replaces "l" by "i", since "1" represents both. */
  private static String unifyL(String text) {
    return text.replace('l', 'i');
  }

  /** Replaces each character of {@code from} by the one at the same index in {@code to}. */
  private static String translate(String text, String from, String to) {
    StringBuilder translated = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int at = from.indexOf(text.charAt(i));
      translated.append(at < 0 ? text.charAt(i) : to.charAt(at));
    }
    return translated.toString();
  }
}
