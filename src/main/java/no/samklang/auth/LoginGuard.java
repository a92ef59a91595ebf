package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import no.samklang.bus.Failure;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.Tx;

/**
 * Counts wrong attempts and locks after too many in a row (LOGIN-2), for names that exist and names
 * that don't. An attempt is counted before it is tried, so that other nodes see it, and taken back
 * when it was right.
 */
@CheckReturnValue
final class LoginGuard {
  private static final String ENTER =
      """
      insert into login_guard as g (username_hash, failures, last_at) values ($1, 1, $2)
      on conflict (username_hash) do update
         set failures = case when g.locked_until > $2 then g.failures
                             when g.locked_until is not null then 1
                             else g.failures + 1 end,
             locked_until = case when g.locked_until > $2 then g.locked_until
                                 when g.locked_until is null and g.failures >= $3 then $4::timestamptz end,
             last_at = $2
      returning locked_until""";
  private static final String TAKE_BACK =
      "update login_guard set failures = greatest(failures - 1, 0) where username_hash = $1";
  private static final String WRONG =
      """
      update login_guard set locked_until = $2
       where username_hash = $1 and failures >= $3 and locked_until is null
      returning username_hash""";
  private static final String CLEAR = "delete from login_guard where username_hash = $1";

  private final Database db;
  private final Clock clock;
  private final Settings.Login settings;

  LoginGuard(Database db, Clock clock, Settings.Login settings) {
    this.db = db;
    this.clock = clock;
    this.settings = settings;
  }

  /**
   * Counts an attempt; fails with {@link Failure.Locked} {@code login.locked} while the account is
   * locked. As many as would lock that were never settled (a node that died, a database that didn't
   * answer) lock too, and so end like any lock.
   */
  Completable enter(UsernameHash name) {
    OffsetDateTime now = now();
    return db.execute(
            ENTER, name.value(), now, settings.maxFailures(), now.plus(settings.lockDuration()))
        .map(rows -> rows.iterator().next())
        .flatMapCompletable(row -> admit(row, now));
  }

  private static Completable admit(Row row, OffsetDateTime now) {
    OffsetDateTime lockedUntil = row.getOffsetDateTime("locked_until");
    return lockedUntil == null
        ? Completable.complete()
        : Completable.error(new Failure.Locked("login.locked", Duration.between(now, lockedUntil)));
  }

  /** The attempt was right, or no guess at all. */
  Completable takeBack(UsernameHash name) {
    return db.execute(TAKE_BACK, name.value()).ignoreElement();
  }

  /** The attempt was wrong; gives whether the account is locked from now on. */
  Single<Boolean> wrong(UsernameHash name) {
    OffsetDateTime until = now().plus(settings.lockDuration());
    return db.execute(WRONG, name.value(), until, settings.maxFailures())
        .map(rows -> rows.size() == 1);
  }

  /** Logged in: the count begins anew. */
  Completable clear(Tx tx, UsernameHash name) {
    return tx.execute(CLEAR, name.value()).ignoreElement();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
