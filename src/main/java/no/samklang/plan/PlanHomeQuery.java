package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import no.samklang.access.Access;
import no.samklang.access.Membership;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.db.Params;
import no.samklang.db.Rows;
import no.samklang.id.ParticipantId;
import no.samklang.operation.Command;
import no.samklang.plan.Plans.AskedBy;
import no.samklang.plan.Plans.HomeOwner;
import no.samklang.plan.Plans.Me;
import no.samklang.plan.Plans.MyRights;
import no.samklang.plan.Plans.PlanHome;
import no.samklang.plan.Plans.VisitedBy;
import no.samklang.plan.Plans.WaitsFor;

/** What the plan itself gives to its start page (HOME-1, HOME-3). */
@CheckReturnValue
final class PlanHomeQuery {
  // a visit that goes on, in the same session, keeps what was new when it began
  private static final String HOME =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      , mine as (
        select case when v.session_id = #{session} and v.last_at > #{pauseBegan} then v.previous_at else v.last_at end as since
          from me left join visit v on v.participant_id = me.member_id
      )
      select me.*, pl.id, pl.version, pl.type, pl.short_name, pl.state, pl.start_date, pl.end_date, pl.status, pl.status_at,
             op.id as owner_id, o.first_name, o.last_name, o.birth_date,
             me.member_consent_until - #{today}::date as days_left,
             baton.from_id = me.member_id as i_ask, baton.to_id = me.member_id as am_asked, baton.from_name, baton.to_name,
             baton.asked_at,
             coalesce((select unread from mailbox where participant_id = me.member_id), 0) as unread,
             coalesce((select json_agg(json_build_object('id', p.id, 'at', v.last_at,
                                'name', person.first_name || ' ' || person.last_name) order by v.last_at desc)
                         from participant p
                         join visit v on v.participant_id = p.id
                         join person on person.id = p.person_id
                        where p.plan_id = pl.id and p.id <> me.member_id and p.removed_at is null
                          and v.last_at > coalesce(mine.since, '-infinity')), '[]') as visited
        from me
       cross join mine
        join plan pl on pl.id = me.member_plan_id
        join participant op on op.plan_id = pl.id and op.role = 'OWNER' and op.removed_at is null
        join person o on o.id = op.person_id
        left join lateral (
          select b.from_id, b.to_id, b.asked_at, fp.first_name || ' ' || fp.last_name as from_name,
                 tp.first_name || ' ' || tp.last_name as to_name
            from baton b
            join participant f on f.id = b.from_id join person fp on fp.id = f.person_id
            join participant t on t.id = b.to_id join person tp on tp.id = t.person_id
           where b.plan_id = pl.id and me.member_id in (b.from_id, b.to_id) and handover_pends(b, f, t, #{today})
           order by b.asked_at desc limit 1) as baton on true""";

  private final PlanReads planReads;
  private final Clock clock;

  PlanHomeQuery(PlanReads planReads, Clock clock) {
    this.planReads = planReads;
    this.clock = clock;
  }

  /** What the plan itself gives to its start page; others fill in the group and the messages. */
  record Home(Membership member, PlanHome page) {}

  /** Fails as {@link Access#require} does. */
  Single<Home> find(Command<?> command) {
    Params params =
        Params.of("session", command.caller().session())
            .and("pauseBegan", clock.instant().minus(VisitRecorder.PAUSE));
    return planReads.one(
        command, Right.READ, HOME, params, (member, row) -> new Home(member, page(member, row)));
  }

  private static PlanHome page(Membership member, Row row) {
    return new PlanHome(
        member.plan(),
        row.getInteger("version"),
        row.getString("type"),
        row.getString("short_name"),
        row.getString("state"),
        row.getLocalDate("start_date"),
        row.getLocalDate("end_date"),
        row.getInteger("days_left"),
        owner(row),
        new Me(member.participant(), member.role()),
        PlanStatusService.status(row),
        List.of(),
        List.of(),
        row.getInteger("unread"),
        visited(row.get(JsonArray.class, "visited")),
        asked(row),
        waits(row),
        rights(member));
  }

  private static AskedBy asked(Row row) {
    return Boolean.TRUE.equals(row.getBoolean("am_asked"))
        ? new AskedBy(row.getString("from_name"), Rows.instant(row, "asked_at"))
        : null;
  }

  private static WaitsFor waits(Row row) {
    return Boolean.TRUE.equals(row.getBoolean("i_ask"))
        ? new WaitsFor(row.getString("to_name"), Rows.instant(row, "asked_at"))
        : null;
  }

  private static HomeOwner owner(Row row) {
    return new HomeOwner(
        new ParticipantId(row.getUUID("owner_id")),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getLocalDate("birth_date"));
  }

  private static MyRights rights(Membership member) {
    return new MyRights(
        Access.grants(member, Right.WRITE_MESSAGES),
        Access.grants(member, Right.UPDATE_STATUS),
        Access.grants(member, Right.ADMINISTER));
  }

  private static List<VisitedBy> visited(JsonArray visits) {
    return visits.stream().map(JsonObject.class::cast).map(PlanHomeQuery::visitedBy).toList();
  }

  private static VisitedBy visitedBy(JsonObject visit) {
    Instant at = OffsetDateTime.parse(visit.getString("at")).toInstant();
    return new VisitedBy(
        new ParticipantId(UUID.fromString(visit.getString("id"))), visit.getString("name"), at);
  }
}
