package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.Optional;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;
import no.samklang.plan.PlanAdministration.AdministeredPlan;

/** Reads the administration of a plan in one statement, with access control. */
@CheckReturnValue
final class PlanAdministrationQuery {
  private static final String FIND =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, pl.id, pl.version, pl.type, pl.short_name, pl.state, pl.start_date, pl.end_date, pl.planned_end,
             pl.legal_basis, pl.legal_basis_text, pl.archived_at, unit.id as organisation_id, unit.name as organisation,
             o.first_name, o.last_name, o.birth_date, o.due_date,
             exists (select from administers_unit(#{person}, unit.id)) as administers,
             not exists (select from able_coordinators(pl.id, #{today})) as lacks_coordinator,
             c.valid_until,
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
                                       'at', b.asked_at, 'note', b.note)
                from baton b
                join participant f on f.id = b.from_id join person fp on fp.id = f.person_id
                join participant t on t.id = b.to_id join person tp on tp.id = t.person_id
               where b.plan_id = pl.id and handover_pends(b, f, t, #{today})
               order by b.asked_at desc limit 1) as baton,
             (select json_agg(json_build_object('at', l.at, 'by', person.first_name || ' ' || person.last_name) order by l.seq)
                from plan_log l left join person on person.id = l.person_id
               where l.plan_id = pl.id and l.event = 'PLAN_REOPENED') as reopenings
        from plan pl
        join organisation unit on unit.id = pl.organisation_id
        join participant op on op.plan_id = pl.id and op.role = 'OWNER' and op.removed_at is null
        join person o on o.id = op.person_id
        left join me on true
        left join consent c on c.plan_id = pl.id and c.ended_at is null and c.valid_from <= #{today}
       where pl.id = #{plan}""";

  private final AccessPolicy access;

  PlanAdministrationQuery(Platform platform) {
    this.access = new AccessPolicy(platform.clock());
  }

  /**
   * The administration, and the caller's authority.
   *
   * @param administers whether the caller is an ORG_ADMIN of the plan's organisation
   * @param coordinator the caller's membership as coordinator, otherwise empty
   */
  record AdministrationView(
      AdministeredPlan plan, boolean administers, Optional<Membership> coordinator) {}

  /**
   * Fails with {@link Failure.NotFound} for callers outside the plan and its organisation, and with
   * {@link Failure.Forbidden} for members who aren't coordinators.
   */
  Single<AdministeredPlan> find(SqlReader sql, Command<?> command) {
    return findView(sql, command).map(AdministrationView::plan);
  }

  /** As {@link #find}, with the caller's authority. */
  Single<AdministrationView> findView(SqlReader sql, Command<?> command) {
    SqlParams params =
        SqlParams.of("plan", command.planId())
            .and("person", command.caller().person())
            .and("today", access.today());
    return sql.query(FIND, params)
        .map(rows -> new AdministrationView(plan(rows), administers(rows), coordinator(rows)));
  }

  private static Optional<Membership> coordinator(RowSet<Row> rows) {
    return RowValues.first(rows)
        .filter(
            row ->
                row.getUUID("member_id") != null && AccessPolicy.isGranted(row, Right.ADMINISTER))
        .map(Membership::of);
  }

  private static boolean administers(RowSet<Row> rows) {
    return rows.iterator().next().getBoolean("administers");
  }

  private AdministeredPlan plan(RowSet<Row> rows) {
    Row row = RowValues.first(rows).orElseThrow(Failure.NotFound::new);
    boolean isMember = row.getUUID("member_id") != null;
    if (isMember && AccessPolicy.isGranted(row, Right.ADMINISTER)) {
      return PlanAdministrationRows.full(row);
    }
    if (row.getBoolean("administers")) {
      return PlanAdministrationRows.withoutContent(row);
    }
    if (isMember) {
      access.require(rows, Right.ADMINISTER);
    }
    throw new Failure.NotFound();
  }
}
