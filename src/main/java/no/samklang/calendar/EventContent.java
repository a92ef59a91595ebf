package no.samklang.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import no.samklang.calendar.Calendars.EventInput;
import no.samklang.calendar.RecurrenceRule.InvalidRuleException;
import no.samklang.error.Failure;
import no.samklang.error.Failure.FieldError;

/**
 * The content of an event, valid by the rules beyond those of the contract.
 *
 * @param rule null for a single event
 */
record EventContent(
    String title,
    String place,
    String description,
    EventTimes times,
    RecurrenceRule rule,
    Integer reminder) {
  private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
  private static final Duration MAX_LENGTH = Duration.ofDays(366);
  private static final Duration MAX_LENGTH_RECURRING = Duration.ofDays(31);
  private static final Duration STANDARD_LENGTH = Duration.ofHours(1);

  /** Fails with {@link Failure.Invalid}, naming each field. */
  static EventContent of(EventInput input) {
    List<FieldError> errors = new ArrayList<>();
    if (input.title().isBlank()) {
      errors.add(new FieldError("title", "required"));
    }
    EventTimes times = times(input, errors);
    RecurrenceRule rule = times == null ? null : rule(input.rrule(), times, errors);
    if (!errors.isEmpty()) {
      throw new Failure.Invalid("request.invalid", errors);
    }
    return new EventContent(
        input.title().strip(), input.place(), input.description(), times, rule, input.reminder());
  }

  String ruleText() {
    return rule == null ? null : rule.text();
  }

  EventContent withRule(RecurrenceRule other) {
    return new EventContent(title, place, description, times, other, reminder);
  }

  private static EventTimes times(EventInput input, List<FieldError> errors) {
    boolean hasEnd = input.end() != null;
    EventTimes start = parse(input.allDay(), "start", input.start(), errors);
    EventTimes end = hasEnd ? parse(input.allDay(), "end", input.end(), errors) : start;
    if (start == null || end == null) {
      return null;
    }
    Duration added = hasEnd || input.allDay() ? Duration.ZERO : STANDARD_LENGTH;
    EventTimes times = new EventTimes(input.allDay(), start.start(), end.end().plus(added));
    return isInRange(times, input, errors) ? times : null;
  }

  private static EventTimes parse(
      boolean allDay, String field, String text, List<FieldError> errors) {
    try {
      if (allDay) {
        LocalDate day = LocalDate.parse(text);
        return EventTimes.ofDays(day, day);
      }
      return new EventTimes(false, EventTimes.parseTime(text), EventTimes.parseTime(text));
    } catch (EventTimes.NonexistentTimeException e) {
      errors.add(new FieldError(field, "time.skipped"));
    } catch (DateTimeException e) {
      errors.add(new FieldError(field, "invalid"));
    }
    return null;
  }

  private static boolean isInRange(EventTimes times, EventInput input, List<FieldError> errors) {
    Duration max = input.rrule() == null ? MAX_LENGTH : MAX_LENGTH_RECURRING;
    int before = errors.size();
    if (times.firstDay().isBefore(EARLIEST)) {
      errors.add(new FieldError("start", "date.tooEarly"));
    } else if (times.firstDay().isAfter(RecurrenceRule.LATEST)) {
      errors.add(new FieldError("start", "date.tooFar"));
    } else if (times.end().isBefore(times.start().plusSeconds(times.allDay() ? 1 : 0))) {
      errors.add(new FieldError("end", "date.beforeStart"));
    } else if (times.length().compareTo(max) > 0) {
      errors.add(new FieldError("end", "event.tooLong"));
    }
    return errors.size() == before;
  }

  private static RecurrenceRule rule(String text, EventTimes times, List<FieldError> errors) {
    try {
      if (text == null) {
        return null;
      }
      RecurrenceRule rule = RecurrenceRule.parse(text, times);
      var unused = rule.last(); // fails for a rule that gives nothing
      return rule;
    } catch (InvalidRuleException e) {
      errors.add(new FieldError("rrule", e.code()));
      return null;
    }
  }

  /** Excludes user content, so that it isn't logged. */
  @Override
  public String toString() {
    return "EventContent";
  }
}
