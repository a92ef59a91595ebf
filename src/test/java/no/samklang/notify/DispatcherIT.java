package no.samklang.notify;

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
import no.samklang.notify.DeliveryOutcome.Kind;
import no.samklang.notify.Notices.Channel;
import no.samklang.notify.Notices.Depth;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The outbox is emptied at least once, tried again with patience, and never by two at a time
 * (NOTIF-4).
 */
class DispatcherIT {
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
    outbox.empty();
  }

  @Test
  void sendsWhatWaitsInAsManyBatchesAsItTakes() {
    outbox.put(25, "NEW_MESSAGE", "null", "null");
    run(this::take);
    assertThat(sent).hasSize(25);
    assertThat(outbox.count("sent_at is not null")).isEqualTo(25);
    run(this::take);
    assertThat(sent).hasSize(25);
  }

  @Test
  void whatFailsIsTriedAgainLaterAndLaterAndThenKeptAsFailed() {
    outbox.put(1, "NEW_MESSAGE", "null", "null");
    Function<Notice, Completable> broken =
        notice -> Completable.error(SendFailure.passing("gateway 500"));
    run(broken);
    assertThat(outbox.count("attempts = 1 and failed_at is null and last_error = 'gateway 500'"))
        .isOne();
    run(this::take);
    assertThat(sent).isEmpty(); // not before its time
    clock.pass(Duration.ofSeconds(6));
    run(broken);
    clock.pass(Duration.ofSeconds(11));
    run(broken);
    assertThat(outbox.count("attempts = 3 and failed_at is not null")).isOne();
    clock.pass(Duration.ofDays(1));
    run(this::take);
    assertThat(sent).isEmpty();
  }

  @Test
  void theChannelSaysWhenToTryAgain() {
    outbox.put(1, "NEW_MESSAGE", "null", "null");
    run(
        notice ->
            Completable.error(
                SendFailure.notNow("gateway 429", Optional.of(Duration.ofMinutes(2)))));
    clock.pass(Duration.ofSeconds(110));
    run(this::take);
    assertThat(sent).isEmpty();
    clock.pass(Duration.ofSeconds(15));
    run(this::take);
    assertThat(sent).hasSize(1);
  }

  @Test
  void whatWasSentIsNotTriedAgainAtOnceWhenThatCannotBeTakenDown() {
    outbox.put(1, "NEW_MESSAGE", "null", "null");
    outbox.run("alter table outbox add constraint broken check (sent_at is null)");
    try {
      assertThatThrownBy(() -> run(this::take)).isNotNull();
      clock.pass(Duration.ofSeconds(6));
      run(this::take);
      assertThat(sent).hasSize(1);
      assertThat(outbox.count("last_error is null and failed_at is null")).isOne();
    } finally {
      outbox.run("alter table outbox drop constraint broken");
    }
  }

  @Test
  void whatWasSentIsWrittenLaterAndNotSentAgainWhenTheDatabaseWasAway() {
    outbox.put(1, "NEW_MESSAGE", "null", "null");
    Dispatcher dispatcher = dispatcher(this::take);
    outbox.run("alter table outbox add constraint broken check (sent_at is null)");
    try {
      assertThatThrownBy(() -> dispatcher.run(Channel.SMS).blockingAwait()).isNotNull();
    } finally {
      outbox.run("alter table outbox drop constraint broken");
    }
    clock.pass(Duration.ofMinutes(10)); // longer than the lease
    dispatcher.run(Channel.SMS).blockingAwait();
    assertThat(sent).hasSize(1);
    assertThat(outbox.count("sent_at is not null")).isOne();
  }

  @Test
  void aBatchIsTakenInOneStatementAndEndedInOne() {
    outbox.put(20, "NEW_MESSAGE", "null", "null");
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
      run(this::take);
    } finally {
      outbox.run("drop trigger count_update on outbox");
    }
    assertThat(outbox.count("sent_at is not null")).isEqualTo(20);
    // two full batches, and one that finds nothing
    assertThat(outbox.database().value("select last_value + 1 from updates")).isEqualTo("5");
  }

  @Test
  void anOutcomeThatComesAfterAnotherAttemptDoesNotCountUnlessItWasSent() {
    outbox.put(2, "NEW_MESSAGE", "null", "null");
    outbox.run("update outbox set attempts = 2");
    SortedMap<UUID, DeliveryOutcome> outcomes = new TreeMap<>();
    outcomes.put(outbox.id("min"), new DeliveryOutcome(Kind.SENT, 1, clock.instant(), null));
    outcomes.put(outbox.id("max"), new DeliveryOutcome(Kind.FAILED, 1, clock.instant(), "late"));
    new OutboxStore().end(outbox.db(), outcomes).blockingAwait();
    assertThat(outbox.count("sent_at is not null")).isOne();
    assertThat(outbox.count("failed_at is not null")).isZero();
  }

  @Test
  void whatWillNeverGoWellIsNotTriedAgain() {
    outbox.put(1, "ONE_TIME_CODE", "'123456'", "now() + interval '10 min'");
    run(notice -> Completable.error(SendFailure.forGood("smtp 550")));
    assertThat(outbox.count("attempts = 1 and failed_at is not null and secret is null")).isOne();
  }

  @Test
  void aChannelThatHangsIsGivenUpAndTriedAgain() {
    outbox.put(1, "NEW_MESSAGE", "null", "null");
    run(notice -> Completable.never());
    assertThat(
            outbox.count(
                "attempts = 1 and sent_at is null and failed_at is null and last_error = 'TimeoutException'"))
        .isOne();
  }

  @Test
  void aCodeThatHasRunOutIsNotSentAndAllCodesAreWiped() {
    outbox.put(1, "ONE_TIME_CODE", "'111111'", "now() - interval '1 min'");
    outbox.put(1, "ONE_TIME_CODE", "'222222'", "now() + interval '10 min'");
    run(this::take);
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).text()).contains("222222");
    assertThat(outbox.count("secret is not null")).isZero();
    assertThat(outbox.count("last_error = 'expired'")).isOne();
  }

  @Test
  void twoNodesNeverTakeTheSame() {
    outbox.put(200, "NEW_MESSAGE", "null", "null");
    IntStream.range(0, 4)
        .mapToObj(node -> CompletableFuture.runAsync(() -> run(this::take)))
        .toList()
        .forEach(CompletableFuture::join);
    assertThat(sent).hasSize(200);
    assertThat(outbox.count("attempts > 1")).isZero();
  }

  @Test
  void whatANodeTookAndNeverSentIsTakenAgainAfterItsLease() {
    outbox.put(1, "NEW_MESSAGE", "null", "null");
    var taken =
        new OutboxStore()
            .take(outbox.db(), Channel.SMS, clock.instant(), clock.instant().plusSeconds(31), 10)
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
    outbox.put(2, "NEW_MESSAGE", "null", "null");
    outbox.run(
        "update outbox set sent_at = now() - interval '31 days' where id = (select id from outbox limit 1)");
    outbox.run("update outbox set failed_at = now() - interval '90 days' where sent_at is null");
    dispatcher(this::take).clear().blockingAwait();
    assertThat(outbox.count("true")).isOne();
    assertThat(outbox.count("failed_at is not null")).isOne();
    clock.pass(Duration.ofDays(365));
    dispatcher(this::take).clear().blockingAwait();
    assertThat(outbox.count("true")).isZero();
  }

  @Test
  void oneChannelDoesNotWaitForTheOther() {
    outbox.put(1, "NEW_MESSAGE", "null", "null");
    outbox.run("update outbox set channel = 'EMAIL'");
    outbox.put(1, "NEW_MESSAGE", "null", "null");
    dispatcher(this::take).run(Channel.EMAIL).blockingAwait();
    assertThat(sent).extracting(Notice::to).containsExactly("a@eksempel.example");
    assertThat(outbox.count("channel = 'SMS' and attempts = 0")).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "nb, Logg inn for å lese det",
    "nn, Logg inn for å lese det",
    "en, Log in to read it"
  })
  void eachIsToldInTheirLanguage(String language, String words) {
    outbox.run("update person set language = '" + language + "'");
    outbox.put(1, "NEW_MESSAGE", "null", "null");
    run(this::take);
    assertThat(sent.get(0).text()).contains(words);
    outbox.run("update person set language = 'nb'");
  }

  @Test
  void whatIsUnderWayIsTakenDownBeforeTheDispatcherRests() {
    outbox.put(20, "NEW_MESSAGE", "null", "null");
    CompletableSubject answer = CompletableSubject.create();
    AtomicInteger asked = new AtomicInteger();
    Dispatcher dispatcher =
        dispatcher(notice -> answer.doOnSubscribe(begun -> asked.incrementAndGet()));
    TestObserver<Void> round = dispatcher.run(Channel.SMS).test();
    await().until(() -> asked.get() > 0);
    TestObserver<Void> rest = dispatcher.rest().test();
    answer.onComplete();
    rest.awaitDone(10, SECONDS).assertComplete();
    round.assertComplete();
    assertThat(outbox.count("sent_at is not null")).isEqualTo(asked.get());
    assertThat(outbox.count("attempts = 0")).isEqualTo(20 - asked.get());
  }

  @Test
  void theDepthSaysHowManyWaitSinceWhenAndHowManyFailed() {
    assertThat(depth(dispatcher(this::take))).isEqualTo(new Depth(0, Optional.empty(), 0));
    outbox.put(4, "NEW_MESSAGE", "null", "null");
    outbox.run("update outbox set due_at = now() + interval '1 min'");
    assertThat(depth(dispatcher(this::take))).isEqualTo(new Depth(4, Optional.empty(), 0));
    outbox.run("update outbox set failed_at = now() where id in (select id from outbox limit 1)");
    outbox.run("update outbox set due_at = '2026-01-01T00:00:00Z' where failed_at is null");
    assertThat(depth(dispatcher(this::take)))
        .isEqualTo(new Depth(3, Optional.of(Instant.parse("2026-01-01T00:00:00Z")), 1));
  }

  private static Depth depth(Dispatcher dispatcher) {
    return dispatcher.depth().blockingGet();
  }

  private Completable take(Notice notice) {
    return Completable.fromAction(() -> sent.add(notice));
  }

  private void run(Function<Notice, Completable> channel) {
    dispatcher(channel).run(Channel.SMS).blockingAwait();
  }

  private Dispatcher dispatcher(Function<Notice, Completable> channel) {
    return outbox.dispatcher(clock, channel::apply);
  }
}
