package no.samklang.calendar;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.TimeZoneRegistryFactory;
import no.samklang.calendar.CalendarEvent.Occurrence;
import no.samklang.calendar.CalendarEvent.OccurrenceChange;
import no.samklang.calendar.CalendarFeeds.DatedActivity;
import no.samklang.calendar.CalendarFeeds.DatedMeeting;

/**
 * A feed as a calendar program reads it (RFC 5545): series with their rules, times in Europe/Oslo.
 */
final class FeedDocument {
  static final String MEDIA_TYPE = "text/calendar; charset=utf-8";

  private static final String DOMAIN = "@samklang";
  private static final Buffer HEAD = head();
  private static final Buffer END = only("END:VCALENDAR");

  private final String busy;

  /**
   * @param busy what stands in place of the content; null if that is shown
   */
  FeedDocument(String busy) {
    this.busy = busy;
  }

  /**
   * What happens, as text.
   *
   * @param start of it, or of the first of a series
   */
  record FeedComponent(Instant start, Buffer text) {}

  /** The document of some components, of which the latest are taken if there are too many. */
  static Buffer of(List<FeedComponent> components, int most) {
    Stream<FeedComponent> taken =
        components.size() <= most
            ? components.stream()
            : components.stream()
                .sorted(Comparator.comparing(FeedComponent::start).reversed())
                .limit(most);
    Buffer document = HEAD.copy();
    taken.forEach(component -> document.appendBuffer(component.text()));
    return document.appendBuffer(END);
  }

  private static Buffer head() {
    ContentLines lines = new ContentLines();
    lines.line("BEGIN:VCALENDAR");
    lines.line("PRODID:-//Samklang//Kalender//NO");
    lines.line("VERSION:2.0");
    lines.line("CALSCALE:GREGORIAN");
    // what programs call it: otherwise some show the secret address
    lines.line("X-WR-CALNAME:Samklang");
    TimeZoneRegistryFactory.getInstance()
        .createRegistry()
        .getTimeZone(EventTimes.ZONE.getId())
        .getVTimeZone()
        .toString()
        .lines()
        .forEach(lines::line);
    return lines.toBuffer();
  }

  private static Buffer only(String line) {
    ContentLines lines = new ContentLines();
    lines.line(line);
    return lines.toBuffer();
  }

  FeedComponent event(CalendarEvent event) {
    ContentLines lines = new ContentLines();
    begin(lines, event, event.occurrenceOn(null).orElseThrow(), !event.recurs());
    if (event.recurs()) {
      lines.line("RRULE:" + event.rrule());
      event.changes().stream()
          .filter(OccurrenceChange::cancelled)
          .map(change -> event.times().on(change.occursOn()))
          .forEach(times -> lines.time("EXDATE", times, times.start()));
    }
    end(lines);
    event.changes().stream()
        .filter(change -> event.recurs() && !change.cancelled())
        .forEach(change -> addChanged(lines, event, change));
    return new FeedComponent(event.times().start(), lines.toBuffer());
  }

  private void addChanged(ContentLines lines, CalendarEvent event, OccurrenceChange change) {
    EventTimes ofRule = event.times().on(change.occursOn());
    begin(lines, event, event.occurrenceOn(change.occursOn()).orElseThrow(), true);
    lines.time("RECURRENCE-ID", ofRule, ofRule.start());
    end(lines);
  }

  private void begin(ContentLines lines, CalendarEvent event, Occurrence one, boolean isSingle) {
    begin(lines, event.id(), event.version(), event.changedAt());
    addTimes(lines, one.times(), isSingle);
    lines.utc("CREATED", event.createdAt());
    content(lines, one.title(), one.place(), one.description());
  }

  private void content(ContentLines lines, String title, String place, String description) {
    lines.text("SUMMARY", busy == null ? title : busy);
    if (busy == null && !place.isEmpty()) {
      lines.text("LOCATION", place);
    }
    if (busy == null && !description.isEmpty()) {
      lines.text("DESCRIPTION", description);
    }
  }

  /** An activity lasts long, and doesn't fill the days. */
  FeedComponent activity(DatedActivity activity) {
    ContentLines lines = new ContentLines();
    begin(lines, activity.id(), activity.version(), activity.changedAt());
    addTimes(lines, activity.times(), true);
    content(lines, activity.title(), "", "");
    lines.line("TRANSP:TRANSPARENT");
    end(lines);
    return new FeedComponent(activity.times().start(), lines.toBuffer());
  }

  FeedComponent meeting(DatedMeeting meeting) {
    ContentLines lines = new ContentLines();
    begin(lines, meeting.id(), meeting.version(), meeting.changedAt());
    addTimes(lines, meeting.times(), true);
    lines.utc("CREATED", meeting.createdAt());
    String description =
        Stream.concat(meeting.agenda().stream(), Stream.of(meeting.link()))
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("\n"));
    content(
        lines,
        meeting.title(),
        meeting.place().isEmpty() ? meeting.link() : meeting.place(),
        description);
    end(lines);
    return new FeedComponent(meeting.times().start(), lines.toBuffer());
  }

  private static void begin(ContentLines lines, UUID id, int version, Instant changedAt) {
    lines.line("BEGIN:VEVENT");
    lines.line("UID:" + id + DOMAIN);
    lines.utc("DTSTAMP", changedAt);
    lines.utc("LAST-MODIFIED", changedAt);
    lines.line("SEQUENCE:" + (version - 1));
  }

  /** A local time that comes twice is the first (RFC 5545, 3.3.5): the second is in UTC. */
  private static void addTimes(ContentLines lines, EventTimes times, boolean isSingle) {
    boolean isEmpty = times.start().equals(times.end()); // without DTEND it ends when it starts
    if (isSingle && times.isInRepeatedHour()) {
      lines.utc("DTSTART", times.start());
      if (!isEmpty) {
        lines.utc("DTEND", times.end());
      }
      return;
    }
    lines.time("DTSTART", times, times.start());
    if (!isEmpty) {
      lines.time("DTEND", times, times.end());
    }
  }

  private static void end(ContentLines lines) {
    lines.line("END:VEVENT");
  }
}
