package no.samklang.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * When something is, in Europe/Oslo.
 *
 * @param allDay whole days: {@code start} is midnight of the first, {@code end} of the day after
 *     the last
 */
public record EventTimes(boolean allDay, Instant start, Instant end) {
  public static final ZoneId ZONE = ZoneId.of("Europe/Oslo");

  static EventTimes ofDays(LocalDate first, LocalDate last) {
    return new EventTimes(true, midnight(first), midnight(last.plusDays(1)));
  }

  static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZONE).toInstant();
  }

  /**
   * @param text RFC 3339; without an offset it is in Europe/Oslo
   * @throws DateTimeParseException for another form
   * @throws NonexistentTimeException for an hour that the clocks skip
   */
  public static Instant parseTime(String text) {
    boolean hasOffset =
        text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > 7;
    if (hasOffset) {
      return OffsetDateTime.parse(text).toInstant();
    }
    LocalDateTime local = LocalDateTime.parse(text);
    if (ZONE.getRules().getValidOffsets(local).isEmpty()) {
      throw new NonexistentTimeException();
    }
    return local.atZone(ZONE).toInstant(); // the first of an hour that comes twice
  }

  /** The time is skipped when the clocks are put forward. */
  public static final class NonexistentTimeException extends DateTimeException {
    private static final long serialVersionUID = 1;

    NonexistentTimeException() {
      super("Skipped when the clocks are put forward");
    }
  }

  LocalDate firstDay() {
    return start.atZone(ZONE).toLocalDate();
  }

  /** Of whole days. */
  LocalDate lastDay() {
    return end.atZone(ZONE).toLocalDate().minusDays(1);
  }

  /**
   * The same time of day and length on another day. A time that the clocks skip that day is as much
   * later; one that comes twice is the first (RFC 5545, 3.3.5).
   */
  EventTimes on(LocalDate day) {
    if (allDay) {
      return ofDays(day, day.plusDays(ChronoUnit.DAYS.between(firstDay(), lastDay())));
    }
    Instant first = day.atTime(start.atZone(ZONE).toLocalTime()).atZone(ZONE).toInstant();
    return new EventTimes(false, first, first.plus(length()));
  }

  /** Whether its start or end is the second time of an hour that comes twice. */
  boolean isInRepeatedHour() {
    return isRepeated(start) || isRepeated(end);
  }

  private static boolean isRepeated(Instant time) {
    ZonedDateTime local = time.atZone(ZONE);
    return !local.withEarlierOffsetAtOverlap().equals(local);
  }

  Duration length() {
    return Duration.between(start, end);
  }

  boolean overlaps(Instant from, Instant to) {
    return start.isBefore(to) && (end.isAfter(from) || !start.isBefore(from));
  }

  /** As in the contract. */
  String startText() {
    return allDay ? firstDay().toString() : text(start);
  }

  /** As in the contract. */
  String endText() {
    return allDay ? lastDay().toString() : text(end);
  }

  /**
   * A time as in the contract, with the offset of Europe/Oslo. Without a formatter, which takes
   * several times as long: a month of many series has thousands of times.
   */
  public static String text(Instant time) {
    ZonedDateTime local = time.atZone(ZONE);
    StringBuilder text = new StringBuilder(25).append(local.toLocalDate());
    append(text, 'T', local.getHour());
    append(text, ':', local.getMinute());
    append(text, ':', local.getSecond());
    return text.append(local.getOffset().getId()).toString();
  }

  private static void append(StringBuilder text, char separator, int number) {
    text.append(separator).append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
