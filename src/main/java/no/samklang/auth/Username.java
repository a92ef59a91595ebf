package no.samklang.auth;

import java.text.Normalizer;
import java.util.regex.Pattern;
import no.samklang.bus.Failure;

/** A user name as it is chosen: nothing in it that can't be seen, or said over the telephone. */
record Username(String value) {
  private static final Pattern GOOD = Pattern.compile("[\\p{L}\\p{N}._@+-]{2,100}");

  /** Fails with {@link Failure.Invalid} {@code account.usernameInvalid}. */
  static Username of(String typed) {
    String name = Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
    if (!GOOD.matcher(name).matches()) {
      throw new Failure.Invalid("account.usernameInvalid", "username", "account.usernameInvalid");
    }
    return new Username(name);
  }

  static Failure.Invalid taken() {
    return new Failure.Invalid("account.usernameTaken", "username", "account.usernameTaken");
  }
}
