package no.samklang.survey;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import java.util.UUID;
import no.samklang.access.Area;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.survey.SpecialistPlans.SpecialistPlan;
import no.samklang.survey.SpecialistPlans.SpecialistPlanInput;
import no.samklang.survey.SpecialistPlans.SpecialistPlanList;

/** The tables {@code specialist_plan} and {@code specialist_plan_goal}. */
@CheckReturnValue
final class SpecialistPlanRepository {
  /** Maximum specialist plans of a plan. */
  static final int MAX_PLANS = 100;

  // %s selects among them
  private static final String PLANS =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, pl.specialist_plans_version, s.id, s.version, s.title, s.responsible, s.kept_at, s.points, s.updated_at,
             by.first_name || ' ' || by.last_name as updated_by_name,
             array(select g.id from specialist_plan_goal served join plan_goal g on g.id = served.goal_id
                    where served.specialist_plan_id = s.id and reads_area(me.member_role, me.member_rights, 'GOALS')
                    order by g.position, g.id) as goals
        from me
        join plan pl on pl.id = me.member_plan_id
        left join specialist_plan s on s.plan_id = pl.id and s.bin_id is null and %s
        left join participant p on p.id = s.updated_by
        left join person by on by.id = p.person_id
       order by s.title collate "nb-NO-x-icu", s.id""";
  private static final String LIST = PLANS.formatted("true");
  private static final String GET = PLANS.formatted("s.id = #{id}");
  private static final String COUNTS =
      """
      select (select count(*) from specialist_plan where plan_id = #{plan} and bin_id is null)::int as plans,
             (select count(*) from plan_goal where plan_id = #{plan} and id = any(#{goals}::uuid[]))::int as goals""";
  private static final String INSERT =
      """
      insert into specialist_plan (id, plan_id, title, responsible, kept_at, points, created_at, updated_at, updated_by)
      values (#{id}, #{plan}, #{title}, #{responsible}, #{keptAt}, #{points}, #{now}, #{now}, #{member})""";
  private static final String UPDATE =
      """
      update specialist_plan
         set title = #{title}, responsible = #{responsible}, kept_at = #{keptAt}, points = #{points}, updated_at = #{now},
             updated_by = #{member}, version = version + 1
       where id = #{id}""";

  /** Moves a specialist plan to the bin. */
  static final String DELETE =
      """
      update specialist_plan set bin_id = #{bin}, version = version + 1
       where id = #{id} and plan_id = #{plan} and bin_id is null""";

  // a goal in the bin may come back, and is served then as before
  private static final String DELETE_GOALS =
      """
      delete from specialist_plan_goal served
       using plan_goal g
       where served.specialist_plan_id = #{id} and g.id = served.goal_id and g.id <> all(#{goals}::uuid[])""";
  private static final String INSERT_GOALS =
      """
      insert into specialist_plan_goal (specialist_plan_id, plan_id, goal_id)
      select #{id}, #{plan}, goal from unnest(#{goals}::uuid[]) as goal
      on conflict do nothing""";

  private SpecialistPlanRepository() {}

  static Single<SpecialistPlanList> list(PlanReads reads, Command<?> command) {
    return reads.queryRows(
        command,
        Right.readArea(Area.SPECIALIST_PLANS),
        LIST,
        SqlParams.none(),
        (member, rows) -> list(rows));
  }

  /** Fails with {@link Failure.NotFound}. */
  static Single<SpecialistPlan> get(PlanReads reads, Command<?> command, UUID id) {
    return reads.queryOne(
        command,
        Right.readArea(Area.SPECIALIST_PLANS),
        GET,
        SqlParams.of("id", id),
        (member, row) -> specialistPlan(row));
  }

  /**
   * Fails with {@code specialistPlans.full} beyond {@link #MAX_PLANS}, and with {@link
   * Failure.Invalid} for a goal that isn't one of the plan.
   */
  static Completable insert(PlanTx tx, UUID id, SpecialistPlanInput input) {
    return requirePlace(tx, input, MAX_PLANS - 1)
        .andThen(Completable.defer(() -> store(tx, INSERT, id, input)));
  }

  /** Fails as {@link #insert} does for goals. */
  static Completable update(PlanTx tx, UUID id, SpecialistPlanInput input) {
    return requirePlace(tx, input, MAX_PLANS)
        .andThen(Completable.defer(() -> store(tx, UPDATE, id, input)));
  }

  /** Replaces the goals that are served. */
  static Completable setGoals(PlanTx tx, UUID id, List<UUID> goals) {
    SqlParams params =
        SqlParams.of("id", id).and("plan", tx.planId()).and("goals", goals.toArray(UUID[]::new));
    return tx.execute(DELETE_GOALS, params)
        .flatMap(deleted -> tx.execute(INSERT_GOALS, params))
        .ignoreElement();
  }

  private static Completable requirePlace(PlanTx tx, SpecialistPlanInput input, int maxPlans) {
    SqlParams params =
        SqlParams.of("plan", tx.planId()).and("goals", input.goals().toArray(UUID[]::new));
    return tx.query(COUNTS, params)
        .map(rows -> RowValues.first(rows).orElseThrow())
        .flatMapCompletable(
            row -> {
              if (row.getInteger("goals") < input.goals().size()) {
                return Completable.error(
                    new Failure.Invalid("request.invalid", "goals", "unknown"));
              }
              return row.getInteger("plans") > maxPlans
                  ? Completable.error(new Failure.Conflict("specialistPlans.full", null))
                  : Completable.complete();
            });
  }

  private static Completable store(
      PlanTx tx, String statement, UUID id, SpecialistPlanInput input) {
    SqlParams params =
        SqlParams.of("id", id)
            .and("plan", tx.planId())
            .and("title", input.title().strip())
            .and("responsible", input.responsible().strip())
            .and("keptAt", input.keptAt().strip())
            .and("points", input.points().strip())
            .and("now", tx.now())
            .and("member", tx.member().participant());
    return tx.execute(statement, params).ignoreElement();
  }

  private static SpecialistPlanList list(RowSet<Row> rows) {
    List<SpecialistPlan> items =
        RowValues.stream(rows)
            .filter(row -> row.getUUID("id") != null)
            .map(SpecialistPlanRepository::specialistPlan)
            .toList();
    int version = rows.iterator().next().getInteger("specialist_plans_version");
    return new SpecialistPlanList(items, items.size(), version);
  }

  private static SpecialistPlan specialistPlan(Row row) {
    return new SpecialistPlan(
        row.getUUID("id"),
        row.getInteger("version"),
        row.getString("title"),
        row.getString("responsible"),
        row.getString("kept_at"),
        row.getString("points"),
        List.of(row.getArrayOfUUIDs("goals")),
        RowValues.instant(row, "updated_at"),
        row.getString("updated_by_name"));
  }
}
