package no.samklang.auth;

import com.nulabinc.zxcvbn.matchers.SequenceMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    Map<String, Integer> personal = PersonalWords.of(ownNames);
    List<WordMatches> forms =
        PasswordNormalizer.forms(password).stream()
            .map(form -> new WordMatches(form, personal))
            .toList();
    List<FieldError> errors = new ArrayList<>();
    addIf(forms.stream().anyMatch(WordMatches::isPersonal), "password.containsName", errors);
    addIf(
        isTrivial(password) || forms.stream().anyMatch(WordMatches::isCommon),
        "password.tooCommon",
        errors);
    return errors;
  }

  /** "Abcdef1", "Aa1234", "Jon777": all in a row, or short and common with the rest in a row. */
  private static boolean isTrivial(String password) {
    String letters = password.replaceAll("\\P{L}", "").toLowerCase(Locale.ROOT);
    String digits = password.replaceAll("\\P{N}", "");
    return letters.length() >= WordMatches.MIN_LETTERS
        ? isSequence(letters)
        : isSequence(digits)
            && (isSequence(letters) || CommonPasswords.ranked().containsKey(letters));
  }

  /** In a row as 1234, dcba or 7777. */
  private static boolean isSequence(String text) {
    return text.chars().distinct().count() <= 1 // zxcvbn wants three of the same
        || new SequenceMatcher(WordMatches.NO_CONTEXT)
            .execute(text).stream().anyMatch(match -> match.tokenLength() == text.length());
  }

  private static void addIf(boolean broken, String code, List<FieldError> errors) {
    if (broken) {
      errors.add(new FieldError(FIELD, code));
    }
  }
}
