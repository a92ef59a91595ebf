package no.samklang.concurrent;

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

class PeriodicJobRunnerTest {
  private static final Duration INTERVAL = Duration.ofMillis(5);

  private final Vertx vertx = Vertx.vertx();
  private final PeriodicJobRunner jobs = new PeriodicJobRunner(vertx);
  private final AtomicInteger started = new AtomicInteger();

  @AfterEach
  void close() {
    vertx.rxClose().blockingAwait();
  }

  @Test
  void aFailedRunDoesNotStopTheSchedule() {
    jobs.schedule(
        INTERVAL,
        "failures",
        () -> {
          started.incrementAndGet();
          return Completable.error(new IllegalStateException());
        });
    await().until(() -> started.get() > 3);
  }

  @Test
  void shutdownWaitsForTheRunInProgressAndStartsNoOther() {
    CompletableSubject run = CompletableSubject.create();
    jobs.schedule(INTERVAL, "long runs", () -> run.doOnSubscribe(on -> started.incrementAndGet()));
    await().until(() -> started.get() == 1);
    TestObserver<Void> end = jobs.shutdown().test();
    assertThat(end.isDisposed()).isFalse();
    end.assertNotComplete();
    run.onComplete();
    await().untilAsserted(end::assertComplete);
    assertThat(started).hasValue(1);
  }

  @Test
  void shutdownDoesNotWaitForARunThatNeverEnds() {
    jobs.schedule(
        INTERVAL, "endless runs", () -> Completable.never().doOnSubscribe(on -> started.set(1)));
    await().until(() -> started.get() == 1);
    TestObserver<Void> end = jobs.shutdown().test();
    await().untilAsserted(end::assertComplete);
  }
}
