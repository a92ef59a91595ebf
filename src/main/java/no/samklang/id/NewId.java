package no.samklang.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Generates ids. */
public final class NewId {
  private static final SecureRandom SECRETS = new SecureRandom();

  private NewId() {}

  /**
   * A UUID of version 7, ordered by the current time: good index locality, but partly guessable.
   */
  public static UUID timeOrdered() {
    return UuidCreator.getTimeOrderedEpoch();
  }

  /** A UUID of version 7 for a given time. */
  public static UUID timeOrdered(Instant at) {
    return UuidCreator.getTimeOrderedEpoch(at);
  }

  /** A UUID of version 4: unguessable, 122 random bits. */
  public static UUID random() {
    return UUID.randomUUID();
  }

  /** 128 random bits in the form of a UUID, for what opens something by itself. */
  public static UUID secret() {
    return new UUID(SECRETS.nextLong(), SECRETS.nextLong());
  }
}
