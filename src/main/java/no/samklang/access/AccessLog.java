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
import no.samklang.db.Database;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.WriteBehind;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.operation.Command;
import no.samklang.security.Caller;

/**
 * Records which plan sections each participant has viewed (PART-6), aggregated by hour.
 * Write-behind: entries are buffered and written in one statement, so that reads don't wait for it.
 */
@CheckReturnValue
public final class AccessLog {
  /** Interval between writes of the buffer. */
  public static final Duration FLUSH_INTERVAL = Duration.ofMillis(500);

  /** Maximum buffered entries while the database is unavailable. */
  private static final int MAX_ENTRIES = 20_000;

  // a background refresh isn't counted if the section was recorded within the last day; without
  // such
  // a record it counts as a view, whatever the request header says
  private static final String INSERT =
      """
      insert into access_log as a (plan_id, participant_id, part, hour, first_at, last_at, times)
      select plan_id, participant_id, part, hour, first_at, last_at, times
        from unnest(#{plans}::uuid[], #{participants}::uuid[], #{parts}::text[], #{hours}::timestamptz[],
                    #{first}::timestamptz[], #{last}::timestamptz[], #{times}::int[], #{interactive}::boolean[])
             as entry (plan_id, participant_id, part, hour, first_at, last_at, times, interactive)
       where interactive or not exists (
               select from access_log earlier
                where earlier.participant_id = entry.participant_id and earlier.part = entry.part
                  and earlier.hour > entry.hour - interval '1 day')
      on conflict (participant_id, part, hour) do update
         set first_at = least(a.first_at, excluded.first_at), last_at = greatest(a.last_at, excluded.last_at),
             times = a.times + excluded.times\
      """;
  private static final Comparator<AccessKey> KEY_ORDER =
      Comparator.comparing((AccessKey key) -> key.participant().value())
          .thenComparing(AccessKey::section)
          .thenComparing(AccessKey::hour);

  private final Database db;
  private final Clock clock;
  private final WriteBehind<AccessKey, AccessCount> pending =
      new WriteBehind<>("access log", MAX_ENTRIES, KEY_ORDER, AccessCount::merge, this::write);

  public AccessLog(Database db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  private record AccessKey(
      PlanId plan, ParticipantId participant, PlanSection section, Instant hour) {}

  private record AccessCount(Instant firstAt, Instant lastAt, int times, boolean interactive) {
    /** Views count; background reads only if there is no view beside them. */
    AccessCount merge(AccessCount other) {
      return new AccessCount(
          firstAt.isBefore(other.firstAt) ? firstAt : other.firstAt,
          lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt,
          interactive == other.interactive
              ? times + other.times
              : interactive ? times : other.times,
          interactive || other.interactive);
    }
  }

  /**
   * Records that the caller viewed a section; written within {@link #FLUSH_INTERVAL}. A background
   * refresh counts only without a recorded view within the last day.
   */
  public void record(Caller caller, Membership member, PlanSection section) {
    Instant now = clock.instant();
    AccessKey key =
        new AccessKey(
            member.plan(), member.participant(), section, now.truncatedTo(ChronoUnit.HOURS));
    pending.add(key, new AccessCount(now, now, 1, caller.interactive()));
  }

  /** Records a view of the section that the operation reads ({@code x-reads}), if any. */
  public void record(Command<?> command, Membership member) {
    if (command.operation().reads() != null) {
      record(command.caller(), member, PlanSection.valueOf(command.operation().reads()));
    }
  }

  /** The write-behind buffer, to be started and stopped by its verticle. */
  public WriteBehind<?, ?> writeBehind() {
    return pending;
  }

  private Completable write(SortedMap<AccessKey, AccessCount> entries) {
    Set<AccessKey> keys = entries.keySet();
    Collection<AccessCount> counts = entries.values();
    return db.execute(
            INSERT,
            SqlParams.none()
                .ids("plans", keys.stream().map(AccessKey::plan).toList())
                .ids("participants", keys.stream().map(AccessKey::participant).toList())
                .and("parts", RowValues.column(keys, key -> key.section().name(), String[]::new))
                .and("hours", RowValues.column(keys, AccessKey::hour, Instant[]::new))
                .and("first", RowValues.column(counts, AccessCount::firstAt, Instant[]::new))
                .and("last", RowValues.column(counts, AccessCount::lastAt, Instant[]::new))
                .and("times", RowValues.column(counts, AccessCount::times, Integer[]::new))
                .and(
                    "interactive",
                    RowValues.column(counts, AccessCount::interactive, Boolean[]::new)))
        .ignoreElement();
  }
}
