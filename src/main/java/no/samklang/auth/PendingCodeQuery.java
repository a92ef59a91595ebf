package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import no.samklang.auth.AuthMessages.CodeDelivery;
import no.samklang.auth.AuthMessages.PendingCode;
import no.samklang.config.Settings;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.notification.Notices.NoticeChannel;

/** Reads a pending login for the code page: what was sent, whether it left, and attempts left. */
@CheckReturnValue
final class PendingCodeQuery {
  /** Time between two codes that the code page asks for. */
  static final Duration RESEND_AFTER = Duration.ofSeconds(30);

  // A code and its notice expire at the same time. While the account is locked, the page says so,
  // although the lock has ended the login.
  private static final String FIND =
      """
      select c.expires_at, a.code_channel, p.email, p.mobile, counted.failures, counted.locked_until,
             o.sent_at is not null as sent, o.failed_at is not null or o.last_error is not null as failed
        from one_time_code c
        join account a on a.person_id = c.person_id
        join person p on p.id = c.person_id
        left join login_guard g on g.username_hash = c.username_hash
        left join known_device d on d.person_id = c.person_id and d.device_id = c.device_id
       cross join lateral (
         select case when d.device_id is null then g.failures else d.failures end as failures,
                case when d.device_id is null then g.locked_until else d.locked_until end as locked_until) counted
        left join lateral (
          select sent_at, failed_at, last_error from outbox
           where person_id = c.person_id and template = 'ONE_TIME_CODE' and expires_at = c.expires_at
           order by created_at desc limit 1) o on true
       where c.id = $1 and c.expires_at > $2 and (c.used_at is null or counted.locked_until > $2)""";

  private final Settings.LoginSettings settings;
  private final String demoOutbox;

  /**
   * @param demoOutbox where codes can be read in demo mode, else null
   */
  PendingCodeQuery(Settings.LoginSettings settings, String demoOutbox) {
    this.settings = settings;
    this.demoOutbox = demoOutbox;
  }

  /** The pending login; empty when its code was used or replaced, or has expired. */
  Single<Optional<PendingCode>> find(SqlReader sql, UUID challenge, Instant now) {
    return sql.query(FIND, challenge, now)
        .map(rows -> RowValues.first(rows).map(row -> pendingCode(row, now)));
  }

  private PendingCode pendingCode(Row row, Instant now) {
    NoticeChannel channel = NoticeChannel.valueOf(row.getString("code_channel"));
    String address = row.getString(channel == NoticeChannel.SMS ? "mobile" : "email");
    Instant expiresAt = row.getOffsetDateTime("expires_at").toInstant();
    Instant sentAt = expiresAt.minus(settings.codeLifetime());
    OffsetDateTime locked = row.getOffsetDateTime("locked_until");
    long lockedFor = locked == null ? 0 : secondsUntil(locked.toInstant(), now);
    return new PendingCode(
        channel,
        MaskedAddress.of(channel, address),
        secondsUntil(expiresAt, now),
        secondsUntil(sentAt.plus(RESEND_AFTER), now),
        lockedFor > 0 ? 0 : attemptsLeft(row, locked != null),
        lockedFor > 0 ? lockedFor : null,
        delivery(row),
        demoOutbox);
  }

  private int attemptsLeft(Row row, boolean wasLocked) {
    Integer failures = row.getInteger("failures");
    int counted = failures == null || wasLocked ? 0 : failures;
    return Math.max(0, settings.maxFailures() - counted);
  }

  private static CodeDelivery delivery(Row row) {
    if (Boolean.TRUE.equals(row.getBoolean("sent"))) {
      return CodeDelivery.SENT;
    }
    return Boolean.TRUE.equals(row.getBoolean("failed"))
        ? CodeDelivery.FAILED
        : CodeDelivery.QUEUED;
  }

  /** Rounded up, so that nothing is promised too early. */
  private static long secondsUntil(Instant time, Instant now) {
    return Math.max(0, (Duration.between(now, time).toMillis() + 999) / 1000);
  }
}
