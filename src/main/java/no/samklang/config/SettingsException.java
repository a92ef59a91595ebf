package no.samklang.config;

/**
 * A setting that is unknown, missing or impossible. The message is one line, starts with the key or
 * the name of the environment variable, and never holds a secret.
 */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String problem;

  /** A problem of the setting {@code key}, said in one line without any secret. */
  public SettingsException(String key, String problem) {
    super(key + ": " + problem);
    this.key = key;
    this.problem = problem;
  }

  /** The key the message names, as it is written in the settings file ({@code http.port}). */
  public String key() {
    return key;
  }

  /** The same problem seen from the group that holds the key. */
  SettingsException within(String group) {
    return group.isEmpty() ? this : new SettingsException(group + "." + key, problem);
  }
}
