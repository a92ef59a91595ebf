package no.samklang.auth;

import com.nulabinc.zxcvbn.matchers.SequenceMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import no.samklang.error.Failure.FieldError;

/**
 * Password rules (LOGIN-5). The most used passwords and the person's names are rejected in any
 * form: upper case, l33t, reversed, separated, with digits and signs added. Time is linear in the
 * password's length; the first call also loads the list.
 */
final class PasswordRule {
  private static final String FIELD = "password";
  private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

  private final int minLength;

  PasswordRule(int minLength) {
    this.minLength = minLength;
  }

  int minLength() {
    return minLength;
  }

  /**
   * @param ownNames user name, first and last name
   * @return the violations; empty for an acceptable password
   */
  List<FieldError> errors(String password, List<String> ownNames) {
    List<FieldError> errors = new ArrayList<>();
    addIf(password.codePointCount(0, password.length()) < minLength, "password.tooShort", errors);
    addIf(password.chars().noneMatch(Character::isUpperCase), "password.upperCaseRequired", errors);
    addIf(password.chars().noneMatch(Character::isLowerCase), "password.lowerCaseRequired", errors);
    addIf(password.chars().noneMatch(Character::isDigit), "password.digitRequired", errors);
    return errors.isEmpty() ? dictionaryErrors(password, ownNames) : errors;
  }

  private List<FieldError> dictionaryErrors(String password, List<String> ownNames) {
    Map<String, Integer> personal = PersonalWords.of(ownNames);
    List<DictionaryMatches> forms =
        PasswordNormalizer.forms(password).stream()
            .map(form -> new DictionaryMatches(form, personal))
            .toList();
    List<FieldError> errors = new ArrayList<>();
    addIf(forms.stream().anyMatch(DictionaryMatches::isPersonal), "password.containsName", errors);
    addIf(
        isTrivial(password) || forms.stream().anyMatch(DictionaryMatches::isCommon),
        "password.tooCommon",
        errors);
    return errors;
  }

  /**
   * "Abcdef1", "Aa1234", "Jon777", "Hei2026": a sequence, or a short common word with a sequence of
   * digits or a year.
   */
  private static boolean isTrivial(String password) {
    String letters = password.replaceAll("\\P{L}", "").toLowerCase(Locale.ROOT);
    String digits = password.replaceAll("\\P{N}", "");
    return letters.length() >= DictionaryMatches.MIN_LETTERS
        ? isSequence(letters)
        : (isSequence(digits) || YEAR.matcher(digits).matches())
            && (isSequence(letters) || isCommon(letters));
  }

  private static boolean isCommon(String letters) {
    return PasswordNormalizer.words(letters).stream()
        .anyMatch(CommonPasswords.ranked()::containsKey);
  }

  /** Whether it is a sequence such as 1234, dcba or 7777. */
  private static boolean isSequence(String text) {
    return text.chars().distinct().count() <= 1 // zxcvbn requires three equal characters
        || new SequenceMatcher(DictionaryMatches.EMPTY_CONTEXT)
            .execute(text).stream().anyMatch(match -> match.tokenLength() == text.length());
  }

  private static void addIf(boolean violated, String code, List<FieldError> errors) {
    if (violated) {
      errors.add(new FieldError(FIELD, code));
    }
  }
}
