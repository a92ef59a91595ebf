package no.samklang.notification;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import no.samklang.config.Settings;

/**
 * The name by which the service greets mail servers and that stands in Message-IDs: many servers
 * refuse one that isn't fully qualified.
 */
final class MailHostName {
  private static final Pattern QUALIFIED =
      Pattern.compile("([A-Za-z0-9-]+\\.)+(?=[A-Za-z])[A-Za-z0-9-]+");

  private MailHostName() {}

  /**
   * {@code smtp.hostName}, otherwise the first fully qualified name of the public address and the
   * sender's domain; empty for the name of this machine.
   */
  static Optional<String> of(Settings settings) {
    Stream<String> derived =
        Stream.concat(
                settings.site().url().map(url -> url.getHost()).stream(),
                settings.smtp().from().map(MailHostName::domain).stream())
            .filter(name -> QUALIFIED.matcher(name).matches());
    return settings.smtp().hostName().or(derived::findFirst);
  }

  /** Of {@code a@example.no} and {@code Name <a@example.no>}. */
  private static String domain(String mailbox) {
    return mailbox.substring(mailbox.lastIndexOf('@') + 1).replace(">", "");
  }
}
