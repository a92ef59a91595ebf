package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import no.samklang.auth.AuthMessages.LoginEvent;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.metrics.EventCounters;
import no.samklang.metrics.Metrics;
import no.samklang.security.Caller;
import no.samklang.security.ClientInfo;

/**
 * Security events of logins and accounts (LOGIN-10). Append-only, enforced by the database. Each
 * wrong guess is a row; requests beyond a client's rate limit ({@code rate.limited}) are rejected
 * before and leave none.
 */
@CheckReturnValue
final class SecurityLog {
  private static final String INSERT =
      """
      insert into security_event (at, event, person_id, username_hash, address, user_agent, by_id, detail, marked)
      values (#{now}::timestamptz, #{event}, #{person}::uuid, #{username}, #{address}, #{agent}, #{by}::uuid, #{detail}, exists (
        select from account a
         where a.person_id = coalesce(#{by}::uuid, #{person}::uuid)
           and a.marked_until >= (#{now}::timestamptz at time zone 'Europe/Oslo')::date))""";
  private static final String FIND_RECENT =
      """
      select at, event, case when by_id is null then address else '' end as address,
             case when by_id is null then user_agent else '' end as user_agent, by_id is not null as by_another
        from security_event
       where person_id = $1
         and event in ('LOGIN', 'PASSWORD_WRONG', 'CODE_WRONG', 'CODE_EXPIRED', 'LOCKED', 'REFUSED_LOCKED',
                       'PASSWORD_CHANGED', 'PASSWORD_MAILED', 'ACCOUNT_CHANGED', 'PASSWORD_GIVEN', 'ADDRESS_CHANGED',
                       'ACCOUNT_CREATED', 'UNLOCKED', 'BLOCKED', 'UNBLOCKED', 'REFUSED_BLOCKED', 'PHONE_STOPPED',
                       'CHANGE_ASKED', 'CHANGE_STOPPED', 'CHANGE_DONE', 'VOUCHED', 'CONFIRMED')
       order by id desc limit 20""";

  private static final String HELPED_SINCE =
      """
      select 1 from security_event
       where person_id = $1 and by_id = $2 and event = any($3) and at > $4 limit 1""";

  private static final String LOCKED_SINCE =
      """
      select 1 from security_event
       where person_id = $1 and event = 'LOCKED' and detail is null and at > $2 limit 1""";

  private static final String FIND_UNLOCKS =
      """
      select count(*)::int as unlocks, min(at) as first_at from security_event
       where person_id = $1 and by_id = $2 and event = 'UNLOCKED' and at > $3""";

  private static final int MAX_UNLOCKS = 3;
  private static final Duration UNLOCK_INTERVAL = Duration.ofHours(24);

  /** Time that a helper must leave between the two halves of taking an account over. */
  static final Duration HELP_INTERVAL = Duration.ofDays(7);

  private final Clock clock;
  private final EventCounters<SecurityEvent> counters;

  SecurityLog(Clock clock, Metrics metrics) {
    this.clock = clock;
    this.counters =
        metrics.counters(
            "samklang.security.events", "Security events by type", "event", SecurityEvent.class);
  }

  /** Types of security events. */
  enum SecurityEvent {
    LOGIN,
    PASSWORD_WRONG,
    CODE_WRONG,
    CODE_EXPIRED,
    LOCKED,
    REFUSED_LOCKED,
    LOGGED_OUT,
    SESSION_ENDED,
    TERMS_ACCEPTED,
    TERMS_DECLINED,
    PASSWORD_CHANGED,
    PASSWORD_MAILED,
    ACCOUNT_CREATED,
    ACCOUNT_CHANGED,
    PASSWORD_GIVEN,
    ADDRESS_CHANGED,
    PERSON_READ,
    PERSON_DELETED,
    /** A coordinator or administrator has ended a lock. */
    UNLOCKED,
    /** An administrator has blocked the account (PERSON-9). */
    BLOCKED,
    UNBLOCKED,
    /** The right password of a blocked account. */
    REFUSED_BLOCKED,
    /** The mobile number gets no codes any more (PERSON-8). */
    PHONE_STOPPED,
    /** A change by another waits (PERSON-15). */
    CHANGE_ASKED,
    CHANGE_STOPPED,
    CHANGE_DONE,
    /** A second helper knows that it is the person who logs in (PERSON-15). */
    VOUCHED,
    /** The password and a code were given before a change of the own login (PERSON-14). */
    CONFIRMED
  }

  /** Records an event of an authenticated person. */
  Completable add(SqlWriter sql, SecurityEvent event, PersonId person, ClientInfo clientInfo) {
    return add(sql, event, person, null, clientInfo);
  }

  /**
   * Records a change by {@code actor} of a person's account or addresses; the actor is omitted for
   * own changes.
   */
  Completable addWithActor(
      SqlWriter sql, SecurityEvent event, PersonId person, PersonId actor, ClientInfo clientInfo) {
    return addWithActor(sql, event, person, actor, clientInfo, null);
  }

  /**
   * As above.
   *
   * @param detail names of what was changed, never a value; null for none
   */
  Completable addWithActor(
      SqlWriter sql,
      SecurityEvent event,
      PersonId person,
      PersonId actor,
      ClientInfo clientInfo,
      String detail) {
    PersonId other = actor.equals(person) ? null : actor;
    return insert(sql, event, person, null, other, clientInfo, detail);
  }

  /**
   * Records an attempt.
   *
   * @param person null when the name doesn't exist
   * @param username hash of the user name entered, or null
   */
  Completable add(
      SqlWriter sql,
      SecurityEvent event,
      PersonId person,
      UsernameHash username,
      ClientInfo clientInfo) {
    return insert(sql, event, person, username, null, clientInfo, null);
  }

  /**
   * Records a lock after wrong guesses.
   *
   * @param person null when the name doesn't exist
   * @param detail {@code DEVICE} when a known device was locked; null for everybody else
   */
  Completable addLocked(
      SqlWriter sql, PersonId person, UsernameHash username, ClientInfo clientInfo, String detail) {
    return insert(sql, SecurityEvent.LOCKED, person, username, null, clientInfo, detail);
  }

  /** Whether strangers' guesses have locked a person's account since a time; false for null. */
  Single<Boolean> findLockedSince(SqlReader sql, PersonId person, Instant since) {
    return sql.query(LOCKED_SINCE, person, since).map(rows -> rows.size() == 1);
  }

  private Completable insert(
      SqlWriter sql,
      SecurityEvent event,
      PersonId person,
      UsernameHash username,
      PersonId actor,
      ClientInfo clientInfo,
      String detail) {
    return sql.execute(
            INSERT,
            SqlParams.of("now", clock.instant())
                .and("event", event)
                .and("person", person)
                .and("username", username == null ? null : username.value())
                .and("address", clientInfo.address())
                .and("agent", clientInfo.userAgent())
                .and("by", actor)
                .and("detail", detail))
        .doOnSuccess(inserted -> counters.increment(event))
        .ignoreElement();
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
        SecurityEvent.CHANGE_ASKED);
  }

  /**
   * Requires that the caller has ended fewer than {@value #MAX_UNLOCKS} locks of the person's
   * account in the last 24 hours: each one gives whoever guesses new attempts (LOGIN-2). Fails with
   * {@link Failure.Locked} {@code account.tooManyUnlocks}. The person's row must be locked.
   */
  Completable requireFewUnlocks(SqlReader sql, Caller caller, PersonId person) {
    Instant now = clock.instant();
    return sql.query(FIND_UNLOCKS, person, caller.person(), now.minus(UNLOCK_INTERVAL))
        .map(rows -> rows.iterator().next())
        .flatMapCompletable(
            row ->
                row.getInteger("unlocks") < MAX_UNLOCKS
                    ? Completable.complete()
                    : Completable.error(tooManyUnlocks(RowValues.instant(row, "first_at"), now)));
  }

  private static Failure.Locked tooManyUnlocks(Instant first, Instant now) {
    return new Failure.Locked(
        "account.tooManyUnlocks", Duration.between(now, first.plus(UNLOCK_INTERVAL)));
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

  /** A person's 20 latest security events. */
  Single<List<LoginEvent>> findRecent(SqlReader sql, PersonId person) {
    return sql.query(FIND_RECENT, person.value())
        .map(
            rows ->
                RowValues.stream(rows)
                    .map(
                        row ->
                            new LoginEvent(
                                row.getOffsetDateTime("at").toInstant(),
                                row.getString("event"),
                                row.getString("address"),
                                row.getString("user_agent"),
                                row.getBoolean("by_another")))
                    .toList());
  }
}
