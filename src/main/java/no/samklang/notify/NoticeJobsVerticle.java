package no.samklang.notify;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.RxHelper;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import no.samklang.bus.Bus;
import no.samklang.notify.Notices.Channel;
import no.samklang.work.Rounds;

/**
 * Dispatches the outbox: at once when something waits, and by the clock for what was missed,
 * gathers or is tried again. There is one of it on a node.
 */
public final class NoticeJobsVerticle extends AbstractVerticle {
  // the first wakes at once; a stream of them doesn't keep the database busy with looking
  private static final Duration WOKEN_AT_MOST_EVERY = Duration.ofMillis(50);
  private static final Duration CLEAR_EVERY = Duration.ofHours(1);
  // what is being sent when the service stops is taken down as sent, if it gets there in time
  private static final Duration STOP_WITHIN = Duration.ofSeconds(3);

  private final Bus bus;
  private final Dispatcher dispatcher;
  private final OutboxWatch watch;
  private final Duration pollInterval;
  private final PublishProcessor<Long> calls = PublishProcessor.create();
  private final PublishProcessor<Long> woken = PublishProcessor.create();
  private Rounds rounds;

  public NoticeJobsVerticle(
      Bus bus, Dispatcher dispatcher, OutboxWatch watch, Duration pollInterval) {
    this.bus = bus;
    this.dispatcher = dispatcher;
    this.watch = watch;
    this.pollInterval = pollInterval;
  }

  @Override
  public Completable rxStart() {
    rounds = new Rounds(vertx);
    dispatcher.start(vertx);
    calls
        .throttleLatest(
            WOKEN_AT_MOST_EVERY.toMillis(), TimeUnit.MILLISECONDS, RxHelper.scheduler(vertx))
        .subscribe(woken);
    for (Channel channel : Channel.values()) {
      rounds.every(
          pollInterval, woken, "the dispatcher of " + channel, () -> dispatcher.run(channel));
    }
    rounds.every(CLEAR_EVERY, "the clearing of the outbox", dispatcher::clear);
    rounds.every(OutboxWatch.EVERY, "the counting of the outbox", watch::count);
    return bus.hear(Notices.Waiting.class, waiting -> calls.onNext(0L));
  }

  @Override
  public Completable rxStop() {
    return dispatcher
        .rest()
        .timeout(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS, RxHelper.scheduler(vertx))
        .onErrorComplete()
        .doOnComplete(rounds::stop);
  }
}
