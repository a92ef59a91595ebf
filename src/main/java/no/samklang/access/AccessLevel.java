package no.samklang.access;

/** A participant's access to an {@link Area} (PART-2). {@code WRITE} includes {@code READ}. */
public enum AccessLevel {
  NONE,
  READ,
  WRITE;

  boolean includes(AccessLevel other) {
    return compareTo(other) >= 0;
  }
}
