package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.UUID;
import no.samklang.access.Membership;
import no.samklang.bus.Bus;
import no.samklang.bus.Caller;
import no.samklang.db.Database;
import no.samklang.db.Rows;
import no.samklang.db.WriteBehind;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.id.SessionId;
import no.samklang.plan.Plans.Visited;

/**
 * Who has been in a plan, and when (HOME-3): gathered for a moment, written in one statement, then
 * told.
 */
@CheckReturnValue
public final class VisitRecorder {
  /** Silence after which the next opening in the same session is a new visit. */
  static final Duration PAUSE = Duration.ofMinutes(30);

  /** How long visits are gathered. */
  static final Duration GATHERED_FOR = Duration.ofMillis(200);

  private static final int MAX_KEPT = 20_000;
  private static final Comparator<ParticipantId> ORDER = Comparator.comparing(ParticipantId::value);
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
  private final WriteBehind<ParticipantId, Visit> visits =
      new WriteBehind<>("the visits", MAX_KEPT, ORDER, (earlier, later) -> later, this::write);

  public VisitRecorder(Database db, Bus bus, Clock clock) {
    this.db = db;
    this.bus = bus;
    this.clock = clock;
  }

  private record Visit(PlanId plan, SessionId session, Instant at) {}

  /** Notes a visit; it is written within {@link #GATHERED_FOR}. */
  void add(Membership member, Caller caller) {
    visits.add(member.participant(), new Visit(member.plan(), caller.session(), clock.instant()));
  }

  /** What is to be written, to be started and stopped. */
  WriteBehind<?, ?> writes() {
    return visits;
  }

  private Completable write(SortedMap<ParticipantId, Visit> all) {
    return db.execute(
            WRITE,
            Rows.column(all.keySet(), ParticipantId::value, UUID[]::new),
            Rows.column(all.values(), visit -> visit.session().value(), UUID[]::new),
            Rows.column(all.values(), Visit::at, Instant[]::new),
            (double) PAUSE.toSeconds())
        .doOnSuccess(done -> all.forEach(this::publish))
        .ignoreElement();
  }

  private void publish(ParticipantId participant, Visit visit) {
    bus.publish(new Visited(visit.plan(), participant, visit.at()));
  }
}
