package no.samklang.print;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import no.samklang.text.Language;
import no.samklang.text.Languages;

/**
 * The words of prints, as the pages have them, in the language of who prints, or in the default one
 * for what nobody prints (LANG-1).
 */
public final class PrintTexts {
  private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");
  private static final Map<String, Properties> WORDS = new ConcurrentHashMap<>();

  private PrintTexts() {}

  /**
   * @param values in place of {@code {0}}, {@code {1}} …
   */
  public static String text(Language language, String key, String... values) {
    String text = words(language).getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException(key + " in " + language.tag());
    }
    for (int i = 0; i < values.length; i++) {
      text = text.replace("{" + i + "}", values[i]);
    }
    return text;
  }

  /** The text; empty if there is none. */
  public static Optional<String> find(Language language, String key) {
    return Optional.ofNullable(words(language).getProperty(key));
  }

  /** The words of an enum's constant. */
  public static String text(Language language, String key, Enum<?> value) {
    return text(language, key + "." + value.name());
  }

  /** The date, null for null. */
  public static String date(Language language, LocalDate date) {
    return date == null ? null : format(language, "format.date", date);
  }

  /** Date and time in Norway, null for null. */
  public static String moment(Language language, Instant at) {
    return at == null ? null : format(language, "format.moment", at.atZone(ZONE));
  }

  /** A period whose ends may be null; null for none. */
  public static String period(Language language, LocalDate from, LocalDate until) {
    String end = until == null ? "" : date(language, until);
    if (from == null) {
      return until == null ? null : "–" + end;
    }
    return from.equals(until) ? end : date(language, from) + "–" + end;
  }

  public static String text(String key, String... values) {
    return text(defaultLanguage(), key, values);
  }

  public static String text(String key, Enum<?> value) {
    return text(defaultLanguage(), key, value);
  }

  public static String date(LocalDate date) {
    return date(defaultLanguage(), date);
  }

  public static String moment(Instant at) {
    return moment(defaultLanguage(), at);
  }

  public static String period(LocalDate from, LocalDate until) {
    return period(defaultLanguage(), from, until);
  }

  private static Language defaultLanguage() {
    return Languages.packaged().defaultLanguage();
  }

  private static String format(Language language, String key, TemporalAccessor at) {
    return DateTimeFormatter.ofPattern(text(language, key), language.toLocale()).format(at);
  }

  /** Those of the language that lack are the default one's. */
  private static Properties words(Language language) {
    return WORDS.computeIfAbsent(
        language.tag(),
        tag -> {
          Properties words = load(Languages.DEFAULT, new Properties());
          return tag.equals(Languages.DEFAULT) ? words : load(tag, words);
        });
  }

  private static Properties load(String tag, Properties defaults) {
    Properties words = new Properties(defaults);
    try (InputStream in = PrintTexts.class.getResourceAsStream("/print/" + tag + ".properties")) {
      if (in != null) {
        words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      }
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
