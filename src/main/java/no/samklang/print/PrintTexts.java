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
import java.util.Locale;
import java.util.Properties;

/** The words of prints, in Bokmål, as the pages have them. */
public final class PrintTexts {
  private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");
  private static final Locale LOCALE = Locale.forLanguageTag("nb");
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.yyyy", LOCALE);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("dd.MM.yyyy 'kl.' HH.mm", LOCALE);
  private static final Properties WORDS = load();

  private PrintTexts() {}

  /**
   * @param values in place of {@code {0}}, {@code {1}} …
   */
  public static String text(String key, String... values) {
    String text = WORDS.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException(key);
    }
    for (int i = 0; i < values.length; i++) {
      text = text.replace("{" + i + "}", values[i]);
    }
    return text;
  }

  /** The words of an enum's constant. */
  public static String text(String key, Enum<?> value) {
    return text(key + "." + value.name());
  }

  /** The date, null for null. */
  public static String date(LocalDate date) {
    return date == null ? null : DATE.format(date);
  }

  /** Date and time in Norway, null for null. */
  public static String moment(Instant at) {
    return at == null ? null : MOMENT.format(at.atZone(ZONE));
  }

  /** A period whose ends may be null; null for none. */
  public static String period(LocalDate from, LocalDate until) {
    if (from == null) {
      return until == null ? null : "–" + date(until);
    }
    return from.equals(until) ? date(from) : date(from) + "–" + (until == null ? "" : date(until));
  }

  private static Properties load() {
    Properties words = new Properties();
    try (InputStream in = PrintTexts.class.getResourceAsStream("/print/nb.properties");
        InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      words.load(reader);
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
