package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what has been kept long enough (LAW-3), in statements that are bounded. */
@CheckReturnValue
public final class Purge {
  /** Most rows that one statement deletes. */
  public static final int MAX_ROWS = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(Purge.class);

  private Purge() {}

  /**
   * Repeats a statement until it finds less than it may delete, and logs how many went.
   *
   * @param what for the log: "old form drafts"
   * @param delete deletes at most so many rows; gives how many it has
   */
  public static Completable all(String what, IntFunction<Single<Integer>> delete) {
    return Single.defer(() -> delete.apply(MAX_ROWS))
        .repeat()
        .takeUntil(count -> count < MAX_ROWS)
        .reduce(0, Integer::sum)
        .doOnSuccess(count -> log(what, count))
        .ignoreElement();
  }

  private static void log(String what, int count) {
    if (count > 0) {
      LOG.info("Deleted {} {}", count, what);
    }
  }
}
