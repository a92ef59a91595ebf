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
import no.samklang.work.RateLimitedLogger;
import no.samklang.work.Rounds;
import org.slf4j.LoggerFactory;

/**
 * Values by key that are gathered in memory and written later, all in one statement. What can't be
 * written is put back for the next time. At most one statement is under way; its entries come in
 * the order of their keys, so that two nodes don't wait for each other's rows.
 *
 * <p>Bounded: while {@code maxEntries} wait, values of further keys are dropped, with at most one
 * error line a minute. Safe for use from any thread.
 */
@CheckReturnValue
public final class WriteBehind<K, V> {
  private static final int LINES_PER_MINUTE = 1;

  private final String name;
  private final int maxEntries;
  private final Comparator<? super K> order;
  private final BinaryOperator<V> merge;
  private final Function<SortedMap<K, V>, Completable> statement;
  private final RateLimitedLogger log =
      new RateLimitedLogger(
          LoggerFactory.getLogger(WriteBehind.class), LINES_PER_MINUTE, LINES_PER_MINUTE);
  private Map<K, V> waiting = new HashMap<>();
  private Batch<K, V> writing = Batch.ended();
  private Rounds rounds;

  /**
   * @param name what is written, for the log: "the access log"
   * @param maxEntries most keys that wait, beside those that are being written
   * @param order of the keys in the statement
   * @param merge what is kept of an earlier and a later value of one key
   * @param statement writes all or nothing; is never given an empty map
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

  /** Begins to write once in every period, on the current context. Does nothing if begun. */
  public synchronized void start(Vertx vertx, Duration period) {
    if (rounds == null) {
      rounds = new Rounds(vertx);
      rounds.every(period, "writing " + name, this::flush);
    }
  }

  /** Ends the periodic writing, and writes what is left. Fails when that can't be written. */
  public Completable stop() {
    return Completable.defer(this::endRounds).andThen(flush());
  }

  private synchronized Completable endRounds() {
    return rounds == null ? Completable.complete() : rounds.finish();
  }

  /** Keeps a value to be written, merged with what waits for the same key. */
  public synchronized void add(K key, V value) {
    keep(key, value, merge);
  }

  /** The latest value of the key that isn't known to be written yet. */
  public synchronized Optional<V> find(K key) {
    return Optional.ofNullable(waiting.getOrDefault(key, writing.entries().get(key)));
  }

  /** Forgets a key: it isn't written any more, unless that is under way. */
  public synchronized void remove(K key) {
    waiting.remove(key);
    writing.entries().remove(key);
  }

  /**
   * Writes what waits, after what is being written.
   *
   * @return completes when all that was added before is written; fails when it can't be, and was
   *     put back
   */
  public Completable flush() {
    return Completable.defer(this::next);
  }

  private synchronized Completable next() {
    if (!writing.end().hasComplete()) {
      return writing.end().andThen(flush());
    }
    if (waiting.isEmpty()) {
      return Completable.complete();
    }
    Batch<K, V> batch = new Batch<>(waiting, CompletableSubject.create());
    writing = batch;
    waiting = new HashMap<>();
    return write(batch);
  }

  /** An end may be told twice: of a chain that has completed, and then is disposed of. */
  private Completable write(Batch<K, V> batch) {
    SortedMap<K, V> entries = new TreeMap<>(order);
    entries.putAll(batch.entries());
    return Completable.defer(() -> statement.apply(Collections.unmodifiableSortedMap(entries)))
        .doOnComplete(() -> end(batch, () -> {}))
        .doOnError(failure -> end(batch, this::putBack))
        .doOnDispose(() -> end(batch, this::putBack));
  }

  private void end(Batch<K, V> batch, Runnable how) {
    synchronized (this) {
      if (batch.end().hasComplete()) {
        return;
      }
      how.run();
      batch.entries().clear();
    }
    batch.end().onComplete();
  }

  private void putBack() {
    writing
        .entries()
        .forEach((key, earlier) -> keep(key, earlier, (later, old) -> merge.apply(old, later)));
  }

  private void keep(K key, V value, BinaryOperator<V> merged) {
    if (waiting.size() < maxEntries || waiting.containsKey(key)) {
      waiting.merge(key, value, merged);
    } else {
      log.error(maxEntries + " entries of " + name + " wait to be written: one is dropped", null);
    }
  }

  /** What is being written; {@code end} completes when that is over, well or not. */
  private record Batch<K, V>(Map<K, V> entries, CompletableSubject end) {
    static <K, V> Batch<K, V> ended() {
      CompletableSubject end = CompletableSubject.create();
      end.onComplete();
      return new Batch<>(new HashMap<>(), end);
    }
  }
}
