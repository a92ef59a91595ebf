package no.samklang.plan;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;

/** Writes the visits of this node behind, and what is left of them when it stops. */
public final class VisitRecorderVerticle extends AbstractVerticle {
  private final VisitRecorder visits;

  public VisitRecorderVerticle(VisitRecorder visits) {
    this.visits = visits;
  }

  @Override
  public Completable rxStart() {
    visits.writes().start(vertx, VisitRecorder.GATHERED_FOR);
    return Completable.complete();
  }

  @Override
  public Completable rxStop() {
    return visits.writes().stop();
  }
}
