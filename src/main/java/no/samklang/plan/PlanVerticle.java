package no.samklang.plan;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.time.Clock;
import no.samklang.access.Access;
import no.samklang.access.AccessLog;
import no.samklang.bus.Bus;
import no.samklang.db.Database;
import no.samklang.message.LatestMessages;
import no.samklang.participant.PlanGroup;

/** Serves plans, and writes their visits behind. */
public final class PlanVerticle extends AbstractVerticle {
  private final Bus bus;
  private final Visits visits;
  private final PlanService service;

  public PlanVerticle(
      Database db,
      Bus bus,
      Clock clock,
      Access access,
      AccessLog seen,
      LatestMessages latest,
      PlanGroup group) {
    this.bus = bus;
    this.visits = new Visits(db, bus, clock);
    this.service = new PlanService(db, bus, clock, access, visits, seen, latest, group);
  }

  @Override
  public Completable rxStart() {
    visits.writes().start(vertx, Visits.GATHERED_FOR);
    return bus.serve(Plans.LIST, service::list)
        .andThen(bus.serve(Plans.OPEN, service::open))
        .andThen(bus.serve(Plans.UPDATE_STATUS, service::updateStatus));
  }

  @Override
  public Completable rxStop() {
    return visits.writes().stop();
  }
}
