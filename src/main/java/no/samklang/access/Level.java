package no.samklang.access;

/** How far a participant may go in an {@link Area} (PART-2). Who may write may read. */
public enum Level {
  NONE,
  READ,
  WRITE;

  boolean includes(Level other) {
    return compareTo(other) >= 0;
  }
}
