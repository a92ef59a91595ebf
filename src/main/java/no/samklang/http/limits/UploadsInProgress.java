package no.samklang.http.limits;

import no.samklang.id.PersonId;

/** Lets each person upload one file at a time, whatever sessions and event loops it comes by. */
public final class UploadsInProgress {
  private static final int MAX_PER_PERSON = 1;

  private final KeyedCounter<PersonId> counts = new KeyedCounter<>(MAX_PER_PERSON);

  /** Begins an upload; false while the person has another. */
  boolean tryBegin(PersonId person) {
    return counts.tryAdd(person);
  }

  void end(PersonId person) {
    counts.remove(person);
  }
}
