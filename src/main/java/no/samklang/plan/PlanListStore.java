package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import no.samklang.db.Keyset.Page;
import no.samklang.db.Keyset.SortKey;
import no.samklang.db.Keyset;
import no.samklang.db.SqlReader;
import no.samklang.id.PlanId;
import no.samklang.plan.Plans.ListPlans;
import no.samklang.plan.Plans.Owner;
import no.samklang.plan.Plans.PlanItem;
import no.samklang.plan.Plans.PlanPage;

/** The plan list, in one statement (LIST-1, LIST-2, LIST-3). */
@CheckReturnValue
final class PlanListStore {
  private static final Map<String, SortKey> SORT_KEYS =
      Map.of(
          "owner", SortKey.text("lower(o.last_name || ', ' || o.first_name)"),
          "shortName", SortKey.text("lower(pl.short_name)"),
          "type", SortKey.text("pl.type"),
          "birthDate", SortKey.date("o.birth_date"),
          "changed", SortKey.flag("mine.changed"),
          "newMessage", SortKey.number("mine.unread"),
          "consentDaysLeft", SortKey.date("c.valid_until"),
          "startDate", SortKey.date("pl.start_date"),
          "endDate", SortKey.date("pl.end_date"),
          "archivedAt", SortKey.time("pl.archived_at"));

  // $1 person, $2 today, $3 closed ones too, $4 and $5 parts of the owner's names
  private static final String LIST =
      """
      with matching as (
        select %1$s
          from participant pt
          join plan pl on pl.id = pt.plan_id
          %2$s
          left join mailbox mb on mb.participant_id = pt.id
          join account a on a.person_id = $1
         cross join lateral (
           select coalesce(pl.changed_at > a.previous_login_at and pl.changed_by is distinct from $1, false) as changed,
                  case when needs_no_consent(pt, $2) or c.valid_until >= $2 then coalesce(mb.unread, 0) else 0 end as unread,
                  true as may_open, coordinates(pt, $2) as may_administer) mine
         where pt.person_id = $1 and takes_part(pt, $2) and %3$s
        union all
        select %1$s
          from plan pl
          %2$s
         cross join (select false as changed, 0 as unread, false as may_open, true as may_administer) mine
         where (select count(*) from organisation_admin where person_id = $1) > 0 -- few are: the rest isn't tried for others
           and pl.organisation_id = any (array(
                 select org.id from organisation_admin oa
                   join organisation org on oa.organisation_id in (org.id, org.parent_id, org.municipality_id)
                  where oa.person_id = $1))
           and not exists (select from participant pt
                            where pt.plan_id = pl.id and pt.person_id = $1 and takes_part(pt, $2))
           and %3$s
      )
      %4$s""";
  private static final String COLUMNS =
      """
      pl.id, pl.short_name, pl.type, pl.state, pl.start_date, pl.end_date, pl.archived_at,
               o.first_name, o.last_name, o.birth_date, mine.*, c.valid_until - $2::date as days_left""";
  private static final String OWNER_AND_CONSENT =
      """
      join participant op on op.plan_id = pl.id and op.role = 'OWNER' and op.removed_at is null
          join person o on o.id = op.person_id
          left join consent c on c.plan_id = pl.id and c.ended_at is null and c.valid_from <= $2""";
  private static final String WANTED =
      "(pl.state = 'ACTIVE' or $3::boolean) and ($4::text is null or o.first_name ilike $4)"
          + " and ($5::text is null or o.last_name ilike $5)";

  private final Map<String, String> statements = new ConcurrentHashMap<>();

  Single<PlanPage> list(SqlReader sql, ListPlans question, LocalDate today) {
    Keyset keyset = Keyset.of(SORT_KEYS, question.page());
    return sql.query(
            statements.computeIfAbsent(keyset.order(), unused -> statement(keyset)),
            keyset.parameters(
                question.caller().person().value(),
                today,
                question.closed(),
                containing(question.firstName()),
                containing(question.lastName())))
        .map(rows -> page(keyset.of(rows, PlanListStore::item)));
  }

  private static String statement(Keyset keyset) {
    return LIST.formatted(
        COLUMNS + ", " + keyset.sortKey(), OWNER_AND_CONSENT, WANTED, keyset.page(6));
  }

  /** A pattern for what is asked for, null when nothing is. */
  private static String containing(String part) {
    return part.isBlank()
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
        new Owner(
            row.getString("first_name"),
            row.getString("last_name"),
            row.getLocalDate("birth_date")),
        row.getString("short_name"),
        row.getString("type"),
        row.getString("state"),
        row.getBoolean("changed"),
        unread > 0,
        unread,
        row.getInteger("days_left"),
        row.getLocalDate("start_date"),
        row.getLocalDate("end_date"),
        instant(row.getOffsetDateTime("archived_at")),
        row.getBoolean("may_open"),
        row.getBoolean("may_administer"));
  }

  private static Instant instant(OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
