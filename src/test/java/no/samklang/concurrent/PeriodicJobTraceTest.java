package no.samklang.concurrent;

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

class PeriodicJobTraceTest {
  private final Vertx vertx = Vertx.vertx();
  private final PeriodicJobRunner jobs = new PeriodicJobRunner(vertx);
  private final Queue<String> traceIds = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    jobs.cancel();
    vertx.rxClose().blockingAwait();
  }

  @Test
  void eachRunKeepsItsOwnTraceIdToItsEnd() {
    jobs.schedule(Duration.ofMillis(5), "the test", this::recordTraceIds);
    await().until(() -> traceIds.size() >= 6);
    assertThat(traceIds).allMatch(step -> step.matches("[0-9a-f]{32} [0-9a-f]{32}"));
    assertThat(traceIds)
        .doesNotHaveDuplicates()
        .allMatch(step -> step.startsWith(step.substring(33)));
  }

  private Completable recordTraceIds() {
    String begun = Trace.current();
    return Single.timer(1, TimeUnit.MILLISECONDS, RxHelper.scheduler(vertx))
        .doOnSuccess(later -> traceIds.add(begun + " " + Trace.current()))
        .ignoreElement();
  }
}
