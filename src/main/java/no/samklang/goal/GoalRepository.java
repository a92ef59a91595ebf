package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.util.UUID;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Area;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.goal.Goals.Goal;
import no.samklang.goal.Goals.GoalInput;

/** The tables {@code goal} and {@code goal_progress}, in transactions that lock the plan. */
@CheckReturnValue
final class GoalRepository {
  /** Maximum goals of a plan, with those in history. */
  static final int MAX_GOALS = 500;

  // a sub-goal belongs to a main goal, so that a goal with sub-goals, deleted ones too, can't
  // become one
  private static final String PLACE =
      """
      select (select count(*) from plan_goal where plan_id = #{plan})::int as goals,
             #{parent}::uuid is null or exists (
               select from plan_goal parent
                where parent.id = #{parent} and parent.plan_id = #{plan} and parent.parent_id is null and parent.id <> #{id}
                  and (not parent.in_history or exists (select from goal g where g.id = #{id} and g.parent_id = parent.id))
                  and not exists (select from goal child where child.parent_id = #{id})) as parent_exists""";
  private static final String INSERT =
      """
      with added as (
        insert into goal (id, plan_id, parent_id, position, title, registered_on, progress, description, created_by, created_at,
                          updated_at, content_at, content_by, agreed_at)
        select #{id}, #{plan}, #{parent},
               (select coalesce(max(position), 0) + 1 from goal where plan_id = #{plan} and bin_id is null), #{title},
               coalesce(#{registeredOn}::date, #{today}), coalesce(#{progress}::smallint, 0), #{description}, #{member}, #{now}, #{now},
               #{now}, #{member}, case when #{decides} then #{now}::timestamptz end
        returning id, progress
      )
      insert into goal_progress (goal_id, at, progress) select id, #{now}, progress from added""";
  private static final String UPDATE =
      """
      with before as (
        select id, progress from goal where id = #{id}
      ), changed as (
        update goal
           set title = #{title}, registered_on = coalesce(#{registeredOn}::date, registered_on),
               progress = coalesce(#{progress}::smallint, progress), description = #{description}, parent_id = #{parent},
               position = case when parent_id is not distinct from #{parent}::uuid then position
                               else (select max(position) + 1 from goal where plan_id = #{plan} and bin_id is null) end,
               updated_at = #{now}, version = version + 1,
               content_at = case when (title, description, parent_id) is distinct from (#{title}, #{description}, #{parent}::uuid)
                                 then #{now} else content_at end,
               content_by = case when (title, description, parent_id) is distinct from (#{title}, #{description}, #{parent}::uuid)
                                 then #{member} else content_by end,
               agreed_at = case when #{decides} and (agreed_at is not null
                                  or (title, description, parent_id) is distinct from (#{title}, #{description}, #{parent}::uuid))
                                then #{now} else agreed_at end
         where id = #{id} returning id, progress
      )
      insert into goal_progress (goal_id, at, progress)
      select changed.id, #{now}, changed.progress
        from changed join before on before.progress <> changed.progress
      on conflict (goal_id, at) do update set progress = excluded.progress""";
  private static final String HAS_ACTIVITIES =
      """
      select exists (select from activity a join goal g on g.id = a.goal_id
                      where $1 in (g.id, g.parent_id) and a.bin_id is null) as has_activities""";
  private static final String SET_PROGRESS =
      """
      with changed as (
        update goal set progress = $2, updated_at = $3, version = version + 1 where id = $1 returning id
      )
      insert into goal_progress (goal_id, at, progress) select id, $3, $2 from changed
      on conflict (goal_id, at) do update set progress = excluded.progress""";

  private GoalRepository() {}

  /**
   * Fails with {@link Failure.Conflict} {@code goals.full} beyond {@link #MAX_GOALS}, and with
   * {@link Failure.Invalid} for a parent that isn't a main goal of the plan.
   */
  static Completable insert(PlanTx tx, UUID id, GoalInput input) {
    return requirePlace(tx, id, input, MAX_GOALS - 1)
        .andThen(Completable.defer(() -> execute(tx, INSERT, id, input)));
  }

  /** Fails as {@link #insert} does for the parent. */
  static Completable update(PlanTx tx, Goal goal, GoalInput input) {
    return requirePlace(tx, goal.id(), input, MAX_GOALS)
        .andThen(Completable.defer(() -> execute(tx, UPDATE, goal.id(), input)));
  }

  /**
   * Sets the progress, as a status update does (GOAL-4).
   *
   * @param progress in percent
   */
  static Completable setProgress(PlanTx tx, UUID id, int progress) {
    return tx.execute(SET_PROGRESS, id, progress, tx.now()).ignoreElement();
  }

  /**
   * Fails with {@code access.denied} if the goal or its sub-goals have activities and the caller
   * may not write activities.
   */
  static Completable requireActivitiesWritable(PlanTx tx, UUID id) {
    return tx.query(HAS_ACTIVITIES, id)
        .map(rows -> rows.iterator().next().getBoolean("has_activities"))
        .doOnSuccess(
            hasActivities -> {
              if (hasActivities) {
                AccessPolicy.require(tx.member(), Right.writeArea(Area.ACTIVITIES));
              }
            })
        .ignoreElement();
  }

  private static Completable requirePlace(PlanTx tx, UUID id, GoalInput input, int maxGoals) {
    SqlParams params =
        SqlParams.of("plan", tx.planId()).and("id", id).and("parent", input.parentId());
    return tx.query(PLACE, params)
        .map(rows -> RowValues.first(rows).orElseThrow())
        .flatMapCompletable(
            row -> {
              if (!row.getBoolean("parent_exists")) {
                return Completable.error(
                    new Failure.Invalid("request.invalid", "parentId", "invalid"));
              }
              return row.getInteger("goals") > maxGoals
                  ? Completable.error(new Failure.Conflict("goals.full", null))
                  : Completable.complete();
            });
  }

  private static Completable execute(PlanTx tx, String statement, UUID id, GoalInput input) {
    SqlParams params =
        SqlParams.of("id", id)
            .and("plan", tx.planId())
            .and("parent", input.parentId())
            .and("title", input.title().strip())
            .and("registeredOn", input.registeredOn())
            .and("progress", input.progress())
            .and("description", input.description().strip())
            .and("member", tx.member().participant())
            .and("decides", tx.member().hasOwnerAuthority())
            .and("today", tx.today())
            .and("now", tx.now());
    return tx.execute(statement, params).ignoreElement();
  }
}
