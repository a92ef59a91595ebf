package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.Optional;
import no.samklang.access.Access;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.bus.Caller;
import no.samklang.bus.Failure;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.id.PlanId;
import no.samklang.organisation.Administration;

/** How a plan is run, in one statement, for who may see it. */
@CheckReturnValue
final class AdministrationStore {
  private static final String NAME = "json_build_object('id', %1$s.id, 'name', %2$s)";
  private static final String FULL_NAME = "%1$s.first_name || ' ' || %1$s.last_name";
  private static final String HERE = "p.plan_id = pl.id and takes_part(p, $3)";

  private static final String ADMINISTRATION =
      """
      with me as (select * from plan_member($1, $2, $3))
      select me.*, pl.id, pl.version, pl.type, pl.short_name, pl.state, pl.start_date, pl.end_date,
             unit.id as organisation_id, unit.name as organisation, o.first_name, o.last_name, o.birth_date,
             %1$s as administers, c.valid_until,
             (select json_agg(%2$s order by person.last_name, p.id)
                from participant p join person on person.id = p.person_id
               where %3$s and p.role = 'COORDINATOR') as coordinators,
             (select json_agg(json_build_object('id', p.id, 'name', %4$s, 'from', p.substitute_from,
                                                'until', p.substitute_until) order by p.substitute_from, p.id)
                from participant p join person on person.id = p.person_id
               where %3$s and p.role <> 'COORDINATOR' and p.substitute_until >= $3) as substitutes,
             (select json_agg(json_build_object('id', p.id, 'name', %4$s, 'role', p.role, 'takes', %5$s)
                              order by person.last_name, person.first_name, p.id)
                from participant p join person on person.id = p.person_id join account a on a.person_id = p.person_id
               where %3$s and p.role not in ('OWNER', 'COORDINATOR')) as candidates,
             (select json_build_object('from', %6$s, 'to', %7$s, 'at', b.asked_at)
                from baton b
                join participant f on f.id = b.from_id join person fp on fp.id = f.person_id
                join participant t on t.id = b.to_id join person tp on tp.id = t.person_id
               where b.plan_id = pl.id and %8$s
               order by b.asked_at desc limit 1) as baton
        from plan pl
        join organisation unit on unit.id = pl.organisation_id
        join participant op on op.plan_id = pl.id and op.role = 'OWNER' and op.removed_at is null
        join person o on o.id = op.person_id
        left join me on true
        left join consent c on c.plan_id = pl.id and c.ended_at is null and c.valid_from <= $3
       where pl.id = $1"""
          .formatted(
              Administration.OF_UNIT.formatted("$2"),
              NAME.formatted("p", FULL_NAME.formatted("person")),
              HERE,
              FULL_NAME.formatted("person"),
              BatonStore.MAY_TAKE_OVER.formatted("p"),
              NAME.formatted("f", FULL_NAME.formatted("fp")),
              NAME.formatted("t", FULL_NAME.formatted("tp")),
              BatonStore.waits("$3"));

  private final Access access;

  AdministrationStore(Access access) {
    this.access = access;
  }

  /**
   * Fails with {@link Failure.NotFound} for one who may not know of the plan, and with {@link
   * Failure.Forbidden} for one who is in it and doesn't run it.
   */
  Single<PlanLife.Administration> of(SqlReader sql, PlanId plan, Caller caller) {
    return seen(sql, plan, caller).map(Seen::plan);
  }

  /**
   * @param administers whether the caller is an ORG_ADMIN of the plan's organisation
   * @param by the coordinator who sees it, empty for one who isn't in the plan
   */
  record Seen(PlanLife.Administration plan, boolean administers, Optional<Membership> by) {}

  /** The same, and by which right. */
  Single<Seen> seen(SqlReader sql, PlanId plan, Caller caller) {
    return sql.query(ADMINISTRATION, plan.value(), caller.person().value(), access.today())
        .map(rows -> new Seen(administration(rows), administers(rows), by(rows)));
  }

  private static Optional<Membership> by(RowSet<Row> rows) {
    return Rows.first(rows)
        .filter(row -> row.getUUID("member_id") != null && Access.isGranted(row, Right.ADMINISTER))
        .map(Membership::of);
  }

  private static boolean administers(RowSet<Row> rows) {
    return rows.iterator().next().getBoolean("administers");
  }

  private PlanLife.Administration administration(RowSet<Row> rows) {
    Row row = Rows.first(rows).orElseThrow(Failure.NotFound::new);
    boolean isIn = row.getUUID("member_id") != null;
    if (isIn && Access.isGranted(row, Right.ADMINISTER)) {
      return AdministrationRows.ofCoordinator(row);
    }
    if (row.getBoolean("administers")) {
      return AdministrationRows.withoutContent(row);
    }
    if (isIn) {
      access.decide(rows, Right.ADMINISTER);
    }
    throw new Failure.NotFound();
  }
}
