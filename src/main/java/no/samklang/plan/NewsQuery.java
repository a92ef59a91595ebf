package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import no.samklang.access.Area;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.operation.Command;
import no.samklang.plan.Plans.NewsItem;
import no.samklang.plan.Plans.NewsList;

/** What is new in a plan since the caller's last visit, as far as they may read it (HOME-4). */
@CheckReturnValue
final class NewsQuery {
  private static final int MAX_ITEMS = 50;
  // an ongoing visit, in the same session, keeps the reference time of its beginning
  private static final String NEWS =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      , mine as (
        select case when v.session_id = #{session} and v.last_at > #{visitTimeout} then v.previous_at else v.last_at end as since
          from me left join visit v on v.participant_id = me.member_id
      )
      select me.*, n.*, by.first_name || ' ' || by.last_name as by
        from me
       cross join mine
        left join lateral (
          select section, area, id, title, by_id, at, goal_id, activity_id
            from plan_news
           where plan_id = me.member_plan_id and at > mine.since and by_id is distinct from me.member_id and id <> me.member_id
             and (area is null or reads_area(me.member_role, me.member_rights, area))
             and (only_for is null or me.member_id = any (only_for))
           order by at desc, id limit #{limit}) n on true
        left join participant p on p.id = n.by_id
        left join person by on by.id = p.person_id
       order by n.at desc, n.id""";

  private final PlanReads planReads;
  private final Clock clock;

  NewsQuery(PlanReads planReads, Clock clock) {
    this.planReads = planReads;
    this.clock = clock;
  }

  /** The latest {@value #MAX_ITEMS}; empty at the first visit. */
  Single<NewsList> find(Command<Void> command) {
    SqlParams params =
        SqlParams.of("session", command.caller().session())
            .and("visitTimeout", clock.instant().minus(VisitRecorder.NEW_VISIT_TIMEOUT))
            .and("limit", MAX_ITEMS);
    return planReads.queryRows(
        command,
        Right.READ,
        NEWS,
        params,
        (member, rows) ->
            new NewsList(
                RowValues.stream(rows)
                    .filter(row -> row.getUUID("id") != null)
                    .map(NewsQuery::item)
                    .toList()));
  }

  private static NewsItem item(Row row) {
    return new NewsItem(
        row.getString("section"),
        row.getUUID("id"),
        row.getUUID("goal_id"),
        row.getUUID("activity_id"),
        row.getString("area") == null ? null : Area.valueOf(row.getString("area")),
        row.getString("title"),
        row.getString("by"),
        RowValues.instant(row, "at"));
  }
}
