package no.samklang.notify;

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
import no.samklang.notify.Notices.Channel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A channel that is down is left alone, and nothing is lost or counted meanwhile (NOTIF-4). */
class ChannelDownIT {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final int WAITING = 60;
  private static TestOutbox outbox;

  private final TestClock clock = new TestClock();
  private final List<Notice> tried = Collections.synchronizedList(new ArrayList<>());
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
    outbox.empty();
  }

  @Test
  void afterSomeFailuresInARowNothingIsTriedAndNothingCounted() {
    outbox.put(WAITING, "NEW_MESSAGE", "null", "null");
    Dispatcher dispatcher = dispatcher(LONG);
    answer = () -> Completable.error(SendFailure.passing("sms 500"));
    run(dispatcher);
    int before = tried.size();
    assertThat(before).isBetween(5, 12); // some were under way when the fifth failed
    assertThat(outbox.count("attempts = 0")).isEqualTo(WAITING - before);
    clock.pass(Duration.ofMinutes(10));
    run(dispatcher);
    assertThat(tried).hasSize(before);
    assertThat(outbox.count("sent_at is null and failed_at is null")).isEqualTo(WAITING);
  }

  @Test
  void oneIsTriedAfterAWhileAndWhenItGoesAllGo() {
    outbox.put(WAITING, "NEW_MESSAGE", "null", "null");
    Dispatcher dispatcher = dispatcher(SHORT);
    answer = () -> Completable.error(SendFailure.passing("sms 500"));
    run(dispatcher);
    int before = tried.size();
    await().untilAsserted(() -> assertThat(triedAgain(dispatcher)).isGreaterThan(before));
    answer = Completable::complete;
    await()
        .untilAsserted(
            () -> {
              clock.pass(Duration.ofMinutes(1));
              run(dispatcher);
              assertThat(outbox.count("sent_at is not null")).isEqualTo(WAITING);
            });
  }

  private int triedAgain(Dispatcher dispatcher) {
    run(dispatcher);
    return tried.size();
  }

  @Test
  void theOneThatIsTriedIsAlone() {
    outbox.put(WAITING, "NEW_MESSAGE", "null", "null");
    Dispatcher dispatcher = dispatcher(SHORT);
    answer = () -> Completable.error(SendFailure.passing("sms 500"));
    run(dispatcher);
    int before = tried.size();
    await().untilAsserted(() -> assertThat(triedAgain(dispatcher)).isEqualTo(before + 1));
  }

  @Test
  void aChannelThatHangsIsLeftAloneToo() {
    outbox.put(30, "NEW_MESSAGE", "null", "null");
    answer = Completable::never;
    Dispatcher dispatcher = dispatcher(LONG);
    run(dispatcher);
    assertThat(tried).hasSizeBetween(5, 12);
    assertThat(outbox.count("attempts = 0")).isEqualTo(30 - tried.size());
  }

  @Test
  void whatSpeaksOfOneNumberDoesNotShutTheChannel() {
    outbox.put(WAITING, "NEW_MESSAGE", "null", "null");
    Dispatcher dispatcher = dispatcher(LONG);
    answer = () -> Completable.error(SendFailure.notNow("sms 429", Optional.of(LONG)));
    run(dispatcher);
    assertThat(outbox.count("attempts = 1 and failed_at is null")).isEqualTo(WAITING);
    clock.pass(LONG);
    answer = () -> Completable.error(SendFailure.forGood("bad number"));
    run(dispatcher);
    assertThat(outbox.count("failed_at is not null and attempts = 2")).isEqualTo(WAITING);
  }

  @Test
  void aCodeThatRunsOutMeanwhileIsKeptAsExpiredAndWiped() {
    Dispatcher dispatcher = dispatcher(LONG);
    answer = () -> Completable.error(SendFailure.passing("sms 500"));
    outbox.put(20, "NEW_MESSAGE", "null", "null");
    run(dispatcher);
    outbox.put(1, "ONE_TIME_CODE", "'481516'", "now() + interval '10 min'");
    run(dispatcher);
    assertThat(outbox.count("secret = '481516' and attempts = 0")).isOne();
    clock.pass(Duration.ofMinutes(11));
    run(dispatcher);
    assertThat(outbox.count("last_error = 'expired' and failed_at is not null and secret is null"))
        .isOne();
    assertThat(outbox.count("failed_at is not null")).isOne();
  }

  private Dispatcher dispatcher(Duration leftAloneFor) {
    Sender sender =
        notice ->
            Completable.defer(
                () -> {
                  tried.add(notice);
                  return answer.get();
                });
    return outbox.dispatcher(clock, sender, leftAloneFor);
  }

  private static void run(Dispatcher dispatcher) {
    dispatcher.run(Channel.SMS).blockingAwait();
  }
}
