package no.samklang.config;

/**
 * A value that must not be seen in a log, a message or a dump of the settings.
 *
 * @param reveal the value itself; call it only where the value is handed to what needs it
 */
public record Secret(String reveal) {
  static final Secret NONE = new Secret("");

  /** True when no value is given. */
  public boolean isEmpty() {
    return reveal.isEmpty();
  }

  @Override
  public String toString() {
    return isEmpty() ? "" : "***";
  }
}
