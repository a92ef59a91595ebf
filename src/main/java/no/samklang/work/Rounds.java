package no.samklang.work;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import no.samklang.trace.Trace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done again and again, one round at a time. A round that fails is logged, and the
 * next comes all the same; one that takes longer than the period lets those in between be. Each
 * goes by a trace id of its own.
 */
@CheckReturnValue
public final class Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private static final Duration LONGEST_ROUND = Duration.ofMinutes(10);

  private final Vertx vertx;
  private final CompositeDisposable running = new CompositeDisposable();

  /** To be made on the context that the rounds shall run on. */
  public Rounds(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Does the work once in every period. */
  public void every(Duration period, String name, Supplier<Completable> round) {
    run(ticks(period).onBackpressureDrop(), name, round);
  }

  /** Does the work once in every period, and whenever it is woken. */
  public void every(
      Duration period, PublishProcessor<Long> woken, String name, Supplier<Completable> round) {
    run(ticks(period).mergeWith(woken.onBackpressureLatest()).onBackpressureLatest(), name, round);
  }

  /** Begins no more rounds. */
  public void stop() {
    running.dispose();
  }

  private Flowable<Long> ticks(Duration period) {
    return Flowable.interval(
        0, period.toMillis(), TimeUnit.MILLISECONDS, RxHelper.scheduler(vertx));
  }

  private void run(Flowable<Long> ticks, String name, Supplier<Completable> round) {
    running.add(ticks.concatMapCompletable(tick -> safe(name, round), 1).subscribe());
  }

  private Completable safe(String name, Supplier<Completable> round) {
    return Trace.apart(
        Completable.defer(round::get)
            .timeout(LONGEST_ROUND.toMinutes(), TimeUnit.MINUTES, RxHelper.scheduler(vertx))
            .doOnError(failure -> LOG.warn("A round of {} failed: {}", name, failure.toString()))
            .onErrorComplete());
  }
}
