package no.samklang.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final Duration OFTEN = Duration.ofMillis(5);

  private final Vertx vertx = Vertx.vertx();
  private final Rounds rounds = new Rounds(vertx);
  private final AtomicInteger begun = new AtomicInteger();

  @AfterEach
  void close() {
    vertx.rxClose().blockingAwait();
  }

  @Test
  void aRoundThatFailsIsFollowedByTheNext() {
    rounds.every(
        OFTEN,
        "failures",
        () -> {
          begun.incrementAndGet();
          return Completable.error(new IllegalStateException());
        });
    await().until(() -> begun.get() > 3);
  }

  @Test
  void theEndWaitsForTheRoundAtHandAndBeginsNoOther() {
    CompletableSubject round = CompletableSubject.create();
    rounds.every(OFTEN, "long rounds", () -> round.doOnSubscribe(on -> begun.incrementAndGet()));
    await().until(() -> begun.get() == 1);
    TestObserver<Void> end = rounds.finish().test();
    assertThat(end.isDisposed()).isFalse();
    end.assertNotComplete();
    round.onComplete();
    await().untilAsserted(end::assertComplete);
    assertThat(begun).hasValue(1);
  }

  @Test
  void theEndDoesNotWaitForARoundThatNeverEnds() {
    rounds.every(
        OFTEN, "endless rounds", () -> Completable.never().doOnSubscribe(on -> begun.set(1)));
    await().until(() -> begun.get() == 1);
    TestObserver<Void> end = rounds.finish().test();
    await().untilAsserted(end::assertComplete);
  }
}
