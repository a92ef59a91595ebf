package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Area;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanLog.PlanLogRecord;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlWriter;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.NewId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.notification.Notices.NoticeType;

/** Goals and activities of a template, put into a plan (ORG-1). */
@CheckReturnValue
public final class TemplateGoals {
  // only a template for the plan's type, of its organisation or of one above it; the first main
  // goal gets the given id
  private static final String INSERT =
      """
      with main as materialized (
        select case when row_number() over (order by entry.place) = 1 then #{first}::uuid else gen_random_uuid() end as id,
               null::uuid as parent_id, entry.goal, entry.place, 0::bigint as sub_place
          from plan pl
          join organisation_ancestor above on above.organisation_id = pl.organisation_id
          join goal_template t on t.organisation_id = above.ancestor_id and t.id = #{template}
         cross join jsonb_array_elements(t.goals) with ordinality as entry (goal, place)
         where pl.id = #{plan} and (t.plan_type is null or t.plan_type = pl.type) and coalesce(entry.place = #{chosen}::int, true)
      ), content as materialized (
        select * from main
        union all
        select gen_random_uuid(), main.id, entry.goal, main.place, entry.place
          from main cross join jsonb_array_elements(main.goal -> 'subGoals') with ordinality as entry (goal, place)
      ), added as (
        insert into goal (id, plan_id, parent_id, position, title, registered_on, description, created_by, created_at, updated_at,
                          content_at, content_by, agreed_at)
        select id, #{plan}, parent_id,
               (select coalesce(max(position), 0) from goal where plan_id = #{plan} and bin_id is null)
                 + row_number() over (order by place, sub_place), goal ->> 'title', #{today}, goal ->> 'description', #{member}, #{now},
               #{now}, #{now}, #{member}, case when #{decides} then #{now}::timestamptz end
          from content
        returning id
      ), progressed as (
        insert into goal_progress (goal_id, at, progress) select id, #{now}, 0 from added
      ), planned as (
        insert into activity (id, plan_id, goal_id, position, title, registered_on, status, description, created_by, created_at,
                              updated_at, content_at, content_by, agreed_at)
        select gen_random_uuid(), #{plan}, content.id,
               (select coalesce(max(position), 0) from activity where plan_id = #{plan} and bin_id is null)
                 + row_number() over (order by content.place, content.sub_place, entry.place),
               entry.activity ->> 'title', #{today}, 'PLANNED', entry.activity ->> 'description', #{member}, #{now}, #{now}, #{now},
               #{member}, case when #{decides} then #{now}::timestamptz end
          from content cross join jsonb_array_elements(content.goal -> 'activities') with ordinality as entry (activity, place)
        returning id
      )
      select (select count(*) from added)::int as goals, (select count(*) from planned)::int as activities,
             (select count(*) from plan_goal where plan_id = #{plan})::int as goals_before,
             (select count(*) from plan_activity where plan_id = #{plan})::int as activities_before""";

  private TemplateGoals() {}

  /**
   * Which content is put into which plan.
   *
   * @param chosen number of one of the template's main goals; null for all
   * @param first id of the first goal
   */
  private record Insertion(PlanId plan, UUID template, Integer chosen, UUID first) {}

  /**
   * Who adds it.
   *
   * @param decides whether the owner has agreed by that (GOAL-11)
   */
  private record Author(ParticipantId member, boolean decides, LocalDate today, Instant now) {}

  /** How much was added. */
  private record Added(int goals, int activities) {}

  /**
   * Adds the content to the caller's plan. Fails with {@link Failure.Invalid} {@code
   * template.unknown}, with {@code goals.full} or {@code activities.full}, and with {@code
   * access.denied} if there are activities, which the caller may not write.
   */
  static Completable insert(
      PlanTx tx, UUID first, UUID template, Integer chosen, ReaderNotices notices) {
    Author author =
        new Author(
            tx.member().participant(), tx.member().hasOwnerAuthority(), tx.today(), tx.now());
    return insert(tx, new Insertion(tx.planId(), template, chosen, first), author)
        .flatMapCompletable(
            added ->
                added.activities() == 0 ? Completable.complete() : activitiesAdded(tx, notices));
  }

  private static Completable activitiesAdded(PlanTx tx, ReaderNotices notices) {
    AccessPolicy.require(tx.member(), Right.writeArea(Area.ACTIVITIES));
    return notices
        .enqueue(tx, Area.ACTIVITIES, NoticeType.NEW_GOAL)
        .andThen(
            Single.defer(() -> TreeVersion.raise(tx, Area.ACTIVITIES, PlanLogEvent.ACTIVITY_ADDED)))
        .ignoreElement();
  }

  /**
   * Adds the content to a plan that is being created, as proposed by its coordinator, and logs it.
   * Fails with {@link Failure.Invalid} {@code template.unknown}.
   *
   * @param by the person who creates the plan
   */
  public static Completable insertInNewPlan(
      Tx tx,
      PlanId plan,
      UUID template,
      ParticipantId coordinator,
      PersonId by,
      LocalDate today,
      Instant now) {
    return insert(
            tx,
            new Insertion(plan, template, null, NewId.timeOrdered(now)),
            new Author(coordinator, false, today, now))
        .doOnSuccess(
            added -> {
              log(tx, plan, by, PlanLogEvent.GOAL_ADDED, Area.GOALS, now);
              if (added.activities() > 0) {
                log(tx, plan, by, PlanLogEvent.ACTIVITY_ADDED, Area.ACTIVITIES, now);
              }
            })
        .ignoreElement();
  }

  private static void log(
      Tx tx, PlanId plan, PersonId by, PlanLogEvent event, Area area, Instant now) {
    PlanLog.insertAtCommit(
        tx, new PlanLogRecord(plan, by, event, null, area, new JsonObject(), null), now);
  }

  private static Single<Added> insert(SqlWriter sql, Insertion insertion, Author author) {
    SqlParams params =
        SqlParams.of("plan", insertion.plan())
            .and("template", insertion.template())
            .and("chosen", insertion.chosen())
            .and("first", insertion.first())
            .and("member", author.member())
            .and("decides", author.decides())
            .and("today", author.today())
            .and("now", author.now());
    return sql.execute(INSERT, params)
        .map(rows -> RowValues.first(rows).orElseThrow())
        .map(
            row -> {
              Added added = new Added(row.getInteger("goals"), row.getInteger("activities"));
              if (added.goals() == 0) {
                throw new Failure.Invalid("request.invalid", "templateId", "template.unknown");
              }
              requireRoom(
                  added.goals(),
                  row.getInteger("goals_before"),
                  GoalRepository.MAX_GOALS,
                  "goals.full");
              requireRoom(
                  added.activities(),
                  row.getInteger("activities_before"),
                  ActivityRepository.MAX_ACTIVITIES,
                  "activities.full");
              return added;
            });
  }

  private static void requireRoom(int added, int before, int max, String code) {
    if (added + before > max) {
      throw new Failure.Conflict(code, null);
    }
  }
}
