package no.samklang.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.UUID;

/** Makes ids. */
public final class NewId {
  private NewId() {}

  /** An id that sorts by the time it was made: kind to indexes, but guessable in part. */
  public static UUID inTimeOrder() {
    return UuidCreator.getTimeOrderedEpoch();
  }

  /** An id of something that was done at another time than now, and sorts by that. */
  public static UUID inTimeOrder(Instant at) {
    return UuidCreator.getTimeOrderedEpoch(at);
  }

  /** An id that nobody can guess (122 random bits). */
  public static UUID unguessable() {
    return UUID.randomUUID();
  }
}
