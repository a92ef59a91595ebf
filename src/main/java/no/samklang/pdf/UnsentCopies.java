package no.samklang.pdf;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import no.samklang.id.PersonId;

/**
 * The bytes of copies that their clients haven't read yet. One person's are bounded below all of
 * them, so that nobody keeps the others out by reading slowly. Thread-safe.
 */
final class UnsentCopies {
  private final Map<PersonId, Long> bytesOf = new ConcurrentHashMap<>();
  private final long max;
  private final long maxOfPerson;

  UnsentCopies(long max, long maxOfPerson) {
    this.max = max;
    this.maxOfPerson = maxOfPerson;
  }

  boolean hasRoom(PersonId person, long bytes) {
    long all = bytesOf.values().stream().mapToLong(Long::longValue).sum();
    return all + bytes <= max && bytesOf.getOrDefault(person, 0L) + bytes <= maxOfPerson;
  }

  /**
   * @param bytes negative when they are sent
   */
  void add(PersonId person, long bytes) {
    bytesOf.merge(person, bytes, (before, more) -> before + more == 0 ? null : before + more);
  }
}
