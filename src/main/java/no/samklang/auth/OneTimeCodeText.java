package no.samklang.auth;

import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds a one-time code in what was typed or pasted (LOGIN-1), as {@code codeIn} of the page does.
 */
final class OneTimeCodeText {
  private static final Pattern TOGETHER = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");
  private static final Pattern APART =
      Pattern.compile("(?<!\\d)\\d(?:[\\s\\p{Z}\\p{Pd}.]?\\d){5}(?!\\d)");

  private OneTimeCodeText() {}

  /**
   * The six digits of a text, in any script and with spaces, hyphens or dots between them; a whole
   * message may be pasted. Six digits together precede digits apart.
   *
   * @return empty when it holds none, or different ones
   */
  static Optional<String> find(String text) {
    String plain = plain(text);
    return only(TOGETHER, plain).or(() -> only(APART, plain));
  }

  private static Optional<String> only(Pattern pattern, String text) {
    Set<String> found =
        pattern
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .map(group -> group.replaceAll("\\D", ""))
            .collect(Collectors.toSet());
    return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
  }

  /** Digits of all scripts as ASCII, without format characters. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .filter(c -> Character.getType(c) != Character.FORMAT)
        .forEach(
            c ->
                plain.appendCodePoint(
                    Character.isDigit(c) ? Character.forDigit(Character.digit(c, 10), 10) : c));
    return plain.toString();
  }
}
