package no.samklang.calendar;

import com.github.benmanes.caffeine.cache.Cache;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import no.samklang.access.Membership;
import no.samklang.calendar.CalendarEvent.Occurrence;
import no.samklang.calendar.Calendars.ListedItem;
import no.samklang.calendar.OccurrenceJson.SeriesJson;
import no.samklang.concurrent.LocalCache;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;

/**
 * The events of a plan in a period as they are answered. Those of its series are kept for a while,
 * since a calendar is read again and again: each of their occurrences is reckoned in Europe/Oslo.
 * They are found by the version, which every change to a series or one of its occurrences raises.
 */
final class ExpandedSeries {
  private static final int MAX_ITEMS = 20_000;
  private static final Duration UNUSED = Duration.ofMinutes(10);
  private static final Cache<CalendarPeriod, Map<SeriesKey, Series>> KEPT =
      LocalCache.builder()
          .maximumWeight(MAX_ITEMS)
          .weigher(
              (CalendarPeriod period, Map<SeriesKey, Series> kept) ->
                  1 + kept.values().stream().mapToInt(series -> 1 + series.items.size()).sum())
          .expireAfterAccess(UNUSED)
          .build();

  private final Membership member;
  private final CalendarPeriod period;
  private final Map<SeriesKey, Series> kept;
  private final Map<SeriesKey, Series> read = new HashMap<>();
  private boolean expanded;

  private ExpandedSeries(Membership member, CalendarPeriod period, Map<SeriesKey, Series> kept) {
    this.member = member;
    this.period = period;
    this.kept = kept;
  }

  /** For one answer, at whose end comes {@link #keep}. */
  static ExpandedSeries of(Membership member, Instant from, Instant to) {
    CalendarPeriod period = new CalendarPeriod(member.plan(), from, to);
    return new ExpandedSeries(
        member, period, Objects.requireNonNullElse(KEPT.getIfPresent(period), Map.of()));
  }

  private record CalendarPeriod(PlanId plan, Instant from, Instant to) {}

  private record SeriesKey(UUID id, boolean mayChange) {}

  /**
   * @param createdByName may change without the version
   */
  private record Series(int version, String createdByName, List<TimedItem> items) {
    boolean isOf(int otherVersion, String otherName) {
      return version == otherVersion && createdByName.equals(otherName);
    }
  }

  /** An item, and what it is sorted by: when it starts, whole days first. */
  record TimedItem(long order, UUID id, ListedItem item) implements Comparable<TimedItem> {
    static TimedItem of(EventTimes times, UUID id, ListedItem item) {
      return new TimedItem(times.start().toEpochMilli() * 2 + (times.allDay() ? 0 : 1), id, item);
    }

    @Override
    public int compareTo(TimedItem other) {
      int compared = Long.compare(order, other.order);
      return compared == 0 ? id.compareTo(other.id) : compared;
    }
  }

  /**
   * An event, or the occurrences of a series, that overlap the period.
   *
   * @param row with the columns of {@link CalendarQueries#EVENT}
   */
  List<TimedItem> items(Row row) {
    if (row.getString("rrule") == null) {
      return expand(row);
    }
    ParticipantId createdBy = new ParticipantId(row.getUUID("created_by"));
    SeriesKey key =
        new SeriesKey(row.getUUID("id"), CalendarRowMapper.mayChange(member, createdBy));
    int version = row.getInteger("version");
    String createdByName = row.getString("created_by_name");
    Series series = kept.get(key);
    if (series == null || !series.isOf(version, createdByName)) {
      series = new Series(version, createdByName, expand(row));
      expanded = true;
    }
    read.put(key, series);
    return series.items;
  }

  private List<TimedItem> expand(Row row) {
    CalendarEvent event = CalendarRowMapper.event(row);
    SeriesJson series = null;
    List<TimedItem> items = new ArrayList<>();
    for (Occurrence one : event.occurrences(period.from, period.to)) {
      ListedItem item;
      if (one.occursOn() == null || one.moved()) {
        item = CalendarRowMapper.item(member, event, one);
      } else {
        series =
            series == null ? SeriesJson.of(CalendarRowMapper.item(member, event, one)) : series;
        item =
            new OccurrenceJson(
                series, one.times().startText(), one.times().endText(), one.occursOn());
      }
      items.add(TimedItem.of(one.times(), event.id(), item));
    }
    return items;
  }

  /** Keeps what was expanded, beside what others with other rights have read of the same series. */
  void keep() {
    if (expanded) {
      kept.forEach(
          (key, series) -> {
            SeriesKey same = new SeriesKey(key.id, !key.mayChange);
            if (read.containsKey(same)) {
              read.putIfAbsent(key, series);
            }
          });
      KEPT.put(period, read);
    }
  }
}
