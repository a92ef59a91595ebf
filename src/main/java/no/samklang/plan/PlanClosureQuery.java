package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import no.samklang.access.AccessLog;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Membership;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.operation.Command;
import no.samklang.plan.Plans.ClosureReason;
import no.samklang.plan.Plans.PlanClosure;
import no.samklang.plan.Plans.PlanContact;

/**
 * Reads why a plan is shut to a participant, and whom to ask: what a participant may know also
 * without a valid consent (PART-4). Nothing about the owner.
 */
@CheckReturnValue
final class PlanClosureQuery {
  // the latest consent tells a withdrawn one from one that has expired
  private static final String FIND =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, latest.id as consent_id, latest.ended_at is not null as withdrawn,
             latest.valid_until < #{today} as expired, coordinator.*
        from me
        left join lateral (
          select c.id, c.ended_at, c.valid_until from consent c
           where c.plan_id = me.member_plan_id order by c.given_at desc, c.id limit 1) as latest on true
        left join lateral (
          select shown.first_name || ' ' || shown.last_name as name, shown.email,
                 case when not shown.hide_mobile then shown.mobile end as mobile,
                 case when not shown.hide_phone then shown.phone end as phone
            from participant c
           cross join lateral shown_card(c.person_id, #{person}, #{today}) shown
           where c.plan_id = me.member_plan_id and c.role = 'COORDINATOR' and c.removed_at is null
           order by c.since, c.id limit 1) as coordinator on true""";

  private final SqlReader sql;
  private final AccessPolicy access;
  private final AccessLog accessLog;

  PlanClosureQuery(SqlReader sql, AccessPolicy access, AccessLog accessLog) {
    this.sql = sql;
    this.access = access;
    this.accessLog = accessLog;
  }

  /** Fails with {@link no.samklang.error.Failure.NotFound} unless the caller is a participant. */
  Single<PlanClosure> find(Command<Void> command) {
    SqlParams params =
        SqlParams.of("plan", command.planId())
            .and("person", command.caller().person())
            .and("today", access.today());
    return sql.query(FIND, params)
        .map(
            rows -> {
              Membership member = AccessPolicy.requireMember(rows);
              accessLog.record(command, member);
              return closure(member, rows.iterator().next());
            });
  }

  private static PlanClosure closure(Membership member, Row row) {
    String name = row.getString("name");
    return new PlanClosure(
        member.isAccessSuspended() ? reason(row) : null,
        name == null
            ? null
            : new PlanContact(
                name, row.getString("email"), row.getString("mobile"), row.getString("phone")));
  }

  private static ClosureReason reason(Row row) {
    if (Boolean.TRUE.equals(row.getBoolean("withdrawn"))) {
      return ClosureReason.WITHDRAWN;
    }
    return Boolean.TRUE.equals(row.getBoolean("expired"))
        ? ClosureReason.EXPIRED
        : ClosureReason.MISSING;
  }
}
