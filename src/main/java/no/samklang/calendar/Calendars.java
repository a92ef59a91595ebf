package no.samklang.calendar;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import no.samklang.id.ParticipantId;

/** The calendar types of the contract. */
final class Calendars {
  private Calendars() {}

  /** What a calendar shows. */
  enum CalendarItemKind {
    EVENT,
    ACTIVITY,
    MEETING
  }

  /**
   * @param from the first day
   * @param to the day after the last
   */
  record CalendarQuery(LocalDate from, LocalDate to) {}

  /**
   * @param occurrence the day that an occurrence has by its rule; null for the whole series, or a
   *     single event
   * @param following whether that occurrence and all after it are meant
   */
  record OccurrenceQuery(LocalDate occurrence, Boolean following) {
    boolean isSeries() {
      return occurrence == null;
    }

    boolean isFollowing() {
      return Boolean.TRUE.equals(following);
    }
  }

  /**
   * What the caller may read of a calendar, by start.
   *
   * @param version of the calendar's events
   */
  record CalendarItems(List<ListedItem> items, int total, int version) {}

  /** An item in a list. */
  sealed interface ListedItem permits CalendarItem, OccurrenceJson {
    /** What it is, of any occurrence of its series. */
    CalendarItem content();

    String start();

    String end();
  }

  /**
   * An event, an occurrence of one, or an activity with a date.
   *
   * @param version of the event or activity, the same for all occurrences
   * @param start with offset, or the first day of whole days
   * @param end with offset, or the last day of whole days
   * @param rrule of the series; null for what doesn't recur
   * @param occurrence the day by the rule; null for what doesn't recur
   * @param moved whether the occurrence differs from its series
   * @param reminder in minutes before the start, or null
   * @param createdBy null for an activity
   */
  record CalendarItem(
      UUID id,
      int version,
      CalendarItemKind kind,
      String title,
      String start,
      String end,
      boolean allDay,
      String place,
      String description,
      String rrule,
      LocalDate occurrence,
      boolean moved,
      Integer reminder,
      EventAuthor createdBy,
      boolean mayChange)
      implements ListedItem {
    @Override
    public CalendarItem content() {
      return this;
    }

    @Override
    public String toString() {
      return "CalendarItem " + id;
    }
  }

  /** The participant who added an event. */
  record EventAuthor(ParticipantId participantId, String name) {}

  /**
   * An event's content.
   *
   * @param start a date for whole days; otherwise a time with offset, or in Europe/Oslo without
   * @param end the last day of whole days; null for one day, or one hour
   * @param rrule null for what doesn't recur; of no effect on a single occurrence
   * @param reminder in minutes before the start, or null; of no effect on a single occurrence
   */
  record EventInput(
      String title,
      boolean allDay,
      String start,
      String end,
      String place,
      String description,
      String rrule,
      Integer reminder) {
    EventInput {
      place = place == null ? "" : place.strip();
      description = description == null ? "" : description.strip();
      rrule = rrule == null || rrule.isBlank() ? null : rrule;
    }

    /** As it is for one occurrence, which doesn't recur by itself. */
    EventInput withoutRule() {
      return new EventInput(title, allDay, start, end, place, description, null, reminder);
    }

    @Override
    public String toString() {
      return "EventInput";
    }
  }
}
