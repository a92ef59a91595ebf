package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import no.samklang.db.Rows;
import no.samklang.db.Sql;
import no.samklang.notify.Notices.Channel;
import no.samklang.notify.Notices.Template;

/** The table {@code outbox}, as the dispatcher sees it. */
@CheckReturnValue
final class OutboxStore {
  // What is taken is hidden from other nodes until the lease runs out: then the attempt is taken to
  // have died.
  private static final String TAKE =
      """
      update outbox o set attempts = o.attempts + 1, next_at = $2
        from (select id from outbox
               where sent_at is null and failed_at is null and next_at <= $1
               order by expires_at nulls last, next_at limit $3 for update skip locked) due, person p
       where o.id = due.id and p.id = o.person_id
      returning o.id, o.channel, o.template, o.secret, o.expires_at, o.attempts, p.email, p.mobile""";
  private static final String SENT =
      "update outbox set sent_at = $2, secret = null, last_error = null where id = $1";
  private static final String RETRY =
      "update outbox set next_at = $2, last_error = $3 where id = $1";
  private static final String FAILED =
      "update outbox set failed_at = $2, secret = null, last_error = $3 where id = $1";

  // the first half is answered by the index of what waits
  private static final String DEPTH =
      """
      select channel, count(*) as waiting, min(created_at) as oldest, 0 as failed from outbox
       where sent_at is null and failed_at is null group by channel
      union all
      select channel, 0, null, count(*) from outbox where failed_at is not null group by channel""";
  private static final String CLEAR = "delete from outbox where sent_at < $1";

  /**
   * A notice that this node has taken.
   *
   * @param to null when the person has no such address any more
   * @param attempt from 1
   */
  record Taken(
      UUID id,
      Channel channel,
      Template template,
      String to,
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

  /** What there is by one channel. */
  record Depth(long waiting, Optional<Instant> oldest, long failed) {
    static final Depth NONE = new Depth(0, Optional.empty(), 0);

    Depth and(Depth more) {
      return new Depth(waiting + more.waiting, oldest.or(more::oldest), failed + more.failed);
    }
  }

  /** What waits and what has failed; a channel without either is left out. */
  Single<Map<Channel, Depth>> depth(Sql sql) {
    return sql.run(DEPTH)
        .map(
            rows ->
                Rows.stream(rows)
                    .collect(
                        Collectors.toMap(
                            row -> Channel.valueOf(row.getString("channel")),
                            OutboxStore::depth,
                            Depth::and)));
  }

  private static Depth depth(Row row) {
    return new Depth(
        row.getLong("waiting"),
        Optional.ofNullable(row.getOffsetDateTime("oldest")).map(OffsetDateTime::toInstant),
        row.getLong("failed"));
  }

  Single<List<Taken>> take(Sql sql, Instant now, Instant leaseUntil, int most) {
    return sql.run(TAKE, now, leaseUntil, most)
        .map(rows -> Rows.stream(rows).map(OutboxStore::taken).toList());
  }

  Completable sent(Sql sql, UUID id, Instant now) {
    return sql.run(SENT, id, now).ignoreElement();
  }

  Completable retry(Sql sql, UUID id, Instant nextAt, String error) {
    return sql.run(RETRY, id, nextAt, error).ignoreElement();
  }

  Completable failed(Sql sql, UUID id, Instant now, String error) {
    return sql.run(FAILED, id, now, error).ignoreElement();
  }

  Completable clear(Sql sql, Instant sentBefore) {
    return sql.run(CLEAR, sentBefore).ignoreElement();
  }

  private static Taken taken(Row row) {
    Channel channel = Channel.valueOf(row.getString("channel"));
    OffsetDateTime expiresAt = row.getOffsetDateTime("expires_at");
    return new Taken(
        row.getUUID("id"),
        channel,
        Template.valueOf(row.getString("template")),
        row.getString(channel == Channel.SMS ? "mobile" : "email"),
        Optional.ofNullable(row.getString("secret")),
        Optional.ofNullable(expiresAt).map(OffsetDateTime::toInstant),
        row.getInteger("attempts"));
  }
}
