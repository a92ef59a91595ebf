package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.samklang.auth.Auth.EndReason;
import no.samklang.auth.Auth.Next;
import no.samklang.auth.Auth.OpenSession;
import no.samklang.bus.Caller;
import no.samklang.bus.Origin;
import no.samklang.db.Params;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.db.Tx;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.id.SessionId;

/** The table {@code session}. */
@CheckReturnValue
final class SessionStore {
  private static final String INSERT =
      """
      insert into session (id, person_id, next, created_at, last_seen_at, address, user_agent)
      values (#{id}, #{person}, #{next}, #{now}, #{now}, #{address}, #{agent})""";
  private static final String OPEN =
      """
      select s.person_id, s.next, s.created_at, s.last_seen_at, p.municipality_id
        from session s join person p on p.id = s.person_id
       where s.id = $1 and s.ended_at is null""";
  private static final String OWN =
      """
      select id, created_at, last_seen_at, address, user_agent from session
       where person_id = $1 and ended_at is null and last_seen_at > $2
       order by last_seen_at desc limit 50""";
  private static final String SEEN =
      """
      update session s set last_seen_at = greatest(s.last_seen_at, seen.at)
        from unnest($1::uuid[], $2::timestamptz[]) as seen (id, at) where s.id = seen.id and s.ended_at is null""";
  private static final String WARN =
      """
      update session set warned_at = $1
       where ended_at is null and next = 'DONE' and last_seen_at <= $2 and last_seen_at > $3
         and (warned_at is null or warned_at <= last_seen_at)
      returning id, last_seen_at""";
  private static final String END_IDLE =
      """
      update session set ended_at = $1, end_reason = case when created_at <= $3 then 'EXPIRED' else 'IDLE' end
       where ended_at is null and (last_seen_at <= $2 or created_at <= $3)
      returning id, end_reason""";
  private static final String END =
      """
      update session set ended_at = $3, end_reason = $4
       where id = $1 and person_id = $2 and ended_at is null returning id""";
  private static final String END_OTHERS =
      """
      update session set ended_at = $3, end_reason = $4
       where person_id = $2 and id <> $1 and ended_at is null returning id""";
  private static final String END_ALL =
      "update session set ended_at = $2, end_reason = $3 where person_id = $1 and ended_at is null returning id";
  private static final String DELETE_OF =
      "delete from session where person_id = $1 returning id, ended_at is null as was_open";
  private static final String PURGE = "delete from session where ended_at < $1";
  private static final String PROCEED = "update session set next = $2 where id = $1";

  /** An open session as it is in the database. */
  record Stored(Caller caller, Next next, Instant createdAt, Instant lastSeenAt) {}

  /** A session that ended by itself. */
  record Ended(SessionId session, EndReason reason) {}

  Completable insert(
      Tx tx, SessionId session, PersonId person, Next must, Instant now, Origin origin) {
    return tx.execute(
            INSERT,
            Params.of("id", session)
                .and("person", person)
                .and("next", must)
                .and("now", now)
                .and("address", origin.address())
                .and("agent", origin.userAgent()))
        .ignoreElement();
  }

  Single<Optional<Stored>> open(SqlReader sql, SessionId session) {
    return sql.query(OPEN, session.value()).map(rows -> first(session, rows));
  }

  Single<List<OpenSession>> own(SqlReader sql, Caller caller, Instant seenAfter) {
    return sql.query(OWN, caller.person().value(), seenAfter)
        .map(rows -> Rows.stream(rows).map(row -> openSession(row, caller)).toList());
  }

  /** Notes when sessions were last active. */
  Completable seen(SqlWriter sql, Map<SessionId, Instant> seen) {
    UUID[] ids = Rows.column(seen.keySet(), SessionId::value, UUID[]::new);
    Instant[] times = seen.values().toArray(Instant[]::new);
    return sql.execute(SEEN, ids, times).ignoreElement();
  }

  /**
   * Picks the sessions to be warned now, each once for a spell of silence; gives when each was last
   * active.
   */
  Single<Map<SessionId, Instant>> warn(
      SqlWriter sql, Instant now, Instant silentSince, Instant notBefore) {
    return sql.execute(WARN, now, silentSince, notBefore)
        .map(
            rows ->
                Rows.stream(rows)
                    .collect(
                        java.util.stream.Collectors.toMap(
                            row -> new SessionId(row.getUUID("id")),
                            row -> row.getOffsetDateTime("last_seen_at").toInstant())));
  }

  /** Ends the sessions that have been silent, or open, for too long. */
  Single<List<Ended>> endIdle(
      SqlWriter sql, Instant now, Instant silentSince, Instant createdBefore) {
    return sql.execute(END_IDLE, now, silentSince, createdBefore)
        .map(
            rows ->
                Rows.stream(rows)
                    .map(
                        row ->
                            new Ended(
                                new SessionId(row.getUUID("id")),
                                EndReason.valueOf(row.getString("end_reason"))))
                    .toList());
  }

  /** Ends a session of the person; gives whether it was open, and theirs. */
  Single<Boolean> end(
      SqlWriter sql, SessionId session, PersonId person, Instant now, EndReason reason) {
    return sql.execute(END, session.value(), person.value(), now, reason.name())
        .map(rows -> rows.size() == 1);
  }

  /** Ends the person's sessions but the one given; gives which. */
  Single<List<SessionId>> endOthers(SqlWriter sql, Caller caller, Instant now, EndReason reason) {
    return sql.execute(
            END_OTHERS, caller.session().value(), caller.person().value(), now, reason.name())
        .map(rows -> Rows.stream(rows).map(row -> new SessionId(row.getUUID("id"))).toList());
  }

  /** Ends all sessions of a person; gives which. */
  Single<List<SessionId>> endAll(Tx tx, PersonId person, Instant now, EndReason reason) {
    return tx.execute(END_ALL, person.value(), now, reason.name())
        .map(rows -> Rows.stream(rows).map(row -> new SessionId(row.getUUID("id"))).toList());
  }

  /** Forgets all sessions of a person; gives those that were open. */
  Single<List<SessionId>> deleteOf(Tx tx, PersonId person) {
    return tx.execute(DELETE_OF, person.value())
        .map(
            rows ->
                Rows.stream(rows)
                    .filter(row -> row.getBoolean("was_open"))
                    .map(row -> new SessionId(row.getUUID("id")))
                    .toList());
  }

  /** Forgets sessions that ended long ago; the security log goes on telling of them. */
  Completable purge(SqlWriter sql, Instant endedBefore) {
    return sql.execute(PURGE, endedBefore).ignoreElement();
  }

  /** The session has come further. */
  Completable proceed(SqlWriter sql, SessionId session, Next must) {
    return sql.execute(PROCEED, session.value(), must.name()).ignoreElement();
  }

  private static Optional<Stored> first(SessionId session, RowSet<Row> rows) {
    Iterator<Row> found = rows.iterator();
    return found.hasNext() ? Optional.of(stored(session, found.next())) : Optional.empty();
  }

  private static Stored stored(SessionId session, Row row) {
    return new Stored(
        new Caller(
            new PersonId(row.getUUID("person_id")),
            session,
            new OrganisationId(row.getUUID("municipality_id"))),
        Next.valueOf(row.getString("next")),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("last_seen_at").toInstant());
  }

  private static OpenSession openSession(Row row, Caller caller) {
    SessionId id = new SessionId(row.getUUID("id"));
    return new OpenSession(
        id,
        id.equals(caller.session()),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("last_seen_at").toInstant(),
        row.getString("address"),
        row.getString("user_agent"));
  }
}
