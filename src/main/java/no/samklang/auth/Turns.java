package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import no.samklang.bus.Failure;
import no.samklang.trace.Trace;

/**
 * One attempt at a time for each account: guesses sent side by side must not slip past the count
 * (LOGIN-2). Attempts at other accounts don't wait.
 */
@CheckReturnValue
final class Turns {
  private static final int LONGEST_LINE = 200;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Map<Object, Line> lines = new HashMap<>();

  /**
   * Runs work when it is its turn; fails with {@link Failure.Unavailable} when the line is too
   * long.
   */
  <T> Single<T> inTurn(Object key, Single<T> work) {
    return Single.defer(
        () -> {
          CompletableSubject end = CompletableSubject.create();
          CompletableSubject before = join(key, end);
          return Trace.awaiting(before).andThen(work).doFinally(() -> leave(key, end));
        });
  }

  private synchronized CompletableSubject join(Object key, CompletableSubject end) {
    Line line = lines.computeIfAbsent(key, unused -> new Line());
    if (line.length == LONGEST_LINE) {
      throw new Failure.Unavailable(RETRY_AFTER);
    }
    CompletableSubject before = line.last;
    line.last = end;
    line.length++;
    return before;
  }

  private void leave(Object key, CompletableSubject end) {
    forget(key);
    end.onComplete();
  }

  private synchronized void forget(Object key) {
    Line line = lines.get(key);
    line.length--;
    if (line.length == 0) {
      lines.remove(key);
    }
  }

  private static final class Line {
    private CompletableSubject last = completed();
    private int length;

    private static CompletableSubject completed() {
      CompletableSubject nobody = CompletableSubject.create();
      nobody.onComplete();
      return nobody;
    }
  }
}
