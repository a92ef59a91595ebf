package no.samklang.access;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.SortedMap;
import no.samklang.bus.Caller;
import no.samklang.db.Database;
import no.samklang.db.Params;
import no.samklang.db.Rows;
import no.samklang.db.WriteBehind;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.operation.Command;

/**
 * Who has seen what (PART-6), by the hour: gathered for a moment and written in one statement, so
 * that no read waits for it.
 */
@CheckReturnValue
public final class AccessLog {
  /** How long it is gathered. */
  public static final Duration GATHERED_FOR = Duration.ofMillis(500);

  /** Most that is kept in memory while the database can't be written to. */
  private static final int MAX_KEPT = 20_000;

  // what a page fetches by itself adds nothing to what was looked at within a day; before that
  // somebody must have looked, whatever the request says
  private static final String WRITE =
      """
      insert into access_log as a (plan_id, participant_id, part, hour, first_at, last_at, times)
      select plan_id, participant_id, part, hour, first_at, last_at, times
        from unnest(#{plans}::uuid[], #{participants}::uuid[], #{parts}::text[], #{hours}::timestamptz[],
                    #{first}::timestamptz[], #{last}::timestamptz[], #{times}::int[], #{looked}::boolean[])
             as seen (plan_id, participant_id, part, hour, first_at, last_at, times, looked)
       where looked or not exists (
               select from access_log before
                where before.participant_id = seen.participant_id and before.part = seen.part
                  and before.hour > seen.hour - interval '1 day')
      on conflict (participant_id, part, hour) do update
         set first_at = least(a.first_at, excluded.first_at), last_at = greatest(a.last_at, excluded.last_at),
             times = a.times + excluded.times""";
  private static final Comparator<What> ORDER =
      Comparator.comparing((What what) -> what.participant().value())
          .thenComparing(What::part)
          .thenComparing(What::hour);

  private final Database db;
  private final Clock clock;
  private final WriteBehind<What, Seen> seen =
      new WriteBehind<>("the access log", MAX_KEPT, ORDER, Seen::and, this::write);

  public AccessLog(Database db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  private record What(PlanId plan, ParticipantId participant, PlanSection part, Instant hour) {}

  private record Seen(Instant firstAt, Instant lastAt, int times, boolean looked) {
    Seen and(Seen other) {
      return new Seen(
          firstAt.isBefore(other.firstAt) ? firstAt : other.firstAt,
          lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt,
          times + other.times,
          looked || other.looked);
    }
  }

  /**
   * Notes that a part was shown to the caller, who is this participant; it is written within {@link
   * #GATHERED_FOR}. What an open page fetches by itself counts only where nobody has looked at it
   * within a day.
   */
  public void saw(Caller caller, Membership member, PlanSection part) {
    Instant now = clock.instant();
    What what =
        new What(member.plan(), member.participant(), part, now.truncatedTo(ChronoUnit.HOURS));
    seen.add(what, new Seen(now, now, 1, caller.looks()));
  }

  /** Notes that the section that the operation reads was shown to the caller, if it reads one. */
  public void record(Command<?> command, Membership member) {
    if (command.operation().reads() != null) {
      saw(command.caller(), member, PlanSection.valueOf(command.operation().reads()));
    }
  }

  /** What is to be written, to be started and stopped. */
  public WriteBehind<?, ?> writes() {
    return seen;
  }

  private Completable write(SortedMap<What, Seen> all) {
    Set<What> what = all.keySet();
    Collection<Seen> seen = all.values();
    return db.execute(
            WRITE,
            Params.none()
                .ids("plans", what.stream().map(What::plan).toList())
                .ids("participants", what.stream().map(What::participant).toList())
                .and("parts", Rows.column(what, of -> of.part().name(), String[]::new))
                .and("hours", Rows.column(what, What::hour, Instant[]::new))
                .and("first", Rows.column(seen, Seen::firstAt, Instant[]::new))
                .and("last", Rows.column(seen, Seen::lastAt, Instant[]::new))
                .and("times", Rows.column(seen, Seen::times, Integer[]::new))
                .and("looked", Rows.column(seen, Seen::looked, Boolean[]::new)))
        .ignoreElement();
  }
}
