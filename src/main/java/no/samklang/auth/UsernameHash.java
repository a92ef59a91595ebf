package no.samklang.auth;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * The key by which attempts are counted: independent of letter case and normal form, unreadable in
 * the database.
 */
record UsernameHash(Buffer value) {
  static UsernameHash of(String username) {
    return new UsernameHash(
        Buffer.buffer(sha256(Username.normalized(username).toLowerCase(Locale.ROOT))));
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
