package no.samklang.auth;

import java.text.Normalizer;
import java.util.regex.Pattern;
import no.samklang.error.Failure;
import no.samklang.text.CaseFolding;
import no.samklang.text.VisibleText;

/** A valid user name: visible characters only, pronounceable over the telephone. */
record Username(String value) {
  // excludes Hangul fillers, which are blank
  private static final Pattern VALID =
      Pattern.compile("[\\p{L}\\p{N}._@+\\-&&[^\\x{115F}\\x{1160}\\x{3164}\\x{FFA0}]]{2,100}");

  /** Fails with {@link Failure.Invalid} {@code account.usernameInvalid}. */
  static Username of(String input) {
    String name = normalized(input);
    if (!VALID.matcher(name).matches() || hasSeveralScripts(name)) {
      throw new Failure.Invalid("account.usernameInvalid", "username", "account.usernameInvalid");
    }
    return new Username(name);
  }

  /** A Cyrillic letter that looks like a Latin one makes a name that reads as another's. */
  private static boolean hasSeveralScripts(String name) {
    return name.codePoints()
            .mapToObj(Character.UnicodeScript::of)
            .filter(script -> script != Character.UnicodeScript.COMMON)
            .filter(script -> script != Character.UnicodeScript.INHERITED)
            .distinct()
            .count()
        > 1;
  }

  /** The form in which a name is found, compared and counted. */
  static String key(String input) {
    return CaseFolding.fold(normalized(input));
  }

  String key() {
    return CaseFolding.fold(value);
  }

  /** The stored form, NFC: keyboards enter "å" as one character or as two. */
  private static String normalized(String input) {
    return Normalizer.normalize(VisibleText.trimCopied(input), Normalizer.Form.NFC);
  }

  static Failure.Invalid taken() {
    return new Failure.Invalid("account.usernameTaken", "username", "account.usernameTaken");
  }
}
