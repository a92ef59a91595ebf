package no.samklang.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.subjects.SingleSubject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import org.junit.jupiter.api.Test;

/** Asynchronous work in turn, with a bounded queue (DOC-2). */
class ConcurrencyLimiterTest {
  private final AtomicInteger rejected = new AtomicInteger();
  private final ConcurrencyLimiter limiter =
      new ConcurrencyLimiter(1, 1, rejected::incrementAndGet);

  @Test
  void oneRunsOneWaitsAndTheNextIsToldWhenToComeBack() {
    SingleSubject<String> first = SingleSubject.create();
    AtomicInteger begun = new AtomicInteger();
    TestObserver<String> running = limiter.run(() -> first).test();
    TestObserver<String> waiting =
        limiter.run(() -> Single.fromCallable(() -> "second " + begun.incrementAndGet())).test();
    TestObserver<String> refused = limiter.run(() -> Single.just("third")).test();
    assertThat(begun).hasValue(0);
    assertThat(rejected).hasValue(1);
    refused.assertError(
        failure ->
            failure instanceof Failure.Unavailable unavailable
                && unavailable.retryAfter().equals(Duration.ofSeconds(5)));
    first.onSuccess("first");
    running.assertValue("first");
    waiting.assertValue("second 1");
    limiter.run(() -> Single.just("fourth")).test().assertValue("fourth");
  }

  @Test
  void failedAndCancelledWorkGivesItsPlaceToTheNext() {
    limiter
        .run(() -> Single.error(new IllegalStateException()))
        .test()
        .assertError(IllegalStateException.class);
    limiter
        .run(
            () -> {
              throw new IllegalStateException();
            })
        .test()
        .assertError(IllegalStateException.class);
    limiter.run(Single::never).test().dispose();
    limiter.run(() -> Single.just("next")).test().assertValue("next");
  }

  /** One person who asks for a hundred files leaves room for the others (DOC-2, PRINT-1). */
  @Test
  void onePersonsWorkLeavesRoomForOthers() {
    ConcurrencyLimiter wide = new ConcurrencyLimiter(1, 12, rejected::incrementAndGet);
    PersonId greedy = new PersonId(new UUID(0, 1));
    SingleSubject<String> first = SingleSubject.create();
    TestObserver<String> running = wide.run(greedy, () -> first).test();
    List<TestObserver<String>> more =
        IntStream.range(0, 30)
            .mapToObj(i -> wide.run(greedy, () -> Single.just("more")).test())
            .toList();
    assertThat(rejected).hasValue(28);
    TestObserver<String> other =
        wide.run(new PersonId(new UUID(0, 2)), () -> Single.just("other")).test();
    first.onSuccess("first");
    running.assertValue("first");
    other.assertValue("other");
    assertThat(more).filteredOn(work -> work.values().contains("more")).hasSize(2);
    wide.run(greedy, () -> Single.just("again")).test().assertValue("again");
  }
}
