package no.samklang.retention;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import no.samklang.concurrent.PeriodicJob;
import no.samklang.db.Database;
import no.samklang.operation.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what is due, rule by rule and in batches (LAW-3). Each count is logged, and kept in
 * {@code deletion_log}. A rule that fails keeps none of the others waiting, and is tried again in
 * the next run.
 */
@CheckReturnValue
public final class RetentionJob {
  /** About the maximum of rows deleted by one statement. */
  static final int BATCH_SIZE = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);
  private static final Duration INTERVAL = Duration.ofMinutes(10);
  private static final String RECORD =
      "insert into deletion_log (at, kind, deleted) values ($1, $2, $3)";

  private final Database db;
  private final Clock clock;

  private RetentionJob(Platform platform) {
    this.db = platform.db();
    this.clock = platform.clock();
  }

  public static PeriodicJob of(Platform platform, List<RetentionRule> rules) {
    RetentionJob job = new RetentionJob(platform);
    return new PeriodicJob("retention", INTERVAL, () -> job.run(rules));
  }

  private Completable run(List<RetentionRule> rules) {
    return Flowable.fromIterable(rules).concatMapCompletableDelayError(this::apply);
  }

  private Completable apply(RetentionRule rule) {
    Instant before = clock.instant().minus(rule.age());
    return Single.defer(() -> rule.deletion().delete(db, before, BATCH_SIZE))
        .repeat()
        .takeUntil((Integer count) -> count < BATCH_SIZE)
        .reduce(0, Integer::sum)
        .filter(count -> count > 0)
        .flatMapCompletable(count -> record(rule, count));
  }

  private Completable record(RetentionRule rule, int count) {
    LOG.info("Deleted {} {}", count, rule.kind());
    return db.execute(RECORD, clock.instant(), rule.kind(), count).ignoreElement();
  }
}
