package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.List;
import java.util.Objects;
import no.samklang.access.Area;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.goal.Goals.ProgressList;
import no.samklang.goal.Goals.ProgressPoint;
import no.samklang.operation.Command;

/** The progress of a goal over time, the latest {@value #MAX_POINTS} changes (GOAL-9). */
@CheckReturnValue
final class ProgressQuery {
  private static final int MAX_POINTS = 200;
  private static final String POINTS =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, g.id, point.at, point.progress
        from me
        left join plan_goal g on g.id = #{id} and g.plan_id = me.member_plan_id
        left join lateral (
          select at, progress from goal_progress where goal_id = g.id order by at desc limit #{limit}) point on true
       order by point.at""";

  private ProgressQuery() {}

  /** Fails with {@link no.samklang.error.Failure.NotFound} for a goal that isn't in the plan. */
  static Single<ProgressList> find(PlanReads reads, Command<Void> command) {
    return reads.queryRows(
        command,
        Right.readArea(Area.GOALS),
        POINTS,
        SqlParams.of("id", command.id("goalId")).and("limit", MAX_POINTS),
        (member, rows) ->
            rows.iterator().next().getUUID("id") == null
                ? null
                : new ProgressList(points(RowValues.stream(rows).toList())));
  }

  private static List<ProgressPoint> points(List<Row> rows) {
    return rows.stream().map(ProgressQuery::point).filter(Objects::nonNull).toList();
  }

  private static ProgressPoint point(Row row) {
    return row.getInteger("progress") == null
        ? null
        : new ProgressPoint(RowValues.instant(row, "at"), row.getInteger("progress"));
  }
}
