package no.samklang.notification;

import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import no.samklang.TestDatabase;
import no.samklang.TestServer;
import no.samklang.config.Secret;
import no.samklang.config.Settings;
import no.samklang.config.Settings.SecuritySettings;
import no.samklang.db.Database;
import no.samklang.db.DatabaseServer;
import no.samklang.event.TypedEventBus;
import no.samklang.metrics.Metrics;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.security.ServiceKey;
import no.samklang.security.ServiceKey.Purpose;

/** An outbox in its own database, with one recipient and dispatchers for it. */
record TestOutbox(Vertx vertx, TestDatabase database, Settings settings, Database db)
    implements AutoCloseable {
  static final ServiceKey KEY =
      ServiceKey.load(new SecuritySettings(new Secret(TestServer.KEY)), Path.of("target"));
  static final String PERSON = "00000000-0000-4000-8000-000000000002";

  static TestOutbox open() {
    Vertx vertx = Vertx.vertx();
    TestDatabase database = TestDatabase.create();
    Settings settings =
        Settings.with(
            Map.of(
                "database.uri",
                database.uri(),
                "notices.maxAttempts",
                "3",
                "notices.dailyBudget",
                "100000",
                "notices.batch",
                "10",
                "notices.timeout",
                "1s"));
    Database db =
        Database.open(
            vertx,
            new DatabaseServer(settings).start(vertx).blockingGet(),
            settings.database(),
            TypedEventBus.of(vertx),
            new Metrics());
    database.run(
        """
        insert into organisation (id, municipality_id, name)
        values ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000001', 'X')""");
    database.run(
        """
        insert into person (id, municipality_id, first_name, last_name, email, mobile)
        values ('%s', '00000000-0000-4000-8000-000000000001', 'A', 'B', 'a@eksempel.example', '+4790000001')"""
            .formatted(PERSON));
    return new TestOutbox(vertx, database, settings, db);
  }

  void clear() {
    run("delete from outbox");
  }

  /** A dispatcher with this sender for both channels. */
  OutboxDispatcher dispatcher(Clock clock, Sender sender) {
    return dispatcher(clock, sender, Duration.ofHours(1));
  }

  OutboxDispatcher dispatcher(Clock clock, Sender sender, Duration openTime) {
    SenderFactory senders =
        new SenderFactory(Map.of(NoticeChannel.SMS, sender, NoticeChannel.EMAIL, sender));
    return new OutboxDispatcher(vertx, db, clock, settings, KEY, senders, Duration.ZERO, openTime);
  }

  /** Inserts waiting SMS with a secret or null; the time is an SQL expression. */
  void insert(int count, String template, String secret, String expiresAt) {
    run(
        """
        insert into outbox (id, created_at, person_id, channel, template, secret, expires_at, next_at)
        select gen_random_uuid(), now(), '%s', 'SMS', '%s', %s, %s, now() - interval '1 second'
          from generate_series(1, %d)"""
            .formatted(PERSON, template, encrypted(secret), expiresAt, count));
  }

  private static String encrypted(String secret) {
    return secret == null ? "null" : "'" + KEY.encrypt(Purpose.OUTBOX, secret) + "'";
  }

  void run(String statement) {
    database.run(statement);
  }

  /** The least or the greatest id: {@code min} or {@code max}. */
  UUID id(String which) {
    return UUID.fromString(database.value("select " + which + "(id::text) from outbox"));
  }

  int count(String condition) {
    return Integer.parseInt(database.value("select count(*) from outbox where " + condition));
  }

  @Override
  public void close() {
    db.close().andThen(vertx.rxClose()).blockingAwait();
  }
}
