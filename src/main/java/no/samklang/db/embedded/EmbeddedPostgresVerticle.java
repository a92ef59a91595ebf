package no.samklang.db.embedded;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.WorkerExecutor;
import java.time.Duration;
import no.samklang.concurrent.PeriodicJobRunner;
import no.samklang.db.DatabaseServer;

/** Monitors the embedded database and restarts it within about a second if its process ends. */
public final class EmbeddedPostgresVerticle extends AbstractVerticle {
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);

  private final DatabaseServer server;
  private PeriodicJobRunner job;

  public EmbeddedPostgresVerticle(DatabaseServer server) {
    this.server = server;
  }

  @Override
  public Completable rxStart() {
    WorkerExecutor worker = vertx.createSharedWorkerExecutor("embedded-database", 1);
    job = new PeriodicJobRunner(vertx);
    if (server.isEmbedded()) {
      job.schedule(CHECK_INTERVAL, "embedded database check", () -> restartIfStopped(worker));
    }
    return Completable.complete();
  }

  @Override
  public Completable rxStop() {
    return job.shutdown();
  }

  private Completable restartIfStopped(WorkerExecutor worker) {
    return worker.rxExecuteBlocking(server::restartIfStopped).ignoreElement();
  }
}
