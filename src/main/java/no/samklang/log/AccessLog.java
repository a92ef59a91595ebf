package no.samklang.log;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import no.samklang.access.Membership;
import no.samklang.bus.Caller;
import no.samklang.db.Database;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has seen what (PART-6), by the hour: gathered for a moment and written in one statement, so
 * that no read waits for it.
 */
@CheckReturnValue
public final class AccessLog {
  /** How long it is gathered. */
  static final Duration GATHERED_FOR = Duration.ofMillis(500);

  /** Most that is kept in memory while the database can't be written to. */
  static final int MOST = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
  // what a page fetches by itself adds nothing to what was looked at within a day; before that
  // somebody must have looked, whatever the request says
  private static final String WRITE =
      """
      insert into access_log as a (plan_id, participant_id, part, hour, first_at, last_at, times)
      select plan_id, participant_id, part, hour, first_at, last_at, times
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[], $7::int[], $8::boolean[])
             as seen (plan_id, participant_id, part, hour, first_at, last_at, times, looked)
       where looked or not exists (
               select from access_log before
                where before.participant_id = seen.participant_id and before.part = seen.part
                  and before.hour > seen.hour - interval '1 day')
      on conflict (participant_id, part, hour) do update
         set first_at = least(a.first_at, excluded.first_at), last_at = greatest(a.last_at, excluded.last_at),
             times = a.times + excluded.times""";
  private static final Comparator<Seen> ORDER =
      Comparator.comparing((Seen seen) -> seen.what().participant().value())
          .thenComparing(seen -> seen.what().part())
          .thenComparing(seen -> seen.what().hour());

  private final Database db;
  private final Clock clock;
  private Map<What, Seen> gathered = new HashMap<>();
  private boolean full;

  public AccessLog(Database db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  private record What(PlanId plan, ParticipantId participant, Part part, Instant hour) {}

  private record Seen(What what, Instant firstAt, Instant lastAt, int times, boolean looked) {
    Seen and(Seen other) {
      return new Seen(
          what,
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
  public void saw(Caller caller, Membership member, Part part) {
    Instant now = clock.instant();
    What what =
        new What(member.plan(), member.participant(), part, now.truncatedTo(ChronoUnit.HOURS));
    note(new Seen(what, now, now, 1, caller.looks()));
  }

  private synchronized void note(Seen seen) {
    if (gathered.size() < MOST || gathered.containsKey(seen.what())) {
      gathered.merge(seen.what(), seen, Seen::and);
    } else if (!full) {
      full = true;
      LOG.error("More has been seen than can be written down: some of it is lost");
    }
  }

  /** Writes what has been gathered; what can't be written now is kept for the next time. */
  Completable flush() {
    Map<What, Seen> all = takeAll();
    return all.isEmpty() ? Completable.complete() : write(all);
  }

  private Completable write(Map<What, Seen> all) {
    // in one order, so that two nodes never wait for each other's rows
    List<Seen> ordered = all.values().stream().sorted(ORDER).toList();
    return db.execute(
            WRITE,
            column(ordered, seen -> seen.what().plan().value(), UUID[]::new),
            column(ordered, seen -> seen.what().participant().value(), UUID[]::new),
            column(ordered, seen -> seen.what().part().name(), String[]::new),
            column(ordered, seen -> seen.what().hour(), Instant[]::new),
            column(ordered, Seen::firstAt, Instant[]::new),
            column(ordered, Seen::lastAt, Instant[]::new),
            column(ordered, Seen::times, Integer[]::new),
            column(ordered, Seen::looked, Boolean[]::new))
        .doOnError(failure -> putBack(all))
        .ignoreElement();
  }

  private static <T> T[] column(List<Seen> all, Function<Seen, T> value, IntFunction<T[]> array) {
    return all.stream().map(value).toArray(array);
  }

  private synchronized Map<What, Seen> takeAll() {
    Map<What, Seen> all = gathered;
    gathered = new HashMap<>();
    full = false;
    return all;
  }

  private synchronized void putBack(Map<What, Seen> all) {
    all.values().forEach(this::note);
  }
}
