package no.samklang.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.observers.TestObserver;
import io.vertx.rxjava3.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import no.samklang.error.Failure;
import no.samklang.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
  private final Vertx vertx = Vertx.vertx();
  private final WorkerPool pool = WorkerPool.open(vertx, new Metrics(), "the test", 1, 0);

  @AfterEach
  void close() {
    vertx.rxClose().blockingAwait();
  }

  /** A file is written piece by piece, each as soon as the one before is there. */
  @Test
  void whoeverGetsAResultHasRoomForMore() {
    Single<Integer> pieces = pool.run(() -> 1);
    for (int i = 0; i < 50; i++) {
      pieces = pieces.flatMap(sum -> pool.run(() -> sum + 1));
    }
    assertThat(pieces.blockingGet()).isEqualTo(51);
  }

  @Test
  void refusesWhatThereIsNoRoomFor() {
    CountDownLatch end = new CountDownLatch(1);
    TestObserver<Integer> running =
        pool.run(
                () -> {
                  end.await();
                  return 1;
                })
            .test();
    pool.run(() -> 2).test().awaitDone(5, TimeUnit.SECONDS).assertError(Failure.Unavailable.class);
    end.countDown();
    running.awaitDone(5, TimeUnit.SECONDS).assertValue(1);
  }

  @Test
  void makesRoomAfterAFailure() {
    pool.run(
            () -> {
              throw new IllegalStateException("of the test");
            })
        .test()
        .awaitDone(5, TimeUnit.SECONDS)
        .assertError(IllegalStateException.class);
    assertThat(pool.run(() -> 1).blockingGet()).isEqualTo(1);
  }
}
