package no.samklang.calendar;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.TimeZoneRegistryFactory;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.TzId;
import net.fortuna.ical4j.model.parameter.Value;
import net.fortuna.ical4j.model.property.Created;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.ExDate;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RRule;
import net.fortuna.ical4j.model.property.RecurrenceId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
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
  private static final String END = "END:VCALENDAR\r\n";
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
  private static final Buffer HEAD = head();

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
    return document.appendString(END);
  }

  private static Buffer head() {
    Calendar calendar = new Calendar();
    calendar.add(new ProdId("-//Samklang//Kalender//NO"));
    calendar.add(ImmutableVersion.VERSION_2_0);
    calendar.add(ImmutableCalScale.GREGORIAN);
    // what programs call it: otherwise some show the secret address
    calendar.add(new XProperty("X-WR-CALNAME", "Samklang"));
    calendar.add(
        TimeZoneRegistryFactory.getInstance()
            .createRegistry()
            .getTimeZone(EventTimes.ZONE.getId())
            .getVTimeZone());
    return ContentLines.folded(calendar.toString().replace(END, ""));
  }

  FeedComponent event(CalendarEvent event) {
    VEvent series = component(event, event.occurrenceOn(null).orElseThrow(), !event.recurs());
    if (!event.recurs()) {
      return text(event.times(), Stream.of(series));
    }
    series.add(new RRule<>(event.rrule()));
    event.changes().stream()
        .filter(OccurrenceChange::cancelled)
        .forEach(change -> series.add(cancelled(event, change.occursOn())));
    Stream<VEvent> changed =
        event.changes().stream()
            .filter(change -> !change.cancelled())
            .map(change -> changed(event, change.occursOn()));
    return text(event.times(), Stream.concat(Stream.of(series), changed));
  }

  private static FeedComponent text(EventTimes times, Stream<VEvent> components) {
    String text = components.map(VEvent::toString).collect(Collectors.joining());
    return new FeedComponent(times.start(), ContentLines.folded(text));
  }

  private VEvent changed(CalendarEvent event, LocalDate day) {
    VEvent changed = component(event, event.occurrenceOn(day).orElseThrow(), true);
    EventTimes ofRule = event.times().on(day);
    changed.add(new RecurrenceId<>(temporal(ofRule, ofRule.start())));
    return changed;
  }

  private static Property cancelled(CalendarEvent event, LocalDate day) {
    EventTimes times = event.times().on(day);
    if (times.allDay()) {
      return new ExDate<LocalDate>(
          new ParameterList(List.of(Value.DATE)), DateTimeFormatter.BASIC_ISO_DATE.format(day));
    }
    return new ExDate<ZonedDateTime>(
        new ParameterList(List.of(new TzId(EventTimes.ZONE.getId()))),
        LOCAL.format(times.start().atZone(EventTimes.ZONE)));
  }

  private VEvent component(CalendarEvent event, Occurrence one, boolean isSingle) {
    VEvent component =
        component(event.id(), event.version(), one.times(), event.changedAt(), isSingle);
    component.add(new Created(seconds(event.createdAt())));
    addContent(component, one.title(), one.place(), one.description());
    return component;
  }

  private void addContent(VEvent component, String title, String place, String description) {
    component.add(new Summary(busy == null ? ContentLines.withoutControls(title) : busy));
    if (busy == null && !place.isEmpty()) {
      component.add(new Location(ContentLines.withoutControls(place)));
    }
    if (busy == null && !description.isEmpty()) {
      component.add(new Description(ContentLines.withoutControls(description)));
    }
  }

  /** An activity lasts long, and doesn't fill the days. */
  FeedComponent activity(DatedActivity activity) {
    VEvent component =
        component(activity.id(), activity.version(), activity.times(), activity.changedAt(), true);
    addContent(component, activity.title(), "", "");
    component.add(ImmutableTransp.TRANSPARENT);
    return text(activity.times(), Stream.of(component));
  }

  FeedComponent meeting(DatedMeeting meeting) {
    VEvent component =
        component(meeting.id(), meeting.version(), meeting.times(), meeting.changedAt(), true);
    component.add(new Created(seconds(meeting.createdAt())));
    String description =
        Stream.concat(meeting.agenda().stream(), Stream.of(meeting.link()))
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("\n"));
    addContent(
        component,
        meeting.title(),
        meeting.place().isEmpty() ? meeting.link() : meeting.place(),
        description);
    return text(meeting.times(), Stream.of(component));
  }

  private static VEvent component(
      UUID id, int version, EventTimes times, Instant changedAt, boolean isSingle) {
    VEvent component = new VEvent(false);
    component.add(new Uid(id + DOMAIN));
    component.add(new DtStamp(seconds(changedAt)));
    component.add(new LastModified(seconds(changedAt)));
    component.add(new Sequence(version - 1));
    boolean inUtc = isSingle && times.isInRepeatedHour();
    component.add(new DtStart<>(inUtc ? times.start() : temporal(times, times.start())));
    if (!times.start().equals(times.end())) { // without DTEND it ends when it starts
      component.add(new DtEnd<>(inUtc ? times.end() : temporal(times, times.end())));
    }
    return component;
  }

  /** A local time that comes twice is the first (RFC 5545, 3.3.5): the second is in UTC. */
  private static Temporal temporal(EventTimes times, Instant time) {
    ZonedDateTime local = time.atZone(EventTimes.ZONE);
    return times.allDay() ? local.toLocalDate() : local;
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
