package no.samklang.work;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.util.List;

/**
 * Does the periodic jobs of the slices. Deployed once; when it stops, those under way end first.
 */
public final class PeriodicJobsVerticle extends AbstractVerticle {
  private final List<PeriodicJob> jobs;
  private Rounds rounds;

  public PeriodicJobsVerticle(List<PeriodicJob> jobs) {
    this.jobs = jobs;
  }

  @Override
  public Completable rxStart() {
    rounds = new Rounds(vertx);
    jobs.forEach(job -> rounds.every(job.every(), job.name(), job.run()));
    return Completable.complete();
  }

  @Override
  public Completable rxStop() {
    return rounds.finish();
  }
}
