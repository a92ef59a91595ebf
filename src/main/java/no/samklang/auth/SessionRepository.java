package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import no.samklang.auth.AuthMessages.EndReason;
import no.samklang.auth.AuthMessages.Next;
import no.samklang.auth.AuthMessages.OpenSession;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.db.Tx;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.id.SessionId;
import no.samklang.security.Caller;
import no.samklang.security.ClientInfo;

/** The table {@code session}. */
@CheckReturnValue
final class SessionRepository {
  private static final String INSERT =
      """
      insert into session (id, person_id, next, created_at, last_seen_at, address, user_agent)
      values (#{id}, #{person}, #{next}, #{now}, #{now}, #{address}, #{agent})
      returning (select language from person where id = person_id) as language""";
  private static final String FIND_OPEN =
      """
      select s.id, s.person_id, s.next, s.created_at, s.last_seen_at, p.municipality_id
        from session s join person p on p.id = s.person_id
       where s.id = any($1) and s.ended_at is null""";
  private static final String LIST_OPEN =
      """
      select id, created_at, last_seen_at, address, user_agent from session
       where person_id = $1 and ended_at is null and last_seen_at > $2
       order by last_seen_at desc limit 50""";
  private static final String UPDATE_LAST_SEEN =
      """
      update session s set last_seen_at = greatest(s.last_seen_at, seen.at)
        from unnest($1::uuid[], $2::timestamptz[]) as seen (id, at) where s.id = seen.id and s.ended_at is null""";
  private static final String MARK_WARNED =
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
      "update session set ended_at = $2, end_reason = $3 where person_id = $1 and ended_at is null"
          + " returning id";
  private static final String DELETE_ALL =
      "delete from session where person_id = $1 returning id, ended_at is null as was_open";
  private static final String DELETE_ENDED = "delete from session where ended_at < $1";
  private static final String UPDATE_NEXT = "update session set next = $2 where id = $1";

  /** An open session as stored. */
  record StoredSession(Caller caller, Next next, Instant createdAt, Instant lastSeenAt) {}

  /** A session that expired. */
  record EndedSession(SessionId session, EndReason reason) {}

  Single<String> insert(
      Tx tx, SessionId session, PersonId person, Next next, Instant now, ClientInfo clientInfo) {
    return tx.execute(
            INSERT,
            SqlParams.of("id", session)
                .and("person", person)
                .and("next", next)
                .and("now", now)
                .and("address", clientInfo.address())
                .and("agent", clientInfo.userAgent()))
        .map(rows -> rows.iterator().next().getString("language"));
  }

  /** Those of the sessions that are open. */
  Single<Map<SessionId, StoredSession>> findOpen(SqlReader sql, Set<SessionId> sessions) {
    UUID[] ids = RowValues.column(sessions, SessionId::value, UUID[]::new);
    return sql.query(FIND_OPEN, (Object) ids)
        .map(
            rows ->
                RowValues.stream(rows)
                    .map(SessionRepository::storedSession)
                    .collect(Collectors.toMap(found -> found.caller().session(), found -> found)));
  }

  Single<List<OpenSession>> listOpen(SqlReader sql, Caller caller, Instant activeAfter) {
    return sql.query(LIST_OPEN, caller.person().value(), activeAfter)
        .map(rows -> RowValues.stream(rows).map(row -> openSession(row, caller)).toList());
  }

  /** Updates when sessions were last active. */
  Completable updateLastSeen(SqlWriter sql, Map<SessionId, Instant> lastSeen) {
    UUID[] ids = RowValues.column(lastSeen.keySet(), SessionId::value, UUID[]::new);
    Instant[] times = lastSeen.values().toArray(Instant[]::new);
    return sql.execute(UPDATE_LAST_SEEN, ids, times).ignoreElement();
  }

  /**
   * Marks the sessions to be warned now, once per idle period; returns when each was last active.
   */
  Single<Map<SessionId, Instant>> markWarned(
      SqlWriter sql, Instant now, Instant idleSince, Instant notBefore) {
    return sql.execute(MARK_WARNED, now, idleSince, notBefore)
        .map(
            rows ->
                RowValues.stream(rows)
                    .collect(
                        java.util.stream.Collectors.toMap(
                            row -> new SessionId(row.getUUID("id")),
                            row -> row.getOffsetDateTime("last_seen_at").toInstant())));
  }

  /** Ends sessions that have been idle or open for too long. */
  Single<List<EndedSession>> endIdle(
      SqlWriter sql, Instant now, Instant idleSince, Instant createdBefore) {
    return sql.execute(END_IDLE, now, idleSince, createdBefore)
        .map(
            rows ->
                RowValues.stream(rows)
                    .map(
                        row ->
                            new EndedSession(
                                new SessionId(row.getUUID("id")),
                                EndReason.valueOf(row.getString("end_reason"))))
                    .toList());
  }

  /** Ends a session of the person; returns false if it wasn't open or belongs to another person. */
  Single<Boolean> end(
      SqlWriter sql, SessionId session, PersonId person, Instant now, EndReason reason) {
    return sql.execute(END, session.value(), person.value(), now, reason.name())
        .map(rows -> rows.size() == 1);
  }

  /** Ends the caller's other sessions; returns their ids. */
  Single<List<SessionId>> endOthers(SqlWriter sql, Caller caller, Instant now, EndReason reason) {
    return sql.execute(
            END_OTHERS, caller.session().value(), caller.person().value(), now, reason.name())
        .map(rows -> RowValues.stream(rows).map(row -> new SessionId(row.getUUID("id"))).toList());
  }

  /** Ends all sessions of a person; returns their ids. */
  Single<List<SessionId>> endAll(Tx tx, PersonId person, Instant now, EndReason reason) {
    return tx.execute(END_ALL, person.value(), now, reason.name())
        .map(rows -> RowValues.stream(rows).map(row -> new SessionId(row.getUUID("id"))).toList());
  }

  /** Deletes all sessions of a person; returns those that were open. */
  Single<List<SessionId>> deleteAll(Tx tx, PersonId person) {
    return tx.execute(DELETE_ALL, person.value())
        .map(
            rows ->
                RowValues.stream(rows)
                    .filter(row -> row.getBoolean("was_open"))
                    .map(row -> new SessionId(row.getUUID("id")))
                    .toList());
  }

  /** Deletes sessions that ended before a time; the security log keeps their events. */
  Completable deleteEnded(SqlWriter sql, Instant endedBefore) {
    return sql.execute(DELETE_ENDED, endedBefore).ignoreElement();
  }

  /** Sets the session's next required step. */
  Completable updateNext(SqlWriter sql, SessionId session, Next next) {
    return sql.execute(UPDATE_NEXT, session.value(), next.name()).ignoreElement();
  }

  private static StoredSession storedSession(Row row) {
    return new StoredSession(
        new Caller(
            new PersonId(row.getUUID("person_id")),
            new SessionId(row.getUUID("id")),
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
