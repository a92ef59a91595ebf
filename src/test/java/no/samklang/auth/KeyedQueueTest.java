package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.vertx.rxjava3.core.Vertx;
import java.util.concurrent.TimeUnit;
import no.samklang.trace.Trace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyedQueueTest {
  private final Vertx vertx = Vertx.vertx();
  private final KeyedQueue queue = new KeyedQueue();

  @AfterEach
  void close() {
    vertx.close().blockingAwait();
  }

  @Test
  @SuppressWarnings("CheckReturnValue") // ends in what the test waits for
  void waitingWorkKeepsItsTraceId() {
    SingleSubject<String> first = SingleSubject.create();
    SingleSubject<Boolean> kept = SingleSubject.create();
    vertx.runOnContext(ignored -> Trace.runDetached(() -> enqueued(first).subscribe()));
    vertx.runOnContext(
        ignored ->
            Trace.runDetached(
                () -> {
                  String own = Trace.current();
                  enqueued(Single.fromCallable(() -> "" + Trace.current()))
                      .subscribe(seen -> kept.onSuccess(seen.equals(own)), kept::onError);
                }));
    vertx.runOnContext(ignored -> Trace.runDetached(() -> first.onSuccess("done")));
    assertThat(kept.timeout(10, TimeUnit.SECONDS).blockingGet()).isTrue();
  }

  private Single<String> enqueued(Single<String> work) {
    return queue.runExclusively("account", work);
  }
}
