package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeEmitter;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import no.samklang.error.Failure;

/**
 * Reads values by key, many keys with one statement under load: those that are asked for while a
 * read is under way are read together by the next one. A value is never older than the call that
 * asked for it. Each thread has reads of its own, so that an answer stays on its event loop.
 */
@CheckReturnValue
public final class BatchedReads<K, V> {
  static final int MAX_WAITING = 10_000;

  private static final int MAX_KEYS = 500;
  // the statement, or its connection, may be slow: others don't wait for it any longer
  private static final long SLOW_NANOS = Duration.ofMillis(200).toNanos();
  private static final int MAX_READS = 4;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Function<Set<K>, Single<Map<K, V>>> read;
  private final LongSupplier nanoTime;
  private final ThreadLocal<Reads> ofThread = ThreadLocal.withInitial(Reads::new);

  /**
   * @param read reads the values of some keys, at most {@value #MAX_KEYS}
   */
  public BatchedReads(Function<Set<K>, Single<Map<K, V>>> read) {
    this(read, System::nanoTime);
  }

  BatchedReads(Function<Set<K>, Single<Map<K, V>>> read, LongSupplier nanoTime) {
    this.read = read;
    this.nanoTime = nanoTime;
  }

  /**
   * The key's value, if any. Fails as the statement that was to read it, and with {@link
   * Failure.Unavailable} while too many wait.
   */
  public Maybe<V> get(K key) {
    return Maybe.create(
        emitter -> ofThread.get().add(new Request<>(key, emitter, Vertx.currentContext())));
  }

  /**
   * @param context of the caller, who is answered in it; null outside of Vert.x
   */
  private record Request<K, V>(K key, MaybeEmitter<V> emitter, Context context) {
    void succeed(V value) {
      runInContext(
          () -> {
            if (value == null) {
              emitter.onComplete();
            } else {
              emitter.onSuccess(value);
            }
          });
    }

    void fail(Throwable failure) {
      runInContext(() -> emitter.tryOnError(failure));
    }

    /**
     * After what has arrived at the event loop by now, which may ask for more; without one, now.
     */
    void runInContext(Runnable action) {
      if (context == null) {
        action.run();
      } else {
        context.runOnContext(unused -> action.run());
      }
    }
  }

  /** Of one thread, which needn't be the one that the database answers on. */
  private final class Reads {
    private final Queue<Request<K, V>> waiting = new ArrayDeque<>();
    private int running;
    private int latest;
    private boolean latestRuns;
    private long latestNanos;
    private boolean nextIsScheduled;

    void add(Request<K, V> request) {
      boolean hasRoom;
      synchronized (this) {
        hasRoom = waiting.size() < MAX_WAITING && waiting.add(request);
      }
      if (hasRoom) {
        scheduleNext();
      } else {
        request.fail(new Failure.Unavailable(RETRY_AFTER));
      }
    }

    private void scheduleNext() {
      Request<K, V> first;
      synchronized (this) {
        boolean isHeldUp = latestRuns && nanoTime.getAsLong() - latestNanos < SLOW_NANOS;
        if (nextIsScheduled || waiting.isEmpty() || isHeldUp || running == MAX_READS) {
          return;
        }
        nextIsScheduled = true;
        first = waiting.peek();
      }
      first.runInContext(this::readNext);
    }

    @SuppressWarnings("CheckReturnValue") // ends in answers
    private void readNext() {
      List<Request<K, V>> batch = new ArrayList<>();
      Set<K> keys = new HashSet<>();
      int number = start(batch, keys);
      Single.defer(() -> read.apply(keys))
          .subscribe(
              values -> {
                ended(number);
                batch.forEach(request -> request.succeed(values.get(request.key())));
              },
              failure -> {
                ended(number);
                batch.forEach(request -> request.fail(failure));
              });
    }

    private synchronized int start(List<Request<K, V>> batch, Set<K> keys) {
      while (!waiting.isEmpty() && keys.size() < MAX_KEYS) {
        batch.add(waiting.remove());
        keys.add(batch.get(batch.size() - 1).key());
      }
      nextIsScheduled = false;
      running++;
      latestRuns = true;
      latestNanos = nanoTime.getAsLong();
      return ++latest;
    }

    private void ended(int number) {
      synchronized (this) {
        running--;
        latestRuns = latestRuns && number != latest;
      }
      scheduleNext();
    }
  }
}
