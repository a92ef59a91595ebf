package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.List;
import no.samklang.auth.Auth.LoginEvent;
import no.samklang.bus.Origin;
import no.samklang.db.Params;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.id.PersonId;
import no.samklang.metrics.Counts;
import no.samklang.metrics.Metrics;

/**
 * What has happened at the door, and with accounts (LOGIN-10). Rows are only ever added: the
 * database refuses anything else. Each wrong guess is a row; what one address guesses beyond its
 * allowance is refused at the door ({@code rate.limited}) and leaves none, so the last rows of a
 * flood are those before it.
 */
@CheckReturnValue
final class SecurityLog {
  private static final String INSERT =
      """
      insert into security_event (at, event, person_id, username_hash, address, user_agent, by_id)
      values (#{now}, #{event}, #{person}, #{username}, #{address}, #{agent}, #{by})""";
  private static final String RECENT =
      """
      select at, event, case when by_id is null then address else '' end as address,
             case when by_id is null then user_agent else '' end as user_agent, by_id is not null as by_another
        from security_event
       where person_id = $1
         and event in ('LOGIN', 'PASSWORD_WRONG', 'CODE_WRONG', 'CODE_EXPIRED', 'LOCKED', 'REFUSED_LOCKED',
                       'PASSWORD_CHANGED', 'PASSWORD_MAILED', 'ACCOUNT_CHANGED', 'PASSWORD_GIVEN', 'ADDRESS_CHANGED')
       order by id desc limit 20""";

  private final Clock clock;
  private final Counts<Event> counts;

  SecurityLog(Clock clock, Metrics metrics) {
    this.clock = clock;
    this.counts =
        metrics.counts(
            "samklang.security.events", "Logins and what went wrong", "event", Event.class);
  }

  /** What can happen. */
  enum Event {
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
    PERSON_DELETED
  }

  /** Notes what somebody known has done. */
  Completable add(SqlWriter sql, Event event, PersonId person, Origin origin) {
    return add(sql, event, person, null, origin);
  }

  /**
   * Notes what somebody has done with the account or the addresses of a person, or of their own.
   */
  Completable addOf(SqlWriter sql, Event event, PersonId person, PersonId by, Origin origin) {
    return insert(sql, event, person, null, by.equals(person) ? null : by, origin);
  }

  /**
   * Notes an attempt.
   *
   * @param person null when the name doesn't exist
   * @param tried the name that was tried, or null
   */
  Completable add(SqlWriter sql, Event event, PersonId person, UsernameHash tried, Origin origin) {
    return insert(sql, event, person, tried, null, origin);
  }

  private Completable insert(
      SqlWriter sql, Event event, PersonId person, UsernameHash tried, PersonId by, Origin origin) {
    return sql.execute(
            INSERT,
            Params.of("now", clock.instant())
                .and("event", event)
                .and("person", person)
                .and("username", tried == null ? null : tried.value())
                .and("address", origin.address())
                .and("agent", origin.userAgent())
                .and("by", by))
        .doOnSuccess(noted -> counts.add(event))
        .ignoreElement();
  }

  /** A person's own latest logins and failures. */
  Single<List<LoginEvent>> recent(SqlReader sql, PersonId person) {
    return sql.query(RECENT, person.value())
        .map(
            rows ->
                Rows.stream(rows)
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
