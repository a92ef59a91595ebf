package no.samklang.message;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import no.samklang.db.Purge;
import no.samklang.db.SqlWriter;
import no.samklang.operation.Platform;
import no.samklang.work.PeriodicJob;

/** Deletes message drafts that were thrown away, for good (LAW-3). */
public final class DraftPurgeJob {
  private static final Duration EVERY = Duration.ofHours(1);
  // sent messages are never deleted, and nothing answers or forwards a draft
  private static final String DELETE_BEFORE =
      """
      with old as (
        select id from message where deleted_at < $1 order by deleted_at limit $2 for update skip locked
      ), recipients as (
        delete from message_recipient using old where message_id = old.id
      )
      delete from message using old where message.id = old.id""";

  private DraftPurgeJob() {}

  /** The age is the setting {@code retention.deletedDrafts}. */
  public static PeriodicJob of(Platform platform) {
    Duration age = platform.settings().retention().deletedDrafts();
    return new PeriodicJob(
        "deleting message drafts that were thrown away",
        EVERY,
        () ->
            Purge.all(
                "message drafts",
                limit ->
                    deleteBefore(platform.db(), platform.clock().instant().minus(age), limit)));
  }

  private static Single<Integer> deleteBefore(SqlWriter sql, Instant before, int limit) {
    return sql.execute(DELETE_BEFORE, before, limit).map(RowSet::rowCount);
  }
}
