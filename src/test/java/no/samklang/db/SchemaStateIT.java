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
 * A start looks at the schema's comment, and runs Flyway only when that isn't what it expects.
 * Whether Flyway ran is seen by a checksum that it would refuse.
 */
class SchemaStateIT {
  private static final Vertx VERTX = Vertx.vertx();
  private static final String SPOIL =
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
    database.run(SPOIL);
  }

  @AfterAll
  static void close() {
    VERTX.rxClose().blockingAwait();
  }

  @Test
  void aSchemaThatIsCurrentIsLeftAlone() {
    assertThat(start(database).getProperties()).containsEntry("role", "samklang_runtime");
  }

  @Test
  void otherFilesAreMigrated() {
    database.run("comment on table flyway_schema_history is 'of another version'");
    assertThatThrownBy(() -> start(database)).isInstanceOf(DatabaseStartException.class);
  }

  @Test
  void aSchemaThatNothingIsKnownOfIsMigrated() {
    database.run("comment on table flyway_schema_history is null");
    assertThatThrownBy(() -> start(database)).isInstanceOf(DatabaseStartException.class);
  }

  @Test
  void whatTheRuntimeRoleMayNotIsGrantedByMigrating() {
    database.run("revoke select on flyway_schema_history from samklang_runtime");
    assertThatThrownBy(() -> start(database)).isInstanceOf(DatabaseStartException.class);
  }

  @Test
  void migratingLeavesTheCommentOfItsFiles() {
    assertThat(database.value("select obj_description('flyway_schema_history'::regclass)"))
        .isEqualTo(MigrationFiles.fingerprint())
        .matches("[0-9a-f]{64}");
  }

  private static PgConnectOptions start(TestDatabase database) {
    Settings settings = Settings.with(Map.of("database.uri", database.uri()));
    return new DatabaseServer(settings).start(VERTX).blockingGet();
  }
}
