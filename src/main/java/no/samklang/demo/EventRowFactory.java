package no.samklang.demo;

import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import no.samklang.demo.StoryEvents.StoryEvent;
import no.samklang.id.NewId;

/** Creates the rows of one plan's events. */
final class EventRowFactory {
  private static final int ADDED_ON = -20;

  private final DemoInserter inserter;
  private final StoryDates dates;
  private final UUID plan;
  private final StoryIds participantIds;

  EventRowFactory(DemoInserter inserter, StoryDates dates, UUID plan, StoryIds participantIds) {
    this.inserter = inserter;
    this.dates = dates;
    this.plan = plan;
    this.participantIds = participantIds;
  }

  void add(List<StoryEvent> events) {
    events.forEach(event -> inserter.add(row(event)));
  }

  private DemoRows.CalendarEventRow row(StoryEvent event) {
    boolean allDay = event.from() == null;
    int last = Objects.requireNonNullElse(event.last(), event.on());
    UUID by = participantIds.get(event.by());
    OffsetDateTime at = dates.noon(ADDED_ON);
    return new DemoRows.CalendarEventRow(
        NewId.random(),
        plan,
        event.title(),
        Objects.requireNonNullElse(event.place(), ""),
        Objects.requireNonNullElse(event.description(), "").strip(),
        allDay,
        time(event.on(), allDay ? "00:00" : event.from()),
        time(allDay ? last + 1 : last, allDay ? "00:00" : event.until()),
        event.rrule(),
        by,
        at,
        by,
        at,
        1);
  }

  private OffsetDateTime time(int day, String time) {
    return dates.at(day, LocalTime.parse(time));
  }
}
