package no.samklang.log;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import no.samklang.access.Access;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanSection;
import no.samklang.access.Right;
import no.samklang.db.Keyset.Page;
import no.samklang.db.Keyset.SortKey;
import no.samklang.db.Keyset;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.id.ParticipantId;
import no.samklang.log.Logs.Ask;
import no.samklang.log.Logs.Done;
import no.samklang.log.Logs.Shown;

/** Reads the tables {@code access_log} and {@code plan_log}; each page in one statement. */
@CheckReturnValue
final class LogStore {
  /** Most that can be paged through: what is older is there, but not shown. */
  static final int MOST = 10_000;

  private static final Map<String, SortKey> SORT_KEYS = Map.of("at", SortKey.time("found.at"));

  private static final String PAGE =
      """
      with me as (select * from plan_member($1, $2, $3))
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
  private static final String DONE =
      """
      select l.id, l.at, l.person_id, l.event, l.participant_id, l.detail
          from me join plan_log l on l.plan_id = me.member_plan_id order by l.id desc""";
  private static final String DONE_NAMES =
      """
      by.first_name || ' ' || by.last_name as by, about.first_name || ' ' || about.last_name as about
        from me left join page on true
        left join person by on by.id = page.person_id
        left join participant pt on pt.id = page.participant_id
        left join person about on about.id = pt.person_id""";

  private final Access access;

  LogStore(Access access) {
    this.access = access;
  }

  /** An answer and who it is for. */
  record Read<T>(no.samklang.access.Membership member, Page<T> page) {}

  Single<Read<Shown>> access(SqlReader sql, Ask question) {
    return ask(sql, Right.SEE_RIGHTS, ACCESS, ACCESS_NAMES, question, LogStore::shown);
  }

  Single<Read<Done>> done(SqlReader sql, Ask question) {
    return ask(sql, Right.SEE_LOG, DONE, DONE_NAMES, question, LogStore::done);
  }

  private <T> Single<Read<T>> ask(
      SqlReader sql, Right right, String rows, String names, Ask question, Function<Row, T> item) {
    Keyset keyset = Keyset.of(SORT_KEYS, question.page());
    String statement =
        PAGE.formatted(rows, MOST, keyset.sortKey(), keyset.page(4), names, keyset.orderOf("page"));
    return sql.query(
            statement,
            keyset.parameters(
                question.plan().value(), question.caller().person().value(), access.today()))
        .map(found -> page(right, keyset, found, item));
  }

  private <T> Read<T> page(Right right, Keyset keyset, RowSet<Row> rows, Function<Row, T> item) {
    var member = access.decide(rows, right);
    boolean none = rows.iterator().next().getUUID("id") == null;
    return new Read<>(member, none ? new Page<>(List.of(), 0, null) : keyset.of(rows, item));
  }

  private static Shown shown(Row row) {
    return new Shown(
        new ParticipantId(row.getUUID("participant_id")),
        row.getString("name"),
        PlanSection.valueOf(row.getString("part")),
        Rows.instant(row, "first_at"),
        Rows.instant(row, "at"),
        row.getInteger("times"));
  }

  private static Done done(Row row) {
    return new Done(
        row.getUUID("id"),
        Rows.instant(row, "at"),
        row.getString("by"),
        Event.valueOf(row.getString("event")),
        row.getString("about"),
        row.get(JsonObject.class, "detail").getMap());
  }
}
