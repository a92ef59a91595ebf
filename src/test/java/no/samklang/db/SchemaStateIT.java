package no.samklang.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.rxjava3.core.Vertx;
import java.util.Map;
import no.samklang.TestDatabase;
import no.samklang.config.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A start runs Flyway only if the fingerprint in the comment differs. A corrupted checksum, which
 * Flyway rejects, shows whether Flyway ran.
 */
class SchemaStateIT {
  private static final Vertx VERTX = Vertx.vertx();
  private static final String CORRUPT_CHECKSUM =
      "update flyway_schema_history set checksum = checksum + 1 where version = '1'";
  private static TestDatabase migrated;
  private TestDatabase database;

  @BeforeAll
  static void migrate() {
    migrated = TestDatabase.create();
    assertThat(start(migrated).getProperties()).containsEntry("role", "samklang_runtime");
  }

  @BeforeEach
  void copy() {
    database = migrated.copy();
    database.run(CORRUPT_CHECKSUM);
  }

  @AfterAll
  static void close() {
    VERTX.rxClose().blockingAwait();
  }

  @Test
  void skipsFlywayForCurrentSchema() {
    assertThat(start(database).getProperties()).containsEntry("role", "samklang_runtime");
  }

  @Test
  void runsFlywayForOtherFingerprint() {
    database.run("comment on table flyway_schema_history is 'of another version'");
    assertThatThrownBy(() -> start(database)).isInstanceOf(DatabaseStartException.class);
  }

  @Test
  void runsFlywayWithoutFingerprint() {
    database.run("comment on table flyway_schema_history is null");
    assertThatThrownBy(() -> start(database)).isInstanceOf(DatabaseStartException.class);
  }

  @Test
  void runsFlywayIfRuntimeRoleLacksPrivileges() {
    database.run("revoke select on flyway_schema_history from samklang_runtime");
    assertThatThrownBy(() -> start(database)).isInstanceOf(DatabaseStartException.class);
  }

  @Test
  void migrationStoresFingerprint() {
    assertThat(database.value("select obj_description('flyway_schema_history'::regclass)"))
        .isEqualTo(MigrationFiles.fingerprint())
        .matches("[0-9a-f]{64}");
  }

  private static PgConnectOptions start(TestDatabase database) {
    Settings settings = Settings.with(Map.of("database.uri", database.uri()));
    return new DatabaseServer(settings).start(VERTX).blockingGet();
  }
}
