package no.samklang.notify;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import no.samklang.notify.Notices.Channel;

/**
 * The texts of notices. They hold a code, a password or the service's address, and nothing else
 * (NOTIF-2).
 */
final class NoticeTexts {
  private final Properties texts;
  private final String url;

  NoticeTexts(URI publicUrl) {
    this.texts = load("notices/nb.properties");
    this.url = publicUrl.toString();
  }

  Notice notice(OutboxStore.Taken taken) {
    String key = taken.template().name();
    String subject = taken.channel() == Channel.EMAIL ? text(key + ".subject") : null;
    String text = text(key + "." + taken.channel().name());
    return new Notice(
        taken.to(),
        subject,
        text.replace("{secret}", taken.secret().orElse("")).replace("{url}", url));
  }

  private String text(String key) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("No text for " + key);
    }
    return text;
  }

  private static Properties load(String resource) {
    Properties properties = new Properties();
    try (Reader reader =
        new InputStreamReader(
            NoticeTexts.class.getClassLoader().getResourceAsStream(resource),
            StandardCharsets.UTF_8)) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
