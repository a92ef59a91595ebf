package no.samklang.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of the database and the mail server; secrets are kept out of messages. */
class SettingsAddressTest {
  private static final String DATABASE = "postgresql://sam:hemmelig@db:5432/samklang";
  private static final String SMTP = "smtp://post:hemmelig@mail.example.no:587";

  @Test
  void databaseUriIsParsed() {
    String uri = "postgresql://sam:p%40ss+%2F@my_db:5433/plans?sslmode=verify-full";
    DatabaseAddress address =
        Settings.with(Map.of("database.uri", uri)).database().uri().orElseThrow();
    assertThat(address)
        .isEqualTo(
            new DatabaseAddress(
                "my_db", 5433, "plans", "sam", new Secret("p@ss+/"), "verify-full"));
    assertThat(address.jdbcUrl())
        .isEqualTo(
            "jdbc:postgresql://my_db:5433/plans?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
    assertThat(DatabaseAddress.parse("postgresql://u:p@[::1]/n").jdbcUrl())
        .isEqualTo("jdbc:postgresql://[::1]:5432/n?sslmode=prefer");
    assertThat(DatabaseAddress.parse("postgresql://u:p@localhost/n").sslMode()).isEqualTo("prefer");
    assertThat(DatabaseAddress.parse("postgresql://u:p@db.kommune.example/n").sslMode())
        .isEqualTo("verify-full");
    assertThat(DatabaseAddress.parse("postgresql://u:p@10.0.0.7/n?sslmode=disable").sslMode())
        .isEqualTo("disable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://sam:hemmelig@db:5432",
        "postgresql://db:5432/samklang",
        "postgresql://sam@db:5432/samklang",
        "mysql://sam:hemmelig@db/samklang",
        "postgresql://sam:hem@melig@db/samklang",
        "postgresql://sam:hemmelig@db:70000/samklang",
        "postgresql://sam:hemmelig%zz@db/samklang",
        "postgresql://sam:hemmelig@db/samklang?sslmode=hemmelig",
        "hemmelig"
      })
  void anInvalidDatabaseUriIsReportedButNotQuoted(String uri) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> Settings.with(Map.of("database.uri", uri)))
        .withMessageStartingWith("database.uri: ")
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1).doesNotContain("hemmelig"));
  }

  @Test
  void migrationsMayUseASeparateRole() {
    Map<String, String> values = new HashMap<>(Map.of("database.uri", DATABASE));
    Settings.DatabaseSettings withoutRole = Settings.with(values).database();
    assertThat(withoutRole.migrationAddress(withoutRole.uri().orElseThrow()))
        .isEqualTo(withoutRole.uri().get());

    values.putAll(Map.of("database.migrationUser", "eier", "database.migrationPassword", "nøkkel"));
    Settings.DatabaseSettings withRole = Settings.with(values).database();
    assertThat(withRole.migrationAddress(withRole.uri().orElseThrow()))
        .isEqualTo(withoutRole.uri().get().withCredentials("eier", new Secret("nøkkel")));
    assertThat(withRole.toString()).doesNotContain("nøkkel");
  }

  @Test
  void smtpUriIsParsed() {
    assertThat(SmtpAddress.parse(SMTP))
        .isEqualTo(new SmtpAddress(false, "mail.example.no", 587, "post", new Secret("hemmelig")));
    assertThat(SmtpAddress.parse("smtps://relay"))
        .isEqualTo(new SmtpAddress(true, "relay", 465, "", Secret.NONE))
        .returns(false, SmtpAddress::hasLogin);
  }
}
