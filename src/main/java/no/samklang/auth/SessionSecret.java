package no.samklang.auth;

import java.nio.ByteBuffer;
import java.util.UUID;
import no.samklang.id.NewId;
import no.samklang.id.SessionId;

/**
 * What only the browser's token has of a session. The session's id is its hash, so that ids read in
 * the database, in a list of sessions or in an event are no good for a token.
 */
record SessionSecret(UUID value) {
  static SessionSecret random() {
    return new SessionSecret(NewId.secret());
  }

  static SessionSecret of(String value) {
    return new SessionSecret(UUID.fromString(value));
  }

  /** The first 128 bits of the SHA-256 of the secret, which itself has 128 random bits. */
  SessionId session() {
    ByteBuffer hash = ByteBuffer.wrap(UsernameHash.sha256("session " + value));
    return new SessionId(new UUID(hash.getLong(), hash.getLong()));
  }

  @Override
  public String toString() {
    return "SessionSecret";
  }
}
