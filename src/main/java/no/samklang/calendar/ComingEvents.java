package no.samklang.calendar;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** The events of a period, from stored ones that another slice has selected (HOME-5). */
public final class ComingEvents {
  private ComingEvents() {}

  /**
   * An event, or an occurrence of a series.
   *
   * @param start as in the contract
   * @param end as in the contract
   * @param occurrence the day by the rule; null for what doesn't recur
   */
  public record ComingEvent(
      UUID id,
      String title,
      String place,
      boolean allDay,
      Instant startsAt,
      String start,
      String end,
      LocalDate occurrence) {
    @Override
    public String toString() {
      return "ComingEvent " + id;
    }
  }

  /**
   * When an event happens within a period, in no order.
   *
   * @param stored the row of {@code calendar_event} as JSON, with {@code changes}: those of {@code
   *     calendar_occurrence}
   */
  public static List<ComingEvent> of(JsonObject stored, Instant from, Instant to) {
    CalendarEvent event = CalendarRowMapper.event(stored);
    return event.occurrences(from, to).stream()
        .map(
            one ->
                new ComingEvent(
                    event.id(),
                    one.title(),
                    one.place(),
                    one.times().allDay(),
                    one.times().start(),
                    one.times().startText(),
                    one.times().endText(),
                    one.occursOn()))
        .toList();
  }
}
