package no.samklang.text;

import java.io.InputStream;

/** A text file of the jar, one for each language (LANG-1). */
public final class LocalizedResource {
  private LocalizedResource() {}

  /**
   * The file in the language, or in the default one.
   *
   * @param path with {@code %s} for the language's tag
   */
  public static InputStream open(String path, Language language) {
    InputStream found = LocalizedResource.class.getResourceAsStream(path.formatted(language.tag()));
    return found == null
        ? LocalizedResource.class.getResourceAsStream(path.formatted(Languages.DEFAULT))
        : found;
  }
}
