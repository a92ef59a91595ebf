package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import no.samklang.auth.LoginAttempts.LoginSubject;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.Tx;
import no.samklang.error.Failure;

/**
 * Counts failed attempts, and locks after too many in a row (LOGIN-2): in the table {@code
 * login_guard} per user name, existing or not, and for a device that the person has logged in on
 * before in {@code known_device}. An attempt is counted before it is made, so that other nodes see
 * it, and uncounted if it succeeds.
 */
@CheckReturnValue
final class LockoutRepository {
  private static final Statements BY_NAME =
      new Statements(
          """
          insert into login_guard as g (username_hash, failures, last_at) values (#{name}, 1, #{now})
          on conflict (username_hash) do update
             set failures = case when g.locked_until > #{now} then g.failures
                                 when g.locked_until is not null then 1
                                 else g.failures + 1 end,
                 locked_until = case when g.locked_until > #{now} then g.locked_until
                                     when g.locked_until is null and g.failures >= #{max} then #{until}::timestamptz end,
                 last_at = #{now}
          returning locked_until""",
          "update login_guard set failures = greatest(failures - 1, 0) where username_hash = #{name}",
          """
          update login_guard set locked_until = #{until}
           where username_hash = #{name} and failures >= #{max} and locked_until is null
          returning username_hash""");
  private static final Statements BY_DEVICE =
      new Statements(
          """
          update known_device
             set failures = case when locked_until > #{now} then failures
                                 when locked_until is not null then 1
                                 else failures + 1 end,
                 locked_until = case when locked_until > #{now} then locked_until
                                     when locked_until is null and failures >= #{max} then #{until}::timestamptz end
           where person_id = #{person} and device_id = #{device}
          returning locked_until""",
          """
          update known_device set failures = greatest(failures - 1, 0)
           where person_id = #{person} and device_id = #{device}""",
          """
          update known_device set locked_until = #{until}
           where person_id = #{person} and device_id = #{device} and failures >= #{max} and locked_until is null
          returning device_id""");
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

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Database db;
  private final Clock clock;
  private final Settings.LoginSettings settings;

  LockoutRepository(Database db, Clock clock, Settings.LoginSettings settings) {
    this.db = db;
    this.clock = clock;
    this.settings = settings;
  }

  /** The statements of a counter. */
  private record Statements(String count, String undo, String lock) {
    static Statements of(LoginSubject subject) {
      return subject.isOnKnownDevice() ? BY_DEVICE : BY_NAME;
    }
  }

  /**
   * Counts an attempt; fails with {@link Failure.Locked} {@code login.locked} while the account is
   * locked. Attempts without a recorded outcome (node crash, database outage) count as failures, so
   * their lock expires like any other.
   */
  Completable countAttempt(LoginSubject subject) {
    Instant now = clock.instant();
    SqlParams params =
        key(subject)
            .and("now", now)
            .and("max", settings.maxFailures())
            .and("until", now.plus(settings.lockDuration()));
    return db.execute(Statements.of(subject).count(), params)
        .map(rows -> RowValues.first(rows).orElseThrow(LockoutRepository::forgotten))
        .flatMapCompletable(row -> requireUnlocked(row, now));
  }

  /** The device was forgotten a moment ago: another attempt is a stranger's. */
  private static Failure forgotten() {
    return new Failure.Unavailable(RETRY_AFTER);
  }

  private static Completable requireUnlocked(Row row, Instant now) {
    Instant lockedUntil = RowValues.instant(row, "locked_until");
    return lockedUntil == null
        ? Completable.complete()
        : Completable.error(new Failure.Locked("login.locked", Duration.between(now, lockedUntil)));
  }

  /** Uncounts an attempt that succeeded or couldn't be made. */
  Completable undoAttempt(LoginSubject subject) {
    return db.execute(Statements.of(subject).undo(), key(subject)).ignoreElement();
  }

  /** Locks the account if a failed attempt reached the limit; returns whether it locked. */
  Single<Boolean> lockIfExceeded(LoginSubject subject) {
    SqlParams params =
        key(subject)
            .and("max", settings.maxFailures())
            .and("until", clock.instant().plus(settings.lockDuration()));
    return db.execute(Statements.of(subject).lock(), params).map(rows -> rows.size() == 1);
  }

  private static SqlParams key(LoginSubject subject) {
    return subject
        .knownDevice()
        .map(device -> SqlParams.of("device", device).and("person", subject.person()))
        .orElseGet(() -> SqlParams.of("name", subject.name().value()));
  }

  /** Resets the count of guesses by strangers after a login. */
  Completable clear(Tx tx, UsernameHash name) {
    return tx.execute(CLEAR, name.value()).ignoreElement();
  }

  /** Keeps the count and the lock of an account that gets a new user name. */
  static Completable move(Tx tx, UsernameHash before, UsernameHash name) {
    return tx.execute(MOVE, before.value(), name.value()).ignoreElement();
  }
}
