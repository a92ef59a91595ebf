package no.samklang.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.rxjava3.core.Vertx;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import no.samklang.TestDatabase;
import no.samklang.auth.Passwords;
import no.samklang.bus.Bus;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.DatabaseServer;
import no.samklang.metrics.Metrics;
import no.samklang.work.WorkerPool;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a municipality has by the schema that landed last is all there after the next start. */
class MigrationIT {
  /** The newest version whose data is migrated here. */
  private static final String LANDED = "3";

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
  private static final String REMEMBER =
      """
      insert into idempotency (person_id, key, request_hash, message_id, at)
      select person.person_id, 'key-of-a-message', 'hash', message.id, now()
        from (select person_id from account order by person_id limit 1) as person,
             (select id from message order by id limit 1) as message""";

  private static final Vertx VERTX = Vertx.vertx();
  private static TestDatabase database;
  private static Settings settings;

  @BeforeAll
  static void migrateToWhatLanded() {
    database = TestDatabase.create();
    settings = Settings.with(Map.of("database.uri", database.uri(), "http.port", "0"));
    Flyway.configure()
        .dataSource(
            database.address().jdbcUrl(),
            database.address().user(),
            database.address().password().reveal())
        .locations("classpath:db/migration")
        .target(LANDED)
        .load()
        .migrate();
  }

  @AfterAll
  static void close() {
    VERTX.rxClose().blockingAwait();
  }

  @Test
  void theDemosDataIsAllThereAndKeysNameWhatTheyMade() {
    fill();
    database.run(REMEMBER);
    String message = database.value("select message_id from idempotency");
    Map<String, String> before = contents();
    assertThat(start().blockingGet()).isNotNull();
    assertThat(contents()).isEqualTo(before);
    assertThat(database.value("select made_id from idempotency")).isEqualTo(message);
  }

  private static void fill() {
    Metrics metrics = new Metrics();
    Passwords passwords =
        new Passwords(WorkerPool.open(VERTX, metrics, "password", 2, 20), settings.password());
    PgConnectOptions old =
        new PgConnectOptions()
            .setHost(database.address().host())
            .setPort(database.address().port())
            .setDatabase(database.address().name())
            .setUser(database.address().user())
            .setPassword(database.address().password().reveal());
    Database db = Database.open(VERTX, old, settings.database(), Bus.of(VERTX), metrics);
    new DemoData(db, passwords, Clock.systemUTC())
        .fillIfEmpty()
        .andThen(db.close())
        .blockingAwait();
  }

  private static Single<?> start() {
    return new DatabaseServer(settings).start(VERTX);
  }

  /** By table, all that its rows say. */
  private static Map<String, String> contents() {
    Map<String, String> contents = new LinkedHashMap<>();
    for (String table : TABLES) {
      contents.put(
          table,
          database.value(
              "select count(*) || md5(string_agg(t::text, '|' order by t::text)) from %s t"
                  .formatted(table)));
    }
    assertThat(contents).allSatisfy((table, rows) -> assertThat(rows).as(table).isNotNull());
    return contents;
  }
}
