package no.samklang.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.rxjava3.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import no.samklang.TestDatabase;
import no.samklang.TestServer;
import no.samklang.config.Settings;
import no.samklang.db.DatabaseServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Data of the last released schema is complete after migration. */
class MigrationIT {
  /** The schema version that the data is migrated from. */
  private static final int RELEASED = 3;

  private static final List<String> TABLES =
      List.of(
          "person",
          "account",
          "plan",
          "participant",
          "consent",
          "message",
          "message_recipient",
          "mailbox",
          "plan_log",
          "visit");

  private static final String INSERT_IDEMPOTENCY_KEY =
      """
      insert into idempotency (person_id, key, request_hash, message_id, at)
      select person.person_id, 'key-of-a-message', 'hash', message.id, now()
        from (select person_id from account order by person_id limit 1) as person,
             (select id from message order by id limit 1) as message""";

  private static final String THREADS =
      "select string_agg(id || ' ' || thread_id, ',' order by id) from message where thread_id is not null";

  /** The statuses, by the owner, who was the only one to write them before HOME-1 was whole. */
  private static final String STATUSES =
      """
      select string_agg(pl.status || pl.status_at || p.id, ',' order by pl.id) from plan pl
        join participant p on p.plan_id = pl.id and p.role = 'OWNER' where pl.status is not null""";

  private static final String KEPT_STATUSES =
      "select string_agg(text || at || by_id, ',' order by plan_id) from plan_status";

  private static final Vertx VERTX = Vertx.vertx();
  private static TestDatabase database;
  private static LandedSchema released;

  /** Which conversation each message belongs to, as the service wrote it. */
  private static String threads;

  @BeforeAll
  static void createReleased() {
    database = TestDatabase.create();
    released = LandedSchema.create(database, RELEASED);
    try (TestServer demo = TestServer.start()) {
      released.fillFrom(demo.database());
      database.run(INSERT_IDEMPOTENCY_KEY);
      threads = demo.value(THREADS);
    }
  }

  @AfterAll
  static void close() {
    VERTX.rxClose().blockingAwait();
  }

  @Test
  void keepsDataAndConvertsIdempotencyKeys() {
    String message = database.value("select message_id from idempotency");
    Map<String, String> columns = columns();
    Map<String, String> before = contents(columns);
    Settings settings = Settings.with(Map.of("database.uri", database.uri()));
    assertThat(new DatabaseServer(settings).start(VERTX).blockingGet()).isNotNull();
    assertThat(contents(columns)).isEqualTo(before);
    assertThat(database.value(THREADS)).isEqualTo(threads);
    assertThat(database.value(KEPT_STATUSES)).isEqualTo(database.value(STATUSES));
    assertThat(database.value("select made_id from idempotency")).isEqualTo(message);
  }

  private static Map<String, String> columns() {
    return TABLES.stream().collect(Collectors.toMap(table -> table, released::columns));
  }

  /** Row count and hash of the columns of the released schema, by table. */
  private static Map<String, String> contents(Map<String, String> columns) {
    Map<String, String> contents = new LinkedHashMap<>();
    for (String table : TABLES) {
      contents.put(
          table,
          database.value(
              "select count(*) || md5(string_agg(r, '|' order by r)) from (select row(%s)::text as r from %s) x"
                  .formatted(columns.get(table), table)));
    }
    assertThat(contents).allSatisfy((table, rows) -> assertThat(rows).as(table).isNotNull());
    return contents;
  }
}
