package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.util.UUID;
import no.samklang.access.PlanTx;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.goal.Goals.ActivityInput;
import no.samklang.goal.Goals.ActivityStatus;

/** The tables {@code activity} and {@code activity_responsible}, with the plan locked. */
@CheckReturnValue
final class ActivityRepository {
  /** Maximum activities of a plan, with those in history. */
  static final int MAX_ACTIVITIES = 2000;

  // who is responsible already stays so when their access has ended
  private static final String PLACE =
      """
      select (select count(*) from plan_activity where plan_id = #{plan})::int as activities,
             exists (select from plan_goal where id = #{goal} and plan_id = #{plan}) as goal_exists,
             exists (select from plan_goal where id = #{goal} and plan_id = #{plan} and in_history)
               and not exists (select from activity where id = #{id}) as goal_in_history,
             (select count(*) from participant p
               where p.id = any (#{responsible}) and p.plan_id = #{plan}
                 and (takes_part(p, #{today}) or exists (
                        select from activity_responsible r where r.activity_id = #{id} and r.participant_id = p.id))
             )::int as responsible""";
  private static final String INSERT =
      """
      with added as (
        insert into activity (id, plan_id, goal_id, position, title, registered_on, status, starts_on, ends_on, evaluate_on, effect,
                              effect_reason, description, created_by, created_at, updated_at, content_at, content_by,
                              agreed_at)
        select #{id}, #{plan}, #{goal},
               (select coalesce(max(position), 0) + 1 from activity where plan_id = #{plan} and bin_id is null), #{title},
               coalesce(#{registeredOn}::date, #{today}), #{status}, #{from}, #{to}, #{evaluateOn}, #{effect}, #{effectReason},
               #{description}, #{member}, #{now}, #{now}, #{now}, #{member},
               case when #{decides} then #{now}::timestamptz end
        returning id
      )
      insert into activity_responsible (activity_id, participant_id, position)
      select added.id, wanted.id, wanted.position
        from added, unnest(#{responsible}::uuid[]) with ordinality as wanted (id, position)""";
  private static final String UPDATE =
      """
      with changed as (
        update activity
           set title = #{title}, registered_on = coalesce(#{registeredOn}::date, registered_on), status = #{status},
               starts_on = #{from}, ends_on = #{to}, evaluate_on = #{evaluateOn}, effect = #{effect}, effect_reason = #{effectReason},
               description = #{description}, updated_at = #{now}, version = version + 1,
               content_at = case when (title, description, starts_on, ends_on)
                                        is distinct from (#{title}, #{description}, #{from}::date, #{to}::date)
                                 then #{now} else content_at end,
               content_by = case when (title, description, starts_on, ends_on)
                                        is distinct from (#{title}, #{description}, #{from}::date, #{to}::date)
                                 then #{member} else content_by end,
               agreed_at = case when #{decides} and (agreed_at is not null
                                  or (title, description, starts_on, ends_on)
                                       is distinct from (#{title}, #{description}, #{from}::date, #{to}::date))
                                then #{now} else agreed_at end
         where id = #{id} returning id
      ), gone as (
        delete from activity_responsible r using changed
         where r.activity_id = changed.id and r.participant_id <> all (#{responsible}::uuid[])
      )
      insert into activity_responsible (activity_id, participant_id, position)
      select changed.id, wanted.id, wanted.position
        from changed, unnest(#{responsible}::uuid[]) with ordinality as wanted (id, position)
      on conflict (activity_id, participant_id) do update set position = excluded.position""";
  private static final String SET_STATUS =
      "update activity set status = $2, updated_at = $3, version = version + 1 where id = $1";

  private ActivityRepository() {}

  /**
   * Fails with {@link Failure.NotFound} if the goal isn't in the plan, with {@link
   * Failure.Conflict} {@code goal.inHistory} if it is in history, and {@code activities.full}
   * beyond {@link #MAX_ACTIVITIES}, and with {@link Failure.Invalid} for a responsible person who
   * has no access to the plan.
   */
  static Completable insert(PlanTx tx, UUID id, UUID goal, ActivityInput input) {
    SqlParams params = params(tx, id, goal, input);
    return requirePlace(tx, params, input, MAX_ACTIVITIES - 1)
        .andThen(Completable.defer(() -> tx.execute(INSERT, params).ignoreElement()));
  }

  /** Fails as {@link #insert} does for the responsible persons. */
  static Completable update(PlanTx tx, UUID id, UUID goal, ActivityInput input) {
    SqlParams params = params(tx, id, goal, input);
    return requirePlace(tx, params, input, MAX_ACTIVITIES)
        .andThen(Completable.defer(() -> tx.execute(UPDATE, params).ignoreElement()));
  }

  /** Sets the status, as a status update does (GOAL-4). */
  static Completable setStatus(PlanTx tx, UUID id, ActivityStatus status) {
    return tx.execute(SET_STATUS, id, status, tx.now()).ignoreElement();
  }

  private static Completable requirePlace(
      PlanTx tx, SqlParams params, ActivityInput input, int maxActivities) {
    return tx.query(PLACE, params)
        .map(rows -> RowValues.first(rows).orElseThrow())
        .flatMapCompletable(
            row -> {
              if (!row.getBoolean("goal_exists")) {
                return Completable.error(new Failure.NotFound());
              }
              if (row.getBoolean("goal_in_history")) {
                return Completable.error(new Failure.Conflict("goal.inHistory", null));
              }
              if (row.getInteger("responsible") != input.responsible().size()) {
                return Completable.error(
                    new Failure.Invalid("request.invalid", "responsible", "participant.unknown"));
              }
              return row.getInteger("activities") > maxActivities
                  ? Completable.error(new Failure.Conflict("activities.full", null))
                  : Completable.complete();
            });
  }

  private static SqlParams params(PlanTx tx, UUID id, UUID goal, ActivityInput input) {
    return SqlParams.of("id", id)
        .and("plan", tx.planId())
        .and("goal", goal)
        .and("title", input.title().strip())
        .and("registeredOn", input.registeredOn())
        .and("status", input.status())
        .and("from", input.from())
        .and("to", input.to())
        .and("evaluateOn", input.evaluateOn())
        .and("effect", input.effect())
        .and("effectReason", input.effectReason())
        .and("description", input.description().strip())
        .ids("responsible", input.responsible())
        .and("member", tx.member().participant())
        .and("decides", tx.member().hasOwnerAuthority())
        .and("today", tx.today())
        .and("now", tx.now());
  }
}
