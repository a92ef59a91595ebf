package no.samklang.auth;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The key by which attempts are counted: that by which the account is found, unreadable in the
 * database.
 */
record UsernameHash(Buffer value) {
  static UsernameHash of(String username) {
    return new UsernameHash(Buffer.buffer(sha256(Username.key(username))));
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
