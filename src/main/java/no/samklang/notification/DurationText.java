package no.samklang.notification;

import java.time.Duration;
import java.util.Properties;

/**
 * Writes a duration in words of a language: one unit, rounded down, so that nothing is promised.
 */
final class DurationText {
  private DurationText() {}

  /**
   * Whole hours in hours, otherwise from one minute in minutes, and seconds below.
   *
   * @param texts of the language, with {@code hours.one}, {@code hours.other} and so on
   */
  static String of(Duration duration, Properties texts) {
    if (duration.toHours() > 0 && duration.toMinutes() % 60 == 0) {
      return count(duration.toHours(), "hours", texts);
    }
    return duration.toMinutes() > 0
        ? count(duration.toMinutes(), "minutes", texts)
        : count(duration.toSeconds(), "seconds", texts);
  }

  private static String count(long number, String unit, Properties texts) {
    return texts
        .getProperty(unit + (number == 1 ? ".one" : ".other"))
        .replace("{n}", Long.toString(number));
  }
}
