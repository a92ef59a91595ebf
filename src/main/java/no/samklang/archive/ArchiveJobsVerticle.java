package no.samklang.archive;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.time.Duration;
import no.samklang.archive.Archives.ArchiveDue;
import no.samklang.concurrent.PeriodicJobRunner;
import no.samklang.event.TypedEventBus;

/**
 * Runs the archive dispatcher: on {@link ArchiveDue}, and periodically for missed events and
 * retries. One instance per node.
 */
public final class ArchiveJobsVerticle extends AbstractVerticle {
  private final TypedEventBus bus;
  private final ArchiveDispatcher dispatcher;
  private final Duration interval;
  private final PublishProcessor<Long> wakeUps = PublishProcessor.create();
  private PeriodicJobRunner jobs;

  public ArchiveJobsVerticle(
      TypedEventBus bus, ArchiveDispatcher dispatcher, Duration pollInterval) {
    this.bus = bus;
    this.dispatcher = dispatcher;
    this.interval = pollInterval;
  }

  @Override
  public Completable rxStart() {
    jobs = new PeriodicJobRunner(vertx);
    jobs.schedule(interval, wakeUps, "archive making", dispatcher::make);
    jobs.schedule(interval, wakeUps, "archive sending", dispatcher::send);
    return bus.subscribe(ArchiveDue.class, event -> wakeUps.onNext(0L));
  }

  @Override
  public Completable rxStop() {
    return jobs.shutdown();
  }
}
