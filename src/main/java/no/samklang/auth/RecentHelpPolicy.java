package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.security.Caller;

/**
 * What the security log says of recent help with an account, and what that refuses (PERSON-15,
 * LOGIN-2).
 */
@CheckReturnValue
final class RecentHelpPolicy {
  private static final String HELPED_SINCE =
      """
      select 1 from security_event
       where person_id = $1 and by_id = $2 and event = any($3) and at > $4 limit 1""";

  private static final String FIND_UNLOCKS =
      """
      select count(*)::int as unlocks, min(at) as first_at from security_event
       where person_id = $1 and by_id = $2 and event = 'UNLOCKED' and at > $3""";

  private static final String FIND_ADDRESS_CHANGES =
      """
      select count(*)::int as changes, min(at) as first_at from security_event
       where person_id = $1 and event in ('ADDRESS_CHANGED', 'CHANGE_ASKED') and at > $2""";

  private static final int MAX_ADDRESS_CHANGES = 3;
  private static final int MAX_UNLOCKS = 3;
  private static final Duration DAY = Duration.ofHours(24);

  /** Time that a helper must leave between the two halves of taking an account over. */
  static final Duration HELP_INTERVAL = Duration.ofDays(7);

  private final Clock clock;

  RecentHelpPolicy(Clock clock) {
    this.clock = clock;
  }

  /**
   * Requires that the caller hasn't done the other half of what takes an account over (PERSON-15):
   * whoever changes both the address for codes and the password can log in as the person. Fails
   * with {@link Failure.Forbidden} {@code account.recentlyHelped} when the caller, a coordinator or
   * an administrator, caused one of the events in the last 7 days. Before the first login a
   * coordinator may do both, an administrator only as coordinator of all the person's plans: the
   * account shows nothing new to the caller.
   */
  Completable requireNotHelped(
      SqlReader sql,
      Caller caller,
      PersonId person,
      TakeoverProtectionPolicy policy,
      SecurityEvent... others) {
    boolean own = caller.person().equals(person);
    boolean mayDoBoth = !policy.hasLoggedIn() && policy.callerCoordinatesAll();
    if (own || mayDoBoth || (!policy.hasLoggedIn() && !policy.callerAdministers())) {
      return Completable.complete();
    }
    return requireNone(sql, caller, person, others);
  }

  /**
   * Requires that the caller hasn't given the password in the last 7 days: whoever knows it could
   * go on guessing codes. As {@link #requireNotHelped}, before the first login for coordinators of
   * some of the person's plans too.
   */
  Completable requireNotGiver(
      SqlReader sql, Caller caller, PersonId person, TakeoverProtectionPolicy policy) {
    return !policy.hasLoggedIn() && policy.callerCoordinatesAll()
        ? Completable.complete()
        : requireNone(
            sql, caller, person, SecurityEvent.PASSWORD_GIVEN, SecurityEvent.ACCOUNT_CREATED);
  }

  /**
   * Requires that the caller hasn't helped with the login in the last 7 days, in any way, nor made
   * the account: it takes a second person to vouch (PERSON-15).
   */
  Completable requireNoHelper(SqlReader sql, Caller caller, PersonId person) {
    return requireNone(
        sql,
        caller,
        person,
        SecurityEvent.PASSWORD_GIVEN,
        SecurityEvent.ACCOUNT_CREATED,
        SecurityEvent.ACCOUNT_CHANGED,
        SecurityEvent.ADDRESS_CHANGED,
        SecurityEvent.CHANGE_ASKED,
        SecurityEvent.CHANGE_DONE);
  }

  /**
   * Requires that the caller has ended fewer than {@value #MAX_UNLOCKS} locks of the person's
   * account in the last 24 hours: each one gives whoever guesses new attempts (LOGIN-2). Fails with
   * {@link Failure.Locked} {@code account.tooManyUnlocks}. The person's row must be locked.
   */
  Completable requireFewUnlocks(SqlReader sql, Caller caller, PersonId person) {
    Instant now = clock.instant();
    return sql.query(FIND_UNLOCKS, person, caller.person(), now.minus(DAY))
        .map(rows -> rows.iterator().next())
        .flatMapCompletable(
            row ->
                row.getInteger("unlocks") < MAX_UNLOCKS
                    ? Completable.complete()
                    : Completable.error(
                        tooMany(
                            "account.tooManyUnlocks", RowValues.instant(row, "first_at"), now)));
  }

  private static Failure.Locked tooMany(String code, Instant first, Instant now) {
    return new Failure.Locked(code, Duration.between(now, first.plus(DAY)));
  }

  /**
   * Requires that the addresses of the account were changed fewer than {@value
   * #MAX_ADDRESS_CHANGES} times in the last 24 hours, whoever did: each change writes to people.
   * Fails with {@link Failure.Locked} {@code account.tooManyAddressChanges}. The person's row must
   * be locked.
   */
  Completable requireFewAddressChanges(SqlReader sql, PersonId person) {
    Instant now = clock.instant();
    return sql.query(FIND_ADDRESS_CHANGES, person, now.minus(DAY))
        .map(rows -> rows.iterator().next())
        .flatMapCompletable(
            row ->
                row.getInteger("changes") < MAX_ADDRESS_CHANGES
                    ? Completable.complete()
                    : Completable.error(
                        tooMany(
                            "account.tooManyAddressChanges",
                            RowValues.instant(row, "first_at"),
                            now)));
  }

  private Completable requireNone(
      SqlReader sql, Caller caller, PersonId person, SecurityEvent... others) {
    return sql.query(
            HELPED_SINCE,
            person,
            caller.person(),
            Arrays.stream(others).map(SecurityEvent::name).toArray(String[]::new),
            clock.instant().minus(HELP_INTERVAL))
        .flatMapCompletable(
            rows ->
                rows.size() == 0
                    ? Completable.complete()
                    : Completable.error(new Failure.Forbidden("account.recentlyHelped")));
  }
}
