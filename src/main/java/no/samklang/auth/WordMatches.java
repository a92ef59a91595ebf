package no.samklang.auth;

import com.nulabinc.zxcvbn.Context;
import com.nulabinc.zxcvbn.matchers.DictionaryMatcher;
import com.nulabinc.zxcvbn.matchers.L33tMatcher;
import com.nulabinc.zxcvbn.matchers.Match;
import com.nulabinc.zxcvbn.matchers.Matcher;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The words of dictionaries that zxcvbn finds in a normalized password, l33t included.
 *
 * <p>zxcvbn looks up every part of a text, in time that grows with the cube of its length: it gets
 * windows of the text, in one of which each word is whole.
 */
final class WordMatches {
  static final String PERSONAL = "personal";
  static final String COMMON = "common";

  /** Longer words aren't found: of those, all parts of this length must be in the dictionary. */
  static final int MAX_WORD = 20;

  /** With fewer letters in a password, a common word in it alone is no reason to refuse it. */
  static final int MIN_LETTERS = 4;

  /** That many letters beside names make a password that is more than them. */
  private static final int ENOUGH_LETTERS = 3;

  static final Context NO_CONTEXT = new Context(Map.of(), Map.of());

  private final String text;
  // where each word stands, by dictionary
  private final Map<String, Map<String, BitSet>> found =
      Map.of(PERSONAL, new HashMap<>(), COMMON, new HashMap<>());

  WordMatches(String text, Map<String, Integer> personal) {
    this.text = text;
    var dictionaries = Map.of(PERSONAL, personal, COMMON, CommonPasswords.ranked());
    Matcher plain = new DictionaryMatcher(NO_CONTEXT, dictionaries);
    Matcher l33t = new L33tMatcher(NO_CONTEXT, dictionaries);
    for (int start = 0; start < text.length(); start += MAX_WORD + 1) {
      String window = text.substring(start, Math.min(text.length(), start + 2 * MAX_WORD));
      add(plain.execute(window), start);
      add(l33t.execute(window), start);
    }
  }

  private void add(List<Match> matches, int start) {
    for (Match match : matches) {
      found
          .get(match.dictionaryName)
          .computeIfAbsent(match.matchedWord.toString(), word -> new BitSet())
          .set(start + match.i, start + match.j + 1);
    }
  }

  /**
   * Nothing but personal words in any order, with digits, signs and at most two letters beside
   * them. Beside a name of two letters ("Bo") that is one letter: else nobody called so could use
   * "Bord".
   */
  boolean isPersonal() {
    BitSet inWords = new BitSet();
    found.get(PERSONAL).values().forEach(inWords::or);
    int longest = found.get(PERSONAL).keySet().stream().mapToInt(String::length).max().orElse(0);
    return lettersOutside(inWords) < Math.min(ENOUGH_LETTERS, longest);
  }

  /** Nothing but one common word or repeats of it, with digits and signs beside it. */
  boolean isCommon() {
    // "Jon4711" is not "jona": digits are read onto few letters for longer words only
    int shortest = coreLength() < MIN_LETTERS ? MIN_LETTERS + 1 : 1;
    return found.get(COMMON).entrySet().stream()
        .anyMatch(
            word -> word.getKey().length() >= shortest && lettersOutside(word.getValue()) == 0);
  }

  /** From the first letter to the last. */
  private int coreLength() {
    var letters =
        IntStream.range(0, text.length())
            .filter(at -> Character.isLetter(text.charAt(at)))
            .summaryStatistics();
    return letters.getCount() == 0 ? 0 : letters.getMax() - letters.getMin() + 1;
  }

  private int lettersOutside(BitSet inWords) {
    int letters = 0;
    for (int at = inWords.nextClearBit(0); at < text.length(); at = inWords.nextClearBit(at + 1)) {
      letters += Character.isLetter(text.charAt(at)) ? 1 : 0;
    }
    return letters;
  }
}
