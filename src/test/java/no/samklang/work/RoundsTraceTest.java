package no.samklang.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import no.samklang.trace.Trace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTraceTest {
  private final Vertx vertx = Vertx.vertx();
  private final Rounds rounds = new Rounds(vertx);
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    rounds.stop();
    vertx.rxClose().blockingAwait();
  }

  @Test
  void eachRoundGoesByATraceIdOfItsOwnToItsEnd() {
    rounds.every(Duration.ofMillis(5), "the test", this::round);
    await().until(() -> seen.size() >= 6);
    assertThat(seen).allMatch(step -> step.matches("[0-9a-f]{32} [0-9a-f]{32}"));
    assertThat(seen).doesNotHaveDuplicates().allMatch(step -> step.startsWith(step.substring(33)));
  }

  private Completable round() {
    String begun = Trace.current();
    return Single.timer(1, TimeUnit.MILLISECONDS, RxHelper.scheduler(vertx))
        .doOnSuccess(later -> seen.add(begun + " " + Trace.current()))
        .ignoreElement();
  }
}
