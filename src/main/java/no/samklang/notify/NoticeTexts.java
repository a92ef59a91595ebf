package no.samklang.notify;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.samklang.notify.Notices.Channel;

/**
 * The texts of notices in the languages that people can choose. They hold a code, a password or the
 * service's address, and nothing else (NOTIF-2).
 */
final class NoticeTexts {
  /** As the column {@code person.language} allows them. */
  static final List<Locale> LANGUAGES =
      List.of(Locale.forLanguageTag("nb"), Locale.forLanguageTag("nn"), Locale.ENGLISH);

  private final Map<Locale, Properties> texts;
  private final String url;

  NoticeTexts(URI publicUrl) {
    this.texts =
        LANGUAGES.stream().collect(Collectors.toMap(Function.identity(), NoticeTexts::load));
    this.url = publicUrl.toString();
  }

  Notice notice(OutboxStore.Taken taken) {
    String key = taken.template().name();
    String subject =
        taken.channel() == Channel.EMAIL ? text(taken.language(), key + ".subject") : null;
    String text = text(taken.language(), key + "." + taken.channel().name());
    return new Notice(
        taken.to(), subject, new TextTemplate(text).fill(place -> value(place, taken)));
  }

  private String value(String place, OutboxStore.Taken taken) {
    return switch (place) {
      case "secret" -> taken.secret().orElse("");
      case "url" -> url;
      default -> throw new IllegalStateException("No value for " + place);
    };
  }

  private String text(Locale language, String key) {
    String text = texts.get(language).getProperty(key);
    if (text == null) {
      throw new IllegalStateException("No text for " + key + " in " + language);
    }
    return text;
  }

  /** The texts of a language as they are written. */
  static Properties load(Locale language) {
    Properties properties = new Properties();
    try (Reader reader =
        new InputStreamReader(
            NoticeTexts.class
                .getClassLoader()
                .getResourceAsStream("notices/" + language.toLanguageTag() + ".properties"),
            StandardCharsets.UTF_8)) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
