package no.samklang.calendar;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.TimeZoneRegistryFactory;
import net.fortuna.ical4j.model.component.CalendarComponent;
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
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import no.samklang.calendar.CalendarEvent.Occurrence;
import no.samklang.calendar.CalendarEvent.OccurrenceChange;
import no.samklang.calendar.CalendarFeeds.DatedActivity;
import no.samklang.calendar.CalendarFeeds.DatedMeeting;
import no.samklang.calendar.CalendarFeeds.FeedContent;
import no.samklang.print.PrintTexts;
import no.samklang.text.Language;

/**
 * A feed as a calendar program reads it (RFC 5545): series with their rules, times in Europe/Oslo.
 */
final class FeedDocument {
  static final String MEDIA_TYPE = "text/calendar; charset=utf-8";

  private static final String DOMAIN = "@samklang";
  private static final int MAX_LINE_OCTETS = 75;
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
  private static final CalendarComponent OSLO =
      TimeZoneRegistryFactory.getInstance()
          .createRegistry()
          .getTimeZone(EventTimes.ZONE.getId())
          .getVTimeZone();

  private final boolean busyOnly;
  private final Language language;
  private final Calendar calendar = new Calendar();

  private FeedDocument(boolean busyOnly, Language language) {
    this.busyOnly = busyOnly;
    this.language = language;
  }

  /**
   * @param language of its own words
   */
  static Buffer of(FeedContent content, boolean busyOnly, Language language) {
    FeedDocument document = new FeedDocument(busyOnly, language);
    document.calendar.add(new ProdId("-//Samklang//Kalender//NO"));
    document.calendar.add(ImmutableVersion.VERSION_2_0);
    document.calendar.add(ImmutableCalScale.GREGORIAN);
    document.calendar.add(OSLO);
    content.events().forEach(document::add);
    content.activities().forEach(document::add);
    content.meetings().forEach(document::add);
    return Buffer.buffer(folded(document.calendar.toString()));
  }

  private void add(CalendarEvent event) {
    VEvent series = component(event, event.occurrenceOn(null).orElseThrow());
    calendar.add(series);
    if (!event.recurs()) {
      return;
    }
    series.add(new RRule<>(event.rrule()));
    event.changes().stream()
        .filter(OccurrenceChange::cancelled)
        .forEach(change -> series.add(cancelled(event, change.occursOn())));
    event.changes().stream()
        .filter(change -> !change.cancelled())
        .forEach(change -> addChanged(event, change.occursOn()));
  }

  private String busy() {
    return PrintTexts.text(language, "calendar.busy");
  }

  private void addChanged(CalendarEvent event, LocalDate day) {
    Occurrence one = event.occurrenceOn(day).orElseThrow();
    VEvent changed = component(event, one);
    EventTimes ofRule = event.times().on(day);
    changed.add(new RecurrenceId<>(temporal(ofRule, ofRule.start())));
    calendar.add(changed);
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

  private VEvent component(CalendarEvent event, Occurrence one) {
    VEvent component = component(event.id(), event.version(), one.times(), event.changedAt());
    component.add(new Created(seconds(event.createdAt())));
    component.add(new Summary(busyOnly ? busy() : one.title()));
    if (!busyOnly && !one.place().isEmpty()) {
      component.add(new Location(one.place()));
    }
    if (!busyOnly && !one.description().isEmpty()) {
      component.add(new Description(one.description()));
    }
    return component;
  }

  /** An activity lasts long, and doesn't fill the days. */
  private void add(DatedActivity activity) {
    if (busyOnly) {
      return;
    }
    VEvent component =
        component(activity.id(), activity.version(), activity.times(), activity.changedAt());
    component.add(new Summary(activity.title()));
    component.add(ImmutableTransp.TRANSPARENT);
    calendar.add(component);
  }

  private void add(DatedMeeting meeting) {
    VEvent component =
        component(meeting.id(), meeting.version(), meeting.times(), meeting.changedAt());
    component.add(new Created(seconds(meeting.createdAt())));
    component.add(new Summary(busyOnly ? busy() : meeting.title()));
    String place = meeting.place().isEmpty() ? meeting.link() : meeting.place();
    if (!busyOnly && !place.isEmpty()) {
      component.add(new Location(place));
    }
    String description =
        Stream.concat(meeting.agenda().stream(), Stream.of(meeting.link()))
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("\n"));
    if (!busyOnly && !description.isEmpty()) {
      component.add(new Description(description));
    }
    calendar.add(component);
  }

  private static VEvent component(UUID id, int version, EventTimes times, Instant changedAt) {
    VEvent component = new VEvent(false);
    component.add(new Uid(id + DOMAIN));
    component.add(new DtStamp(seconds(changedAt)));
    component.add(new LastModified(seconds(changedAt)));
    component.add(new Sequence(version - 1));
    component.add(new DtStart<>(temporal(times, times.start())));
    component.add(new DtEnd<>(temporal(times, times.end())));
    return component;
  }

  private static Temporal temporal(EventTimes times, Instant time) {
    ZonedDateTime local = time.atZone(EventTimes.ZONE);
    return times.allDay() ? local.toLocalDate() : local;
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  /** ical4j folds by characters; the standard counts octets, and no character may be split. */
  private static String folded(String text) {
    StringBuilder folded = new StringBuilder(text.length() + text.length() / 32);
    int octets = 0;
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      int width = new String(Character.toChars(character)).getBytes(StandardCharsets.UTF_8).length;
      boolean ends = character == '\r' || character == '\n';
      if (!ends && octets + width > MAX_LINE_OCTETS) {
        folded.append("\r\n ");
        octets = 1;
      }
      folded.appendCodePoint(character);
      octets = ends ? 0 : octets + width;
      at += Character.charCount(character);
    }
    return folded.toString();
  }
}
