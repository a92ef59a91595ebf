package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Instant;
import no.samklang.db.SqlWriter;

/** Message drafts that their senders have deleted. */
@CheckReturnValue
final class DeletedDrafts {
  // sent messages are never deleted, and no message refers to a draft
  private static final String DELETE_BEFORE =
      """
      with old as (
        select id from message where deleted_at < $1 order by deleted_at limit $2 for update skip locked
      ), recipients as (
        delete from message_recipient using old where message_id = old.id
      ), attached as (
        delete from message_attachment using old where message_id = old.id returning message_attachment.file_id
      ), files as (
        delete from message_file f using attached
         where f.id = attached.file_id
           and not exists (select from message_attachment other
                            where other.file_id = f.id and other.message_id not in (select id from old))
      )
      delete from message using old where message.id = old.id""";

  private DeletedDrafts() {}

  /** Deletes for good those deleted before the time; {@code limit} at most. */
  static Single<Integer> deleteBefore(SqlWriter sql, Instant before, int limit) {
    return sql.execute(DELETE_BEFORE, before, limit).map(RowSet::rowCount);
  }
}
