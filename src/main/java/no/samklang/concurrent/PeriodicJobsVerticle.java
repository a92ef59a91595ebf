package no.samklang.concurrent;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.util.List;

/** Runs the slices' periodic jobs. Deployed once; undeployment waits for running jobs. */
public final class PeriodicJobsVerticle extends AbstractVerticle {
  private final List<PeriodicJob> jobs;
  private PeriodicJobRunner runner;

  public PeriodicJobsVerticle(List<PeriodicJob> jobs) {
    this.jobs = jobs;
  }

  @Override
  public Completable rxStart() {
    runner = new PeriodicJobRunner(vertx);
    jobs.forEach(job -> runner.schedule(job.interval(), job.name(), job.task()));
    return Completable.complete();
  }

  @Override
  public Completable rxStop() {
    return runner.shutdown();
  }
}
