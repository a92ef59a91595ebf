package no.samklang.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.calendar.Calendars.EventAuthor;

/**
 * An event, or a series of them, as stored.
 *
 * @param times of the first occurrence
 * @param rrule null for a single event
 * @param reminder in minutes before the start, or null
 * @param changes the occurrences that are cancelled or differ
 */
record CalendarEvent(
    UUID id,
    int version,
    String title,
    String place,
    String description,
    EventTimes times,
    String rrule,
    Integer reminder,
    EventAuthor createdBy,
    Instant createdAt,
    Instant changedAt,
    List<OccurrenceChange> changes) {
  /**
   * An occurrence that is cancelled or differs; null means as in the series.
   *
   * @param occursOn its day by the rule
   */
  record OccurrenceChange(
      UUID id,
      LocalDate occursOn,
      boolean cancelled,
      String title,
      String place,
      String description,
      EventTimes times) {
    @Override
    public String toString() {
      return "OccurrenceChange " + id;
    }
  }

  /**
   * One time that it happens.
   *
   * @param occursOn its day by the rule; null for a single event
   * @param moved whether it differs from its series
   */
  record Occurrence(
      LocalDate occursOn,
      EventTimes times,
      String title,
      String place,
      String description,
      boolean moved) {
    @Override
    public String toString() {
      return "Occurrence " + occursOn;
    }
  }

  boolean recurs() {
    return rrule != null;
  }

  RecurrenceRule rule() {
    return RecurrenceRule.of(rrule, times);
  }

  /** Those that overlap a period, in no order. */
  List<Occurrence> occurrences(Instant from, Instant to) {
    if (!recurs()) {
      return times.overlaps(from, to) ? List.of(single()) : List.of();
    }
    Map<LocalDate, OccurrenceChange> changed =
        changes.stream().collect(Collectors.toMap(OccurrenceChange::occursOn, Function.identity()));
    List<Occurrence> found = new ArrayList<>();
    for (LocalDate day : RecurrenceRule.dates(rrule, times, firstDayOf(from), day(to))) {
      if (!changed.containsKey(day)) {
        found.add(occurrence(day));
      }
    }
    changes.stream()
        .filter(change -> !change.cancelled())
        .map(this::occurrence)
        .forEach(found::add);
    return found.stream().filter(one -> one.times().overlaps(from, to)).toList();
  }

  private LocalDate firstDayOf(Instant from) {
    return day(from).minusDays(1 + times.length().toDays());
  }

  private static LocalDate day(Instant time) {
    return time.atZone(EventTimes.ZONE).toLocalDate();
  }

  private Occurrence single() {
    return new Occurrence(null, times, title, place, description, false);
  }

  private Occurrence occurrence(LocalDate day) {
    return new Occurrence(day, times.on(day), title, place, description, false);
  }

  private Occurrence occurrence(OccurrenceChange change) {
    return new Occurrence(
        change.occursOn(),
        change.times() == null ? times.on(change.occursOn()) : change.times(),
        or(change.title(), title),
        or(change.place(), place),
        or(change.description(), description),
        Stream.of(change.title(), change.place(), change.description(), change.times())
            .anyMatch(value -> value != null));
  }

  private static String or(String own, String ofSeries) {
    return own == null ? ofSeries : own;
  }

  /** The event itself, or an occurrence of the series; empty if there is none on that day. */
  Optional<Occurrence> occurrenceOn(LocalDate day) {
    if (day == null) {
      return Optional.of(
          new Occurrence(
              recurs() ? times.firstDay() : null, times, title, place, description, false));
    }
    Optional<OccurrenceChange> change =
        changes.stream().filter(one -> one.occursOn().equals(day)).findFirst();
    if (change.isPresent()) {
      return change.filter(one -> !one.cancelled()).map(this::occurrence);
    }
    return recurs() && rule().contains(day) ? Optional.of(occurrence(day)) : Optional.empty();
  }

  /** The start of the next occurrence that a reminder is due for after a time; empty if none. */
  Optional<Instant> nextReminder(Instant after) {
    if (reminder == null) {
      return Optional.empty();
    }
    Instant to = after.plus(recurs() ? 400 : 36_500, ChronoUnit.DAYS);
    return occurrences(after, to).stream()
        .map(one -> one.times().start().minus(reminder, ChronoUnit.MINUTES))
        .filter(due -> due.isAfter(after))
        .min(Instant::compareTo);
  }

  /** Excludes user content, so that it isn't logged. */
  @Override
  public String toString() {
    return "CalendarEvent " + id;
  }
}
