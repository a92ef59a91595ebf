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
import java.util.UUID;
import no.samklang.db.Database;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.WriteBehind;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.operation.Command;

/**
 * Records which plan sections each participant has read (PART-6), with the role and organisation
 * that the reader has then. Rows are only added. Write-behind: entries are buffered, counted, and
 * written in one statement, so that reads don't wait for it.
 */
@CheckReturnValue
public final class AccessLog {
  /** Interval between writes of the buffer. */
  public static final Duration FLUSH_INTERVAL = Duration.ofMillis(500);

  /** Maximum buffered entries while the database is unavailable. */
  private static final int MAX_ENTRIES = 20_000;

  private static final String INSERT =
      """
      insert into access_log (plan_id, participant_id, part, about_id, role, organisation, hour, first_at, last_at, times, by_page,
                              marked)
      select entry.plan_id, entry.participant_id, part, about_id, entry.role,
             case when entry.role in ('PROVIDER', 'COORDINATOR')
                  then coalesce(pt.service_organisation, case when p.address_block is null then p.workplace end) end,
             hour, first_at, last_at, times, by_page, marked
        from unnest(#{plans}::uuid[], #{participants}::uuid[], #{parts}::text[], #{about}::uuid[], #{roles}::text[],
                    #{hours}::timestamptz[], #{first}::timestamptz[], #{last}::timestamptz[], #{times}::int[], #{byPage}::int[],
                    #{marked}::boolean[])
             as entry (plan_id, participant_id, part, about_id, role, hour, first_at, last_at, times, by_page, marked)
        join participant pt on pt.id = entry.participant_id
        join person p on p.id = pt.person_id""";
  private static final Comparator<AccessKey> KEY_ORDER =
      Comparator.comparing((AccessKey key) -> key.participant().value())
          .thenComparing(AccessKey::section)
          .thenComparing(AccessKey::about, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(AccessKey::role)
          .thenComparing(AccessKey::marked)
          .thenComparing(AccessKey::hour);

  private final Database db;
  private final Clock clock;
  private final WriteBehind<AccessKey, AccessCount> pending =
      new WriteBehind<>("access log", MAX_ENTRIES, KEY_ORDER, AccessCount::merge, this::write);

  public AccessLog(Database db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /**
   * @param about the participant whose card was read; null for other sections
   * @param marked whether somebody had lately helped with the reader's login (PERSON-15)
   */
  private record AccessKey(
      PlanId plan,
      ParticipantId participant,
      PlanSection section,
      UUID about,
      Role role,
      boolean marked,
      Instant hour) {}

  /**
   * @param times reads by the person
   * @param byPage reads that an open page made by itself
   */
  private record AccessCount(Instant firstAt, Instant lastAt, int times, int byPage) {
    static AccessCount one(Instant at, boolean interactive) {
      return new AccessCount(at, at, interactive ? 1 : 0, interactive ? 0 : 1);
    }

    AccessCount merge(AccessCount other) {
      return new AccessCount(
          firstAt.isBefore(other.firstAt) ? firstAt : other.firstAt,
          lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt,
          times + other.times,
          byPage + other.byPage);
    }
  }

  /**
   * Records a read of the section that the operation reads ({@code x-reads}), if any; written
   * within {@link #FLUSH_INTERVAL}. What an open page reads by itself is counted apart: the client
   * says so, and can't leave no trace by it.
   */
  public void record(Command<?> command, Membership member) {
    record(command, member, command.caller().interactive());
  }

  /**
   * As {@link #record}, of a program that reads by itself, for a person who isn't logged in;
   * counted with what open pages read.
   */
  public void recordByProgram(Command<?> command, Membership member) {
    record(command, member, false);
  }

  private void record(Command<?> command, Membership member, boolean interactive) {
    if (command.operation().reads() == null) {
      return;
    }
    Instant now = clock.instant();
    AccessKey key =
        new AccessKey(
            member.plan(),
            member.participant(),
            PlanSection.valueOf(command.operation().reads()),
            about(command),
            member.role(),
            member.marked(),
            now.truncatedTo(ChronoUnit.HOURS));
    pending.add(key, AccessCount.one(now, interactive));
  }

  private static UUID about(Command<?> command) {
    return command.path().containsKey("participantId") ? command.participantId().value() : null;
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
                .and("about", RowValues.column(keys, AccessKey::about, UUID[]::new))
                .and("roles", RowValues.column(keys, key -> key.role().name(), String[]::new))
                .and("marked", RowValues.column(keys, AccessKey::marked, Boolean[]::new))
                .and("hours", RowValues.column(keys, AccessKey::hour, Instant[]::new))
                .and("first", RowValues.column(counts, AccessCount::firstAt, Instant[]::new))
                .and("last", RowValues.column(counts, AccessCount::lastAt, Instant[]::new))
                .and("times", RowValues.column(counts, AccessCount::times, Integer[]::new))
                .and("byPage", RowValues.column(counts, AccessCount::byPage, Integer[]::new)))
        .ignoreElement();
  }
}
