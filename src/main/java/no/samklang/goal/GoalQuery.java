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
  /** Reading either area opens the page; the statements leave out what can't be read. */
  static final Right READ_TREE = Right.readAnyOf(Area.GOALS, Area.ACTIVITIES);

  // %1$s selects among goals, %2$s and %3$s among the goals and activities shown. The membership
  // stands in the first row only, and last in it: columns are looked up by name from the first on.
  // Goals are read once: the view plan_activity would join them anew for each activity.
  private static final String ELEMENTS =
      """
      with me as materialized (
        select m.*, reads_area(m.member_role, m.member_rights, 'GOALS') as reads_goals,
               reads_area(m.member_role, m.member_rights, 'ACTIVITIES') as reads_activities
          from plan_member(#{plan}, #{person}, #{today}) m
      ), counted as (
        select goal_id, activity_id, count(*)::int as comments
          from goal_comment where plan_id = #{plan} and bin_id is null group by goal_id, activity_id
      ), goals as materialized (
        select g.* from plan_goal g where g.plan_id = #{plan} and %1$s
      ), activities as materialized (
        select a.* from activity a where a.plan_id = #{plan} and a.bin_id is null
      )
      select e.*, me.*
        from (
          select 'PLAN' as kind, null::uuid as id, pl.goals_version as version, null::uuid as belongs_to, -1 as position, null as title,
                 null::date as registered_on, null as description, null::timestamptz as agreed_at, null::timestamptz as content_at,
                 null::boolean as in_history, null::int as comments, null::smallint as progress, null::int as picture_version,
                 null as picture_text, null as status, null::date as starts_on, null::date as ends_on, null::date as evaluate_on,
                 null as effect, null as effect_reason, null::uuid[] as responsible
            from me
            join plan pl on pl.id = me.member_plan_id
          union all
          select 'GOAL', g.id, g.version, g.parent_id, g.position, g.title, g.registered_on, g.description, g.agreed_at, g.content_at,
                 g.in_history, coalesce(c.comments, 0), g.progress, picture.version, picture.alternative_text, null, null, null, null,
                 null, null, null
            from me
            join goals g on me.reads_goals and %2$s
            left join counted c on c.goal_id = g.id
            left join goal_picture picture on picture.goal_id = g.id
          union all
          select 'ACTIVITY', a.id, a.version, a.goal_id, a.position, a.title, a.registered_on, a.description, a.agreed_at,
                 a.content_at, a.history_at is not null or g.in_history, coalesce(c.comments, 0), null, null, null, a.status, a.starts_on,
                 a.ends_on, a.evaluate_on, a.effect, a.effect_reason,
                 array(select r.participant_id from activity_responsible r where r.activity_id = a.id order by r.position)
            from me
            join activities a on me.reads_activities
            join goals g on g.id = a.goal_id and %3$s
            left join counted c on c.activity_id = a.id
        ) e
        left join me on e.kind = 'PLAN'
       order by e.position, e.id""";
  private static final String TREE =
      ELEMENTS.formatted(
          "true",
          """
          (g.in_history = #{history}
                  or #{history} and exists (select from plan_activity of_goal where of_goal.goal_id = g.id and of_goal.in_history))""",
          "(a.history_at is not null or g.in_history) = #{history}");
  private static final String GOAL = ELEMENTS.formatted("g.id = #{id}", "true", "true");
  private static final String ACTIVITY =
      ELEMENTS.formatted(
          "g.id = (select goal_id from activity where id = #{id})", "false", "a.id = #{id}");

  private GoalQuery() {}

  /** The tree of the active plan, or of its history. */
  static Single<GoalTree> tree(PlanReads reads, Command<?> command, boolean history) {
    return reads.queryRows(
        command,
        READ_TREE,
        TREE,
        SqlParams.of("history", history),
        (member, rows) -> GoalRowMapper.tree(rows));
  }

  /** One goal with its activities. Fails with {@link no.samklang.error.Failure.NotFound}. */
  static Single<Goal> goal(PlanReads reads, Command<?> command, UUID id) {
    return goal(reads, command, Right.readArea(Area.GOALS), id);
  }

  /** As {@link #goal(PlanReads, Command, UUID)}, for a caller with another right to it. */
  static Single<Goal> goal(PlanReads reads, Command<?> command, Right right, UUID id) {
    return reads.queryRows(
        command, right, GOAL, SqlParams.of("id", id), (member, rows) -> GoalRowMapper.goal(rows));
  }

  /** One activity. Fails with {@link no.samklang.error.Failure.NotFound}. */
  static Single<Activity> activity(PlanReads reads, Command<?> command, UUID id) {
    return reads.queryRows(
        command,
        Right.readArea(Area.ACTIVITIES),
        ACTIVITY,
        SqlParams.of("id", id),
        (member, rows) -> GoalRowMapper.activity(rows));
  }
}
