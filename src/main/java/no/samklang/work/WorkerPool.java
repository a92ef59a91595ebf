package no.samklang.work;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.bus.Failure;

/** Worker threads with a bounded queue. */
@CheckReturnValue
public final class WorkerPool {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final WorkerExecutor workers;
  private final int limit;
  private final AtomicInteger waiting = new AtomicInteger();

  private WorkerPool(WorkerExecutor workers, int limit) {
    this.workers = workers;
    this.limit = limit;
  }

  /**
   * @param threads how much is done at a time
   * @param queue how much may wait beside that
   */
  public static WorkerPool open(Vertx vertx, String name, int threads, int queue) {
    return new WorkerPool(vertx.createSharedWorkerExecutor(name, threads), threads + queue);
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
      return Single.error(new Failure.Unavailable(RETRY_AFTER));
    }
    return workers.rxExecuteBlocking(work, false).toSingle().doFinally(waiting::decrementAndGet);
  }
}
