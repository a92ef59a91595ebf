package no.samklang.about;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.Map;
import no.samklang.about.Abouts.PastStatus;
import no.samklang.about.Abouts.StatusPage;
import no.samklang.about.Abouts.StatusQuery;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.operation.Command;

/** The statuses that the owner has had, which only the owner reads (HOME-1). */
@CheckReturnValue
final class StatusHistoryQuery {
  private static final Map<String, SortKey> SORT_KEYS = Map.of("at", SortKey.time("s.at"));
  private static final String PAGE =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      , matching as (
        select s.id, s.text, s.at, s.by_id, %s
          from me join plan_status s on s.plan_id = me.member_plan_id
      ), page as (
        %s
      )
      select me.*, page.*, by.first_name || ' ' || by.last_name as by_name
        from me
        left join page on true
        left join participant p on p.id = page.by_id
        left join person by on by.id = p.person_id
       %s""";

  private final PlanReads planReads;

  StatusHistoryQuery(PlanReads planReads) {
    this.planReads = planReads;
  }

  /** Latest first. */
  Single<StatusPage> find(Command<StatusQuery> command) {
    StatusQuery query = command.body();
    KeysetPagination keyset = KeysetPagination.of(SORT_KEYS, "-at", query.limit(), query.after());
    return planReads.queryPage(
        command,
        Right.READ_STATUSES,
        keyset,
        PAGE.formatted(keyset.sortKeyColumn(), keyset.pageSql(), keyset.orderBy("page")),
        SqlParams.none(),
        StatusHistoryQuery::status,
        (first, page) -> new StatusPage(page.items(), page.total(), page.next()));
  }

  private static PastStatus status(Row row) {
    return new PastStatus(
        row.getUUID("id"),
        row.getString("text"),
        RowValues.instant(row, "at"),
        row.getString("by_name"));
  }
}
