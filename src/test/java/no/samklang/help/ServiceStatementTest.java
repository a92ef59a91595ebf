package no.samklang.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import no.samklang.config.Settings;
import no.samklang.config.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an installation tells of itself (HELP-3), by its settings. */
class ServiceStatementTest {
  private static final String PAGE = "https://uustatus.no/nb/erklaringer/publisert/1";

  @Test
  void saysWhatIsSet() {
    ServiceStatement statement =
        ServiceStatement.of(
            Settings.with(
                Map.of(
                    "public.support", "tel:+4722334455",
                    "public.accessibilityStatement", PAGE,
                    "public.privacyContact", "mailto:ombud@kommune.example",
                    "retention.formDrafts", "240h")));
    assertThat(statement.support()).contains(URI.create("tel:+4722334455"));
    assertThat(statement.accessibilityStatement()).contains(URI.create(PAGE));
    assertThat(statement.accessibilityContact()).isEmpty();
    assertThat(statement.keptDays().formDrafts()).isEqualTo(10);
    assertThat(statement.keptDays().deletedDrafts()).isEqualTo(30);
    assertThat(statement.keptDays().accessLog()).isEqualTo(1825);
  }

  @ParameterizedTest
  @CsvSource({
    "public.support, javascript:alert(1)",
    "public.accessibilityStatement, http://uustatus.no/",
    "public.accessibilityContact, kommune.example",
    "public.privacyContact, data:text/html;x"
  })
  void anAddressThatCantBeShownStopsTheStart(String key, String value) {
    assertThatThrownBy(() -> Settings.with(Map.of(key, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key);
  }

  /** The days that aren't settings are those of the jobs that delete. */
  @ParameterizedTest
  @CsvSource({
    "no.samklang.bin.BinRepository, RETENTION, 30",
    "no.samklang.auth.SessionExpiryJob, SESSION_RETENTION, 90"
  })
  void theDaysAreThoseOfTheJobs(String type, String constant, int days) throws Exception {
    Field field = Class.forName(type).getDeclaredField(constant);
    field.setAccessible(true);
    assertThat(field.get(null)).isEqualTo(Duration.ofDays(days));
    ServiceStatement.KeptDays kept = ServiceStatement.of(Settings.with(Map.of())).keptDays();
    assertThat(new long[] {kept.bin(), kept.sessions()}).contains(days);
  }
}
