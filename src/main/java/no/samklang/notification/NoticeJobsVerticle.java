package no.samklang.notification;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.RxHelper;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import no.samklang.concurrent.PeriodicJobRunner;
import no.samklang.event.TypedEventBus;
import no.samklang.notification.Notices.NoticeChannel;

/**
 * Runs the outbox dispatcher: on {@link Notices.OutboxChanged}, and periodically for missed events,
 * coalesced notices and retries. One instance per node.
 */
public final class NoticeJobsVerticle extends AbstractVerticle {
  // the first event triggers a run at once; a burst doesn't cause a query per event
  private static final Duration MIN_WAKE_INTERVAL = Duration.ofMillis(50);
  // on stop, sends in progress are recorded if they end in time
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

  private final TypedEventBus bus;
  private final OutboxDispatcher dispatcher;
  private final OutboxMetrics metrics;
  private final Duration pollInterval;
  private final PublishProcessor<Long> wakeRequests = PublishProcessor.create();
  private final PublishProcessor<Long> wakeUps = PublishProcessor.create();
  private PeriodicJobRunner jobs;

  public NoticeJobsVerticle(
      TypedEventBus bus,
      OutboxDispatcher dispatcher,
      OutboxMetrics metrics,
      Duration pollInterval) {
    this.bus = bus;
    this.dispatcher = dispatcher;
    this.metrics = metrics;
    this.pollInterval = pollInterval;
  }

  @Override
  public Completable rxStart() {
    jobs = new PeriodicJobRunner(vertx);
    dispatcher.start(vertx);
    wakeRequests
        .throttleLatest(
            MIN_WAKE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS, RxHelper.scheduler(vertx))
        .subscribe(wakeUps);
    for (NoticeChannel channel : NoticeChannel.values()) {
      jobs.schedule(
          pollInterval, wakeUps, "outbox dispatcher " + channel, () -> dispatcher.run(channel));
    }
    jobs.schedule(OutboxMetrics.INTERVAL, "outbox metrics", metrics::update);
    return bus.subscribe(Notices.OutboxChanged.class, event -> wakeRequests.onNext(0L));
  }

  @Override
  public Completable rxStop() {
    return dispatcher
        .drain()
        .timeout(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS, RxHelper.scheduler(vertx))
        .onErrorComplete()
        .doOnComplete(jobs::cancel);
  }
}
