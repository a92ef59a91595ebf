package no.samklang.auth;

import java.text.Normalizer;
import java.util.regex.Pattern;
import no.samklang.bus.Failure;

/** A user name as it is chosen: nothing in it that can't be seen, or said over the telephone. */
record Username(String value) {
  // the letters left out are Hangul fillers, which are blank
  private static final Pattern GOOD =
      Pattern.compile("[\\p{L}\\p{N}._@+\\-&&[^\\x{115F}\\x{1160}\\x{3164}\\x{FFA0}]]{2,100}");

  /** Fails with {@link Failure.Invalid} {@code account.usernameInvalid}. */
  static Username of(String typed) {
    String name = normalized(typed);
    if (!GOOD.matcher(name).matches()) {
      throw new Failure.Invalid("account.usernameInvalid", "username", "account.usernameInvalid");
    }
    return new Username(name);
  }

  /** As user names are kept and compared: keyboards write "å" as one character or as two. */
  static String normalized(String typed) {
    return Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
  }

  static Failure.Invalid taken() {
    return new Failure.Invalid("account.usernameTaken", "username", "account.usernameTaken");
  }
}
