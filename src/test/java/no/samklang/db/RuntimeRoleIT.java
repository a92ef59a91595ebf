package no.samklang.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.pgclient.PgException;
import io.vertx.rxjava3.core.Vertx;
import java.util.List;
import java.util.Map;
import no.samklang.TestDatabase;
import no.samklang.config.Settings;
import no.samklang.event.TypedEventBus;
import no.samklang.metrics.Metrics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service's role can't change log rows or the schema (LOGIN-10). */
class RuntimeRoleIT {
  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final Vertx VERTX = Vertx.vertx();
  private static TestDatabase database;
  private static Database db;

  @BeforeAll
  static void open() {
    database = TestDatabase.create();
    Settings settings = Settings.with(Map.of("database.uri", database.uri()));
    db =
        Database.open(
            VERTX,
            new DatabaseServer(settings).start(VERTX).blockingGet(),
            settings.database(),
            TypedEventBus.of(VERTX),
            new Metrics());
  }

  @AfterAll
  static void close() {
    db.close().andThen(VERTX.rxClose()).blockingAwait();
  }

  @Test
  void sessionsUseRuntimeRole() {
    assertThat(
            db.execute("select current_user::text as u")
                .blockingGet()
                .iterator()
                .next()
                .getString("u"))
        .isEqualTo("samklang_runtime");
  }

  @Test
  void canInsertIntoLogButNotChangeIt() {
    db.execute(
            "insert into security_event (at, event, address, user_agent) values (now(), 'LOGIN',"
                + " '', '')")
        .blockingSubscribe();
    for (String change :
        List.of(
            "update security_event set at = now()",
            "delete from security_event",
            "truncate security_event",
            "drop table security_event",
            "alter table security_event disable trigger all",
            "create table mine (id int)",
            "delete from flyway_schema_history")) {
      assertThatThrownBy(() -> db.execute(change).blockingGet())
          .as(change)
          .satisfies(
              failure ->
                  assertThat(((PgException) failure).getSqlState())
                      .isEqualTo(INSUFFICIENT_PRIVILEGE));
    }
    assertThat(database.value("select count(*) from security_event")).isEqualTo("1");
  }

  /** Also of the logs that are added later: whatever is called a log. */
  @Test
  void noLogCanBeChanged() {
    assertThat(
            database.value(
                """
                select count(*) from pg_tables
                 where schemaname = current_schema() and (tablename like '%\\_log' or tablename = 'security_event')"""))
        .isEqualTo("6");
    assertThat(
            database.value(
                """
                select string_agg(tablename || ' ' || privilege, ', ')
                  from pg_tables, unnest(array['update', 'delete', 'truncate']) privilege
                 where schemaname = current_schema()
                   and (tablename like '%\\_log' or tablename in ('security_event', 'plan_log_head', 'plan_deletion', 'consent_signature',
                                                                 'signing_key'))
                   and has_table_privilege('samklang_runtime', tablename, privilege)"""))
        .isNull();
  }

  @Test
  void secondMigrationChangesNothing() {
    Settings settings = Settings.with(Map.of("database.uri", database.uri()));
    String before = database.value("select count(*) from flyway_schema_history");
    assertThat(new DatabaseServer(settings).start(VERTX).blockingGet().getProperties())
        .containsEntry("role", "samklang_runtime");
    assertThat(database.value("select count(*) from flyway_schema_history")).isEqualTo(before);
  }
}
