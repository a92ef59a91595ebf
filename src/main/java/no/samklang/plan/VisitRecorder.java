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
import no.samklang.db.Database;
import no.samklang.db.RowValues;
import no.samklang.db.WriteBehind;
import no.samklang.event.TypedEventBus;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.id.SessionId;
import no.samklang.plan.Plans.Visited;
import no.samklang.security.Caller;

/**
 * Records participants' visits to plans (HOME-3): buffered, written in one statement, then
 * published as {@link Visited}.
 */
@CheckReturnValue
public final class VisitRecorder {
  /** Inactivity after which a request in the same session counts as a new visit. */
  static final Duration NEW_VISIT_TIMEOUT = Duration.ofMinutes(30);

  /** Interval between writes of the buffer. */
  static final Duration FLUSH_INTERVAL = Duration.ofMillis(200);

  private static final int MAX_ENTRIES = 20_000;
  private static final Comparator<ParticipantId> KEY_ORDER =
      Comparator.comparing(ParticipantId::value);
  private static final String UPSERT =
      """
      insert into visit as v (participant_id, session_id, last_at)
      select entry.*
        from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as entry (participant_id, session_id, last_at)
       where exists (select from participant p where p.id = entry.participant_id) -- not deleted with the plan
      on conflict (participant_id) do update
         set previous_at = case when v.session_id = excluded.session_id
                                 and v.last_at > excluded.last_at - make_interval(secs => $4)
                                then v.previous_at else v.last_at end,
             session_id = excluded.session_id, last_at = excluded.last_at""";

  private final Database db;
  private final TypedEventBus bus;
  private final Clock clock;
  private final WriteBehind<ParticipantId, Visit> visits =
      new WriteBehind<>("visits", MAX_ENTRIES, KEY_ORDER, (earlier, later) -> later, this::write);

  public VisitRecorder(Database db, TypedEventBus bus, Clock clock) {
    this.db = db;
    this.bus = bus;
    this.clock = clock;
  }

  private record Visit(PlanId plan, SessionId session, Instant at) {}

  /** Records a visit; written within {@link #FLUSH_INTERVAL}. */
  void record(Membership member, Caller caller) {
    visits.add(member.participant(), new Visit(member.plan(), caller.session(), clock.instant()));
  }

  /** The write-behind buffer, to be started and stopped by its verticle. */
  WriteBehind<?, ?> writeBehind() {
    return visits;
  }

  private Completable write(SortedMap<ParticipantId, Visit> entries) {
    return db.execute(
            UPSERT,
            RowValues.column(entries.keySet(), ParticipantId::value, UUID[]::new),
            RowValues.column(entries.values(), visit -> visit.session().value(), UUID[]::new),
            RowValues.column(entries.values(), Visit::at, Instant[]::new),
            (double) NEW_VISIT_TIMEOUT.toSeconds())
        .doOnSuccess(rows -> entries.forEach(this::publish))
        .ignoreElement();
  }

  private void publish(ParticipantId participant, Visit visit) {
    bus.publish(new Visited(visit.plan(), participant, visit.at()));
  }
}
