package no.samklang.notification;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import no.samklang.TestClock;
import no.samklang.notification.DeliveryOutcome.OutcomeKind;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.notification.Notices.OutboxDepth;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Notices are sent at least once, retried with backoff, and claimed by one node at a time
 * (NOTIF-4).
 */
class OutboxDispatcherIT {
  private static TestOutbox outbox;

  private final TestClock clock = new TestClock();
  private final List<Notice> sent = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void open() {
    outbox = TestOutbox.open();
  }

  @AfterAll
  static void close() {
    outbox.close();
  }

  @BeforeEach
  void empty() {
    outbox.clear();
  }

  @Test
  void sendsAllBatches() {
    outbox.insert(25, "NEW_MESSAGE", null, "null");
    run(this::accept);
    assertThat(sent).hasSize(25);
    assertThat(outbox.count("sent_at is not null")).isEqualTo(25);
    run(this::accept);
    assertThat(sent).hasSize(25);
  }

  @Test
  void retriesWithBackoffThenFails() {
    outbox.insert(1, "NEW_MESSAGE", null, "null");
    Function<Notice, Completable> broken =
        notice -> Completable.error(SendFailure.channelDown("gateway 500"));
    run(broken);
    assertThat(outbox.count("attempts = 1 and failed_at is null and last_error = 'gateway 500'"))
        .isOne();
    run(this::accept);
    assertThat(sent).isEmpty(); // not before it is due
    clock.advance(Duration.ofSeconds(6));
    run(broken);
    clock.advance(Duration.ofSeconds(11));
    run(broken);
    assertThat(outbox.count("attempts = 3 and failed_at is not null")).isOne();
    clock.advance(Duration.ofDays(1));
    run(this::accept);
    assertThat(sent).isEmpty();
  }

  @Test
  void respectsRetryAfter() {
    outbox.insert(1, "NEW_MESSAGE", null, "null");
    run(
        notice ->
            Completable.error(
                SendFailure.transientFailure("gateway 429", Optional.of(Duration.ofMinutes(2)))));
    clock.advance(Duration.ofSeconds(110));
    run(this::accept);
    assertThat(sent).isEmpty();
    clock.advance(Duration.ofSeconds(15));
    run(this::accept);
    assertThat(sent).hasSize(1);
  }

  @Test
  void doesNotResendWhenTheOutcomeIsNotRecorded() {
    outbox.insert(1, "NEW_MESSAGE", null, "null");
    outbox.run("alter table outbox add constraint broken check (sent_at is null)");
    try {
      assertThatThrownBy(() -> run(this::accept)).isNotNull();
      clock.advance(Duration.ofSeconds(6));
      run(this::accept);
      assertThat(sent).hasSize(1);
      assertThat(outbox.count("last_error is null and failed_at is null")).isOne();
    } finally {
      outbox.run("alter table outbox drop constraint broken");
    }
  }

  @Test
  void recordsOutcomeAfterDatabaseFailure() {
    outbox.insert(1, "NEW_MESSAGE", null, "null");
    OutboxDispatcher dispatcher = dispatcher(this::accept);
    outbox.run("alter table outbox add constraint broken check (sent_at is null)");
    try {
      assertThatThrownBy(() -> dispatcher.run(NoticeChannel.SMS).blockingAwait()).isNotNull();
    } finally {
      outbox.run("alter table outbox drop constraint broken");
    }
    clock.advance(Duration.ofMinutes(10)); // longer than the lease
    dispatcher.run(NoticeChannel.SMS).blockingAwait();
    assertThat(sent).hasSize(1);
    assertThat(outbox.count("sent_at is not null")).isOne();
  }

  @Test
  void batchTakesTwoStatements() {
    outbox.insert(20, "NEW_MESSAGE", null, "null");
    outbox.run("create sequence updates minvalue 0");
    outbox.run(
        """
        create function count_update() returns trigger language plpgsql security definer as
        $$ begin perform nextval('updates'); return null; end $$""");
    outbox.run(
        """
        create trigger count_update after update on outbox for each statement
          execute function count_update()""");
    try {
      run(this::accept);
    } finally {
      outbox.run("drop trigger count_update on outbox");
    }
    assertThat(outbox.count("sent_at is not null")).isEqualTo(20);
    // two full batches and an empty one
    assertThat(outbox.database().value("select last_value + 1 from updates")).isEqualTo("5");
  }

  @Test
  void lateOutcomeIsIgnoredUnlessSent() {
    outbox.insert(2, "NEW_MESSAGE", null, "null");
    outbox.run("update outbox set attempts = 2");
    SortedMap<UUID, DeliveryOutcome> outcomes = new TreeMap<>();
    outcomes.put(outbox.id("min"), new DeliveryOutcome(OutcomeKind.SENT, 1, clock.instant(), null));
    outcomes.put(
        outbox.id("max"), new DeliveryOutcome(OutcomeKind.FAILED, 1, clock.instant(), "late"));
    new OutboxRepository(TestOutbox.KEY).recordOutcomes(outbox.db(), outcomes).blockingAwait();
    assertThat(outbox.count("sent_at is not null")).isOne();
    assertThat(outbox.count("failed_at is not null")).isZero();
  }

  @Test
  void permanentFailureIsNotRetried() {
    outbox.insert(1, "ONE_TIME_CODE", "123456", "now() + interval '10 min'");
    run(notice -> Completable.error(SendFailure.permanent("smtp 550")));
    assertThat(outbox.count("attempts = 1 and failed_at is not null and secret is null")).isOne();
  }

  @Test
  void hangingChannelTimesOutAndIsRetried() {
    outbox.insert(1, "NEW_MESSAGE", null, "null");
    run(notice -> Completable.never());
    assertThat(
            outbox.count(
                "attempts = 1 and sent_at is null and failed_at is null and last_error = 'TimeoutException'"))
        .isOne();
  }

  /** Whatever fails in between. */
  @Test
  void aNoticeThatMayHaveBeenDeliveredIsSentOnceMoreAtMost() {
    outbox.insert(1, "NEW_MESSAGE", null, "null");
    Function<Notice, Completable> unknown =
        notice -> Completable.error(SendFailure.unknown("smtp no answer"));
    run(unknown);
    clock.advance(Duration.ofSeconds(6));
    run(notice -> Completable.error(SendFailure.transientFailure("smtp 451", Optional.empty())));
    assertThat(outbox.count("attempts = 2 and failed_at is null")).isOne();
    outbox.run("update outbox set attempts = 1"); // the test allows three
    clock.advance(Duration.ofSeconds(11));
    run(unknown);
    assertThat(outbox.count("attempts = 2 and failed_at is not null")).isOne();
  }

  /** The second answer is awaited when the process is killed. */
  @Test
  void aNoticeSentTwiceIsNotSentAgainByAnotherProcess() {
    outbox.insert(1, "NEW_MESSAGE", null, "null");
    for (int process = 0; process < 2; process++) {
      run(
          notice ->
              Completable.error(
                  SendFailure.pending("smtp slow", Duration.ofMinutes(5), Completable.never())));
      clock.advance(Duration.ofMinutes(10));
    }
    run(this::accept);
    assertThat(sent).isEmpty();
    assertThat(outbox.count("failed_at is not null and last_error = 'no answer twice'")).isOne();
  }

  @Test
  void expiredCodeIsNotSentAndCodesAreDeleted() {
    outbox.insert(1, "ONE_TIME_CODE", "111111", "now() - interval '1 min'");
    outbox.insert(1, "ONE_TIME_CODE", "222222", "now() + interval '10 min'");
    run(this::accept);
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).text()).contains("222222");
    assertThat(outbox.count("secret is not null")).isZero();
    assertThat(outbox.count("last_error = 'expired'")).isOne();
  }

  @Test
  void nodesClaimDifferentNotices() {
    outbox.insert(200, "NEW_MESSAGE", null, "null");
    IntStream.range(0, 4)
        .mapToObj(node -> CompletableFuture.runAsync(() -> run(this::accept)))
        .toList()
        .forEach(CompletableFuture::join);
    assertThat(sent).hasSize(200);
    assertThat(outbox.count("attempts > 1")).isZero();
  }

  @Test
  void claimsAgainAfterTheLease() {
    outbox.insert(1, "NEW_MESSAGE", null, "null");
    var claimed =
        new OutboxRepository(TestOutbox.KEY)
            .claim(
                outbox.db(),
                NoticeChannel.SMS,
                clock.instant(),
                clock.instant().plusSeconds(31),
                10)
            .blockingGet();
    assertThat(claimed).hasSize(1);
    run(this::accept);
    assertThat(sent).isEmpty();
    clock.advance(Duration.ofSeconds(32));
    run(this::accept);
    assertThat(sent).hasSize(1);
  }

  @Test
  void channelsAreIndependent() {
    outbox.insert(1, "NEW_MESSAGE", null, "null");
    outbox.run("update outbox set channel = 'EMAIL'");
    outbox.insert(1, "NEW_MESSAGE", null, "null");
    dispatcher(this::accept).run(NoticeChannel.EMAIL).blockingAwait();
    assertThat(sent).extracting(Notice::to).containsExactly("a@eksempel.example");
    assertThat(outbox.count("channel = 'SMS' and attempts = 0")).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "nb, Logg inn for å lese det",
    "nn, Logg inn for å lese det",
    "en, Log in to read it"
  })
  void usesTheRecipientsLanguage(String language, String words) {
    outbox.run("update person set language = '" + language + "'");
    outbox.insert(1, "NEW_MESSAGE", null, "null");
    run(this::accept);
    assertThat(sent.get(0).text()).contains(words);
    outbox.run("update person set language = 'nb'");
  }

  @Test
  void drainRecordsSendsInProgress() {
    outbox.insert(20, "NEW_MESSAGE", null, "null");
    CompletableSubject answer = CompletableSubject.create();
    AtomicInteger started = new AtomicInteger();
    OutboxDispatcher dispatcher =
        dispatcher(notice -> answer.doOnSubscribe(begun -> started.incrementAndGet()));
    TestObserver<Void> round = dispatcher.run(NoticeChannel.SMS).test();
    await().until(() -> started.get() > 0);
    TestObserver<Void> drained = dispatcher.drain().test();
    answer.onComplete();
    drained.awaitDone(10, SECONDS).assertComplete();
    round.assertComplete();
    assertThat(outbox.count("sent_at is not null")).isEqualTo(started.get());
    assertThat(outbox.count("attempts = 0")).isEqualTo(20 - started.get());
  }

  @Test
  void drainRecordsLateAnswers() throws InterruptedException {
    CompletableSubject answer = CompletableSubject.create();
    TestObserver<Void> drained = drainWhilePending(answer);
    assertThat(drained.await(200, MILLISECONDS)).isFalse();
    answer.onComplete();
    drained.awaitDone(10, SECONDS).assertComplete();
    assertThat(outbox.count("sent_at is not null")).isOne();
  }

  @Test
  void drainEndsWithoutLateAnswers() {
    drainWhilePending(Completable.never()).awaitDone(10, SECONDS).assertComplete();
    assertThat(outbox.count("sent_at is null and last_error = 'smtp slow'")).isOne();
  }

  private TestObserver<Void> drainWhilePending(Completable answer) {
    outbox.insert(1, "NEW_MESSAGE", null, "null");
    OutboxDispatcher dispatcher =
        dispatcher(
            notice ->
                Completable.error(SendFailure.pending("smtp slow", Duration.ofMinutes(5), answer)));
    dispatcher.start(outbox.vertx());
    dispatcher.run(NoticeChannel.SMS).blockingAwait();
    return dispatcher.drain().test();
  }

  @Test
  void depthCountsWaitingOverdueAndFailed() {
    assertThat(depth(dispatcher(this::accept))).isEqualTo(new OutboxDepth(0, Optional.empty(), 0));
    outbox.insert(4, "NEW_MESSAGE", null, "null");
    outbox.run("update outbox set due_at = now() + interval '1 min'");
    assertThat(depth(dispatcher(this::accept))).isEqualTo(new OutboxDepth(4, Optional.empty(), 0));
    outbox.run("update outbox set failed_at = now() where id in (select id from outbox limit 1)");
    outbox.run("update outbox set due_at = '2026-01-01T00:00:00Z' where failed_at is null");
    assertThat(depth(dispatcher(this::accept)))
        .isEqualTo(new OutboxDepth(3, Optional.of(Instant.parse("2026-01-01T00:00:00Z")), 1));
  }

  private static OutboxDepth depth(OutboxDispatcher dispatcher) {
    return dispatcher.depth().blockingGet();
  }

  private Completable accept(Notice notice) {
    return Completable.fromAction(() -> sent.add(notice));
  }

  private void run(Function<Notice, Completable> channel) {
    dispatcher(channel).run(NoticeChannel.SMS).blockingAwait();
  }

  private OutboxDispatcher dispatcher(Function<Notice, Completable> channel) {
    return outbox.dispatcher(clock, channel::apply);
  }
}
