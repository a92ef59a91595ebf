package no.samklang.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * The hash of a mailed password (LOGIN-6): SHA-256, since its 70 random bits can't be guessed
 * whatever a guess costs, while a slow hash would double the cost of each login.
 */
final class MailedPassword {
  private static final String PREFIX = "$sha256$";
  // compared with where there is no mailed password
  private static final String NONE = PREFIX + "-";

  private MailedPassword() {}

  static String hash(String password) {
    byte[] digest = UsernameHash.sha256(password);
    return PREFIX + Base64.getEncoder().withoutPadding().encodeToString(digest);
  }

  /** Whether a stored hash is of this kind. */
  static boolean isHash(String stored) {
    return stored.startsWith(PREFIX);
  }

  /**
   * Whether the hash is that of the password.
   *
   * @param hash null for none; takes the same time
   */
  static boolean matches(String password, String hash) {
    String expected = hash == null ? NONE : hash;
    return MessageDigest.isEqual(bytes(hash(password)), bytes(expected));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
