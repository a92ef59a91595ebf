package no.samklang.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  private static final Vertx VERTX = Vertx.vertx();

  private final SingleSubject<String> work = SingleSubject.create();

  @AfterAll
  static void close() {
    VERTX.rxClose().blockingAwait();
  }

  private TestObserver<String> within(Duration limit) {
    return work.lift(new TimeLimit<>(VERTX, limit)).test();
  }

  @Test
  void whatComesInTimeIsPassedOn() {
    TestObserver<String> waiting = within(Duration.ofMinutes(1));
    work.onSuccess("done");
    waiting.assertResult("done");
  }

  @Test
  void whatTakesLongerFailsAndIsLetGo() {
    TestObserver<String> waiting = within(Duration.ofMillis(20));
    waiting.awaitDone(10, TimeUnit.SECONDS).assertError(TimeoutException.class);
    assertThat(work.hasObservers()).isFalse();
    work.onSuccess("late");
    waiting.assertNoValues();
  }

  @Test
  void whoDoesNotWaitAnyMoreIsToldNothing() {
    TestObserver<String> waiting = within(Duration.ofMillis(20));
    waiting.dispose();
    assertThat(work.hasObservers()).isFalse();
    waiting.assertNotComplete().assertNoErrors();
  }

  @Test
  void aFailureIsPassedOn() {
    Single.error(new IllegalStateException("no"))
        .lift(new TimeLimit<>(VERTX, Duration.ofMinutes(1)))
        .test()
        .assertError(IllegalStateException.class);
  }
}
