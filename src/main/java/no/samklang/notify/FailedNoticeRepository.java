package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import no.samklang.db.Keyset;
import no.samklang.db.Keyset.Page;
import no.samklang.db.Keyset.SortKey;
import no.samklang.db.Params;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.id.PersonId;
import no.samklang.notify.Notices.Channel;
import no.samklang.notify.Notices.FailedNotice;
import no.samklang.notify.Notices.FailedNoticeQuery;
import no.samklang.notify.Notices.FailedPage;
import no.samklang.notify.Notices.Template;

/** The failed rows of the table {@code outbox}, as far as the caller administers their people. */
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
      p.first_name || ' ' || p.last_name as name""";
  private static final String LIST =
      "with matching as (select "
          + COLUMNS
          + ", %s"
          + ADMINISTERED
          + " and o.failed_at is not null) %s";
  private static final String FIND = "select " + COLUMNS + ADMINISTERED + " and o.id = #{notice}";

  // tried as if for the first time; what has been put back already stays as it is
  private static final String PUT_BACK =
      """
      update outbox set failed_at = null, last_error = null, attempts = 0, next_at = #{now}, due_at = #{now} %s
       where outbox.failed_at is not null and""";
  private static final String RESEND_ONE =
      PUT_BACK.formatted("")
          + " template = any(#{templates}) and id in (select o.id "
          + ADMINISTERED
          + " and o.id = #{notice})";
  // what tells the same person of the same plan goes in one, as it would have when it was new
  private static final String RESEND_ALL =
      """
      with again as (
        select o.id, sum(o.events) over alike as events, row_number() over alike_newest_first as place
          %s and o.failed_at is not null and o.template = any(#{templates})
        window alike as (partition by o.person_id, o.plan_id, o.channel, o.template),
               alike_newest_first as (alike order by o.failed_at desc, o.id)
      ), gathered as (
        delete from outbox using again
         where outbox.id = again.id and again.place > 1 and outbox.failed_at is not null
      )
      """
              .formatted(ADMINISTERED)
          + PUT_BACK.formatted(", events = again.events from again")
          + " outbox.id = again.id and again.place = 1";

  /** Those that look for rows, for a test of how. */
  static Stream<String> statements() {
    Keyset keyset = Keyset.of(SORT_KEYS, "-failedAt", 50, null);
    return Stream.of(LIST.formatted(keyset.sortKey(), keyset.page()), FIND, RESEND_ONE, RESEND_ALL);
  }

  Single<FailedPage> list(SqlReader sql, PersonId caller, FailedNoticeQuery query) {
    Keyset keyset = Keyset.of(SORT_KEYS, query.sort(), query.limit(), query.after());
    return sql.query(
            LIST.formatted(keyset.sortKey(), keyset.page()),
            Params.of("caller", caller).and(keyset.params()))
        .map(rows -> page(keyset.of(rows, FailedNoticeRepository::notice)));
  }

  /** A notice that the caller administers, whether or not it has failed. */
  Single<Optional<FailedNotice>> find(SqlReader sql, PersonId caller, UUID notice) {
    return sql.query(FIND, Params.of("caller", caller).and("notice", notice))
        .map(rows -> Rows.first(rows).map(FailedNoticeRepository::notice));
  }

  /** Gives how many: none when it hasn't failed. */
  Single<Integer> resend(SqlWriter sql, PersonId caller, UUID notice, Instant now) {
    return sql.execute(RESEND_ONE, params(caller, now).and("notice", notice)).map(RowSet::rowCount);
  }

  Single<Integer> resendAll(SqlWriter sql, PersonId caller, Instant now) {
    return sql.execute(RESEND_ALL, params(caller, now)).map(RowSet::rowCount);
  }

  private static Params params(PersonId caller, Instant now) {
    return Params.of("caller", caller).and("now", now).and("templates", resendable());
  }

  private static String[] resendable() {
    return Stream.of(Template.values())
        .filter(template -> !template.isSecret())
        .map(Template::name)
        .toArray(String[]::new);
  }

  private static FailedPage page(Page<FailedNotice> page) {
    return new FailedPage(page.items(), page.total(), page.next());
  }

  private static FailedNotice notice(Row row) {
    Template template = Template.valueOf(row.getString("template"));
    return new FailedNotice(
        row.getUUID("id"),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "failed_at"),
        Channel.valueOf(row.getString("channel")),
        template,
        row.getInteger("attempts"),
        row.getString("last_error"),
        row.getString("name"),
        !template.isSecret());
  }
}
