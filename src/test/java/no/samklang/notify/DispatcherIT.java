package no.samklang.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import no.samklang.TestClock;
import no.samklang.TestDatabase;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.DatabaseServer;
import no.samklang.metrics.Metrics;
import no.samklang.notify.Notices.Channel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The outbox is emptied at least once, tried again with patience, and never by two at a time
 * (NOTIF-4).
 */
class DispatcherIT {
  private static final Vertx VERTX = Vertx.vertx();
  private static TestDatabase database;
  private static Settings settings;
  private static Database db;

  private final TestClock clock = new TestClock();
  private final List<Notice> sent = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void open() {
    database = TestDatabase.create();
    settings =
        Settings.with(
            Map.of(
                "database.uri",
                database.uri(),
                "notices.maxAttempts",
                "3",
                "notices.batch",
                "10",
                "notices.timeout",
                "1s"));
    db =
        Database.open(
            VERTX, new DatabaseServer(settings).start(), settings.database(), new Metrics());
    database.run(
        """
        insert into organisation (id, municipality_id, name)
        values ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000001', 'X')""");
    database.run(
        """
        insert into person (id, municipality_id, first_name, last_name, email, mobile)
        values ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', 'A', 'B',
                'a@eksempel.example', '+4790000001')""");
  }

  @AfterAll
  static void close() {
    db.close().andThen(VERTX.rxClose()).blockingAwait();
  }

  @BeforeEach
  void empty() {
    database.run("delete from outbox");
  }

  @Test
  void sendsWhatWaitsInAsManyBatchesAsItTakes() {
    put(25, "NEW_MESSAGE", "null", "null");
    run(this::take);
    assertThat(sent).hasSize(25);
    assertThat(count("sent_at is not null")).isEqualTo(25);
    run(this::take);
    assertThat(sent).hasSize(25);
  }

  @Test
  void whatFailsIsTriedAgainLaterAndLaterAndThenKeptAsFailed() {
    put(1, "NEW_MESSAGE", "null", "null");
    Function<Notice, Completable> broken =
        notice -> Completable.error(SendFailure.passing("gateway 500"));
    run(broken);
    assertThat(count("attempts = 1 and failed_at is null and last_error = 'gateway 500'")).isOne();
    run(this::take);
    assertThat(sent).isEmpty(); // not before its time
    clock.pass(Duration.ofSeconds(6));
    run(broken);
    clock.pass(Duration.ofSeconds(11));
    run(broken);
    assertThat(count("attempts = 3 and failed_at is not null")).isOne();
    clock.pass(Duration.ofDays(1));
    run(this::take);
    assertThat(sent).isEmpty();
  }

  @Test
  void theChannelSaysWhenToTryAgain() {
    put(1, "NEW_MESSAGE", "null", "null");
    run(notice -> Completable.error(SendFailure.passing("gateway 429", Duration.ofMinutes(2))));
    clock.pass(Duration.ofSeconds(110));
    run(this::take);
    assertThat(sent).isEmpty();
    clock.pass(Duration.ofSeconds(15));
    run(this::take);
    assertThat(sent).hasSize(1);
  }

  @Test
  void whatWasSentIsNotTriedAgainAtOnceWhenThatCannotBeTakenDown() {
    put(1, "NEW_MESSAGE", "null", "null");
    database.run("alter table outbox add constraint broken check (sent_at is null)");
    try {
      assertThatThrownBy(() -> run(this::take)).isNotNull();
      clock.pass(Duration.ofSeconds(6));
      run(this::take);
      assertThat(sent).hasSize(1);
      assertThat(count("last_error is null and failed_at is null")).isOne();
    } finally {
      database.run("alter table outbox drop constraint broken");
    }
  }

  @Test
  void whatWillNeverGoWellIsNotTriedAgain() {
    put(1, "ONE_TIME_CODE", "'123456'", "now() + interval '10 min'");
    run(notice -> Completable.error(SendFailure.forGood("smtp 550")));
    assertThat(count("attempts = 1 and failed_at is not null and secret is null")).isOne();
  }

  @Test
  void aChannelThatHangsIsGivenUpAndTriedAgain() {
    put(1, "NEW_MESSAGE", "null", "null");
    run(notice -> Completable.never());
    assertThat(
            count(
                "attempts = 1 and sent_at is null and failed_at is null and last_error = 'TimeoutException'"))
        .isOne();
  }

  @Test
  void aCodeThatHasRunOutIsNotSentAndAllCodesAreWiped() {
    put(1, "ONE_TIME_CODE", "'111111'", "now() - interval '1 min'");
    put(1, "ONE_TIME_CODE", "'222222'", "now() + interval '10 min'");
    run(this::take);
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).text()).contains("222222");
    assertThat(count("secret is not null")).isZero();
    assertThat(count("last_error = 'expired'")).isOne();
  }

  @Test
  void twoNodesNeverTakeTheSame() {
    put(200, "NEW_MESSAGE", "null", "null");
    IntStream.range(0, 4)
        .mapToObj(node -> CompletableFuture.runAsync(() -> run(this::take)))
        .toList()
        .forEach(CompletableFuture::join);
    assertThat(sent).hasSize(200);
    assertThat(count("attempts > 1")).isZero();
  }

  @Test
  void whatANodeTookAndNeverSentIsTakenAgainAfterItsLease() {
    put(1, "NEW_MESSAGE", "null", "null");
    var taken =
        new OutboxStore()
            .take(db, clock.instant(), clock.instant().plusSeconds(31), 10)
            .blockingGet();
    assertThat(taken).hasSize(1);
    run(this::take);
    assertThat(sent).isEmpty();
    clock.pass(Duration.ofSeconds(32));
    run(this::take);
    assertThat(sent).hasSize(1);
  }

  @Test
  void whatWasSentLongAgoIsForgottenAndWhatFailedIsKept() {
    put(2, "NEW_MESSAGE", "null", "null");
    database.run(
        "update outbox set sent_at = now() - interval '31 days' where id = (select id from outbox limit 1)");
    database.run("update outbox set failed_at = now() - interval '90 days' where sent_at is null");
    dispatcher(this::take).clear().blockingAwait();
    assertThat(count("true")).isOne();
    assertThat(count("failed_at is not null")).isOne();
  }

  private Completable take(Notice notice) {
    return Completable.fromAction(() -> sent.add(notice));
  }

  private void run(Function<Notice, Completable> channel) {
    dispatcher(channel).run().blockingAwait();
  }

  private Dispatcher dispatcher(Function<Notice, Completable> channel) {
    Sender sender = channel::apply;
    return new Dispatcher(
        db,
        clock,
        settings,
        new Senders(Map.of(Channel.SMS, sender, Channel.EMAIL, sender)),
        Duration.ZERO);
  }

  private static void put(int count, String template, String secret, String expiresAt) {
    database.run(
        """
        insert into outbox (id, created_at, person_id, channel, template, secret, expires_at, next_at)
        select gen_random_uuid(), now(), '00000000-0000-4000-8000-000000000002', 'SMS', '%s', %s, %s, now() - interval '1 second'
          from generate_series(1, %d)"""
            .formatted(template, secret, expiresAt, count));
  }

  private static int count(String condition) {
    return Integer.parseInt(database.value("select count(*) from outbox where " + condition));
  }
}
