package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import no.samklang.auth.AuthMessages.LoginEvent;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.id.PersonId;
import no.samklang.metrics.EventCounters;
import no.samklang.metrics.Metrics;
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
                       'CHANGE_ASKED', 'CHANGE_STOPPED', 'CHANGE_DONE', 'VOUCHED', 'CONFIRMED',
                       'DATA_ASKED', 'DATA_FETCHED')
       order by id desc limit 20""";

  private static final String LOCKED_SINCE =
      """
      select 1 from security_event
       where person_id = $1 and event = 'LOCKED' and detail is null and at > $2 limit 1""";

  private final Clock clock;
  private final EventCounters<SecurityEvent> counters;

  SecurityLog(Clock clock, Metrics metrics) {
    this.clock = clock;
    this.counters =
        metrics.counters(
            "samklang.security.events", "Security events by type", "event", SecurityEvent.class);
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
