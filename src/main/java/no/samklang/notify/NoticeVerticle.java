package no.samklang.notify;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.time.Duration;
import no.samklang.bus.Bus;
import no.samklang.work.Rounds;

/**
 * Dispatches the outbox: at once when something waits, and by the clock for what was missed or is
 * tried again.
 */
public final class NoticeVerticle extends AbstractVerticle {
  private static final Duration CLEAR_EVERY = Duration.ofHours(1);

  private final Bus bus;
  private final Dispatcher dispatcher;
  private final OutboxWatch watch;
  private final Duration pollInterval;
  private final PublishProcessor<Long> woken = PublishProcessor.create();
  private Rounds rounds;

  public NoticeVerticle(Bus bus, Dispatcher dispatcher, OutboxWatch watch, Duration pollInterval) {
    this.bus = bus;
    this.dispatcher = dispatcher;
    this.watch = watch;
    this.pollInterval = pollInterval;
  }

  @Override
  public Completable rxStart() {
    rounds = new Rounds(vertx);
    rounds.every(pollInterval, woken, "the dispatcher", dispatcher::run);
    rounds.every(CLEAR_EVERY, "the clearing of the outbox", dispatcher::clear);
    rounds.every(OutboxWatch.EVERY, "the counting of the outbox", watch::count);
    return bus.hear(Notices.Waiting.class, waiting -> woken.onNext(0L));
  }

  @Override
  public Completable rxStop() {
    return Completable.fromAction(rounds::stop);
  }
}
