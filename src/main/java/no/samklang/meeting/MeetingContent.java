package no.samklang.meeting;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import no.samklang.calendar.EventTimes;
import no.samklang.error.Failure;
import no.samklang.error.Failure.FieldError;
import no.samklang.id.NewId;
import no.samklang.id.ParticipantId;
import no.samklang.meeting.Meetings.AgendaInput;
import no.samklang.meeting.Meetings.AgendaPoint;
import no.samklang.meeting.Meetings.Invited;
import no.samklang.meeting.Meetings.Meeting;
import no.samklang.meeting.Meetings.MeetingInput;
import no.samklang.text.WebAddress;

/** What one is summoned to, valid by the rules beyond those of the contract. */
record MeetingContent(
    String title,
    Instant start,
    Instant end,
    String place,
    String link,
    List<AgendaPoint> agenda,
    List<ParticipantId> invited) {
  private static final Duration MAX_LENGTH = Duration.ofHours(24);
  private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(2200, 1, 1);

  /**
   * Fails with {@link Failure.Invalid}, naming each field; so does a summons to nobody.
   *
   * @param known ids of the points that the meeting has already
   */
  static MeetingContent of(MeetingInput input, Set<UUID> known) {
    List<FieldError> errors = new ArrayList<>();
    requireText("title", input.title(), errors);
    Instant start = time("start", input.start(), errors);
    Instant end = time("end", input.end(), errors);
    if (start != null && end != null) {
      requirePeriod(start, end, errors);
    }
    if (!input.link().isEmpty() && !WebAddress.isValid(input.link())) {
      errors.add(new FieldError("link", "link.invalid"));
    }
    for (int i = 0; i < input.agenda().size(); i++) {
      requireText("agenda." + i + ".title", input.agenda().get(i).title(), errors);
    }
    if (input.invited().isEmpty()) {
      errors.add(new FieldError("invited", "required"));
    }
    if (!errors.isEmpty()) {
      throw new Failure.Invalid("request.invalid", errors);
    }
    return new MeetingContent(
        input.title().strip(),
        start,
        end,
        input.place(),
        input.link(),
        input.agenda().stream().map(point -> point(point, known)).toList(),
        input.invited());
  }

  private static AgendaPoint point(AgendaInput input, Set<UUID> known) {
    UUID id = input.id() != null && known.contains(input.id()) ? input.id() : NewId.random();
    return new AgendaPoint(id, input.title().strip());
  }

  /** The meeting that follows another, at another time and with an agenda yet to be made. */
  static MeetingContent following(Meeting meeting, Instant start, List<ParticipantId> invited) {
    Duration length = Duration.between(startOf(meeting), endOf(meeting));
    return new MeetingContent(
        meeting.title(),
        start,
        start.plus(length),
        meeting.place(),
        meeting.link(),
        List.of(),
        invited);
  }

  /** A meeting as it is, but at another time and as long. */
  static MeetingContent moved(Meeting meeting, Instant start) {
    return new MeetingContent(
        meeting.title(),
        start,
        start.plus(Duration.between(startOf(meeting), endOf(meeting))),
        meeting.place(),
        meeting.link(),
        meeting.agenda(),
        meeting.invited().stream().map(Invited::participantId).toList());
  }

  static Instant startOf(Meeting meeting) {
    return EventTimes.parseTime(meeting.start());
  }

  static Instant endOf(Meeting meeting) {
    return EventTimes.parseTime(meeting.end());
  }

  /** Whether the time is another than that of a meeting, so that answers are asked anew. */
  boolean isMovedFrom(Meeting meeting) {
    return !start.equals(startOf(meeting)) || !end.equals(endOf(meeting));
  }

  /** Whether those who are invited already must be told. */
  boolean differsFrom(Meeting meeting) {
    return isMovedFrom(meeting)
        || !title.equals(meeting.title())
        || !place.equals(meeting.place())
        || !link.equals(meeting.link())
        || !agenda.equals(meeting.agenda());
  }

  /** Null, and an error, for a text that is no time. */
  static Instant time(String field, String text, List<FieldError> errors) {
    try {
      return EventTimes.parseTime(text);
    } catch (EventTimes.NonexistentTimeException e) {
      errors.add(new FieldError(field, "time.skipped"));
    } catch (DateTimeException e) {
      errors.add(new FieldError(field, "invalid"));
    }
    return null;
  }

  static void requireText(String field, String text, List<FieldError> errors) {
    if (text.isBlank()) {
      errors.add(new FieldError(field, "required"));
    }
  }

  private static void requirePeriod(Instant start, Instant end, List<FieldError> errors) {
    LocalDate day = start.atZone(EventTimes.ZONE).toLocalDate();
    if (day.isBefore(EARLIEST)) {
      errors.add(new FieldError("start", "date.tooEarly"));
    } else if (day.isAfter(LATEST)) {
      errors.add(new FieldError("start", "date.tooFar"));
    } else if (!end.isAfter(start)) {
      errors.add(new FieldError("end", "time.beforeStart"));
    } else if (Duration.between(start, end).compareTo(MAX_LENGTH) > 0) {
      errors.add(new FieldError("end", "meeting.tooLong"));
    }
  }

  /** Excludes user content, so that it isn't logged. */
  @Override
  public String toString() {
    return "MeetingContent";
  }
}
