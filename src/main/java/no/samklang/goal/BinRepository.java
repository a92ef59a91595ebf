package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlWriter;
import no.samklang.goal.Bins.BinItem;
import no.samklang.goal.Bins.BinKind;
import no.samklang.goal.Bins.BinPage;
import no.samklang.goal.Bins.BinQuery;
import no.samklang.id.NewId;
import no.samklang.id.ParticipantId;
import no.samklang.operation.Command;

/**
 * The table {@code bin_entry}, and the column {@code bin_id} of what can be deleted (GOAL-7). An
 * element is deleted with all that belongs to it and isn't deleted already.
 */
@CheckReturnValue
final class BinRepository {
  /** How long what was deleted can be put back. */
  static final Duration RETENTION = Duration.ofDays(30);

  private static final Map<String, SortKey> SORT_KEYS =
      Map.of("deletedAt", SortKey.time("b.deleted_at"));

  private static final String DELETE =
      """
      with entry as (
        insert into bin_entry (id, plan_id, kind, element_id, deleted_by, deleted_at)
        values (#{bin}, #{plan}, #{kind}, #{id}, #{member}, #{now}) returning id
      ), goals as (
        update goal set bin_id = entry.id, version = version + 1
          from entry
         where #{kind} = 'GOAL' and #{id} in (goal.id, goal.parent_id) and goal.plan_id = #{plan} and bin_id is null
        returning goal.id
      ), activities as (
        update activity set bin_id = entry.id, version = version + 1
          from entry
         where activity.plan_id = #{plan} and bin_id is null and (#{kind} = 'ACTIVITY' and activity.id = #{id}
              or goal_id in (select id from goals))
        returning activity.id
      )
      update goal_comment set bin_id = entry.id, version = version + 1
        from entry
       where goal_comment.plan_id = #{plan} and bin_id is null
         and (#{kind} = 'COMMENT' and goal_comment.id = #{id} or goal_id in (select id from goals)
              or activity_id in (select id from activities))""";

  // the area that an entry belongs to, and its title; b is the entry
  private static final String ELEMENT =
      """
      left join goal g on b.kind = 'GOAL' and g.id = b.element_id
        left join activity a on b.kind = 'ACTIVITY' and a.id = b.element_id
        left join goal_comment c on b.kind = 'COMMENT' and c.id = b.element_id\
      """;
  private static final String READABLE =
      """
      reads_area(me.member_role, me.member_rights,
                   case when b.kind = 'GOAL' or c.goal_id is not null then 'GOALS' else 'ACTIVITIES' end)\
      """;
  private static final String PAGE =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      , matching as (
        select b.id, b.kind, coalesce(g.title, a.title, left(c.text, 80)) as title, b.deleted_at, b.deleted_by, %s
          from me
          join bin_entry b on b.plan_id = me.member_plan_id and b.deleted_at > #{since}
          %s
         where %s
      ), page as (
        %s
      )
      select me.*, page.*, by.first_name || ' ' || by.last_name as deleted_by_name
        from me
        left join page on true
        left join participant p on p.id = page.deleted_by
        left join person by on by.id = p.person_id
       %s\
      """;
  // what it belonged to must be there for it to be put back
  private static final String FIND =
      """
      select b.id, b.kind, b.element_id, b.deleted_by, b.deleted_at,
             case when b.kind = 'GOAL' or c.goal_id is not null then 'GOALS' else 'ACTIVITIES' end as area,
             exists (select from goal owner
                      where owner.id in (g.parent_id, a.goal_id, c.goal_id) and owner.bin_id is not null) as goal_deleted,
             exists (select from activity owner where owner.id = c.activity_id and owner.bin_id is not null) as activity_deleted
        from bin_entry b
        %s
       where b.id = $1 and b.plan_id = $2 and b.deleted_at > $3"""
          .formatted(ELEMENT);
  private static final String RESTORE =
      """
      with goals as (
        update goal set bin_id = null, version = version + 1 where bin_id = $1
      ), activities as (
        update activity set bin_id = null, version = version + 1 where bin_id = $1
      ), comments as (
        update goal_comment set bin_id = null, version = version + 1 where bin_id = $1
      )
      delete from bin_entry where id = $1""";
  private static final String PURGE =
      """
      with old as (
        select id from bin_entry b
         where deleted_at < $1
           and not exists (select from goal g join goal child on child.parent_id = g.id
                            where g.bin_id = b.id and child.bin_id is distinct from b.id)
         order by deleted_at limit $2 for update skip locked
      ), comments as (
        delete from goal_comment using old where bin_id = old.id
      ), activities as (
        select activity.id from activity join old on bin_id = old.id
      ), responsible as (
        delete from activity_responsible r using activities where r.activity_id = activities.id
      ), gone_activities as (
        delete from activity using old where bin_id = old.id
      ), goals as (
        select goal.id from goal join old on bin_id = old.id
      ), progress as (
        delete from goal_progress p using goals where p.goal_id = goals.id
      ), pictures as (
        delete from goal_picture p using goals where p.goal_id = goals.id
      ), gone_goals as (
        delete from goal using old where bin_id = old.id
      )
      delete from bin_entry using old where bin_entry.id = old.id""";

  private BinRepository() {}

  /**
   * An entry of the bin.
   *
   * @param area of {@link no.samklang.access.Area}
   * @param goalDeleted whether the goal that it belongs to is deleted
   * @param activityDeleted whether the activity that it belongs to is deleted
   */
  record BinEntry(
      UUID id,
      BinKind kind,
      UUID element,
      ParticipantId deletedBy,
      Instant deletedAt,
      String area,
      boolean goalDeleted,
      boolean activityDeleted) {}

  /**
   * Moves an element to the bin.
   *
   * @return the id of the entry
   */
  static Single<UUID> delete(PlanTx tx, BinKind kind, UUID id) {
    UUID bin = NewId.timeOrdered();
    SqlParams params =
        SqlParams.of("bin", bin)
            .and("plan", tx.planId())
            .and("kind", kind)
            .and("id", id)
            .and("member", tx.member().participant())
            .and("now", tx.now());
    return tx.execute(DELETE, params).ignoreElement().toSingleDefault(bin);
  }

  /** What the caller may read of what can still be put back, latest first. */
  static Single<BinPage> findPage(PlanReads reads, Command<BinQuery> command, Instant now) {
    KeysetPagination keyset =
        KeysetPagination.of(
            SORT_KEYS, "-deletedAt", command.body().limit(), command.body().after());
    String statement =
        PAGE.formatted(
            keyset.sortKeyColumn(), ELEMENT, READABLE, keyset.pageSql(), keyset.orderBy("page"));
    return reads.queryPage(
        command,
        Right.ADMINISTER,
        keyset,
        statement,
        SqlParams.of("since", now.minus(RETENTION)),
        BinRepository::item,
        (first, page) -> new BinPage(page.items(), page.total(), page.next()));
  }

  /** Empty if there is none, or if it is there no longer. */
  static Maybe<BinEntry> find(PlanTx tx, UUID id) {
    return tx.query(FIND, id, tx.planId(), tx.now().minus(RETENTION))
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
    return sql.execute(PURGE, before, limit).map(RowSet::rowCount);
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
        row.getString("area"),
        row.getBoolean("goal_deleted"),
        row.getBoolean("activity_deleted"));
  }
}
