package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import no.samklang.concurrent.PeriodicJobRunner;
import no.samklang.concurrent.RateLimitedLogger;
import org.slf4j.LoggerFactory;

/**
 * Write-behind buffer: values are merged by key in memory and written in one statement. A failed
 * batch is requeued. At most one statement is in flight; its entries are sorted by key, so that two
 * nodes don't deadlock on each other's rows.
 *
 * <p>Bounded: while {@code maxEntries} are pending, entries with new keys are dropped, with at most
 * one error line per minute. Thread-safe.
 */
@CheckReturnValue
public final class WriteBehind<K, V> {
  private static final int MAX_LINES_PER_MINUTE = 1;

  private final String name;
  private final int maxEntries;
  private final Comparator<? super K> order;
  private final BinaryOperator<V> merge;
  private final Function<SortedMap<K, V>, Completable> statement;
  private final RateLimitedLogger log =
      new RateLimitedLogger(
          LoggerFactory.getLogger(WriteBehind.class), MAX_LINES_PER_MINUTE, MAX_LINES_PER_MINUTE);
  private Map<K, V> pending = new HashMap<>();
  private Batch<K, V> inFlight = Batch.completed();
  private PeriodicJobRunner job;

  /**
   * @param name the buffer, for the log: "access log"
   * @param maxEntries maximum pending keys, not counting those in flight
   * @param order the order of keys in the statement
   * @param merge merges an earlier and a later value of one key
   * @param statement writes all or nothing; never called with an empty map
   */
  public WriteBehind(
      String name,
      int maxEntries,
      Comparator<? super K> order,
      BinaryOperator<V> merge,
      Function<SortedMap<K, V>, Completable> statement) {
    this.name = name;
    this.maxEntries = maxEntries;
    this.order = order;
    this.merge = merge;
    this.statement = statement;
  }

  /** Starts periodic writes on the current context. Idempotent. */
  public synchronized void start(Vertx vertx, Duration period) {
    if (job == null) {
      job = new PeriodicJobRunner(vertx);
      job.schedule(period, "writing " + name, this::flush);
    }
  }

  /** Stops the periodic writes and writes the rest; fails if that write fails. */
  public Completable stop() {
    return Completable.defer(this::stopJob).andThen(flush());
  }

  private synchronized Completable stopJob() {
    return job == null ? Completable.complete() : job.shutdown();
  }

  /** Adds a value, merged with a pending value of the same key. */
  public synchronized void add(K key, V value) {
    enqueue(key, value, merge);
  }

  /** The latest value of the key that is pending or in flight. */
  public synchronized Optional<V> find(K key) {
    return Optional.ofNullable(pending.getOrDefault(key, inFlight.entries().get(key)));
  }

  /** Removes a key; a write in flight isn't cancelled. */
  public synchronized void remove(K key) {
    pending.remove(key);
    inFlight.entries().remove(key);
  }

  /**
   * Writes the pending entries, after the batch in flight.
   *
   * @return completes when all entries added before are written; fails if the write fails, after
   *     requeuing
   */
  public Completable flush() {
    return Completable.defer(this::writeNext);
  }

  private synchronized Completable writeNext() {
    if (!inFlight.completion().hasComplete()) {
      return inFlight.completion().andThen(flush());
    }
    if (pending.isEmpty()) {
      return Completable.complete();
    }
    Batch<K, V> batch = new Batch<>(pending, CompletableSubject.create());
    inFlight = batch;
    pending = new HashMap<>();
    return write(batch);
  }

  /**
   * {@link #complete} may be called twice: when the chain completes, and when it is then disposed
   * of.
   */
  private Completable write(Batch<K, V> batch) {
    SortedMap<K, V> entries = new TreeMap<>(order);
    entries.putAll(batch.entries());
    return Completable.defer(() -> statement.apply(Collections.unmodifiableSortedMap(entries)))
        .doOnComplete(() -> complete(batch, () -> {}))
        .doOnError(failure -> complete(batch, this::requeue))
        .doOnDispose(() -> complete(batch, this::requeue));
  }

  private void complete(Batch<K, V> batch, Runnable beforeCompletion) {
    synchronized (this) {
      if (batch.completion().hasComplete()) {
        return;
      }
      beforeCompletion.run();
      batch.entries().clear();
    }
    batch.completion().onComplete();
  }

  private void requeue() {
    inFlight
        .entries()
        .forEach((key, earlier) -> enqueue(key, earlier, (later, old) -> merge.apply(old, later)));
  }

  private void enqueue(K key, V value, BinaryOperator<V> merged) {
    if (pending.size() < maxEntries || pending.containsKey(key)) {
      pending.merge(key, value, merged);
    } else {
      log.error("Buffer of " + name + " full (" + maxEntries + " entries); entry dropped", null);
    }
  }

  /**
   * A batch in flight; {@code completion} completes when its write has ended, successfully or not.
   */
  private record Batch<K, V>(Map<K, V> entries, CompletableSubject completion) {
    static <K, V> Batch<K, V> completed() {
      CompletableSubject end = CompletableSubject.create();
      end.onComplete();
      return new Batch<>(new HashMap<>(), end);
    }
  }
}
