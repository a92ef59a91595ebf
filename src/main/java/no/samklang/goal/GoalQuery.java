package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.UUID;
import no.samklang.access.Area;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.db.SqlParams;
import no.samklang.goal.Goals.Activity;
import no.samklang.goal.Goals.Goal;
import no.samklang.goal.Goals.GoalTree;
import no.samklang.operation.Command;

/** Reads goals with their activities, each in one statement (GOAL-1). */
@CheckReturnValue
final class GoalQuery {
  /** Reading either area opens the page; what can't be read is left out. */
  static final Right READ_TREE = Right.readAnyOf(Area.GOALS, Area.ACTIVITIES);

  // %1$s selects among goals, %2$s among activities and %3$s among comments. What each area shows,
  // and what is in history, is sorted out by GoalRowMapper: every table joined here costs more than
  // that. The membership stands in the first row only, and last in it: columns are looked up by
  // name
  // from the first on.
  private static final String ELEMENTS =
      """
      with me as materialized (
        select * from plan_member(#{plan}, #{person}, #{today})
      )
      select e.*, me.*
        from (
          select 'PLAN' as kind, null::uuid as id, pl.goals_version as version, null::uuid as belongs_to, -1 as position, null as title,
                 null::date as registered_on, null as description, null::timestamptz as agreed_at, null::timestamptz as content_at,
                 null::boolean as in_history, null::smallint as progress, null::int as picture_version, null as picture_text,
                 null as status, null::date as starts_on, null::date as ends_on, null::date as evaluate_on, null as effect,
                 null as effect_reason, null::uuid[] as responsible, c.elements, c.comments
            from me
            join plan pl on pl.id = me.member_plan_id
           cross join (
              select array_agg(element) as elements, array_agg(comments) as comments
                from (
                  select coalesce(c.activity_id, c.goal_id) as element, count(*)::int as comments
                    from goal_comment c where c.plan_id = #{plan} and c.bin_id is null and %3$s
                   group by c.goal_id, c.activity_id
                ) of_element
           ) c
          union all
          select 'GOAL', g.id, g.version, g.parent_id, g.position, g.title, g.registered_on, g.description, g.agreed_at, g.content_at,
                 g.in_history, g.progress, picture.version, picture.alternative_text, null, null, null, null, null, null, null, null, null
            from plan_goal g
            left join goal_picture picture on picture.goal_id = g.id
           where g.plan_id = #{plan} and exists (select from me) and %1$s
          union all
          select 'ACTIVITY', a.id, a.version, a.goal_id, a.position, a.title, a.registered_on, a.description, a.agreed_at,
                 a.content_at, a.history_at is not null, null, null, null, a.status, a.starts_on, a.ends_on, a.evaluate_on, a.effect,
                 a.effect_reason,
                 array(select r.participant_id from activity_responsible r where r.activity_id = a.id order by r.position), null, null
            from activity a
           where a.plan_id = #{plan} and a.bin_id is null and exists (select from me) and %2$s
        ) e
        left join me on e.kind = 'PLAN'
       order by e.position, e.id""";
  private static final String TREE =
      ELEMENTS.formatted(
          "(#{history} or not g.in_history)", "(#{history} or a.history_at is null)", "true");
  private static final String GOAL =
      ELEMENTS.formatted(
          "g.id = #{id}",
          "a.goal_id = #{id}",
          "(c.goal_id = #{id} or c.activity_id in (select id from activity where goal_id = #{id}))");
  private static final String ACTIVITY =
      ELEMENTS.formatted(
          "g.id = (select goal_id from activity where id = #{id})",
          "a.id = #{id}",
          "c.activity_id = #{id}");

  private GoalQuery() {}

  /** The tree of the active plan, or of its history. */
  static Single<GoalTree> tree(PlanReads reads, Command<?> command, boolean history) {
    return reads.queryRows(
        command,
        READ_TREE,
        TREE,
        SqlParams.of("history", history),
        (member, rows) -> GoalRowMapper.of(member, rows).tree(history));
  }

  /** One goal with its activities. Fails with {@link no.samklang.error.Failure.NotFound}. */
  static Single<Goal> goal(PlanReads reads, Command<?> command, UUID id) {
    return goal(reads, command, Right.readArea(Area.GOALS), id);
  }

  /** As {@link #goal(PlanReads, Command, UUID)}, for a caller with another right to it. */
  static Single<Goal> goal(PlanReads reads, Command<?> command, Right right, UUID id) {
    return reads.queryRows(
        command,
        right,
        GOAL,
        SqlParams.of("id", id),
        (member, rows) -> GoalRowMapper.of(member, rows).goal());
  }

  /** One activity. Fails with {@link no.samklang.error.Failure.NotFound}. */
  static Single<Activity> activity(PlanReads reads, Command<?> command, UUID id) {
    return reads.queryRows(
        command,
        Right.readArea(Area.ACTIVITIES),
        ACTIVITY,
        SqlParams.of("id", id),
        (member, rows) -> GoalRowMapper.of(member, rows).activity());
  }
}
