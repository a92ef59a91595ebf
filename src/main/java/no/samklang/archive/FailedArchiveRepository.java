package no.samklang.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import no.samklang.archive.Archives.ArchiveFailure;
import no.samklang.archive.Archives.ArchiveQuery;
import no.samklang.archive.Archives.FailedArchive;
import no.samklang.archive.Archives.FailedArchivePage;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.Page;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/** The failed rows of the table {@code plan_archive} of plans that the caller administers. */
@CheckReturnValue
final class FailedArchiveRepository {
  private static final Map<String, SortKey> SORT_KEYS =
      Map.of("failedAt", SortKey.time("a.failed_at"));
  private static final String NEWEST_FIRST = "-failedAt";
  private static final String ADMINISTERED =
      """
        from plan_archive a
        join plan pl on pl.id = a.plan_id
        join organisation unit on unit.id = pl.organisation_id
       where exists (select from administers_unit(#{caller}, unit.id))""";
  private static final String LIST =
      """
      with matching as (
        select a.id, %1$s %2$s and a.state = 'FAILED'
      ), page as (
        %3$s
      )
      select page.total, page.cursor_key, a.id, a.plan_id, a.asked_at, a.failed_at, a.failure, unit.name as organisation,
             owner.first_name || ' ' || owner.last_name as owner, asker.first_name || ' ' || asker.last_name as by
        from page
        join plan_archive a on a.id = page.id
        join plan pl on pl.id = a.plan_id
        join organisation unit on unit.id = pl.organisation_id
        join participant op on op.plan_id = pl.id and op.role = 'OWNER' and op.removed_at is null
        join person owner on owner.id = op.person_id
        join participant pt on pt.id = a.participant_id
        join person asker on asker.id = pt.person_id
       %4$s""";
  private static final String EXISTS = "select a.id " + ADMINISTERED + " and a.id = #{id}";
  private static final String RETRY_ONE =
      ArchiveRepository.RETRY
          + " and state = 'FAILED' and id in (select a.id "
          + ADMINISTERED
          + " and a.id = #{id})";

  // what was asked for is kept; tried again after that, it is made anew
  private static final String DELETE_CONTENTS =
      """
      with old as (
        select id from plan_archive
         where state = 'FAILED' and failed_at < $1 and (made_at is not null
            or exists (select from plan_archive_chunk where archive_id = id))
         limit $2 for update skip locked
      ), emptied as (
        delete from plan_archive_chunk using old where archive_id = old.id
      )
      update plan_archive set made_at = null, log_seq = null, size = null, sha256 = null, progress = 0
        from old where plan_archive.id = old.id""";

  private FailedArchiveRepository() {}

  /** Newest first. */
  static Single<FailedArchivePage> list(SqlReader sql, PersonId caller, ArchiveQuery query) {
    KeysetPagination keyset =
        KeysetPagination.of(SORT_KEYS, NEWEST_FIRST, query.limit(), query.after());
    String statement =
        LIST.formatted(
            keyset.sortKeyColumn(), ADMINISTERED, keyset.pageSql(), keyset.orderBy("page"));
    return sql.query(statement, SqlParams.of("caller", caller).and(keyset.params()))
        .map(rows -> page(keyset.toPage(rows, FailedArchiveRepository::archive)));
  }

  static Single<Boolean> exists(SqlReader sql, PersonId caller, UUID id) {
    return sql.query(EXISTS, SqlParams.of("caller", caller).and("id", id))
        .map(rows -> rows.size() > 0);
  }

  /** Returns the number of archives tried again: 0 when it hasn't failed. */
  static Single<Integer> retry(SqlWriter sql, PersonId caller, UUID id, Instant now) {
    return sql.execute(RETRY_ONE, SqlParams.of("caller", caller).and("id", id).and("now", now))
        .map(rows -> rows.rowCount());
  }

  /** Deletes the contents of those that failed before; {@code limit} at most. */
  static Single<Integer> deleteContents(SqlWriter sql, Instant before, int limit) {
    return sql.execute(DELETE_CONTENTS, before, limit).map(rows -> rows.rowCount());
  }

  private static FailedArchivePage page(Page<FailedArchive> page) {
    return new FailedArchivePage(page.items(), page.total(), page.next());
  }

  private static FailedArchive archive(Row row) {
    return new FailedArchive(
        row.getUUID("id"),
        new PlanId(row.getUUID("plan_id")),
        row.getString("owner"),
        row.getString("organisation"),
        RowValues.instant(row, "asked_at"),
        row.getString("by"),
        RowValues.instant(row, "failed_at"),
        ArchiveFailure.valueOf(row.getString("failure")));
  }
}
