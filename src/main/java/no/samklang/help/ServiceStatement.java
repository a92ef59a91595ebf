package no.samklang.help;

import java.net.URI;
import java.util.Optional;
import no.samklang.config.Settings;
import no.samklang.config.Settings.RetentionSettings;
import no.samklang.config.Settings.SiteSettings;

/**
 * What an installation tells everybody of itself, by its settings (HELP-1, HELP-3).
 *
 * @param support who helps last; a {@code mailto:}, {@code tel:} or {@code https:} URI, as are the
 *     other contacts
 * @param accessibilityStatement the municipality's own, at uustatus.no
 */
record ServiceStatement(
    Optional<URI> support,
    Optional<URI> accessibilityStatement,
    Optional<URI> accessibilityContact,
    Optional<URI> privacyContact,
    KeptDays keptDays) {

  /**
   * How long data is kept, in days (LAW-3).
   *
   * @param sessions after they have ended
   */
  record KeptDays(
      long bin,
      long deletedDrafts,
      long formDrafts,
      long knownDevices,
      long sessions,
      long notices,
      long accessLog,
      long securityLog,
      long registerLog,
      long unusedAccounts) {
    // constants of BinRepository and SessionExpiryJob
    private static final long BIN = 30;
    private static final long SESSIONS = 90;

    private static KeptDays of(RetentionSettings settings) {
      return new KeptDays(
          BIN,
          settings.deletedDrafts().toDays(),
          settings.formDrafts().toDays(),
          settings.knownDevices().toDays(),
          SESSIONS,
          settings.sentNotices().toDays(),
          settings.accessLog().toDays(),
          settings.securityLog().toDays(),
          settings.registerLog().toDays(),
          settings.unusedAccounts().toDays());
    }
  }

  static ServiceStatement of(Settings settings) {
    SiteSettings site = settings.site();
    return new ServiceStatement(
        site.support(),
        site.accessibilityStatement(),
        site.accessibilityContact(),
        site.privacyContact(),
        KeptDays.of(settings.retention()));
  }
}
