package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import no.samklang.TestClient;
import no.samklang.TestServer;
import no.samklang.config.Secret;
import no.samklang.config.Settings.SecuritySettings;
import no.samklang.config.SettingsException;
import no.samklang.security.ServiceKey;
import no.samklang.security.ServiceKey.Purpose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads a copy of the database can't use what they read (LOGIN-1, LOGIN-6, LOGIN-10). */
class SecretsAtRestIT {
  private static final String OLD = "Samklang-demo-1";

  @RegisterExtension static final TestServer server = TestServer.start();

  @Test
  @DisplayName("The signing key and the secrets that wait in the outbox are encrypted")
  void signingKeyAndWaitingSecretsAreEncrypted() {
    assertThat(server.value("select private_key from signing_key")).doesNotContain("PRIVATE KEY");
    server.sql("create table kept as select secret from outbox where false");
    server.sql(
        """
        create function keep() returns trigger language plpgsql security definer as $$
        begin insert into kept values (new.secret); return new; end $$;
        create trigger keep after insert on outbox for each row when (new.secret is not null) execute function keep()""");
    Instant before = server.clock().instant();
    JsonObject open = server.client().submitPassword("lege", OLD).expect(200).body();
    String code = server.client().awaitCode(open.getString("sentTo"), before);
    assertThat(server.value("select secret from kept")).doesNotContain(code).hasSizeGreaterThan(40);
    assertThat(server.value(GUESSED.formatted(code))).isEqualTo("0");
  }

  private static final String GUESSED =
      "select count(*) from one_time_code where code_hash = sha256(convert_to(person_id || ':%s',"
          + " 'UTF8'))";

  @Test
  @DisplayName("A session's id is the hash of what the token holds")
  void sessionIdsAreHashes() {
    TestClient client = server.loggedIn("lege");
    String claims = client.cookie().split("\\.")[1];
    String json = new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8);
    UUID secret = UUID.fromString(new JsonObject(json).getString("sid"));
    assertThat(server.value("select count(*) from session where id = '%s'".formatted(secret)))
        .isEqualTo("0");
    String id = new SessionSecret(secret).session().toString();
    assertThat(server.value("select count(*) from session where id = '%s'".formatted(id)))
        .isEqualTo("1");
  }

  @Test
  @DisplayName("A session's secret is random in all its bits, also those that a UUID has fixed")
  void sessionSecretsHave128RandomBits() {
    long ones = 0;
    long zeros = 0;
    for (int i = 0; i < 200; i++) {
      UUID secret = SessionSecret.random().value();
      ones |= secret.getMostSignificantBits() & 0xF000L;
      zeros |= ~secret.getMostSignificantBits() & 0xF000L;
    }
    assertThat(ones & zeros).isEqualTo(0xF000L);
  }

  @Test
  @DisplayName("With another key the service doesn't start, and says which setting it is")
  void anotherKeyStopsTheStart() {
    String other = Base64.getEncoder().encodeToString(new byte[32]);
    assertThatThrownBy(() -> TestServer.startOn(server.database(), Map.of("security.key", other)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("security.key");
  }

  @Test
  @DisplayName("Without a setting the key is a file that only its owner reads")
  void theKeyIsAFileOfTheDataDirectory(@TempDir Path dir) throws Exception {
    SecuritySettings none = new SecuritySettings(new Secret(""));
    String encrypted = ServiceKey.load(none, dir).encrypt(Purpose.OUTBOX, "123456");
    assertThat(ServiceKey.load(none, dir).decrypt(Purpose.OUTBOX, encrypted)).isEqualTo("123456");
    assertThat(Files.getPosixFilePermissions(dir.resolve("samklang.key"))).hasSize(2);
    assertThatThrownBy(() -> ServiceKey.load(none, dir).decrypt(Purpose.SIGNING_KEY, encrypted))
        .isInstanceOf(SettingsException.class);
    assertThatThrownBy(() -> ServiceKey.load(new SecuritySettings(new Secret("c2hvcnQ=")), dir))
        .hasMessageContaining("security.key");
  }
}
