package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import no.samklang.access.AccessLevel;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Area;
import no.samklang.access.Membership;
import no.samklang.access.PageStatement;
import no.samklang.access.PlanPart;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.id.PlanId;
import no.samklang.operation.Command;
import no.samklang.plan.Plans.HomeAbout;
import no.samklang.plan.Plans.IncomingHandover;
import no.samklang.plan.Plans.MyRights;
import no.samklang.plan.Plans.OutgoingHandover;
import no.samklang.plan.Plans.OwnParticipation;
import no.samklang.plan.Plans.PlanHome;

/** Reads the plan's own part of its start page (HOME-1, HOME-3). */
@CheckReturnValue
final class PlanHomeQuery {
  /** Characters of the owner's presentation that stand on the start page. */
  private static final int SHORT_TEXT = 400;

  // An ongoing visit, in the same session, keeps the reference time of its beginning. What few
  // plans
  // have stands where its tables are opened for those only.
  private static final String HOME =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, pl.id, pl.version, pl.type, pl.short_name, pl.state, pl.start_date, pl.planned_end, pl.end_date, pl.status, pl.status_at,
             pl.practice_until,
             case when pl.status is not null then (
               select person.first_name || ' ' || person.last_name
                 from plan_status s join participant p on p.id = s.by_id join person on person.id = p.person_id
                where s.plan_id = pl.id and s.at = pl.status_at limit 1) end as status_by_name,
             left(about.matters, #{shortText}) as about_matters,
             left(about.text, #{shortText}) as about_text, about_picture.version as about_picture,
             me.member_consent_until - #{today}::date as days_left,
             coalesce((select unread from mailbox where participant_id = me.member_id), 0) as unread,
             case when pl.successor_id is not null and is_member(pl.successor_id, #{person}, #{today}) then pl.successor_id end
               as successor_id,
             (select before.id from plan before where before.successor_id = pl.id and is_member(before.id, #{person}, #{today}) limit 1)
               as predecessor_id,
             exists (select from baton b where b.plan_id = pl.id and b.answered_at is null) as has_baton,
             case when v.session_id = #{session} and v.last_at > #{visitTimeout} then v.previous_at else v.last_at end as visited_before,
             case when exists (select from organisation_plan_type t where t.plan_type = pl.type)
                  then hidden_parts(pl.id, pl.organisation_id, pl.type, me.member_id, me.member_role, me.member_rights, me.member_decides)
                  else '{}' end as hidden_parts
        from me
        join plan pl on pl.id = me.member_plan_id
        left join visit v on v.participant_id = me.member_id
        left join about on about.plan_id = pl.id
        left join about_picture on about_picture.plan_id = pl.id""";
  private static final String HANDOVER =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, b.from_id = me.member_id as i_ask, b.to_id = me.member_id as am_asked, b.asked_at, b.note as baton_note,
             fp.first_name || ' ' || fp.last_name as from_name, tp.first_name || ' ' || tp.last_name as to_name
        from me
        left join (
          baton b
          join participant f on f.id = b.from_id join person fp on fp.id = f.person_id
          join participant t on t.id = b.to_id join person tp on tp.id = t.person_id)
          on b.plan_id = me.member_plan_id and me.member_id in (b.from_id, b.to_id) and handover_pends(b, f, t, #{today})
       order by b.asked_at desc limit 1""";

  private final PlanReads planReads;
  private final Clock clock;

  PlanHomeQuery(PlanReads planReads, Clock clock) {
    this.planReads = planReads;
    this.clock = clock;
  }

  /**
   * The plan's own part of the start page, without group and messages.
   *
   * @param visitedBefore the caller's visit before this one, null at the first
   * @param hasBaton whether a handover request waits, perhaps of others
   */
  record HomeRow(PlanHome page, Instant visitedBefore, boolean hasBaton) {}

  /** A pending handover request to the caller or from them; both null if none. */
  record HomeHandovers(IncomingHandover incoming, OutgoingHandover outgoing) {
    private static final HomeHandovers NONE = new HomeHandovers(null, null);
  }

  PageStatement<HomeRow> statement(Command<?> command) {
    SqlParams params =
        SqlParams.of("session", command.caller().session())
            .and("shortText", SHORT_TEXT)
            .and("visitTimeout", clock.instant().minus(VisitRecorder.NEW_VISIT_TIMEOUT));
    return new PageStatement<>(
        HOME, params, (member, rows) -> home(member, rows.iterator().next()));
  }

  private static HomeRow home(Membership member, Row row) {
    return new HomeRow(
        page(member, row), RowValues.instant(row, "visited_before"), row.getBoolean("has_baton"));
  }

  /** Runs no statement if the plan has no request. */
  Single<HomeHandovers> findHandovers(Command<?> command, HomeRow home) {
    return home.hasBaton
        ? planReads.queryRows(
            command,
            Right.READ,
            HANDOVER,
            SqlParams.none(),
            (member, rows) -> handover(rows.iterator().next()))
        : Single.just(HomeHandovers.NONE);
  }

  private static HomeHandovers handover(Row row) {
    Instant askedAt = RowValues.instant(row, "asked_at");
    return new HomeHandovers(
        Boolean.TRUE.equals(row.getBoolean("am_asked"))
            ? new IncomingHandover(row.getString("from_name"), askedAt, row.getString("baton_note"))
            : null,
        Boolean.TRUE.equals(row.getBoolean("i_ask"))
            ? new OutgoingHandover(row.getString("to_name"), askedAt)
            : null);
  }

  private static PlanHome page(Membership member, Row row) {
    return new PlanHome(
        member.plan(),
        row.getInteger("version"),
        row.getString("type"),
        row.getString("short_name"),
        row.getString("state"),
        row.getLocalDate("start_date"),
        row.getLocalDate("planned_end"),
        row.getLocalDate("end_date"),
        row.getInteger("days_left"),
        null,
        null,
        new OwnParticipation(member.participant(), member.role()),
        PlanStatusService.status(row),
        new HomeAbout(
            text(row, "about_matters"), text(row, "about_text"), row.getInteger("about_picture")),
        List.of(),
        List.of(),
        List.of(),
        row.getInteger("unread"),
        List.of(),
        null,
        null,
        planId(row, "successor_id"),
        planId(row, "predecessor_id"),
        row.getLocalDate("practice_until"),
        hiddenParts(row),
        rights(member, hiddenParts(row)));
  }

  private static List<PlanPart> hiddenParts(Row row) {
    return Stream.of(row.getArrayOfStrings("hidden_parts")).map(PlanPart::valueOf).toList();
  }

  private static PlanId planId(Row row, String column) {
    UUID id = row.getUUID(column);
    return id == null ? null : new PlanId(id);
  }

  private static String text(Row row, String column) {
    return Objects.requireNonNullElse(row.getString(column), "");
  }

  private static MyRights rights(Membership member, List<PlanPart> hidden) {
    Map<Area, AccessLevel> levels = levels(member, hidden);
    return new MyRights(
        AccessPolicy.isGranted(member, Right.WRITE_MESSAGES),
        AccessPolicy.isGranted(member, Right.UPDATE_STATUS),
        AccessPolicy.isGranted(member, Right.ADMINISTER),
        AccessPolicy.isGranted(member, Right.SEE_LOG),
        AccessPolicy.isGranted(member, Right.PRINT),
        AccessPolicy.isGranted(member, Right.ARCHIVE),
        levels.get(Area.GOALS),
        levels.get(Area.ACTIVITIES),
        AccessPolicy.isGranted(member, Right.CHANGE_OWN),
        AccessPolicy.isGranted(member, Right.ORDER_GOALS),
        AccessPolicy.isGranted(member, Right.AGREE),
        AccessPolicy.isGranted(member, Right.EDIT_ABOUT),
        AccessPolicy.isGranted(member, Right.EDIT_EMERGENCY),
        AccessPolicy.isGranted(member, Right.HOLD_MEETINGS),
        AccessPolicy.isGranted(member, Right.EXPORT_PLAN),
        levels);
  }

  /** What the plan hasn't got can't be opened (ORG-1). */
  private static Map<Area, AccessLevel> levels(Membership member, List<PlanPart> hidden) {
    Map<Area, AccessLevel> levels = new EnumMap<>(Area.class);
    for (Area area : Area.values()) {
      boolean isHidden = hidden.contains(PlanPart.of(area));
      levels.put(area, isHidden ? AccessLevel.NONE : level(member, area));
    }
    return levels;
  }

  private static AccessLevel level(Membership member, Area area) {
    AccessLevel level = member.rights().level(area);
    return level == AccessLevel.WRITE && member.planClosed() ? AccessLevel.READ : level;
  }
}
