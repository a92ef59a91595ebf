package no.samklang.notification;

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
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Notices.OutboxDepth;
import no.samklang.security.ServiceKey;
import no.samklang.security.ServiceKey.Purpose;

/** The table {@code outbox} for the dispatcher. */
@CheckReturnValue
final class OutboxRepository {
  /** Maximum number of rows deleted by one statement. */
  static final int DELETE_BATCH = 5000;

  // A claimed row is hidden from other nodes until its lease expires; then the attempt counts as
  // failed. It doesn't coalesce any more. No notices about a plan without access (NOTIF-3).
  // synchronous_commit=off for this statement: after a database crash a notice may be sent twice,
  // but no commit waits for the disk.
  static final String CLAIM =
      """
      with asynchronous as (
        select set_config('synchronous_commit', 'off', true)
      ), due as (
        select id from outbox
         where channel = $4 and sent_at is null and failed_at is null and next_at <= $1
         order by expires_at, next_at limit $3 for update skip locked
      )
      update outbox o set attempts = o.attempts + 1, next_at = $2, gathering = false
        from asynchronous, due, person p
       where o.id = due.id and p.id = o.person_id
      returning o.id, o.person_id, o.channel, o.template, o.secret, o.expires_at, o.attempts, o.last_error, o.address, p.email, p.mobile,
        p.language, o.plan_id, o.plan_id is null or exists (
          select from plan_member(o.plan_id, o.person_id, ($1::timestamptz at time zone 'Europe/Oslo')::date)
           where member_is_open) as may_open""";
  // SENT applies whatever attempt it is from; other outcomes apply only to the latest attempt.
  private static final String RECORD_OUTCOMES =
      """
      with asynchronous as (
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
        from asynchronous, outcome
       where o.id = outcome.id and kind <> 'DROPPED' and (kind = 'SENT' or o.attempts = outcome.attempt)""";
  private static final String FAIL_EXPIRED =
      """
      update outbox set failed_at = $1, secret = null, address = null, last_error = $3
       where channel = $2 and sent_at is null and failed_at is null and next_at <= $1 and expires_at <= $1""";

  private static final String DELETE_BEFORE =
      """
      delete from outbox where id = any(array(
        select id from outbox where %1$s < $1 order by %1$s limit %2$d for update skip locked))""";
  private static final String DELETE_SENT = DELETE_BEFORE.formatted("sent_at", DELETE_BATCH);
  private static final String DELETE_FAILED = DELETE_BEFORE.formatted("failed_at", DELETE_BATCH);

  private static final String DEPTH =
      """
      select count(*)::int as waiting, min(due_at) filter (where due_at <= $1) as overdue_since,
             (select count(*)::int from outbox where failed_at is not null) as failed
        from outbox where sent_at is null and failed_at is null""";

  private final ServiceKey key;

  OutboxRepository(ServiceKey key) {
    this.key = key;
  }

  /** The statements, for a test of their query plans. */
  static Stream<String> statements() {
    return Stream.of(CLAIM, RECORD_OUTCOMES, FAIL_EXPIRED, DELETE_SENT, DELETE_FAILED, DEPTH);
  }

  /**
   * A notice claimed by this node.
   *
   * @param to e-mail address or mobile number; null when the person has none any more
   * @param plan the plan it is about, if any
   * @param mayOpen false when the person has no access to the notice's plan any more
   * @param attempt number of this attempt, from 1
   * @param lastError reason of the last failure, if any
   */
  record ClaimedNotice(
      UUID id,
      PersonId person,
      NoticeChannel channel,
      NoticeType template,
      Locale language,
      String to,
      Optional<PlanId> plan,
      boolean mayOpen,
      Optional<String> secret,
      Optional<Instant> expiresAt,
      int attempt,
      Optional<String> lastError) {

    boolean isExpired(Instant now) {
      return expiresAt.isPresent() && !expiresAt.get().isAfter(now);
    }

    @Override
    public String toString() {
      return "Notice " + id;
    }
  }

  Single<List<ClaimedNotice>> claim(
      SqlWriter sql, NoticeChannel channel, Instant now, Instant leaseUntil, int limit) {
    return sql.execute(CLAIM, now, leaseUntil, limit, channel.name())
        .map(rows -> RowValues.stream(rows).map(this::claimed).toList());
  }

  /** Records the outcomes of attempts. */
  Completable recordOutcomes(SqlWriter sql, SortedMap<UUID, DeliveryOutcome> outcomes) {
    Collection<DeliveryOutcome> all = outcomes.values();
    return sql.execute(
            RECORD_OUTCOMES,
            outcomes.keySet().toArray(UUID[]::new),
            RowValues.column(all, outcome -> outcome.kind().name(), String[]::new),
            RowValues.column(all, DeliveryOutcome::attempt, Integer[]::new),
            RowValues.column(all, DeliveryOutcome::at, Instant[]::new),
            RowValues.column(all, DeliveryOutcome::reason, String[]::new))
        .ignoreElement();
  }

  /** Marks waiting notices as failed whose code has expired. */
  Completable failExpired(SqlWriter sql, NoticeChannel channel, Instant now, String error) {
    return sql.execute(FAIL_EXPIRED, now, channel.name(), error).ignoreElement();
  }

  /**
   * Deletes at most {@link #DELETE_BATCH} notices sent before the time; returns the number deleted.
   */
  static Single<Integer> deleteSent(SqlWriter sql, Instant before) {
    return sql.execute(DELETE_SENT, before).map(RowSet::rowCount);
  }

  /**
   * Deletes at most {@link #DELETE_BATCH} notices failed before the time; returns the number
   * deleted.
   */
  static Single<Integer> deleteFailed(SqlWriter sql, Instant before) {
    return sql.execute(DELETE_FAILED, before).map(RowSet::rowCount);
  }

  Single<OutboxDepth> depth(SqlReader sql, Instant now) {
    return sql.query(DEPTH, now).map(rows -> depth(rows.iterator().next()));
  }

  private static OutboxDepth depth(Row row) {
    return new OutboxDepth(
        row.getInteger("waiting"),
        Optional.ofNullable(RowValues.instant(row, "overdue_since")),
        row.getInteger("failed"));
  }

  private static String address(Row row, NoticeChannel channel) {
    String stored = row.getString("address");
    return stored == null
        ? row.getString(channel == NoticeChannel.SMS ? "mobile" : "email")
        : stored;
  }

  private ClaimedNotice claimed(Row row) {
    NoticeChannel channel = NoticeChannel.valueOf(row.getString("channel"));
    return new ClaimedNotice(
        row.getUUID("id"),
        new PersonId(row.getUUID("person_id")),
        channel,
        NoticeType.valueOf(row.getString("template")),
        Locale.forLanguageTag(row.getString("language")),
        address(row, channel),
        Optional.ofNullable(row.getUUID("plan_id")).map(PlanId::new),
        row.getBoolean("may_open"),
        Optional.ofNullable(row.getString("secret"))
            .map(secret -> key.decrypt(Purpose.OUTBOX, secret)),
        Optional.ofNullable(RowValues.instant(row, "expires_at")),
        row.getInteger("attempts"),
        Optional.ofNullable(row.getString("last_error")));
  }
}
