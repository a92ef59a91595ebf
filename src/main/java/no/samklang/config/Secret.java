package no.samklang.config;

/**
 * A value that must not appear in a log, a message or a dump of the settings.
 *
 * @param reveal the value; call it only where the value is used
 */
public record Secret(String reveal) {
  static final Secret NONE = new Secret("");

  /** True without a value. */
  public boolean isEmpty() {
    return reveal.isEmpty();
  }

  @Override
  public String toString() {
    return isEmpty() ? "" : "***";
  }
}
