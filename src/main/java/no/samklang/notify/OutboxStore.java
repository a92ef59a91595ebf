package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Stream;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.notify.Notices.Channel;
import no.samklang.notify.Notices.Depth;
import no.samklang.notify.Notices.Template;

/** The table {@code outbox}, as the dispatcher sees it. */
@CheckReturnValue
final class OutboxStore {
  /** Most rows that are forgotten in one statement. */
  static final int CLEARED_AT_A_TIME = 5000;

  // What is taken is hidden from other nodes until the lease runs out: then the attempt is taken to
  // have died. It gathers nothing more. Nobody is told of a plan that they can't open (NOTIF-3).
  // Should the database crash, what is taken down here may be lost and the notice sent once more:
  // no commit waits for the disk (nor do people wait behind it).
  static final String TAKE =
      """
      with unhurried as (
        select set_config('synchronous_commit', 'off', true)
      ), due as (
        select id from outbox
         where channel = $4 and sent_at is null and failed_at is null and next_at <= $1
         order by expires_at, next_at limit $3 for update skip locked
      )
      update outbox o set attempts = o.attempts + 1, next_at = $2, gathering = false
        from unhurried, due, person p
       where o.id = due.id and p.id = o.person_id
      returning o.id, o.channel, o.template, o.secret, o.expires_at, o.attempts, o.address, p.email, p.mobile, p.language,
        o.plan_id is null or exists (
          select from plan_member(o.plan_id, o.person_id, ($1::timestamptz at time zone 'Europe/Oslo')::date)
           where member_is_open) as may_open""";
  // What was sent is so whoever has tried since; all else counts for the latest attempt alone.
  private static final String END =
      """
      with unhurried as (
        select set_config('synchronous_commit', 'off', true)
      ), outcome as (
        select * from unnest($1::uuid[], $2::text[], $3::int[], $4::timestamptz[], $5::text[])
                   as outcome (id, kind, attempt, at, reason)
      ), dropped as (
        delete from outbox o using outcome
         where o.id = outcome.id and outcome.kind = 'DROPPED' and o.attempts = outcome.attempt
      )
      update outbox o
         set sent_at = case when kind = 'SENT' then at else o.sent_at end,
             failed_at = case when kind = 'FAILED' then at else o.failed_at end,
             next_at = case when kind in ('RETRY', 'UNTRIED') then at else o.next_at end,
             attempts = o.attempts - case when kind = 'UNTRIED' then 1 else 0 end,
             secret = case when kind in ('SENT', 'FAILED') then null else o.secret end,
             address = case when kind in ('SENT', 'FAILED') then null else o.address end,
             last_error = case when kind = 'UNTRIED' then o.last_error else left(reason, 200) end
        from unhurried, outcome
       where o.id = outcome.id and kind <> 'DROPPED' and (kind = 'SENT' or o.attempts = outcome.attempt)""";
  private static final String EXPIRE =
      """
      update outbox set failed_at = $1, secret = null, address = null, last_error = $3
       where channel = $2 and sent_at is null and failed_at is null and next_at <= $1 and expires_at <= $1""";

  private static final String CLEAR =
      """
      delete from outbox where id = any(array(
        select id from outbox where %1$s < $1 order by %1$s limit %2$d for update skip locked))""";
  private static final String CLEAR_SENT = CLEAR.formatted("sent_at", CLEARED_AT_A_TIME);
  private static final String CLEAR_FAILED = CLEAR.formatted("failed_at", CLEARED_AT_A_TIME);

  private static final String DEPTH =
      """
      select count(*)::int as waiting, min(due_at) filter (where due_at <= $1) as overdue_since,
             (select count(*)::int from outbox where failed_at is not null) as failed
        from outbox where sent_at is null and failed_at is null""";

  /** Those that look for rows, for a test of how. */
  static Stream<String> statements() {
    return Stream.of(TAKE, END, EXPIRE, CLEAR_SENT, CLEAR_FAILED, DEPTH);
  }

  /**
   * A notice that this node has taken.
   *
   * @param to null when the person has no such address any more
   * @param mayOpen false when it is about a plan that the person can't open any more
   * @param attempt from 1
   */
  record Taken(
      UUID id,
      Channel channel,
      Template template,
      Locale language,
      String to,
      boolean mayOpen,
      Optional<String> secret,
      Optional<Instant> expiresAt,
      int attempt) {

    boolean isOver(Instant now) {
      return expiresAt.isPresent() && !expiresAt.get().isAfter(now);
    }

    @Override
    public String toString() {
      return "Notice " + id;
    }
  }

  Single<List<Taken>> take(
      SqlWriter sql, Channel channel, Instant now, Instant leaseUntil, int most) {
    return sql.execute(TAKE, now, leaseUntil, most, channel.name())
        .map(rows -> Rows.stream(rows).map(OutboxStore::taken).toList());
  }

  /** Writes how attempts ended. */
  Completable end(SqlWriter sql, SortedMap<UUID, DeliveryOutcome> outcomes) {
    Collection<DeliveryOutcome> all = outcomes.values();
    return sql.execute(
            END,
            outcomes.keySet().toArray(UUID[]::new),
            Rows.column(all, outcome -> outcome.kind().name(), String[]::new),
            Rows.column(all, DeliveryOutcome::attempt, Integer[]::new),
            Rows.column(all, DeliveryOutcome::at, Instant[]::new),
            Rows.column(all, DeliveryOutcome::reason, String[]::new))
        .ignoreElement();
  }

  /** Keeps as failed what has run out while it waited. */
  Completable expire(SqlWriter sql, Channel channel, Instant now, String error) {
    return sql.execute(EXPIRE, now, channel.name(), error).ignoreElement();
  }

  /** Forgets some of what was sent before; gives how many. */
  Single<Integer> clearSent(SqlWriter sql, Instant before) {
    return sql.execute(CLEAR_SENT, before).map(RowSet::rowCount);
  }

  /** Forgets some of what failed before; gives how many. */
  Single<Integer> clearFailed(SqlWriter sql, Instant before) {
    return sql.execute(CLEAR_FAILED, before).map(RowSet::rowCount);
  }

  Single<Depth> depth(SqlReader sql, Instant now) {
    return sql.query(DEPTH, now).map(rows -> depth(rows.iterator().next()));
  }

  private static Depth depth(Row row) {
    return new Depth(
        row.getInteger("waiting"),
        Optional.ofNullable(Rows.instant(row, "overdue_since")),
        row.getInteger("failed"));
  }

  private static String address(Row row, Channel channel) {
    String given = row.getString("address");
    return given == null ? row.getString(channel == Channel.SMS ? "mobile" : "email") : given;
  }

  private static Taken taken(Row row) {
    Channel channel = Channel.valueOf(row.getString("channel"));
    return new Taken(
        row.getUUID("id"),
        channel,
        Template.valueOf(row.getString("template")),
        Locale.forLanguageTag(row.getString("language")),
        address(row, channel),
        row.getBoolean("may_open"),
        Optional.ofNullable(row.getString("secret")),
        Optional.ofNullable(Rows.instant(row, "expires_at")),
        row.getInteger("attempts"));
  }
}
