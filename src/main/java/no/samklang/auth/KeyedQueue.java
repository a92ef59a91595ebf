package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import no.samklang.error.Failure;
import no.samklang.trace.Trace;

/**
 * Runs one attempt at a time per key: concurrent guesses must not bypass the failure count
 * (LOGIN-2). Different keys run concurrently.
 */
@CheckReturnValue
final class KeyedQueue {
  private static final int MAX_WAITING = 200;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Map<Object, WaitingQueue> queues = new HashMap<>();

  /**
   * Runs the work after earlier work with the same key; fails with {@link Failure.Unavailable} when
   * 200 are waiting.
   */
  <T> Single<T> runExclusively(Object key, Single<T> work) {
    return Single.defer(
        () -> {
          CompletableSubject done = CompletableSubject.create();
          CompletableSubject previous = enqueue(key, done);
          return Trace.captured(previous).andThen(work).doFinally(() -> complete(key, done));
        });
  }

  private synchronized CompletableSubject enqueue(Object key, CompletableSubject done) {
    WaitingQueue queue = queues.computeIfAbsent(key, unused -> new WaitingQueue());
    if (queue.length == MAX_WAITING) {
      throw new Failure.Unavailable(RETRY_AFTER);
    }
    CompletableSubject previous = queue.last;
    queue.last = done;
    queue.length++;
    return previous;
  }

  private void complete(Object key, CompletableSubject done) {
    dequeue(key);
    done.onComplete();
  }

  private synchronized void dequeue(Object key) {
    WaitingQueue queue = queues.get(key);
    queue.length--;
    if (queue.length == 0) {
      queues.remove(key);
    }
  }

  private static final class WaitingQueue {
    private CompletableSubject last = completed();
    private int length;

    private static CompletableSubject completed() {
      CompletableSubject subject = CompletableSubject.create();
      subject.onComplete();
      return subject;
    }
  }
}
