package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import no.samklang.access.Membership;
import no.samklang.bus.Bus;
import no.samklang.bus.Caller;
import no.samklang.db.Database;
import no.samklang.id.ParticipantId;
import no.samklang.id.SessionId;
import no.samklang.plan.Plans.Visited;

/**
 * Who has been in a plan, and when (HOME-3): gathered for a moment, written in one statement, then
 * told.
 */
@CheckReturnValue
public final class Visits {
  /** Silence after which the next opening in the same session is a new visit. */
  static final Duration PAUSE = Duration.ofMinutes(30);

  /** How long visits are gathered. */
  static final Duration GATHERED_FOR = Duration.ofMillis(200);

  private static final String WRITE =
      """
      insert into visit as v (participant_id, session_id, last_at)
      select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[])
      on conflict (participant_id) do update
         set previous_at = case when v.session_id = excluded.session_id
                                 and v.last_at > excluded.last_at - make_interval(secs => $4)
                                then v.previous_at else v.last_at end,
             session_id = excluded.session_id, last_at = excluded.last_at""";

  private final Database db;
  private final Bus bus;
  private final Clock clock;
  private Map<ParticipantId, Visit> gathered = new HashMap<>();

  public Visits(Database db, Bus bus, Clock clock) {
    this.db = db;
    this.bus = bus;
    this.clock = clock;
  }

  private record Visit(Membership member, SessionId session, Instant at) {}

  /** Notes a visit; it is written within {@link #GATHERED_FOR}. */
  synchronized void add(Membership member, Caller caller) {
    gathered.put(member.participant(), new Visit(member, caller.session(), clock.instant()));
  }

  /** Writes what has been gathered; what can't be written now is kept for the next time. */
  Completable flush() {
    Map<ParticipantId, Visit> visits = takeAll();
    return visits.isEmpty() ? Completable.complete() : write(visits);
  }

  private Completable write(Map<ParticipantId, Visit> visits) {
    // in one order, so that two nodes never wait for each other's rows
    List<Visit> ordered =
        visits.values().stream()
            .sorted(java.util.Comparator.comparing(visit -> visit.member().participant().value()))
            .toList();
    return db.execute(
            WRITE,
            column(ordered, visit -> visit.member().participant().value(), UUID[]::new),
            column(ordered, visit -> visit.session().value(), UUID[]::new),
            column(ordered, Visit::at, Instant[]::new),
            (double) PAUSE.toSeconds())
        .doOnSuccess(done -> ordered.forEach(this::tell))
        .doOnError(failure -> putBack(visits))
        .ignoreElement();
  }

  private void tell(Visit visit) {
    bus.publish(new Visited(visit.member().plan(), visit.member().participant(), visit.at()));
  }

  private static <T> T[] column(
      List<Visit> visits, Function<Visit, T> value, java.util.function.IntFunction<T[]> array) {
    return visits.stream().map(value).toArray(array);
  }

  private synchronized Map<ParticipantId, Visit> takeAll() {
    Map<ParticipantId, Visit> all = gathered;
    gathered = new HashMap<>();
    return all;
  }

  private synchronized void putBack(Map<ParticipantId, Visit> visits) {
    visits.forEach(gathered::putIfAbsent);
  }
}
