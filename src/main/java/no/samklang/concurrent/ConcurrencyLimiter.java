package no.samklang.concurrent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.trace.Trace;

/**
 * Limits how much asynchronous work runs at a time, in all its steps. More work waits in the order
 * of arrival, without what it will need. Nobody takes all the places: what one person asks for has
 * a few.
 */
@CheckReturnValue
public final class ConcurrencyLimiter {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final int MAX_PER_PERSON = 3;

  private final int maxWaiting;
  private final Runnable onRejected;
  private final Queue<CompletableSubject> waiting = new ArrayDeque<>();
  private final Map<PersonId, Integer> ofPersons = new HashMap<>();
  private int free;

  /**
   * @param maxRunning maximum concurrency
   * @param maxWaiting maximum number of waiting works
   * @param onRejected run for each work that finds no place
   */
  public ConcurrencyLimiter(int maxRunning, int maxWaiting, Runnable onRejected) {
    this.free = maxRunning;
    this.maxWaiting = maxWaiting;
    this.onRejected = onRejected;
  }

  /** Runs work in its turn; fails with {@link Failure.Unavailable} when too much waits. */
  public <T> Single<T> run(Supplier<Single<T>> work) {
    return Single.defer(
        () -> Trace.captured(enter()).andThen(Single.defer(work::get)).doFinally(this::leave));
  }

  /**
   * As {@link #run(Supplier)}, for a person; fails with {@link Failure.Unavailable} also when
   * {@value #MAX_PER_PERSON} works of theirs run or wait.
   */
  public <T> Single<T> run(PersonId person, Supplier<Single<T>> work) {
    return Single.defer(
        () -> {
          begin(person);
          return run(work).doFinally(() -> end(person));
        });
  }

  private synchronized void begin(PersonId person) {
    int begun = ofPersons.getOrDefault(person, 0);
    if (begun >= MAX_PER_PERSON) {
      onRejected.run();
      throw new Failure.Unavailable(RETRY_AFTER);
    }
    ofPersons.put(person, begun + 1);
  }

  private synchronized void end(PersonId person) {
    ofPersons.computeIfPresent(person, (same, begun) -> begun == 1 ? null : begun - 1);
  }

  private synchronized CompletableSubject enter() {
    CompletableSubject turn = CompletableSubject.create();
    if (free > 0) {
      free--;
      turn.onComplete();
    } else if (waiting.size() < maxWaiting) {
      waiting.add(turn);
    } else {
      onRejected.run();
      throw new Failure.Unavailable(RETRY_AFTER);
    }
    return turn;
  }

  /** Gives the place to the next. */
  private void leave() {
    CompletableSubject next = next();
    if (next != null) {
      next.onComplete();
    }
  }

  private synchronized CompletableSubject next() {
    CompletableSubject next = waiting.poll();
    if (next == null) {
      free++;
    }
    return next;
  }
}
