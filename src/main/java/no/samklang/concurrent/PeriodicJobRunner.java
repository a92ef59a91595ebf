package no.samklang.concurrent;

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
 * Runs jobs periodically, one run of a job at a time. A failed run is logged, unless the previous
 * one failed in the same way, and doesn't stop the schedule; ticks during a long run are dropped.
 * Each run has its own trace id.
 */
@CheckReturnValue
public final class PeriodicJobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(PeriodicJobRunner.class);

  // after the start, in which each would open a connection while the pages wait for theirs
  private static final Duration FIRST_RUN_DELAY = Duration.ofSeconds(2);
  private static final Duration RUN_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final CompositeDisposable subscriptions = new CompositeDisposable();
  private final CompletableSubject shutdownSignal = CompletableSubject.create();
  private final List<Completable> jobEnds = new ArrayList<>();

  /** Must be called on the context that the jobs shall run on. */
  public PeriodicJobRunner(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Runs a task once per interval, the first time after two seconds at most. */
  public void schedule(Duration interval, String name, Supplier<Completable> task) {
    run(ticks(interval).onBackpressureDrop(), name, task);
  }

  /** Runs a task once per interval, and whenever {@code triggers} emits. */
  public void schedule(
      Duration interval, PublishProcessor<Long> triggers, String name, Supplier<Completable> task) {
    run(
        ticks(interval).mergeWith(triggers.onBackpressureLatest()).onBackpressureLatest(),
        name,
        task);
  }

  /** Cancels the schedules and disposes of running jobs. */
  public void cancel() {
    subscriptions.dispose();
  }

  /**
   * Starts no more runs.
   *
   * @return completes when the running jobs have ended, after at most two seconds
   */
  public Completable shutdown() {
    return Completable.fromAction(shutdownSignal::onComplete)
        .andThen(Completable.merge(jobEnds))
        .timeout(SHUTDOWN_TIMEOUT.toSeconds(), TimeUnit.SECONDS, RxHelper.scheduler(vertx))
        .onErrorComplete()
        .doOnComplete(this::cancel);
  }

  private Flowable<Long> ticks(Duration interval) {
    return Flowable.interval(
        Math.min(interval.toMillis(), FIRST_RUN_DELAY.toMillis()),
        interval.toMillis(),
        TimeUnit.MILLISECONDS,
        RxHelper.scheduler(vertx));
  }

  private void run(Flowable<Long> ticks, String name, Supplier<Completable> task) {
    JobHealth health = new JobHealth(name);
    CompletableSubject end = CompletableSubject.create();
    jobEnds.add(end);
    subscriptions.add(
        ticks
            .takeUntil(shutdownSignal.toFlowable())
            .concatMapCompletable(tick -> runOnce(health, task), 1)
            .subscribe(end::onComplete));
  }

  private Completable runOnce(JobHealth health, Supplier<Completable> task) {
    if (shutdownSignal.hasComplete()) { // a tick that was queued
      return Completable.complete();
    }
    return Trace.runDetached(
        Completable.defer(task::get)
            .timeout(RUN_TIMEOUT.toMinutes(), TimeUnit.MINUTES, RxHelper.scheduler(vertx))
            .doOnComplete(health::recordSuccess)
            .doOnError(health::recordFailure)
            .onErrorComplete());
  }

  /** Logs when a job starts failing, and when it recovers. */
  private static final class JobHealth {
    private final String name;
    private String lastFailure;

    JobHealth(String name) {
      this.name = name;
    }

    void recordFailure(Throwable failure) {
      if (!failure.toString().equals(lastFailure)) {
        lastFailure = failure.toString();
        LOG.warn("Job {} failed: {}", name, lastFailure);
      }
    }

    void recordSuccess() {
      if (lastFailure != null) {
        lastFailure = null;
        LOG.info("Job {} recovered", name);
      }
    }
  }
}
