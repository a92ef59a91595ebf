package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.Optional;
import no.samklang.access.Access;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.bus.Failure;
import no.samklang.db.Params;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;
import no.samklang.plan.PlanAdministration.AdministeredPlan;

/** How a plan is run, in one statement, for who may see it. */
@CheckReturnValue
final class PlanAdministrationQuery {
  private static final String FIND =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, pl.id, pl.version, pl.type, pl.short_name, pl.state, pl.start_date, pl.end_date,
             unit.id as organisation_id, unit.name as organisation, o.first_name, o.last_name, o.birth_date,
             exists (select from administers_unit(#{person}, unit.id)) as administers, c.valid_until,
             (select json_agg(json_build_object('id', p.id, 'name', person.first_name || ' ' || person.last_name)
                              order by person.last_name, p.id)
                from participant p join person on person.id = p.person_id
               where p.plan_id = pl.id and takes_part(p, #{today}) and p.role = 'COORDINATOR') as coordinators,
             (select json_agg(json_build_object('id', p.id, 'name', person.first_name || ' ' || person.last_name,
                                                'from', p.substitute_from, 'until', p.substitute_until)
                              order by p.substitute_from, p.id)
                from participant p join person on person.id = p.person_id
               where p.plan_id = pl.id and takes_part(p, #{today}) and p.role <> 'COORDINATOR'
                 and p.substitute_until >= #{today}) as substitutes,
             (select json_agg(json_build_object('id', p.id, 'name', person.first_name || ' ' || person.last_name,
                                                'role', p.role, 'takes', may_take_over(p))
                              order by person.last_name, person.first_name, p.id)
                from participant p join person on person.id = p.person_id join account a on a.person_id = p.person_id
               where p.plan_id = pl.id and takes_part(p, #{today}) and p.role not in ('OWNER', 'COORDINATOR')) as candidates,
             (select json_build_object('from', json_build_object('id', f.id, 'name', fp.first_name || ' ' || fp.last_name),
                                       'to', json_build_object('id', t.id, 'name', tp.first_name || ' ' || tp.last_name),
                                       'at', b.asked_at)
                from baton b
                join participant f on f.id = b.from_id join person fp on fp.id = f.person_id
                join participant t on t.id = b.to_id join person tp on tp.id = t.person_id
               where b.plan_id = pl.id and handover_pends(b, f, t, #{today})
               order by b.asked_at desc limit 1) as baton
        from plan pl
        join organisation unit on unit.id = pl.organisation_id
        join participant op on op.plan_id = pl.id and op.role = 'OWNER' and op.removed_at is null
        join person o on o.id = op.person_id
        left join me on true
        left join consent c on c.plan_id = pl.id and c.ended_at is null and c.valid_from <= #{today}
       where pl.id = #{plan}""";

  private final Access access;

  PlanAdministrationQuery(Platform platform) {
    this.access = new Access(platform.clock());
  }

  /**
   * @param administers whether the caller is an ORG_ADMIN of the plan's organisation
   * @param by the coordinator who sees it, empty for one who isn't in the plan
   */
  record SeenPlan(AdministeredPlan plan, boolean administers, Optional<Membership> by) {}

  /**
   * Fails with {@link Failure.NotFound} for one who may not know of the plan, and with {@link
   * Failure.Forbidden} for one who is in it and doesn't run it.
   */
  Single<AdministeredPlan> find(SqlReader sql, Command<?> command) {
    return findSeen(sql, command).map(SeenPlan::plan);
  }

  /** The same, and by which right. */
  Single<SeenPlan> findSeen(SqlReader sql, Command<?> command) {
    Params params =
        Params.of("plan", command.planId())
            .and("person", command.caller().person())
            .and("today", access.today());
    return sql.query(FIND, params)
        .map(rows -> new SeenPlan(plan(rows), administers(rows), by(rows)));
  }

  private static Optional<Membership> by(RowSet<Row> rows) {
    return Rows.first(rows)
        .filter(row -> row.getUUID("member_id") != null && Access.isGranted(row, Right.ADMINISTER))
        .map(Membership::of);
  }

  private static boolean administers(RowSet<Row> rows) {
    return rows.iterator().next().getBoolean("administers");
  }

  private AdministeredPlan plan(RowSet<Row> rows) {
    Row row = Rows.first(rows).orElseThrow(Failure.NotFound::new);
    boolean isIn = row.getUUID("member_id") != null;
    if (isIn && Access.isGranted(row, Right.ADMINISTER)) {
      return PlanAdministrationRows.ofCoordinator(row);
    }
    if (row.getBoolean("administers")) {
      return PlanAdministrationRows.withoutContent(row);
    }
    if (isIn) {
      access.decide(rows, Right.ADMINISTER);
    }
    throw new Failure.NotFound();
  }
}
