package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.vertx.rxjava3.core.Vertx;
import java.util.concurrent.TimeUnit;
import no.samklang.trace.Trace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Turns turns = new Turns();

  @AfterEach
  void close() {
    vertx.close().blockingAwait();
  }

  @Test
  @SuppressWarnings("CheckReturnValue") // ends in what the test waits for
  void whoWaitsForAnotherGoesOnUnderTheirOwnTraceId() {
    SingleSubject<String> first = SingleSubject.create();
    SingleSubject<Boolean> kept = SingleSubject.create();
    vertx.runOnContext(ignored -> Trace.apart(() -> inLine(first).subscribe()));
    vertx.runOnContext(
        ignored ->
            Trace.apart(
                () -> {
                  String own = Trace.current();
                  inLine(Single.fromCallable(() -> "" + Trace.current()))
                      .subscribe(seen -> kept.onSuccess(seen.equals(own)), kept::onError);
                }));
    vertx.runOnContext(ignored -> Trace.apart(() -> first.onSuccess("done")));
    assertThat(kept.timeout(10, TimeUnit.SECONDS).blockingGet()).isTrue();
  }

  private Single<String> inLine(Single<String> work) {
    return turns.inTurn("account", work);
  }
}
