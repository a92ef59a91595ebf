package no.samklang.plan;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.RxHelper;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import no.samklang.bus.Bus;
import no.samklang.db.Database;
import no.samklang.participant.Access;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves plans, and writes their visits behind. */
public final class PlanVerticle extends AbstractVerticle {
  private static final Logger LOG = LoggerFactory.getLogger(PlanVerticle.class);

  private final Bus bus;
  private final Visits visits;
  private final PlanService service;
  private Disposable flushes = Disposable.disposed();

  public PlanVerticle(Database db, Bus bus, Clock clock, Access access) {
    this.bus = bus;
    this.visits = new Visits(db, bus, clock);
    this.service = new PlanService(db, bus, clock, access, visits);
  }

  @Override
  public Completable rxStart() {
    flushes =
        Flowable.interval(
                Visits.GATHERED_FOR.toMillis(), TimeUnit.MILLISECONDS, RxHelper.scheduler(vertx))
            .onBackpressureDrop()
            .concatMapCompletable(tick -> flush(), 1)
            .subscribe();
    return bus.serve(Plans.LIST, service::list)
        .andThen(bus.serve(Plans.OPEN, service::open))
        .andThen(bus.serve(Plans.UPDATE_STATUS, service::updateStatus));
  }

  @Override
  public Completable rxStop() {
    flushes.dispose();
    return flush();
  }

  private Completable flush() {
    return visits
        .flush()
        .doOnError(failure -> LOG.warn("Visits couldn't be written: {}", failure.toString()))
        .onErrorComplete();
  }
}
