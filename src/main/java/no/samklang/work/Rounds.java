package no.samklang.work;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import no.samklang.trace.Trace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done again and again, one round at a time. A round that fails is logged, unless the
 * one before failed in the same way, and the next comes all the same; one that takes longer than
 * the period lets those in between be. Each goes by a trace id of its own.
 */
@CheckReturnValue
public final class Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private static final Duration LONGEST_ROUND = Duration.ofMinutes(10);
  private static final Duration LAST_ROUND = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final CompositeDisposable running = new CompositeDisposable();
  private final CompletableSubject finishing = CompletableSubject.create();
  private final List<Completable> ends = new ArrayList<>();

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

  /** Begins no more rounds, and lets go of those at hand. */
  public void stop() {
    running.dispose();
  }

  /**
   * Begins no more rounds.
   *
   * @return completes when those at hand have ended, or have taken two seconds more
   */
  public Completable finish() {
    return Completable.fromAction(finishing::onComplete)
        .andThen(Completable.merge(ends))
        .timeout(LAST_ROUND.toSeconds(), TimeUnit.SECONDS, RxHelper.scheduler(vertx))
        .onErrorComplete()
        .doOnComplete(this::stop);
  }

  private Flowable<Long> ticks(Duration period) {
    return Flowable.interval(
        0, period.toMillis(), TimeUnit.MILLISECONDS, RxHelper.scheduler(vertx));
  }

  private void run(Flowable<Long> ticks, String name, Supplier<Completable> round) {
    Health health = new Health(name);
    CompletableSubject end = CompletableSubject.create();
    ends.add(end);
    running.add(
        ticks
            .takeUntil(finishing.toFlowable())
            .concatMapCompletable(tick -> safe(health, round), 1)
            .subscribe(end::onComplete));
  }

  private Completable safe(Health health, Supplier<Completable> round) {
    if (finishing.hasComplete()) { // a tick that was waiting for its turn
      return Completable.complete();
    }
    return Trace.apart(
        Completable.defer(round::get)
            .timeout(LONGEST_ROUND.toMinutes(), TimeUnit.MINUTES, RxHelper.scheduler(vertx))
            .doOnComplete(health::well)
            .doOnError(health::failed)
            .onErrorComplete());
  }

  /** Says once that rounds fail, and once that they are well again. */
  private static final class Health {
    private final String name;
    private String trouble;

    Health(String name) {
      this.name = name;
    }

    void failed(Throwable failure) {
      if (!failure.toString().equals(trouble)) {
        trouble = failure.toString();
        LOG.warn("The rounds of {} fail: {}", name, trouble);
      }
    }

    void well() {
      if (trouble != null) {
        trouble = null;
        LOG.info("The rounds of {} are well again", name);
      }
    }
  }
}
