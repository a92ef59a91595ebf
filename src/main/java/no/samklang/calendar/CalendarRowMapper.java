package no.samklang.calendar;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.calendar.CalendarEvent.Occurrence;
import no.samklang.calendar.CalendarEvent.OccurrenceChange;
import no.samklang.calendar.Calendars.CalendarItem;
import no.samklang.calendar.Calendars.CalendarItemKind;
import no.samklang.calendar.Calendars.CalendarItems;
import no.samklang.calendar.Calendars.EventAuthor;
import no.samklang.calendar.ExpandedSeries.TimedItem;
import no.samklang.db.RowValues;
import no.samklang.error.Failure;
import no.samklang.id.ParticipantId;

/** Maps rows of {@link CalendarQueries}. */
final class CalendarRowMapper {
  /** What is answered at once. */
  static final int MAX_ITEMS = 10_000;

  private CalendarRowMapper() {}

  /**
   * Fails with {@link Failure.Invalid} {@code period.tooLong} beyond {@link #MAX_ITEMS}: a shorter
   * period holds fewer.
   */
  static CalendarItems items(Membership member, RowSet<Row> rows, Instant from, Instant to) {
    ExpandedSeries series = ExpandedSeries.of(member, from, to);
    List<TimedItem> items = new ArrayList<>();
    for (Row row : rows) {
      if (row.getValue("id") == null) {
        continue;
      }
      if (CalendarItemKind.valueOf(row.getString("kind")) != CalendarItemKind.EVENT) {
        items.add(other(row));
        continue;
      }
      items.addAll(series.items(row));
      if (items.size() > MAX_ITEMS) {
        throw new Failure.Invalid("request.invalid", "to", "period.tooLong");
      }
    }
    series.keep();
    Collections.sort(items);
    return new CalendarItems(
        items.stream().map(TimedItem::item).toList(),
        items.size(),
        rows.iterator().next().getInteger("calendar_version"));
  }

  static CalendarItem item(Membership member, CalendarEvent event, Occurrence one) {
    return new CalendarItem(
        event.id(),
        event.version(),
        CalendarItemKind.EVENT,
        one.title(),
        one.times().startText(),
        one.times().endText(),
        one.times().allDay(),
        one.place(),
        one.description(),
        event.rrule(),
        one.occursOn(),
        one.moved(),
        event.reminder(),
        event.createdBy(),
        mayChange(member, event));
  }

  static boolean mayChange(Membership member, CalendarEvent event) {
    return mayChange(member, event.createdBy().participantId());
  }

  /** One's own, or all (CAL-2). */
  static boolean mayChange(Membership member, ParticipantId createdBy) {
    boolean own = createdBy.equals(member.participant());
    return AccessPolicy.isGranted(member, own ? Right.WRITE_EVENTS : Right.CHANGE_ALL_EVENTS);
  }

  private static TimedItem other(Row row) {
    EventTimes times = times(row);
    CalendarItem item =
        new CalendarItem(
            row.getUUID("id"),
            row.getInteger("version"),
            CalendarItemKind.valueOf(row.getString("kind")),
            row.getString("title"),
            times.startText(),
            times.endText(),
            times.allDay(),
            row.getString("place"),
            row.getString("description"),
            null,
            null,
            false,
            null,
            null,
            false);
    return TimedItem.of(times, item.id(), item);
  }

  static CalendarEvent event(Row row) {
    return new CalendarEvent(
        row.getUUID("id"),
        row.getInteger("version"),
        row.getString("title"),
        row.getString("place"),
        row.getString("description"),
        times(row),
        row.getString("rrule"),
        row.getInteger("reminder"),
        new EventAuthor(
            new ParticipantId(row.getUUID("created_by")), row.getString("created_by_name")),
        RowValues.instant(row, "created_at"),
        RowValues.instant(row, "changed_at"),
        changes(row.getJsonArray("changes")));
  }

  /** A row as JSON, for when and where it is only. */
  static CalendarEvent event(JsonObject row) {
    return new CalendarEvent(
        UUID.fromString(row.getString("id")),
        row.getInteger("version"),
        row.getString("title"),
        row.getString("place"),
        "",
        new EventTimes(
            row.getBoolean("all_day"), instant(row, "starts_at"), instant(row, "ends_at")),
        row.getString("rrule"),
        null,
        null,
        instant(row, "created_at"),
        instant(row, "changed_at"),
        changes(row.getJsonArray("changes")));
  }

  private static EventTimes times(Row row) {
    return new EventTimes(
        row.getBoolean("all_day"),
        RowValues.instant(row, "starts_at"),
        RowValues.instant(row, "ends_at"));
  }

  private static List<OccurrenceChange> changes(JsonArray rows) {
    return rows == null
        ? List.of()
        : rows.stream().map(JsonObject.class::cast).map(CalendarRowMapper::change).toList();
  }

  private static OccurrenceChange change(JsonObject row) {
    return new OccurrenceChange(
        UUID.fromString(row.getString("id")),
        LocalDate.parse(row.getString("occurs_on")),
        row.getBoolean("cancelled"),
        row.getString("title"),
        row.getString("place"),
        row.getString("description"),
        row.getString("starts_at") == null
            ? null
            : new EventTimes(
                row.getBoolean("all_day"), instant(row, "starts_at"), instant(row, "ends_at")));
  }

  private static Instant instant(JsonObject row, String column) {
    return OffsetDateTime.parse(row.getString(column)).toInstant();
  }
}
