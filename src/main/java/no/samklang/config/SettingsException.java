package no.samklang.config;

/**
 * An unknown, missing or invalid setting. The message is one line, starts with the key or the name
 * of the environment variable, and never holds a secret.
 */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String problem;

  /** A problem of the setting {@code key}, described in one line without secrets. */
  public SettingsException(String key, String problem) {
    super(key + ": " + problem);
    this.key = key;
    this.problem = problem;
  }

  /** The key of the message, as in the settings file ({@code http.port}). */
  public String key() {
    return key;
  }

  /** The same problem with the key qualified by its group. */
  SettingsException prefixedWith(String group) {
    return group.isEmpty() ? this : new SettingsException(group + "." + key, problem);
  }
}
