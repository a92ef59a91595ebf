package no.samklang.db;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.WorkerExecutor;
import java.time.Duration;
import no.samklang.work.Rounds;

/** Looks after an embedded database: one that has died is started again, within about a second. */
public final class DatabaseVerticle extends AbstractVerticle {
  private static final Duration EVERY = Duration.ofMillis(500);

  private final DatabaseServer server;
  private Rounds rounds;

  public DatabaseVerticle(DatabaseServer server) {
    this.server = server;
  }

  @Override
  public Completable rxStart() {
    WorkerExecutor worker = vertx.createSharedWorkerExecutor("embedded-database", 1);
    rounds = new Rounds(vertx);
    if (server.isOwn()) {
      rounds.every(EVERY, "looking after the database", () -> tend(worker));
    }
    return Completable.complete();
  }

  @Override
  public Completable rxStop() {
    return rounds.finish();
  }

  private Completable tend(WorkerExecutor worker) {
    return worker.rxExecuteBlocking(server::tend).ignoreElement();
  }
}
