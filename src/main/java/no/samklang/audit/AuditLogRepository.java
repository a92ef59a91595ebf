package no.samklang.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import no.samklang.access.Area;
import no.samklang.access.PlanLog.LogPart;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanLog.Visibility;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanSection;
import no.samklang.access.Right;
import no.samklang.access.Role;
import no.samklang.audit.AuditLogs.AccessEntry;
import no.samklang.audit.AuditLogs.AccessPage;
import no.samklang.audit.AuditLogs.LogQuery;
import no.samklang.audit.AuditLogs.PlanLogEntry;
import no.samklang.audit.AuditLogs.PlanLogPage;
import no.samklang.audit.AuditLogs.PlanLogQuery;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.id.ParticipantId;
import no.samklang.operation.Command;

/** Reads the tables {@code access_log} and {@code plan_log}, a page per statement. */
@CheckReturnValue
final class AuditLogRepository {
  /** Older rows are kept, but not listed. */
  private static final int MAX_PAGED_ROWS = 10_000;

  /** Rows of the access log that are counted; older ones are kept, but not listed. */
  private static final int MAX_COUNTED_ROWS = 50_000;

  private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");
  private static final String NEWEST_FIRST = "-at";
  private static final Map<String, SortKey> SORT_KEYS = Map.of("at", SortKey.time("found.at"));

  private static final String PAGE =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      , found as (
        %1$s limit %2$d
      ), matching as (
        select found.*, %3$s from found
      ), page as (
        %4$s
      )
      select me.*, page.*, %5$s
       %6$s""";

  // the rows of an hour are one entry, whose id is derived from what they have in common
  private static final String ACCESS =
      """
      select md5(row(a.participant_id, a.part, a.about_id, a.role, a.organisation, a.hour, a.marked)::text)::uuid as id,
               max(a.last_at) as at, a.participant_id, a.part, a.about_id, a.role, a.organisation, a.marked,
               min(a.first_at) as first_at,
               sum(a.times)::int as times, sum(a.by_page)::int as by_page
          from (select rows.* from me join access_log rows on rows.plan_id = me.member_plan_id
                 order by rows.last_at desc limit %d) a
         group by a.participant_id, a.part, a.about_id, a.role, a.organisation, a.hour, a.marked
         order by at desc"""
          .formatted(MAX_COUNTED_ROWS);
  private static final String ACCESS_NAMES =
      """
      seen_by.first_name || ' ' || seen_by.last_name as name,
      case when seen_by.address_block is null then page.organisation end as shown_organisation,
      about.first_name || ' ' || about.last_name as about
        from me left join page on true
        left join participant pt on pt.id = page.participant_id
        left join person seen_by on seen_by.id = pt.person_id
        left join participant shown on shown.id = page.about_id
        left join person about on about.id = shown.person_id""";

  /**
   * Whether {@code me} may read the entry {@code l}, by the right that its kind asks for: with the
   * parameters of {@link #kinds}.
   */
  static final String READABLE =
      """
      l.event = any (#{forAll})
        and (l.only_for is null or me.member_id = any (l.only_for) or l.person_id = me.member_person_id)
      or l.event = any (#{byRights}) and (sees_rights(me.member_role, me.member_decides)
        or l.participant_id = me.member_id or l.person_id = me.member_person_id)
      or l.event = any (#{byArea}) and reads_area(me.member_role, me.member_rights, l.area)""";

  // the entries that the caller may read
  private static final String EVENTS =
      """
      select l.id, l.at, l.person_id, l.event, l.participant_id, l.area, l.detail, l.marked
          from me join plan_log l on l.plan_id = me.member_plan_id
         where (%s)
         %s
         order by l.seq desc""";
  private static final String BY_PERSON_AND_TIME =
      """
      and (#{by}::uuid is null
              or l.person_id = (select p.person_id from participant p where p.id = #{by} and p.plan_id = me.member_plan_id))
         and (#{from}::timestamptz is null or l.at >= #{from}) and (#{end}::timestamptz is null or l.at < #{end})""";
  private static final String EVENT_NAMES =
      """
      by.first_name || ' ' || by.last_name as by, about.first_name || ' ' || about.last_name as about
        from me left join page on true
        left join person by on by.id = page.person_id
        left join participant pt on pt.id = page.participant_id
        left join person about on about.id = pt.person_id""";

  private final PlanReads planReads;

  AuditLogRepository(PlanReads planReads) {
    this.planReads = planReads;
  }

  /** The access log, newest first (PART-6). */
  Single<AccessPage> findAccess(Command<LogQuery> command) {
    KeysetPagination keyset = keyset(command.body().limit(), command.body().after());
    return planReads.queryPage(
        command,
        Right.SEE_RIGHTS,
        keyset,
        statement(keyset, ACCESS, ACCESS_NAMES),
        SqlParams.none(),
        AuditLogRepository::accessEntry,
        (first, page) -> new AccessPage(page.items(), page.total(), page.next()));
  }

  /** The entries of the plan log that the caller may read, newest first (LOG-1). */
  Single<PlanLogPage> findEvents(Command<PlanLogQuery> command) {
    PlanLogQuery query = command.body();
    KeysetPagination keyset = keyset(query.limit(), query.after());
    return planReads.queryPage(
        command,
        Right.SEE_LOG,
        keyset,
        statement(
            keyset,
            EVENTS.formatted(READABLE, query.isFiltered() ? BY_PERSON_AND_TIME : ""),
            EVENT_NAMES),
        filter(query),
        AuditLogRepository::planLogEntry,
        (first, page) ->
            new PlanLogPage(
                page.items(), page.total(), page.next(), first.getBoolean("member_log_open")));
  }

  private static SqlParams filter(PlanLogQuery query) {
    return kinds(query.part())
        .and("by", query.participantId())
        .and("from", startOf(query.from()))
        .and("end", query.until() == null ? null : startOf(query.until().plusDays(1)));
  }

  /**
   * The kinds of entries by who reads them.
   *
   * @param part only those about this part of the plan; null for all
   */
  static SqlParams kinds(LogPart part) {
    return SqlParams.of("forAll", events(Visibility.ALL, part))
        .and("byRights", events(Visibility.RIGHTS, part))
        .and("byArea", events(Visibility.AREA, part));
  }

  private static Instant startOf(LocalDate day) {
    return day == null ? null : day.atStartOfDay(ZONE).toInstant();
  }

  private static String[] events(Visibility visibility, LogPart part) {
    return PlanLogEvent.withVisibility(visibility, part).stream()
        .map(Enum::name)
        .toArray(String[]::new);
  }

  private static KeysetPagination keyset(Integer limit, String after) {
    return KeysetPagination.of(SORT_KEYS, NEWEST_FIRST, limit, after);
  }

  private static String statement(KeysetPagination keyset, String rows, String names) {
    return PAGE.formatted(
        rows,
        MAX_PAGED_ROWS,
        keyset.sortKeyColumn(),
        keyset.pageSql(),
        names,
        keyset.orderBy("page"));
  }

  private static AccessEntry accessEntry(Row row) {
    return new AccessEntry(
        new ParticipantId(row.getUUID("participant_id")),
        row.getString("name"),
        Optional.ofNullable(row.getString("role")).map(Role::valueOf).orElse(null),
        row.getString("shown_organisation"),
        PlanSection.valueOf(row.getString("part")),
        row.getString("about"),
        RowValues.instant(row, "first_at"),
        RowValues.instant(row, "at"),
        row.getInteger("times"),
        row.getInteger("by_page"),
        row.getBoolean("marked"));
  }

  private static PlanLogEntry planLogEntry(Row row) {
    return new PlanLogEntry(
        row.getUUID("id"),
        RowValues.instant(row, "at"),
        row.getString("by"),
        PlanLogEvent.valueOf(row.getString("event")),
        row.getString("about"),
        Optional.ofNullable(row.getString("area")).map(Area::valueOf).orElse(null),
        row.get(JsonObject.class, "detail").getMap(),
        row.getBoolean("marked"));
  }
}
