package no.samklang.auth;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.matchers.DictionaryLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import no.samklang.auth.Spelling.Reading;

/**
 * The 10,000 most used passwords (LOGIN-5), as {@link WrittenForm} reads them.
 *
 * <p>zxcvbn keeps a word only in the list where it ranks highest: "jennifer" is no password there,
 * but a name. So the first 10,000 of each of its lists are needed to have all of the most used.
 */
final class MostUsed {
  static final int COUNT = 10_000;

  /** Shorter ones are words only when what stands around is trivial too. */
  static final int SHORTEST_WORD = 4;

  private static final MostUsed LOADED = new MostUsed();

  private final Set<String> words = new HashSet<>();
  private final int longest;

  private MostUsed() {
    for (DictionaryLoader loader :
        List.of(
            StandardDictionaries.PASSWORDS_LOADER,
            StandardDictionaries.FEMALE_NAMES_LOADER,
            StandardDictionaries.MALE_NAMES_LOADER,
            StandardDictionaries.SURNAMES_LOADER,
            StandardDictionaries.ENGLISH_WIKIPEDIA_LOADER,
            StandardDictionaries.US_TV_AND_FILM_LOADER)) {
      ranked(loader).stream().limit(COUNT).filter(MostUsed::hasLetter).forEach(this::add);
    }
    longest = words.stream().mapToInt(String::length).max().orElse(0);
  }

  /** Read once for the whole process, when first asked for: blocking, some 100 ms. */
  static MostUsed loaded() {
    return LOADED;
  }

  /** As zxcvbn has them, the most used first. */
  static List<String> ranked(DictionaryLoader loader) {
    try {
      return loader.load().getFrequencies();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether this reading of a password is one of them, in any form. */
  boolean contains(WrittenForm form) {
    String core = form.core();
    // "Jon4711" is not "jona": digits are read onto a short core for longer words only
    int shortest = core.length() < SHORTEST_WORD ? SHORTEST_WORD + 1 : SHORTEST_WORD;
    return isRepeated(core)
        || form.cores(longest).stream()
            .anyMatch(word -> word.length() >= shortest && words.contains(word));
  }

  /** Whether a word is listed as it stands, however short: "abc", "jon". */
  boolean lists(String word) {
    return words.contains(WrittenForm.read(word, Reading.USUAL).text());
  }

  /** "DragonDragon" is no better than "Dragon". */
  private boolean isRepeated(String core) {
    for (int length = 1; length <= Math.min(longest, core.length() / 2); length++) {
      String unit = core.substring(0, length);
      if (words.contains(unit) && core.equals(unit.repeat(core.length() / length))) {
        return true;
      }
    }
    return false;
  }

  private void add(String word) {
    for (String folded : Spelling.folded(word)) {
      words.add(WrittenForm.read(folded, Reading.USUAL).text());
    }
  }

  private static boolean hasLetter(String word) {
    return word.chars().anyMatch(Character::isLetter);
  }
}
