package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.error.Failure;

/**
 * The table {@code login_guard}: counts failed attempts per user name, existing or not, and locks
 * after too many in a row (LOGIN-2). An attempt is counted before it is made, so that other nodes
 * see it, and uncounted if it succeeds.
 */
@CheckReturnValue
final class LockoutRepository {
  private static final String COUNT_ATTEMPT =
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
  private static final String UNDO_ATTEMPT =
      "update login_guard set failures = greatest(failures - 1, 0) where username_hash = $1";
  private static final String LOCK_IF_EXCEEDED =
      """
      update login_guard set locked_until = $2
       where username_hash = $1 and failures >= $3 and locked_until is null
      returning username_hash""";
  private static final String CLEAR = "delete from login_guard where username_hash = $1";

  private static final String MOVE =
      """
      with old as (delete from login_guard where username_hash = $1 returning failures, locked_until, last_at)
      insert into login_guard as g (username_hash, failures, locked_until, last_at)
      select $2, failures, locked_until, last_at from old
      on conflict (username_hash) do update
         set failures = greatest(g.failures, excluded.failures),
             locked_until = greatest(g.locked_until, excluded.locked_until),
             last_at = greatest(g.last_at, excluded.last_at)""";

  private final Database db;
  private final Clock clock;
  private final Settings.LoginSettings settings;

  LockoutRepository(Database db, Clock clock, Settings.LoginSettings settings) {
    this.db = db;
    this.clock = clock;
    this.settings = settings;
  }

  /**
   * Counts an attempt; fails with {@link Failure.Locked} {@code login.locked} while the account is
   * locked. Attempts without a recorded outcome (node crash, database outage) count as failures, so
   * their lock expires like any other.
   */
  Completable countAttempt(UsernameHash name) {
    OffsetDateTime now = now();
    return db.execute(
            COUNT_ATTEMPT,
            name.value(),
            now,
            settings.maxFailures(),
            now.plus(settings.lockDuration()))
        .map(rows -> rows.iterator().next())
        .flatMapCompletable(row -> requireUnlocked(row, now));
  }

  private static Completable requireUnlocked(Row row, OffsetDateTime now) {
    OffsetDateTime lockedUntil = row.getOffsetDateTime("locked_until");
    return lockedUntil == null
        ? Completable.complete()
        : Completable.error(new Failure.Locked("login.locked", Duration.between(now, lockedUntil)));
  }

  /** Uncounts an attempt that succeeded or couldn't be made. */
  Completable undoAttempt(UsernameHash name) {
    return db.execute(UNDO_ATTEMPT, name.value()).ignoreElement();
  }

  /** Locks the account if a failed attempt reached the limit; returns whether it locked. */
  Single<Boolean> lockIfExceeded(UsernameHash name) {
    OffsetDateTime until = now().plus(settings.lockDuration());
    return db.execute(LOCK_IF_EXCEEDED, name.value(), until, settings.maxFailures())
        .map(rows -> rows.size() == 1);
  }

  /** Resets the count after a login. */
  Completable clear(Tx tx, UsernameHash name) {
    return tx.execute(CLEAR, name.value()).ignoreElement();
  }

  /** Keeps the count and the lock of an account that gets a new user name. */
  static Completable move(Tx tx, UsernameHash before, UsernameHash name) {
    return tx.execute(MOVE, before.value(), name.value()).ignoreElement();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
