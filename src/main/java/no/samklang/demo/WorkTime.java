package no.samklang.demo;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of day some working days before the first start, written {@code 3 14:30}. At least one
 * day, so that it is in the past whenever the demo starts.
 */
record WorkTime(int daysAgo, LocalTime time) {
  private static final Pattern PATTERN =
      Pattern.compile("(?<days>[1-9]\\d*) (?<time>\\d\\d:\\d\\d)");

  @JsonCreator
  static WorkTime parse(String text) {
    Matcher parts = PATTERN.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not of the form '3 14:30': " + text);
    }
    return new WorkTime(
        Integer.parseInt(parts.group("days")), LocalTime.parse(parts.group("time")));
  }
}
