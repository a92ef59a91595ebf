package no.samklang.calendar;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import no.samklang.access.Membership;
import no.samklang.calendar.CalendarEvent.Occurrence;
import no.samklang.calendar.Calendars.ListedItem;
import no.samklang.calendar.OccurrenceJson.SeriesJson;
import no.samklang.id.ParticipantId;

/**
 * The events of a period as they are answered. Those of a series are kept for a while, since a
 * calendar is read again and again: each of its occurrences is reckoned in Europe/Oslo. They are
 * found by the version, which every change to the series or one of its occurrences raises.
 */
final class ExpandedSeries {
  private static final int MAX_ITEMS = 20_000;
  private static final Duration UNUSED = Duration.ofMinutes(10);
  private static final Cache<Key, List<TimedItem>> ITEMS =
      Caffeine.newBuilder()
          .maximumWeight(MAX_ITEMS)
          .weigher((Key key, List<TimedItem> items) -> 1 + items.size())
          .expireAfterAccess(UNUSED)
          .build();

  private ExpandedSeries() {}

  /** An item, and what it is sorted by: when it starts, whole days first. */
  record TimedItem(long order, UUID id, ListedItem item) {
    static final Comparator<TimedItem> ORDER =
        Comparator.comparingLong(TimedItem::order).thenComparing(TimedItem::id);

    static TimedItem of(EventTimes times, UUID id, ListedItem item) {
      return new TimedItem(times.start().toEpochMilli() * 2 + (times.allDay() ? 0 : 1), id, item);
    }
  }

  private record Key(
      UUID id, int version, String createdByName, boolean mayChange, Instant from, Instant to) {}

  /**
   * An event, or the occurrences of a series, that overlap a period.
   *
   * @param row with the columns of {@link CalendarQueries#EVENT}
   */
  static List<TimedItem> items(Membership member, Row row, Instant from, Instant to) {
    if (row.getString("rrule") == null) {
      return expand(member, row, from, to);
    }
    ParticipantId createdBy = new ParticipantId(row.getUUID("created_by"));
    Key key =
        new Key(
            row.getUUID("id"),
            row.getInteger("version"),
            row.getString("created_by_name"),
            CalendarRowMapper.mayChange(member, createdBy),
            from,
            to);
    return ITEMS.get(key, unused -> expand(member, row, from, to));
  }

  private static List<TimedItem> expand(Membership member, Row row, Instant from, Instant to) {
    CalendarEvent event = CalendarRowMapper.event(row);
    SeriesJson series = null;
    List<TimedItem> items = new ArrayList<>();
    for (Occurrence one : event.occurrences(from, to)) {
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
}
