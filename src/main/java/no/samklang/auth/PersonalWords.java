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
  /** Shorter words of digits only ("kari.85") are no names: any password may hold them. */
  private static final int MIN_DIGITS = 4;

  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern AROUND = Pattern.compile("^\\P{L}+|\\P{L}+$");

  private PersonalWords() {}

  /**
   * Word by word, and without digits around ("kari73"): those of more than one letter, or of digits
   * enough; empty for "A" and "-".
   */
  static Map<String, Integer> of(List<String> names) {
    return names.stream()
        .flatMap(name -> Stream.concat(Stream.of(name), BETWEEN.splitAsStream(name)))
        .flatMap(word -> PasswordNormalizer.words(word).stream())
        .flatMap(word -> Stream.of(word, AROUND.matcher(word).replaceAll("")))
        .filter(PersonalWords::isName)
        .flatMap(PersonalWords::parts)
        .collect(Collectors.toMap(Function.identity(), word -> 1, (first, same) -> first));
  }

  /** A longer word than can be found is found by its parts. */
  private static Stream<String> parts(String word) {
    int last = Math.max(0, word.length() - WordMatches.MAX_WORD);
    return IntStream.rangeClosed(0, last)
        .mapToObj(start -> word.substring(start, word.length() - last + start));
  }

  private static boolean isName(String word) {
    return word.codePoints().anyMatch(Character::isLetter)
        ? word.length() > 1
        : word.length() >= MIN_DIGITS;
  }
}
