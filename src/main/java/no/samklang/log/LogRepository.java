package no.samklang.log;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.Map;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanSection;
import no.samklang.access.Right;
import no.samklang.db.Keyset;
import no.samklang.db.Keyset.SortKey;
import no.samklang.db.Params;
import no.samklang.db.Rows;
import no.samklang.id.ParticipantId;
import no.samklang.log.LogEntries.AccessEntry;
import no.samklang.log.LogEntries.AccessPage;
import no.samklang.log.LogEntries.LogQuery;
import no.samklang.log.LogEntries.PlanLogEntry;
import no.samklang.log.LogEntries.PlanLogPage;
import no.samklang.operation.Command;

/** Reads the tables {@code access_log} and {@code plan_log}; each page in one statement. */
@CheckReturnValue
final class LogRepository {
  /** Most that can be paged through: what is older is there, but not shown. */
  private static final int MAX_PAGED = 10_000;

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

  // a row of it has no id: the parts of its key make one
  private static final String ACCESS =
      """
      select md5(a.participant_id || a.part || extract(epoch from a.hour))::uuid as id, a.last_at as at, a.participant_id, a.part,
               a.first_at, a.times
          from me join access_log a on a.plan_id = me.member_plan_id order by a.last_at desc""";
  private static final String ACCESS_NAMES =
      """
      seen_by.first_name || ' ' || seen_by.last_name as name
        from me left join page on true
        left join participant pt on pt.id = page.participant_id
        left join person seen_by on seen_by.id = pt.person_id""";
  private static final String EVENTS =
      """
      select l.id, l.at, l.person_id, l.event, l.participant_id, l.detail
          from me join plan_log l on l.plan_id = me.member_plan_id order by l.id desc""";
  private static final String EVENT_NAMES =
      """
      by.first_name || ' ' || by.last_name as by, about.first_name || ' ' || about.last_name as about
        from me left join page on true
        left join person by on by.id = page.person_id
        left join participant pt on pt.id = page.participant_id
        left join person about on about.id = pt.person_id""";

  private final PlanReads planReads;

  LogRepository(PlanReads planReads) {
    this.planReads = planReads;
  }

  /** Who has seen what, the latest first (PART-6). */
  Single<AccessPage> findAccess(Command<LogQuery> command) {
    Keyset keyset = keyset(command.body());
    return planReads.page(
        command,
        Right.SEE_RIGHTS,
        keyset,
        statement(keyset, ACCESS, ACCESS_NAMES),
        Params.none(),
        LogRepository::accessEntry,
        (first, page) -> new AccessPage(page.items(), page.total(), page.next()));
  }

  /** What has been done, the latest first (LOG-1). */
  Single<PlanLogPage> findEvents(Command<LogQuery> command) {
    Keyset keyset = keyset(command.body());
    return planReads.page(
        command,
        Right.SEE_LOG,
        keyset,
        statement(keyset, EVENTS, EVENT_NAMES),
        Params.none(),
        LogRepository::planLogEntry,
        (first, page) -> new PlanLogPage(page.items(), page.total(), page.next()));
  }

  private static Keyset keyset(LogQuery query) {
    return Keyset.of(SORT_KEYS, NEWEST_FIRST, query.limit(), query.after());
  }

  private static String statement(Keyset keyset, String rows, String names) {
    return PAGE.formatted(
        rows, MAX_PAGED, keyset.sortKey(), keyset.page(), names, keyset.orderOf("page"));
  }

  private static AccessEntry accessEntry(Row row) {
    return new AccessEntry(
        new ParticipantId(row.getUUID("participant_id")),
        row.getString("name"),
        PlanSection.valueOf(row.getString("part")),
        Rows.instant(row, "first_at"),
        Rows.instant(row, "at"),
        row.getInteger("times"));
  }

  private static PlanLogEntry planLogEntry(Row row) {
    return new PlanLogEntry(
        row.getUUID("id"),
        Rows.instant(row, "at"),
        row.getString("by"),
        Event.valueOf(row.getString("event")),
        row.getString("about"),
        row.get(JsonObject.class, "detail").getMap());
  }
}
