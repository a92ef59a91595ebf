package no.samklang.auth;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A person's user name and names as a dictionary for zxcvbn's matchers (LOGIN-5). */
final class PersonalWords {
  /**
   * Shorter parts of digits only ("kari.85") aren't personal words: any password may contain them.
   */
  private static final int MIN_DIGITS = 4;

  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern NON_LETTER_ENDS = Pattern.compile("^\\P{L}+|\\P{L}+$");

  private PersonalWords() {}

  /**
   * The parts of the names, also without leading and trailing digits ("kari73"), that have more
   * than one letter or at least four digits; empty for "A" and "-".
   */
  static Map<String, Integer> of(List<String> names) {
    return names.stream()
        .flatMap(name -> Stream.concat(Stream.of(name), SEPARATORS.splitAsStream(name)))
        .flatMap(word -> PasswordNormalizer.words(word).stream())
        .flatMap(word -> Stream.of(word, NON_LETTER_ENDS.matcher(word).replaceAll("")))
        .filter(PersonalWords::isName)
        .flatMap(PersonalWords::parts)
        .collect(Collectors.toMap(Function.identity(), word -> 1, (first, same) -> first));
  }

  /**
   * Splits a word longer than {@link DictionaryMatches#MAX_WORD_LENGTH} into all parts of that
   * length.
   */
  private static Stream<String> parts(String word) {
    int last = Math.max(0, word.length() - DictionaryMatches.MAX_WORD_LENGTH);
    return IntStream.rangeClosed(0, last)
        .mapToObj(start -> word.substring(start, word.length() - last + start));
  }

  private static boolean isName(String word) {
    return word.codePoints().anyMatch(Character::isLetter)
        ? word.length() > 1
        : word.length() >= MIN_DIGITS;
  }
}
