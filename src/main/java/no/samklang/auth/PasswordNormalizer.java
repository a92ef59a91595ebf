package no.samklang.auth;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Prepares texts for zxcvbn's matchers, which know l33t but neither marks, Nordic letters nor
 * separators. They read a sign in one way for a whole text, and try every mixture of the signs that
 * stand for one letter, more than 1,000 in a hostile password: with those signs made one, there are
 * at most four, and "l1tt1e" is found.
 */
final class PasswordNormalizer {
  // letters that Unicode doesn't decompose
  private static final String LETTERS = "æøđŧŋłðþ";
  private static final String PLAIN_LETTERS = "aodtnldt";
  // signs that stand for the same letter
  private static final String SIGNS = "@{[<€9$+|!";
  private static final String SAME_SIGNS = "4(((365711";
  private static final String DIGITS = "012345678";
  private static final String DIGITS_READ = "oizeasgtb";

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  // "aa" is another spelling of "å", "ae" of "æ", "oe" of "ø", "th" of "þ"
  private static final Pattern DIGRAPHS = Pattern.compile("(a)[ae]|(o)e|(t)h");
  private static final Pattern NO_L33T = Pattern.compile("[^\\p{L}\\p{N}@{\\[(<€$+|!%]+");
  private static final Pattern ALL_SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern NO_LETTERS = Pattern.compile("\\P{L}+");

  private PasswordNormalizer() {}

  /**
   * The texts to look for words in, forwards and backwards: with l33t, without signs, and letters
   * only. At most twelve.
   */
  static Set<String> forms(String password) {
    Set<String> forms = new LinkedHashSet<>();
    for (String spelling : spellings(password)) {
      for (Pattern separators : List.of(NO_L33T, ALL_SIGNS, NO_LETTERS)) {
        String form = withoutL(read(spelling, separators));
        forms.add(form);
        forms.add(new StringBuilder(form).reverse().toString());
      }
    }
    return forms;
  }

  /** A word in every way that it is looked for in {@link #forms}: at most six; some are empty. */
  static Set<String> words(String word) {
    Set<String> words = new LinkedHashSet<>();
    for (String spelling : spellings(word)) {
      String plain = read(spelling, NO_L33T);
      words.add(plain); // zxcvbn reads "7" as "l"
      words.add(withoutL(plain));
      words.add(withoutL(translate(plain, DIGITS, DIGITS_READ)));
    }
    return words;
  }

  private static Set<String> spellings(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace("ß", "ss");
    String plain = translate(withoutMarks(lower), LETTERS, PLAIN_LETTERS);
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
    return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
  }

  private static String read(String spelling, Pattern separators) {
    return translate(separators.matcher(spelling).replaceAll(""), SIGNS, SAME_SIGNS);
  }

  /** With "l" as "i", since "1" stands for both. */
  private static String withoutL(String text) {
    return text.replace('l', 'i');
  }

  /** Replaces each character of {@code from} by the one at its place in {@code to}. */
  private static String translate(String text, String from, String to) {
    StringBuilder translated = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int at = from.indexOf(text.charAt(i));
      translated.append(at < 0 ? text.charAt(i) : to.charAt(at));
    }
    return translated.toString();
  }
}
