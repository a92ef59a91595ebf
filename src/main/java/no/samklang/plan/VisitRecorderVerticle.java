package no.samklang.plan;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;

/** Runs the write-behind of visits on this node, and flushes it at stop. */
public final class VisitRecorderVerticle extends AbstractVerticle {
  private final VisitRecorder visits;

  public VisitRecorderVerticle(VisitRecorder visits) {
    this.visits = visits;
  }

  @Override
  public Completable rxStart() {
    visits.writeBehind().start(vertx, VisitRecorder.FLUSH_INTERVAL);
    return Completable.complete();
  }

  @Override
  public Completable rxStop() {
    return visits.writeBehind().stop();
  }
}
