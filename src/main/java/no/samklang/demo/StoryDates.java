package no.samklang.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Dates and times of the demo data, relative to the day of the first start. */
record StoryDates(LocalDate today) {
  private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");

  /**
   * @param days negative for a past day
   */
  LocalDate date(int days) {
    return today.plusDays(days);
  }

  OffsetDateTime noon(int days) {
    return at(date(days), LocalTime.NOON);
  }

  OffsetDateTime at(int days, LocalTime time) {
    return at(date(days), time);
  }

  /** Null for null. */
  OffsetDateTime time(WorkTime time) {
    return time == null ? null : at(workday(time.daysAgo()), time.time());
  }

  private LocalDate workday(int daysAgo) {
    LocalDate day = today;
    for (int left = daysAgo; left > 0; left -= isWorkday(day) ? 1 : 0) {
      day = day.minusDays(1);
    }
    return day;
  }

  private static boolean isWorkday(LocalDate day) {
    return day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;
  }

  private static OffsetDateTime at(LocalDate date, LocalTime time) {
    return date.atTime(time).atZone(ZONE).toOffsetDateTime();
  }
}
