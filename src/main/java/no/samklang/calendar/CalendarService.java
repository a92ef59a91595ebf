package no.samklang.calendar;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import no.samklang.access.Membership;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.calendar.Calendars.CalendarItem;
import no.samklang.calendar.Calendars.CalendarItems;
import no.samklang.calendar.Calendars.CalendarQuery;
import no.samklang.calendar.Calendars.EventInput;
import no.samklang.calendar.Calendars.OccurrenceQuery;
import no.samklang.error.Failure;
import no.samklang.goal.ReaderNotices;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.operation.Command;
import no.samklang.operation.Result.Created;

/** Reads a calendar, and adds events to it (CAL-1, CAL-2). */
@CheckReturnValue
final class CalendarService {
  /** The longest period that is read at once. */
  static final int MAX_DAYS = 400;

  private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

  private final PlanReads planReads;
  private final PlanCommands planCommands;
  private final ReaderNotices notices;

  CalendarService(PlanReads planReads, PlanCommands planCommands, ReaderNotices notices) {
    this.planReads = planReads;
    this.planCommands = planCommands;
    this.notices = notices;
  }

  /** Fails with {@link Failure.Invalid} for a period that isn't one, or is too long. */
  Single<CalendarItems> list(Command<CalendarQuery> command) {
    LocalDate from = command.body().from();
    LocalDate to = command.body().to();
    if (from.isBefore(EARLIEST) || to.isAfter(RecurrenceRule.LATEST) || !from.isBefore(to)) {
      throw new Failure.Invalid("request.invalid", "to", "invalid");
    }
    if (ChronoUnit.DAYS.between(from, to) > MAX_DAYS) {
      throw new Failure.Invalid("request.invalid", "to", "period.tooLong");
    }
    return CalendarQueries.period(
        planReads, command, EventTimes.midnight(from), EventTimes.midnight(to));
  }

  /** An event, a series or one of its occurrences. Fails with {@link Failure.NotFound}. */
  Single<CalendarItem> get(Command<OccurrenceQuery> command) {
    return CalendarQueries.item(
        planReads, command, command.id("eventId"), command.body().occurrence());
  }

  /** Once for each idempotency key. Fails as {@link EventRepository#insert} does. */
  Single<Created> create(Command<EventInput> command) {
    EventContent content = EventContent.of(command.body());
    return planCommands
        .create(
            command,
            Right.WRITE_EVENTS,
            (tx, id) ->
                EventRepository.insert(tx, id, content, tx.member().participant())
                    .andThen(notices.enqueue(tx, null, NoticeType.NEW_EVENT))
                    .andThen(EventRepository.changed(tx, PlanLogEvent.EVENT_ADDED))
                    .andThen(read(tx, command, id)),
            (tx, id) -> read(tx, command, id))
        .map(item -> new Created(item.id(), item));
  }

  private static Single<CalendarItem> read(PlanTx tx, Command<?> command, UUID id) {
    return Single.defer(() -> CalendarQueries.item(tx.reads(), command, id, null));
  }

  /** Fails with {@code access.denied} for another's event, unless one changes all (CAL-2). */
  static void requireMayChange(Membership member, CalendarEvent event) {
    if (!CalendarRowMapper.mayChange(member, event)) {
      throw new Failure.Forbidden("access.denied");
    }
  }

  /** Fails with {@code version.stale} unless the change is based on the event as it is. */
  static Completable requireCurrent(
      PlanTx tx, Command<?> command, CalendarEvent event, LocalDate occurrence) {
    return tx.requireCurrent(
        event.version(), CalendarQueries.item(tx.reads(), command, event.id(), occurrence));
  }
}
