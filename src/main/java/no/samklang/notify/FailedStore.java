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
import no.samklang.bus.Caller;
import no.samklang.db.Keyset.Page;
import no.samklang.db.Keyset.SortKey;
import no.samklang.db.Keyset.Wanted;
import no.samklang.db.Keyset;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.notify.Notices.Channel;
import no.samklang.notify.Notices.FailedNotice;
import no.samklang.notify.Notices.FailedPage;
import no.samklang.notify.Notices.ListFailed;
import no.samklang.notify.Notices.Template;
import no.samklang.organisation.Administration;

/** The failed rows of the table {@code outbox}, as far as the caller administers their people. */
@CheckReturnValue
final class FailedStore {
  private static final Map<String, SortKey> SORT_KEYS =
      Map.of(
          "failedAt", SortKey.time("o.failed_at"),
          "channel", SortKey.text("o.channel"),
          "event", SortKey.text("o.template"),
          "attempts", SortKey.number("o.attempts"),
          "reason", SortKey.text("o.last_error"),
          "person", SortKey.text("lower(p.last_name || ', ' || p.first_name)"));

  // $1 the caller
  private static final String ADMINISTERED =
      """
        from outbox o
        join person p on p.id = o.person_id
        left join plan pl on pl.id = o.plan_id
        left join organisation unit on unit.id = pl.organisation_id
       where %s"""
          .formatted(Administration.ADMINISTERED);
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
  private static final String FIND = "select " + COLUMNS + ADMINISTERED + " and o.id = $2";

  // tried as if for the first time; what has been put back already stays as it is
  private static final String PUT_BACK =
      """
      update outbox set failed_at = null, last_error = null, attempts = 0, next_at = $2, due_at = $2 %s
       where outbox.failed_at is not null and""";
  private static final String RESEND_ONE =
      PUT_BACK.formatted("")
          + " template = any($3) and id in (select o.id "
          + ADMINISTERED
          + " and o.id = $4)";
  // what tells the same person of the same plan goes in one, as it would have when it was new
  private static final String RESEND_ALL =
      """
      with again as (
        select o.id, sum(o.events) over alike as events, row_number() over alike_newest_first as place
          %s and o.failed_at is not null and o.template = any($3)
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
    Keyset keyset = Keyset.of(SORT_KEYS, new Wanted("-failedAt", 50, Optional.empty()));
    return Stream.of(
        LIST.formatted(keyset.sortKey(), keyset.page(2)), FIND, RESEND_ONE, RESEND_ALL);
  }

  Single<FailedPage> list(SqlReader sql, ListFailed question) {
    Keyset keyset = Keyset.of(SORT_KEYS, question.page());
    return sql.query(
            LIST.formatted(keyset.sortKey(), keyset.page(2)),
            keyset.parameters(question.caller().person().value()))
        .map(rows -> page(keyset.of(rows, FailedStore::notice)));
  }

  /** A notice that the caller administers, whether or not it has failed. */
  Single<Optional<FailedNotice>> find(SqlReader sql, Caller caller, UUID id) {
    return sql.query(FIND, caller.person().value(), id)
        .map(rows -> Rows.first(rows).map(FailedStore::notice));
  }

  /** Gives how many: none when it hasn't failed. */
  Single<Integer> resend(SqlReader sql, Caller caller, UUID id, Instant now) {
    return sql.query(RESEND_ONE, caller.person().value(), now, resendable(), id)
        .map(RowSet::rowCount);
  }

  Single<Integer> resendAll(SqlWriter sql, Caller caller, Instant now) {
    return sql.execute(RESEND_ALL, caller.person().value(), now, resendable())
        .map(RowSet::rowCount);
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
