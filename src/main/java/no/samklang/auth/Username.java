package no.samklang.auth;

import java.text.Normalizer;
import java.util.regex.Pattern;
import no.samklang.error.Failure;
import no.samklang.text.VisibleText;

/** A valid user name: visible characters only, pronounceable over the telephone. */
record Username(String value) {
  // excludes Hangul fillers, which are blank
  private static final Pattern VALID =
      Pattern.compile("[\\p{L}\\p{N}._@+\\-&&[^\\x{115F}\\x{1160}\\x{3164}\\x{FFA0}]]{2,100}");

  /** Fails with {@link Failure.Invalid} {@code account.usernameInvalid}. */
  static Username of(String input) {
    String name = normalized(input);
    if (!VALID.matcher(name).matches()) {
      throw new Failure.Invalid("account.usernameInvalid", "username", "account.usernameInvalid");
    }
    return new Username(name);
  }

  /** The stored and compared form, NFC: keyboards enter "å" as one character or as two. */
  static String normalized(String input) {
    return Normalizer.normalize(VisibleText.trimCopied(input), Normalizer.Form.NFC);
  }

  static Failure.Invalid taken() {
    return new Failure.Invalid("account.usernameTaken", "username", "account.usernameTaken");
  }
}
