package no.samklang.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Optional;
import no.samklang.json.Json;

/**
 * The languages that the build has found texts in, the default one first (LANG-1). Nothing else
 * lists them.
 */
public record Languages(List<Language> all) {
  /** Class path resource that the build writes. */
  public static final String RESOURCE = "web/languages.json";

  /** The language of who hasn't chosen one, and the one that texts are written in first. */
  public static final String DEFAULT = "nb";

  // who asks for Norwegian without saying which
  private static final Map<String, List<String>> MACROLANGUAGES = Map.of("no", List.of(DEFAULT));

  /** Read when first asked for: the build makes the resource by this class. */
  private static final class Packaged {
    private static final Languages LANGUAGES = read();
  }

  /** Those that the build found. */
  public static Languages packaged() {
    return Packaged.LANGUAGES;
  }

  /** The language with the tag; empty for one without texts. */
  public Optional<Language> find(String tag) {
    return all.stream().filter(language -> language.tag().equals(tag)).findFirst();
  }

  /** As {@link #find}, or the default one, also for null. */
  public Language findOrDefault(String tag) {
    return Optional.ofNullable(tag).flatMap(this::find).orElseGet(this::defaultLanguage);
  }

  public Language defaultLanguage() {
    return all.get(0);
  }

  /**
   * The language that suits a reader best (RFC 4647, lookup).
   *
   * @param accepted the header {@code Accept-Language}; null if absent
   */
  public Language preferred(String accepted) {
    if (accepted == null || accepted.isBlank()) {
      return defaultLanguage();
    }
    try {
      String tag =
          Locale.lookupTag(
              LanguageRange.mapEquivalents(LanguageRange.parse(accepted), MACROLANGUAGES),
              all.stream().map(Language::tag).toList());
      return find(tag).orElseGet(this::defaultLanguage);
    } catch (IllegalArgumentException malformed) {
      return defaultLanguage();
    }
  }

  private static Languages read() {
    try (InputStream in = Languages.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("Not packaged: " + RESOURCE);
      }
      return Json.mapper().readValue(in, Languages.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
