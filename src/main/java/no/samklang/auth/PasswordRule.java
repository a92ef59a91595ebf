package no.samklang.auth;

import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.matchers.Match;
import java.util.ArrayList;
import java.util.List;
import no.samklang.bus.Failure.FieldError;

/**
 * What a password must be (LOGIN-5). The dictionary matching of zxcvbn finds the most used
 * passwords and the person's own names in any form: upper case, l33t, backwards, with digits and
 * signs around them.
 */
final class PasswordRule {
  private static final String FIELD = "password";
  private static final int MOST_USED = 10_000;
  private static final int LONGEST_COMMON = 40;

  private final int minLength;
  private final Zxcvbn zxcvbn = new Zxcvbn();

  PasswordRule(int minLength) {
    this.minLength = minLength;
  }

  int minLength() {
    return minLength;
  }

  /**
   * @param ownWords user name, first and last name
   * @return what is wrong with it, nothing when it is good
   */
  List<FieldError> errors(String password, List<String> ownWords) {
    List<FieldError> errors = new ArrayList<>();
    addIf(password.codePointCount(0, password.length()) < minLength, "password.tooShort", errors);
    addIf(password.chars().noneMatch(Character::isUpperCase), "password.needsUpperCase", errors);
    addIf(password.chars().noneMatch(Character::isLowerCase), "password.needsLowerCase", errors);
    addIf(password.chars().noneMatch(Character::isDigit), "password.needsDigit", errors);
    if (password.length() <= LONGEST_COMMON) {
      List<String> words = words(ownWords);
      List<Match> matches = zxcvbn.measure(password, words).getSequence();
      addIf(
          matches.stream().anyMatch(m -> isOwn(m) && isMostOf(m, password)),
          "password.containsName",
          errors);
      addIf(
          matches.stream().anyMatch(m -> isCommon(m) && isMostOf(m, password)),
          "password.tooCommon",
          errors);
    }
    return errors;
  }

  private static List<String> words(List<String> ownWords) {
    return ownWords.stream()
        .flatMap(
            word ->
                java.util.stream.Stream.concat(
                    java.util.stream.Stream.of(word),
                    java.util.Arrays.stream(word.split("[\\s.-]+"))))
        .filter(word -> word.length() > 1)
        .distinct()
        .toList();
  }

  private static boolean isOwn(Match match) {
    return "user_inputs".equals(match.dictionaryName);
  }

  private static boolean isCommon(Match match) {
    return "passwords".equals(match.dictionaryName) && match.rank <= MOST_USED;
  }

  /** Whether what stands beside the match is digits and signs only. */
  private static boolean isMostOf(Match match, String password) {
    String rest = password.substring(0, match.i) + password.substring(match.j + 1);
    return rest.chars().noneMatch(Character::isLetter);
  }

  private static void addIf(boolean broken, String code, List<FieldError> errors) {
    if (broken) {
      errors.add(new FieldError(FIELD, code));
    }
  }
}
