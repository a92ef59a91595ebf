package no.samklang.bin;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.Area;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.bin.Bins.BinItem;
import no.samklang.bin.Bins.BinPage;
import no.samklang.bin.Bins.BinQuery;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlWriter;
import no.samklang.id.ParticipantId;
import no.samklang.operation.Command;

/** The table {@code bin_entry}, with what {@code R__bin.sql} says of its elements (GOAL-7). */
@CheckReturnValue
final class BinRepository {
  /** How long what was deleted can be put back. */
  static final Duration RETENTION = Duration.ofDays(30);

  private static final Map<String, SortKey> SORT_KEYS =
      Map.of("deletedAt", SortKey.time("b.deleted_at"));

  private static final String PAGE =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      , matching as (
        select b.id, b.kind, content.title, b.deleted_at, b.deleted_by, %s
          from me
          join bin_entry b on b.plan_id = me.member_plan_id and b.deleted_at > #{since}
          join bin_content content on content.bin_id = b.id
         where (content.area is null or reads_area(me.member_role, me.member_rights, content.area))
           and (content.only_for is null or me.member_id = any (content.only_for))
      ), page as (
        %s
      )
      select me.*, page.*, by.first_name || ' ' || by.last_name as deleted_by_name
        from me
        left join page on true
        left join participant p on p.id = page.deleted_by
        left join person by on by.id = p.person_id
       %s""";
  private static final String FIND =
      """
      select b.id, b.kind, b.element_id, b.deleted_by, b.deleted_at, content.area, content.obstacle
        from bin_entry b
        join bin_content content on content.bin_id = b.id
       where b.id = $1 and b.plan_id = $2 and b.deleted_at > $3 and (content.only_for is null or $4 = any (content.only_for))""";
  private static final String RESTORE = "select restore_from_bin($1)";
  private static final String PURGE = "select purge_bin($1, $2) as purged";

  private BinRepository() {}

  /**
   * An entry of the bin.
   *
   * @param area that it takes to read it, null for what all participants may read
   * @param obstacle code of why it can't be put back, or null
   */
  record BinEntry(
      UUID id,
      BinKind kind,
      UUID element,
      ParticipantId deletedBy,
      Instant deletedAt,
      Area area,
      String obstacle) {}

  /** What the caller may read of what can still be put back, latest first. */
  static Single<BinPage> findPage(PlanReads reads, Command<BinQuery> command, Instant now) {
    KeysetPagination keyset =
        KeysetPagination.of(
            SORT_KEYS, "-deletedAt", command.body().limit(), command.body().after());
    String statement =
        PAGE.formatted(keyset.sortKeyColumn(), keyset.pageSql(), keyset.orderBy("page"));
    return reads.queryPage(
        command,
        Right.ADMINISTER,
        keyset,
        statement,
        SqlParams.of("since", now.minus(RETENTION)),
        BinRepository::item,
        (first, page) -> new BinPage(page.items(), page.total(), page.next()));
  }

  /** Empty if there is none, if it is there no longer, or if it is kept to others. */
  static Maybe<BinEntry> find(PlanTx tx, UUID id) {
    return tx.query(FIND, id, tx.planId(), tx.now().minus(RETENTION), tx.member().participant())
        .mapOptional(rows -> RowValues.first(rows).map(BinRepository::entry));
  }

  /** Puts back what was deleted together. */
  static Completable restore(PlanTx tx, BinEntry entry) {
    return tx.execute(RESTORE, entry.id()).ignoreElement();
  }

  /**
   * Deletes for good what was deleted before a time.
   *
   * @return the number of entries, at most {@code limit}
   */
  static Single<Integer> purge(SqlWriter sql, Instant before, int limit) {
    return sql.execute(PURGE, before, limit)
        .map(rows -> rows.iterator().next().getInteger("purged"));
  }

  private static BinItem item(Row row) {
    Instant deletedAt = RowValues.instant(row, "deleted_at");
    return new BinItem(
        row.getUUID("id"),
        BinKind.valueOf(row.getString("kind")),
        row.getString("title"),
        deletedAt,
        row.getString("deleted_by_name"),
        deletedAt.plus(RETENTION));
  }

  private static BinEntry entry(Row row) {
    return new BinEntry(
        row.getUUID("id"),
        BinKind.valueOf(row.getString("kind")),
        row.getUUID("element_id"),
        new ParticipantId(row.getUUID("deleted_by")),
        RowValues.instant(row, "deleted_at"),
        row.getString("area") == null ? null : Area.valueOf(row.getString("area")),
        row.getString("obstacle"));
  }
}
