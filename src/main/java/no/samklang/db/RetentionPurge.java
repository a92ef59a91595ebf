package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes rows whose retention period has ended (LAW-3), in batches. */
@CheckReturnValue
public final class RetentionPurge {
  /** Maximum rows deleted by one statement. */
  public static final int BATCH_SIZE = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(RetentionPurge.class);

  private RetentionPurge() {}

  /**
   * Repeats a statement until it deletes fewer rows than the batch size, and logs the total.
   *
   * @param what the rows, for the log: "form drafts"
   * @param delete deletes at most the given number of rows, and returns the number deleted
   */
  public static Completable deleteInBatches(String what, IntFunction<Single<Integer>> delete) {
    return Single.defer(() -> delete.apply(BATCH_SIZE))
        .repeat()
        .takeUntil(count -> count < BATCH_SIZE)
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
