package no.samklang.notification;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.Page;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.FailedNotice;
import no.samklang.notification.Notices.FailedNoticeQuery;
import no.samklang.notification.Notices.FailedPage;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.notification.Notices.NoticeType;

/** The failed rows of the table {@code outbox} for persons that the caller administers. */
@CheckReturnValue
final class FailedNoticeRepository {
  private static final Map<String, SortKey> SORT_KEYS =
      Map.of(
          "failedAt", SortKey.time("o.failed_at"),
          "channel", SortKey.text("o.channel"),
          "event", SortKey.text("o.template"),
          "attempts", SortKey.number("o.attempts"),
          "reason", SortKey.text("o.last_error"),
          "person", SortKey.text("lower(p.last_name || ', ' || p.first_name)"));

  private static final String ADMINISTERED =
      """
        from outbox o
        join person p on p.id = o.person_id
        left join plan pl on pl.id = o.plan_id
        left join organisation unit on unit.id = pl.organisation_id
       where (exists (select from administers_person(#{caller}, p.id))
              or unit.municipality_id = p.municipality_id
                 and exists (select from administers_unit(#{caller}, unit.id)))""";
  private static final String COLUMNS =
      """
      o.id, o.created_at, o.failed_at, o.channel, o.template, o.attempts, o.last_error,
      p.first_name || ' ' || p.last_name as name,
      case when exists (select from administers_person(#{caller}, p.id)) then p.id end as person_id""";
  private static final String LIST =
      "with matching as (select "
          + COLUMNS
          + ", %s"
          + ADMINISTERED
          + " and o.failed_at is not null) %s";
  private static final String FIND = "select " + COLUMNS + ADMINISTERED + " and o.id = #{notice}";

  // resets to a first attempt; rows that are reset already don't match
  private static final String RESET =
      """
      update outbox set failed_at = null, last_error = null, attempts = 0, next_at = #{now}, due_at = #{now} %s
       where outbox.failed_at is not null and""";
  private static final String RESEND_ONE =
      RESET.formatted("")
          + " template = any(#{templates}) and id in (select o.id "
          + ADMINISTERED
          + " and o.id = #{notice})";
  // merges notices of the same person, plan, channel and type, as coalescing did for new ones
  private static final String RESEND_ALL =
      """
      with resent as (
        select o.id, sum(o.events) over alike as events, row_number() over alike_newest_first as position
          %s and o.failed_at is not null and o.template = any(#{templates})
        window alike as (partition by o.person_id, o.plan_id, o.channel, o.template),
               alike_newest_first as (alike order by o.failed_at desc, o.id)
      ), merged as (
        delete from outbox using resent
         where outbox.id = resent.id and resent.position > 1 and outbox.failed_at is not null
      )
      """
              .formatted(ADMINISTERED)
          + RESET.formatted(", events = resent.events from resent")
          + " outbox.id = resent.id and resent.position = 1";

  /** The statements, for a test of their query plans. */
  static Stream<String> statements() {
    KeysetPagination keyset = KeysetPagination.of(SORT_KEYS, "-failedAt", 50, null);
    return Stream.of(
        LIST.formatted(keyset.sortKeyColumn(), keyset.pageSql()), FIND, RESEND_ONE, RESEND_ALL);
  }

  Single<FailedPage> list(SqlReader sql, PersonId caller, FailedNoticeQuery query) {
    KeysetPagination keyset =
        KeysetPagination.of(SORT_KEYS, query.sort(), query.limit(), query.after());
    return sql.query(
            LIST.formatted(keyset.sortKeyColumn(), keyset.pageSql()),
            SqlParams.of("caller", caller).and(keyset.params()))
        .map(rows -> page(keyset.toPage(rows, FailedNoticeRepository::notice)));
  }

  /** A notice that the caller administers, whether or not it has failed. */
  Single<Optional<FailedNotice>> find(SqlReader sql, PersonId caller, UUID notice) {
    return sql.query(FIND, SqlParams.of("caller", caller).and("notice", notice))
        .map(rows -> RowValues.first(rows).map(FailedNoticeRepository::notice));
  }

  /** Returns the number of rows reset: 0 when the notice hasn't failed. */
  Single<Integer> resend(SqlWriter sql, PersonId caller, UUID notice, Instant now) {
    return sql.execute(RESEND_ONE, params(caller, now).and("notice", notice)).map(RowSet::rowCount);
  }

  Single<Integer> resendAll(SqlWriter sql, PersonId caller, Instant now) {
    return sql.execute(RESEND_ALL, params(caller, now)).map(RowSet::rowCount);
  }

  private static SqlParams params(PersonId caller, Instant now) {
    return SqlParams.of("caller", caller).and("now", now).and("templates", resendable());
  }

  private static String[] resendable() {
    return Stream.of(NoticeType.values())
        .filter(type -> !type.isSecret())
        .map(NoticeType::name)
        .toArray(String[]::new);
  }

  private static FailedPage page(Page<FailedNotice> page) {
    return new FailedPage(page.items(), page.total(), page.next());
  }

  private static FailedNotice notice(Row row) {
    NoticeType type = NoticeType.valueOf(row.getString("template"));
    return new FailedNotice(
        row.getUUID("id"),
        RowValues.instant(row, "created_at"),
        RowValues.instant(row, "failed_at"),
        NoticeChannel.valueOf(row.getString("channel")),
        type,
        row.getInteger("attempts"),
        row.getString("last_error"),
        row.getString("name"),
        row.getUUID("person_id"),
        !type.isSecret());
  }
}
