package no.samklang.concurrent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.error.Failure;
import no.samklang.metrics.Metrics;

/** A named worker pool with a bounded queue. */
@CheckReturnValue
public final class WorkerPool {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final WorkerExecutor workers;
  private final int maxPending;
  private final Runnable onRejected;
  private final AtomicInteger pending = new AtomicInteger();

  private WorkerPool(WorkerExecutor workers, int limit, Runnable refused) {
    this.workers = workers;
    this.maxPending = limit;
    this.onRejected = refused;
  }

  /**
   * @param threads maximum concurrency
   * @param queue maximum number of waiting tasks
   */
  public static WorkerPool open(Vertx vertx, Metrics metrics, String name, int threads, int queue) {
    return new WorkerPool(
        vertx.createSharedWorkerExecutor(name, threads),
        threads + queue,
        metrics.rejectionCounter(name));
  }

  /**
   * Runs blocking work; fails with {@link Failure.Unavailable} when the queue is full. The result
   * is never null.
   */
  public <T> Single<T> run(Callable<T> work) {
    return Single.defer(() -> submit(work));
  }

  private <T> Single<T> submit(Callable<T> work) {
    if (pending.incrementAndGet() > maxPending) {
      pending.decrementAndGet();
      onRejected.run();
      return Single.error(new Failure.Unavailable(RETRY_AFTER));
    }
    return workers.rxExecuteBlocking(() -> finish(work), false).toSingle();
  }

  // before the result is emitted: whoever gets it may have more work at once
  private <T> T finish(Callable<T> work) throws Exception {
    try {
      return work.call();
    } finally {
      pending.decrementAndGet();
    }
  }
}
