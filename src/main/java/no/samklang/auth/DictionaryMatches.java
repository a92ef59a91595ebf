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
 * Dictionary words that zxcvbn finds in a normalized password, l33t included.
 *
 * <p>zxcvbn's time grows with the cube of the text's length, so it is given overlapping windows,
 * each word being whole in one of them.
 */
final class DictionaryMatches {
  static final String PERSONAL = "personal";
  static final String COMMON = "common";

  /** Longer words aren't found: the dictionary must have all their parts of this length. */
  static final int MAX_WORD_LENGTH = 20;

  /** A password with fewer letters isn't rejected for a common word alone. */
  static final int MIN_LETTERS = 4;

  /** A password with this many letters outside personal words isn't considered personal. */
  private static final int MIN_OTHER_LETTERS = 3;

  static final Context EMPTY_CONTEXT = new Context(Map.of(), Map.of());

  private final String text;
  // character positions of each word, by dictionary
  private final Map<String, Map<String, BitSet>> positions =
      Map.of(PERSONAL, new HashMap<>(), COMMON, new HashMap<>());

  DictionaryMatches(String text, Map<String, Integer> personal) {
    this.text = text;
    var dictionaries = Map.of(PERSONAL, personal, COMMON, CommonPasswords.ranked());
    Matcher plain = new DictionaryMatcher(EMPTY_CONTEXT, dictionaries);
    Matcher l33t = new L33tMatcher(EMPTY_CONTEXT, dictionaries);
    for (int start = 0; start < text.length(); start += MAX_WORD_LENGTH + 1) {
      String window = text.substring(start, Math.min(text.length(), start + 2 * MAX_WORD_LENGTH));
      add(plain.execute(window), start);
      add(l33t.execute(window), start);
    }
  }

  private void add(List<Match> matches, int start) {
    for (Match match : matches) {
      positions
          .get(match.dictionaryName)
          .computeIfAbsent(match.matchedWord.toString(), word -> new BitSet())
          .set(start + match.i, start + match.j + 1);
    }
  }

  /**
   * Whether it consists of personal words in any order, with digits, signs and at most two other
   * letters; at most one beside a name of two letters ("Bo"), which could otherwise not use "Bord".
   */
  boolean isPersonal() {
    BitSet inWords = new BitSet();
    positions.get(PERSONAL).values().forEach(inWords::or);
    int longest =
        positions.get(PERSONAL).keySet().stream().mapToInt(String::length).max().orElse(0);
    return lettersOutside(inWords) < Math.min(MIN_OTHER_LETTERS, longest);
  }

  /** Whether it consists of one common word, possibly repeated, with digits and signs. */
  boolean isCommon() {
    // "Jon4711" is not "jona": with few letters, digits count as letters in longer words only
    int shortest = coreLength() < MIN_LETTERS ? MIN_LETTERS + 1 : 1;
    return positions.get(COMMON).entrySet().stream()
        .anyMatch(
            word -> word.getKey().length() >= shortest && lettersOutside(word.getValue()) == 0);
  }

  /** Length from the first letter to the last. */
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
