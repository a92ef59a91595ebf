package no.samklang.auth;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.auth.Spelling.Reading;

/** A person's user name and names, word by word, as {@link WrittenForm} reads them. */
final class OwnWords {
  /** That many letters beside the names make a password that is more than them. */
  private static final int ENOUGH_LETTERS = 3;

  private final List<String> words;

  private OwnWords(List<String> words) {
    this.words = words;
  }

  static OwnWords of(List<String> names) {
    Set<String> words =
        names.stream()
            .flatMap(Spelling::words)
            .flatMap(word -> Spelling.folded(word).stream())
            .flatMap(OwnWords::readings)
            .filter(word -> word.length() > 1)
            .collect(Collectors.toSet());
    return new OwnWords(List.copyOf(words));
  }

  /** Whole, and without digits around: "kari73" is "kari" too. */
  private static Stream<String> readings(String folded) {
    return Stream.of(Reading.values())
        .map(reading -> WrittenForm.read(folded, reading))
        .flatMap(form -> Stream.of(form.text(), form.core()));
  }

  /**
   * Whether a password is nothing but these words, in any order and as often as one likes, with
   * digits, signs and at most two letters beside them. Beside a name of two letters ("Bo") that is
   * one letter: else nobody called so could use "Bord".
   */
  boolean makeUp(WrittenForm form) {
    String text = form.text();
    int longest = 0;
    // for each place: the fewest letters before it that are in none of the words
    int[] rest = new int[text.length() + 1];
    for (int end = 1; end <= text.length(); end++) {
      rest[end] = rest[end - 1] + (form.isTyped(end - 1) ? 1 : 0);
      for (String word : words) {
        if (endsAt(end, word, text)) {
          rest[end] = Math.min(rest[end], rest[end - word.length()]);
          longest = Math.max(longest, word.length());
        }
      }
    }
    return rest[text.length()] < Math.min(ENOUGH_LETTERS, longest);
  }

  private static boolean endsAt(int end, String word, String text) {
    int start = end - word.length();
    return start >= 0
        && text.charAt(end - 1) == word.charAt(word.length() - 1)
        && text.startsWith(word, start);
  }
}
