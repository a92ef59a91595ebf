package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
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

  // what is joined stands once for both kinds of plans: a statement's parts cost even if nothing
  // comes from them, so the rare ones are functions that are called when they are needed
  private static final String LIST =
      """
      with matching as (
        select pl.id, pl.type, pl.state, pl.start_date, pl.planned_end, pl.end_date, pl.archived_at,
               pl.practice_until is not null as practice, mine.*, shown.*, shown.valid_until - #{today}::date as days_left, %1$s
          from (
            select pt.id as participant, pt.plan_id, needs_no_consent(pt, authority.decides, #{today}) as always_open,
                   true as may_open, coordinates(pt, #{today}) as may_administer
              from participant pt
             cross join lateral owner_authority(pt, #{today}) authority
             where pt.person_id = #{person} and takes_part(pt, #{today})
            union all
            select null, administered.plan_id, true, false, true
              from only_administered_plans(#{person}, #{today}) administered (plan_id)
             where (select count(*) from organisation_admin where person_id = #{person}) > 0) listed
          join plan pl on pl.id = listed.plan_id
          join participant op on op.plan_id = pl.id and op.role = 'OWNER' and op.removed_at is null
          join person o on o.id = op.person_id
          left join consent c on c.plan_id = pl.id and c.ended_at is null and c.valid_from <= #{today}
          left join mailbox mb on mb.participant_id = listed.participant
         cross join lateral (
           select listed.always_open or coalesce(c.valid_until >= #{today}, false) as is_open offset 0) access
         cross join lateral (
           select access.is_open and listed.may_open and pl.changed_at > coalesce((
                      select previous_login_at from account where person_id = #{person}), 'infinity')
                    and pl.changed_by is distinct from #{person} as changed,
                  case when access.is_open then coalesce(mb.unread, 0) else 0 end as unread,
                  listed.may_open, listed.may_administer, not access.is_open as shut) mine
         -- a plan that its consent has shut tells nothing of its owner (PART-4), and an ORG_ADMIN's list no more than the
         -- administration of the plan does
         cross join lateral (
           select case when not mine.shut then o.first_name end as first_name, case when not mine.shut then o.last_name end as last_name,
                  case when not mine.shut then o.birth_date end as birth_date, case when not mine.shut then o.due_date end as due_date,
                  case when mine.may_open and not mine.shut then pl.short_name end as short_name,
                  case when mine.may_open then c.valid_until end as valid_until) shown
         where %2$s
      )
      %3$s""";
  private static final String COLUMNS =
      """
      id, type, state, start_date, planned_end, end_date, archived_at, practice, changed, unread, may_open, may_administer, shut,
             first_name, last_name, birth_date, due_date, short_name, days_left""";
  private static final String COUNT = "select count(*)::int as total from matching";

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
            .and("firstName", containsPattern(filter.firstName()))
            .and("lastName", containsPattern(filter.lastName()))
            .and(keyset.params());
    String conditions = conditions(filter);
    return sql.query(statement(keyset, conditions), params)
        .flatMap(
            rows ->
                total(rows, keyset, conditions, params)
                    .map(total -> page(keyset.toPage(rows, total, PlanListQuery::item))));
  }

  /** A list longer than its first page is counted by a statement of its own. */
  private Single<Integer> total(
      RowSet<Row> rows, KeysetPagination keyset, String conditions, SqlParams params) {
    return keyset
        .total(rows)
        .map(Single::just)
        .orElseGet(
            () ->
                sql.query(
                        statements.computeIfAbsent(conditions, PlanListQuery::countStatement),
                        params)
                    .map(counted -> counted.iterator().next().getInteger("total"))
                    .map(counted -> Math.max(counted, rows.size())));
  }

  private static String countStatement(String conditions) {
    return LIST.formatted("0 as sort_key", conditions, COUNT);
  }

  private String statement(KeysetPagination keyset, String conditions) {
    return statements.computeIfAbsent(
        conditions + keyset.statementKey(),
        unused -> LIST.formatted(keyset.sortKeyColumn(), conditions, keyset.ownPageSql(COLUMNS)));
  }

  /** Only what is asked for; the statements for all combinations are few. */
  private static String conditions(PlanListFilter filter) {
    List<String> conditions = new ArrayList<>();
    conditions.add(filter.closed() ? "true" : "pl.state = 'ACTIVE'");
    if (isGiven(filter.firstName())) {
      conditions.add("shown.first_name ilike #{firstName}");
    }
    if (isGiven(filter.lastName())) {
      conditions.add("shown.last_name ilike #{lastName}");
    }
    if (filter.withoutCoordinator()) {
      conditions.add("not exists (select from able_coordinators(pl.id, #{today}))");
    }
    return String.join(" and ", conditions);
  }

  private static boolean isGiven(String part) {
    return part != null && !part.isBlank();
  }

  /** An {@code ilike} pattern for a substring, null for no filter. */
  private static String containsPattern(String part) {
    return !isGiven(part)
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
        row.getBoolean("may_administer"),
        row.getBoolean("practice"));
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
