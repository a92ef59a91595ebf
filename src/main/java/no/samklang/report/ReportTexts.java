package no.samklang.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import no.samklang.text.Language;
import no.samklang.text.Languages;

/** The words of reports as files, as the pages have them, in a language (LANG-1). */
final class ReportTexts {
  private static final Map<String, ReportTexts> BY_TAG = new ConcurrentHashMap<>();

  private final Properties words;

  private ReportTexts(Properties words) {
    this.words = words;
  }

  /** The words in the language; in the default one for a language without. */
  static ReportTexts in(Language language) {
    return BY_TAG.computeIfAbsent(language.tag(), tag -> new ReportTexts(load(tag)));
  }

  String column(String name) {
    return text("column." + name);
  }

  /** A row's label; a date or month as it is. */
  String value(String column, String code) {
    return words.getProperty(
        "value." + column + "." + code, words.getProperty("value." + code, code));
  }

  String hidden(SmallNumbers.Hidden hidden) {
    return text("hidden." + hidden);
  }

  /** The part of the file's name that says which report it is. */
  String file(ReportName report) {
    return text("file." + report);
  }

  private String text(String key) {
    String text = words.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException(key);
    }
    return text;
  }

  private static Properties load(String tag) {
    InputStream found = ReportTexts.class.getResourceAsStream("/report/" + tag + ".properties");
    if (found == null) {
      return load(Languages.DEFAULT);
    }
    Properties words = new Properties();
    try (InputStreamReader reader = new InputStreamReader(found, StandardCharsets.UTF_8)) {
      words.load(reader);
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
