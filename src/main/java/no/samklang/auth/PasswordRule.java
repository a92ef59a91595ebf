package no.samklang.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import no.samklang.bus.Failure.FieldError;

/**
 * What a password must be (LOGIN-5). The most used passwords and the person's own names are refused
 * in any form: upper case, l33t, backwards, taken apart, with digits and signs around them. The
 * work grows with the length of the password and no faster; the first time it takes longer, since
 * the list is read then.
 */
final class PasswordRule {
  private static final String FIELD = "password";

  private final int minLength;

  PasswordRule(int minLength) {
    this.minLength = minLength;
  }

  int minLength() {
    return minLength;
  }

  /**
   * @param ownNames user name, first and last name
   * @return what is wrong with it, nothing when it is good
   */
  List<FieldError> errors(String password, List<String> ownNames) {
    List<FieldError> errors = new ArrayList<>();
    addIf(password.codePointCount(0, password.length()) < minLength, "password.tooShort", errors);
    addIf(password.chars().noneMatch(Character::isUpperCase), "password.needsUpperCase", errors);
    addIf(password.chars().noneMatch(Character::isLowerCase), "password.needsLowerCase", errors);
    addIf(password.chars().noneMatch(Character::isDigit), "password.needsDigit", errors);
    return errors.isEmpty() ? guessable(password, ownNames) : errors;
  }

  private List<FieldError> guessable(String password, List<String> ownNames) {
    List<FieldError> errors = new ArrayList<>();
    List<WrittenForm> forms = WrittenForm.of(password);
    OwnWords own = OwnWords.of(ownNames);
    addIf(forms.stream().anyMatch(own::makeUp), "password.containsName", errors);
    addIf(
        isTrivial(password) || forms.stream().anyMatch(MostUsed.loaded()::contains),
        "password.tooCommon",
        errors);
    return errors;
  }

  /** "Abcdef1", "Aa1234", "Jon777": all in a row, or short and common with the rest in a row. */
  private boolean isTrivial(String password) {
    String letters = password.replaceAll("\\P{L}", "").toLowerCase(Locale.ROOT);
    String digits = password.replaceAll("\\P{N}", "");
    return letters.length() >= MostUsed.SHORTEST_WORD
        ? isRun(letters)
        : isRun(digits) && (isRun(letters) || MostUsed.loaded().lists(letters));
  }

  /** Whether each follows the one before as in 1234, dcba or 7777. */
  private static boolean isRun(String text) {
    int step = text.length() < 2 ? 0 : text.charAt(1) - text.charAt(0);
    boolean even =
        IntStream.range(1, text.length())
            .allMatch(i -> text.charAt(i) - text.charAt(i - 1) == step);
    return even && Math.abs(step) <= 1;
  }

  private static void addIf(boolean broken, String code, List<FieldError> errors) {
    if (broken) {
      errors.add(new FieldError(FIELD, code));
    }
  }
}
