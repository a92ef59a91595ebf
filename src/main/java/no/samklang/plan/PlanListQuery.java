package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import no.samklang.access.AccessPolicy;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.Page;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.id.PlanId;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;
import no.samklang.plan.Plans.PlanItem;
import no.samklang.plan.Plans.PlanListFilter;
import no.samklang.plan.Plans.PlanOwner;
import no.samklang.plan.Plans.PlanPage;

/** Reads the plan list in one statement (LIST-1, LIST-2, LIST-3). */
@CheckReturnValue
final class PlanListQuery {
  private static final Map<String, SortKey> SORT_KEYS =
      Map.of(
          "owner", SortKey.text("lower(shown.last_name || ', ' || shown.first_name)"),
          "shortName", SortKey.text("lower(shown.short_name)"),
          "type", SortKey.text("pl.type"),
          "birthDate", SortKey.date("coalesce(shown.birth_date, shown.due_date)"),
          "changed", SortKey.flag("mine.changed"),
          "newMessage", SortKey.number("mine.unread"),
          "consentDaysLeft", SortKey.date("shown.valid_until"),
          "startDate", SortKey.date("pl.start_date"),
          "endDate", SortKey.date("coalesce(pl.end_date, pl.planned_end)"),
          "archivedAt", SortKey.time("pl.archived_at"));

  private static final String LIST =
      """
      with matching as (
        select %1$s
          from participant pt
          join plan pl on pl.id = pt.plan_id
          %2$s
          left join mailbox mb on mb.participant_id = pt.id
          join account a on a.person_id = #{person}
         cross join lateral owner_authority(pt, #{today}) authority
         cross join lateral (
           select needs_no_consent(pt, authority.decides, #{today}) or coalesce(c.valid_until >= #{today}, false) as is_open) access
         cross join lateral (
           select access.is_open and pl.changed_at > coalesce(a.previous_login_at, 'infinity')
                    and pl.changed_by is distinct from #{person} as changed,
                  case when access.is_open then coalesce(mb.unread, 0) else 0 end as unread,
                  true as may_open, coordinates(pt, #{today}) as may_administer, not access.is_open as shut) mine
         %4$s
         where pt.person_id = #{person} and takes_part(pt, #{today}) and %3$s
        union all
        select %1$s
          from plan pl
          %2$s
         cross join (select false as changed, 0 as unread, false as may_open, true as may_administer, false as shut) mine
         %4$s
         -- skips the subquery for most callers, who are no admins
         where (select count(*) from organisation_admin where person_id = #{person}) > 0
           and pl.organisation_id = any (array(select unit from administered_units(#{person}) as unit))
           and not exists (select from participant pt
                            where pt.plan_id = pl.id and pt.person_id = #{person} and takes_part(pt, #{today}))
           and %3$s
      )
      %5$s\
      """;
  private static final String COLUMNS =
      """
      pl.id, pl.type, pl.state, pl.start_date, pl.planned_end, pl.end_date, pl.archived_at,
               mine.*, shown.*, shown.valid_until - #{today}::date as days_left\
      """;

  // a plan that its consent has shut tells nothing of its owner (PART-4), and an ORG_ADMIN's list
  // no more than
  // the administration of the plan does
  private static final String SHOWN =
      """
      cross join lateral (
           select case when not mine.shut then o.first_name end as first_name, case when not mine.shut then o.last_name end as last_name,
                  case when not mine.shut then o.birth_date end as birth_date, case when not mine.shut then o.due_date end as due_date,
                  case when mine.may_open and not mine.shut then pl.short_name end as short_name,
                  case when mine.may_open then c.valid_until end as valid_until) shown\
      """;
  private static final String OWNER_AND_CONSENT =
      """
      join participant op on op.plan_id = pl.id and op.role = 'OWNER' and op.removed_at is null
          join person o on o.id = op.person_id
          left join consent c on c.plan_id = pl.id and c.ended_at is null and c.valid_from <= #{today}\
      """;
  private static final String FILTER =
      """
      (pl.state = 'ACTIVE' or #{closed}::boolean)
           and (#{firstName}::text is null or shown.first_name ilike #{firstName})
           and (#{lastName}::text is null or shown.last_name ilike #{lastName})
           and (not #{withoutCoordinator}::boolean or not exists (select from able_coordinators(pl.id, #{today})))\
      """;

  private final SqlReader sql;
  private final AccessPolicy access;
  private final Map<String, String> statements = new ConcurrentHashMap<>();

  PlanListQuery(Platform platform) {
    this.sql = platform.db();
    this.access = new AccessPolicy(platform.clock());
  }

  /**
   * The caller's plans, and for an ORG_ADMIN those of the organisation, without content (LIST-1).
   */
  Single<PlanPage> find(Command<PlanListFilter> command) {
    PlanListFilter filter = command.body();
    KeysetPagination keyset =
        KeysetPagination.of(SORT_KEYS, filter.sort(), filter.limit(), filter.after());
    SqlParams params =
        SqlParams.of("person", command.caller().person())
            .and("today", access.today())
            .and("closed", filter.closed())
            .and("withoutCoordinator", filter.withoutCoordinator())
            .and("firstName", containsPattern(filter.firstName()))
            .and("lastName", containsPattern(filter.lastName()))
            .and(keyset.params());
    return sql.query(
            statements.computeIfAbsent(keyset.statementKey(), unused -> statement(keyset)), params)
        .map(rows -> page(keyset.toPage(rows, PlanListQuery::item)));
  }

  private static String statement(KeysetPagination keyset) {
    return LIST.formatted(
        COLUMNS + ", " + keyset.sortKeyColumn(),
        OWNER_AND_CONSENT,
        FILTER,
        SHOWN,
        keyset.pageSql());
  }

  /** An {@code ilike} pattern for a substring, null for no filter. */
  private static String containsPattern(String part) {
    return part == null || part.isBlank()
        ? null
        : "%" + part.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }

  private static PlanPage page(Page<PlanItem> page) {
    return new PlanPage(page.items(), page.total(), page.next());
  }

  private static PlanItem item(Row row) {
    int unread = row.getInteger("unread");
    return new PlanItem(
        new PlanId(row.getUUID("id")),
        owner(row),
        row.getString("short_name"),
        row.getString("type"),
        row.getString("state"),
        row.getBoolean("changed"),
        unread > 0,
        unread,
        row.getInteger("days_left"),
        row.getLocalDate("start_date"),
        row.getLocalDate("planned_end"),
        row.getLocalDate("end_date"),
        RowValues.instant(row, "archived_at"),
        row.getBoolean("may_open"),
        row.getBoolean("may_administer"));
  }

  private static PlanOwner owner(Row row) {
    return row.getBoolean("shut")
        ? null
        : new PlanOwner(
            row.getString("first_name"),
            row.getString("last_name"),
            row.getLocalDate("birth_date"),
            row.getLocalDate("due_date"));
  }
}
