package no.samklang.work;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.bus.Failure;
import no.samklang.metrics.Metrics;

/** Worker threads with a bounded queue. */
@CheckReturnValue
public final class WorkerPool {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final WorkerExecutor workers;
  private final int limit;
  private final Runnable refused;
  private final AtomicInteger waiting = new AtomicInteger();

  private WorkerPool(WorkerExecutor workers, int limit, Runnable refused) {
    this.workers = workers;
    this.limit = limit;
    this.refused = refused;
  }

  /**
   * @param threads how much is done at a time
   * @param queue how much may wait beside that
   */
  public static WorkerPool open(Vertx vertx, Metrics metrics, String name, int threads, int queue) {
    return new WorkerPool(
        vertx.createSharedWorkerExecutor(name, threads), threads + queue, metrics.refusals(name));
  }

  /**
   * Runs blocking work; fails with {@link Failure.Unavailable} when the queue is full. The result
   * is never null.
   */
  public <T> Single<T> run(Callable<T> work) {
    return Single.defer(() -> admitted(work));
  }

  private <T> Single<T> admitted(Callable<T> work) {
    if (waiting.incrementAndGet() > limit) {
      waiting.decrementAndGet();
      refused.run();
      return Single.error(new Failure.Unavailable(RETRY_AFTER));
    }
    return workers.rxExecuteBlocking(work, false).toSingle().doFinally(waiting::decrementAndGet);
  }
}
