package no.samklang.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.UUID;

/** Generates ids. */
public final class NewId {
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
}
