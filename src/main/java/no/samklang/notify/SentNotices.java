package no.samklang.notify;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.samklang.db.Database;

/**
 * Takes down what was sent: at once, but while one statement is under way the next ones gather, so
 * that a thousand notices aren't a thousand commits.
 */
@CheckReturnValue
final class SentNotices {
  // within the lease: what is known to be sent isn't sent again for a moment without the database
  private static final int TRIES = 20;
  private static final int PAUSE_SECONDS = 1;

  private final Scheduler scheduler;
  private final Database db;
  private final Clock clock;
  private final OutboxStore store = new OutboxStore();
  private Map<UUID, CompletableSubject> gathered = new LinkedHashMap<>();
  private boolean writing;

  SentNotices(Scheduler scheduler, Database db, Clock clock) {
    this.scheduler = scheduler;
    this.db = db;
    this.clock = clock;
  }

  /** Completes when it is written that the notice was sent. */
  Completable add(UUID id) {
    return Completable.defer(
        () -> {
          CompletableSubject written = CompletableSubject.create();
          gather(id, written);
          return written;
        });
  }

  private void gather(UUID id, CompletableSubject written) {
    synchronized (this) {
      gathered.put(id, written);
      if (writing) {
        return;
      }
      writing = true;
    }
    write();
  }

  private synchronized Map<UUID, CompletableSubject> take() {
    Map<UUID, CompletableSubject> all = gathered;
    gathered = new LinkedHashMap<>();
    writing = !all.isEmpty();
    return all;
  }

  @SuppressWarnings("CheckReturnValue") // each who waits is told
  private void write() {
    Map<UUID, CompletableSubject> all = take();
    if (all.isEmpty()) {
      return;
    }
    List<UUID> ids = new ArrayList<>(all.keySet());
    Completable.defer(() -> store.sent(db, ids, clock.instant()))
        .retryWhen(this::later)
        .subscribe(
            () -> end(all, CompletableSubject::onComplete),
            failure -> end(all, waiting -> waiting.onError(failure)));
  }

  private Flowable<Long> later(Flowable<Throwable> failures) {
    return failures
        .zipWith(
            Flowable.range(1, TRIES),
            (failure, n) -> n < TRIES ? pause() : Single.<Long>error(failure))
        .concatMapSingle(next -> next);
  }

  private Single<Long> pause() {
    return Single.timer(PAUSE_SECONDS, SECONDS, scheduler);
  }

  private void end(
      Map<UUID, CompletableSubject> all, java.util.function.Consumer<CompletableSubject> how) {
    all.values().forEach(how);
    write();
  }
}
