package no.samklang.notify;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.RxHelper;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import no.samklang.bus.Bus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dispatches the outbox: at once when something waits, and by the clock for what was missed or is
 * tried again.
 */
public final class NoticeVerticle extends AbstractVerticle {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeVerticle.class);

  private final Bus bus;
  private final Dispatcher dispatcher;
  private final Duration pollInterval;
  private final PublishProcessor<Long> woken = PublishProcessor.create();
  private Disposable rounds = Disposable.disposed();

  public NoticeVerticle(Bus bus, Dispatcher dispatcher, Duration pollInterval) {
    this.bus = bus;
    this.dispatcher = dispatcher;
    this.pollInterval = pollInterval;
  }

  @Override
  public Completable rxStart() {
    rounds =
        clock()
            .mergeWith(woken.onBackpressureLatest())
            .onBackpressureLatest()
            .concatMapCompletable(tick -> round(), 1)
            .subscribe();
    return bus.hear(Notices.Waiting.class, waiting -> woken.onNext(0L));
  }

  @Override
  public Completable rxStop() {
    return Completable.fromAction(rounds::dispose);
  }

  private Flowable<Long> clock() {
    return Flowable.interval(
        0, pollInterval.toMillis(), TimeUnit.MILLISECONDS, RxHelper.scheduler(vertx));
  }

  private Completable round() {
    return dispatcher
        .run()
        .doOnError(failure -> LOG.warn("A round of the dispatcher failed: {}", failure.toString()))
        .onErrorComplete();
  }
}
