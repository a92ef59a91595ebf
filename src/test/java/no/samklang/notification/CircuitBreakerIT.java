package no.samklang.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reactivex.rxjava3.core.Completable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import no.samklang.TestClock;
import no.samklang.notification.Notices.NoticeChannel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While a circuit is open nothing is sent, lost or counted as an attempt (NOTIF-4). */
class CircuitBreakerIT {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final int WAITING = 60;
  private static TestOutbox outbox;

  private final TestClock clock = new TestClock();
  private final List<Notice> attempts = Collections.synchronizedList(new ArrayList<>());
  private volatile Supplier<Completable> answer = Completable::complete;

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
  void opensAfterFailuresWithoutCountingAttempts() {
    outbox.insert(WAITING, "NEW_MESSAGE", null, "null");
    OutboxDispatcher dispatcher = dispatcher(LONG);
    answer = () -> Completable.error(SendFailure.channelDown("sms 500"));
    run(dispatcher);
    int before = attempts.size();
    assertThat(before).isBetween(5, 12); // some were in progress when the fifth failed
    assertThat(outbox.count("attempts = 0")).isEqualTo(WAITING - before);
    clock.advance(Duration.ofMinutes(10));
    run(dispatcher);
    assertThat(attempts).hasSize(before);
    assertThat(outbox.count("sent_at is null and failed_at is null")).isEqualTo(WAITING);
  }

  @Test
  void closesAfterASuccessfulAttempt() {
    outbox.insert(WAITING, "NEW_MESSAGE", null, "null");
    OutboxDispatcher dispatcher = dispatcher(SHORT);
    answer = () -> Completable.error(SendFailure.channelDown("sms 500"));
    run(dispatcher);
    int before = attempts.size();
    await().untilAsserted(() -> assertThat(runAndCountAttempts(dispatcher)).isGreaterThan(before));
    answer = Completable::complete;
    await()
        .untilAsserted(
            () -> {
              clock.advance(Duration.ofMinutes(1));
              run(dispatcher);
              assertThat(outbox.count("sent_at is not null")).isEqualTo(WAITING);
            });
  }

  private int runAndCountAttempts(OutboxDispatcher dispatcher) {
    run(dispatcher);
    return attempts.size();
  }

  @Test
  void halfOpenTriesOneNotice() {
    outbox.insert(WAITING, "NEW_MESSAGE", null, "null");
    OutboxDispatcher dispatcher = dispatcher(SHORT);
    answer = () -> Completable.error(SendFailure.channelDown("sms 500"));
    run(dispatcher);
    int before = attempts.size();
    await().untilAsserted(() -> assertThat(runAndCountAttempts(dispatcher)).isEqualTo(before + 1));
  }

  @Test
  void timeoutsOpenTheCircuit() {
    outbox.insert(30, "NEW_MESSAGE", null, "null");
    answer = Completable::never;
    OutboxDispatcher dispatcher = dispatcher(LONG);
    run(dispatcher);
    assertThat(attempts).hasSizeBetween(5, 12);
    assertThat(outbox.count("attempts = 0")).isEqualTo(30 - attempts.size());
  }

  @Test
  void failuresOfOneNumberDoNotOpenTheCircuit() {
    outbox.insert(WAITING, "NEW_MESSAGE", null, "null");
    OutboxDispatcher dispatcher = dispatcher(LONG);
    answer = () -> Completable.error(SendFailure.transientFailure("sms 429", Optional.of(LONG)));
    run(dispatcher);
    assertThat(outbox.count("attempts = 1 and failed_at is null")).isEqualTo(WAITING);
    clock.advance(LONG);
    answer = () -> Completable.error(SendFailure.permanent("bad number"));
    run(dispatcher);
    assertThat(outbox.count("failed_at is not null and attempts = 2")).isEqualTo(WAITING);
  }

  @Test
  void codeThatExpiresWhileOpenFailsAndIsDeleted() {
    OutboxDispatcher dispatcher = dispatcher(LONG);
    answer = () -> Completable.error(SendFailure.channelDown("sms 500"));
    outbox.insert(20, "NEW_MESSAGE", null, "null");
    run(dispatcher);
    outbox.insert(1, "ONE_TIME_CODE", "481516", "now() + interval '10 min'");
    run(dispatcher);
    assertThat(outbox.count("secret is not null and attempts = 0")).isOne();
    clock.advance(Duration.ofMinutes(11));
    run(dispatcher);
    assertThat(outbox.count("last_error = 'expired' and failed_at is not null and secret is null"))
        .isOne();
    assertThat(outbox.count("failed_at is not null")).isOne();
  }

  private OutboxDispatcher dispatcher(Duration openTime) {
    Sender sender =
        notice ->
            Completable.defer(
                () -> {
                  attempts.add(notice);
                  return answer.get();
                });
    return outbox.dispatcher(clock, sender, openTime);
  }

  private static void run(OutboxDispatcher dispatcher) {
    dispatcher.run(NoticeChannel.SMS).blockingAwait();
  }
}
