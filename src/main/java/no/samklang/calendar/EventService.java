package no.samklang.calendar;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.BiFunction;
import java.time.LocalDate;
import java.util.UUID;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.bin.Bin;
import no.samklang.bin.Bin.Deletion;
import no.samklang.bin.BinKind;
import no.samklang.calendar.Calendars.CalendarItem;
import no.samklang.calendar.Calendars.EventInput;
import no.samklang.calendar.Calendars.OccurrenceQuery;
import no.samklang.error.Failure;
import no.samklang.id.NewId;
import no.samklang.operation.Command;

/**
 * Changes and deletes events: a series, one occurrence, or an occurrence with all after it (CAL-2,
 * CAL-3). Each fails with "not found" for an occurrence that isn't one, and with {@code
 * version.stale}.
 */
@CheckReturnValue
final class EventService {
  private final PlanCommands planCommands;

  EventService(PlanCommands planCommands) {
    this.planCommands = planCommands;
  }

  Single<CalendarItem> update(Command<EventInput> command, OccurrenceQuery which) {
    boolean isOne = !which.isSeries() && !which.isFollowing();
    EventContent content = EventContent.of(isOne ? command.body().withoutRule() : command.body());
    return change(
        command,
        which,
        (tx, event) ->
            update(tx, event, which, content)
                .flatMap(
                    id ->
                        EventRepository.changed(tx, PlanLogEvent.EVENT_CHANGED)
                            .andThen(Single.defer(() -> read(tx, command, which, event, id)))));
  }

  private static Single<CalendarItem> read(
      PlanTx tx, Command<?> command, OccurrenceQuery which, CalendarEvent event, UUID id) {
    boolean isSame = id.equals(event.id());
    LocalDate day = isSame && !which.isFollowing() ? which.occurrence() : null;
    return CalendarQueries.item(tx.reads(), command, id, day);
  }

  /** Returns the id of the event that was changed or split off. */
  private static Single<UUID> update(
      PlanTx tx, CalendarEvent event, OccurrenceQuery which, EventContent content) {
    if (which.isSeries() || isAll(event, which)) {
      return OccurrenceRepository.keep(tx, event, content)
          .andThen(Completable.defer(() -> EventRepository.update(tx, event.id(), content)))
          .toSingleDefault(event.id());
    }
    if (which.isFollowing()) {
      return split(tx, event, which.occurrence(), content);
    }
    return OccurrenceRepository.update(tx, event, which.occurrence(), content)
        .andThen(Completable.defer(() -> EventRepository.touch(tx, event.id())))
        .toSingleDefault(event.id());
  }

  Single<Deletion> delete(Command<OccurrenceQuery> command) {
    OccurrenceQuery which = command.body();
    return change(
        command,
        which,
        (tx, event) ->
            delete(tx, event, which)
                .flatMap(
                    deletion ->
                        EventRepository.changed(tx, PlanLogEvent.EVENT_DELETED)
                            .toSingleDefault(deletion)));
  }

  private static Single<Deletion> delete(PlanTx tx, CalendarEvent event, OccurrenceQuery which) {
    if (which.isSeries() || isAll(event, which)) {
      return moveToBin(tx, event.id());
    }
    if (which.isFollowing()) {
      return split(tx, event, which.occurrence(), rest(event, which.occurrence()))
          .flatMap(id -> moveToBin(tx, id));
    }
    return OccurrenceRepository.add(tx, event, which.occurrence())
        .flatMap(id -> Bin.delete(tx, BinKind.EVENT, id, OccurrenceRepository.CANCEL))
        .flatMap(deletion -> EventRepository.touch(tx, event.id()).toSingleDefault(deletion));
  }

  private static Single<Deletion> moveToBin(PlanTx tx, UUID id) {
    return Bin.delete(tx, BinKind.EVENT, id, EventRepository.DELETE);
  }

  /** Whether an occurrence with all after it is the whole series. */
  private static boolean isAll(CalendarEvent event, OccurrenceQuery which) {
    return which.isFollowing() && which.occurrence().equals(event.times().firstDay());
  }

  /** The series as it goes on from an occurrence. */
  private static EventContent rest(CalendarEvent event, LocalDate day) {
    EventTimes times = event.times().on(day);
    RecurrenceRule rule = RecurrenceRule.of(event.rule().from(day), times);
    return new EventContent(
        event.title(), event.place(), event.description(), times, rule, event.reminder());
  }

  /**
   * Ends the series before an occurrence, from which another goes on. A rule that ends after a
   * number of occurrences counts those before too.
   *
   * @return the id of the other
   */
  private static Single<UUID> split(
      PlanTx tx, CalendarEvent event, LocalDate day, EventContent content) {
    UUID id = NewId.random();
    LocalDate newDay = content.times().firstDay();
    EventContent rest =
        event.rrule().equals(content.ruleText())
            ? content.withRule(RecurrenceRule.of(event.rule().from(day), content.times()))
            : content;
    return EventRepository.insert(tx, id, rest, event.createdBy().participantId())
        .andThen(
            Completable.defer(() -> OccurrenceRepository.move(tx, event.id(), id, day, newDay)))
        .andThen(
            Completable.defer(() -> EventRepository.setRule(tx, event, event.rule().before(day))))
        .toSingleDefault(id);
  }

  private <B, T> Single<T> change(
      Command<B> command,
      OccurrenceQuery which,
      BiFunction<PlanTx, CalendarEvent, Single<T>> change) {
    return planCommands.run(
        command,
        Right.WRITE_EVENTS,
        tx ->
            CalendarQueries.event(tx.reads(), command, command.id("eventId"))
                .doOnSuccess(event -> CalendarService.requireMayChange(tx.member(), event))
                .flatMap(event -> changeCurrent(tx, command, which, event, change)));
  }

  private static <T> Single<T> changeCurrent(
      PlanTx tx,
      Command<?> command,
      OccurrenceQuery which,
      CalendarEvent event,
      BiFunction<PlanTx, CalendarEvent, Single<T>> change) {
    return CalendarService.requireCurrent(tx, command, event, null)
        .andThen(
            Single.defer(
                () -> {
                  if (event.occurrenceOn(which.occurrence()).isEmpty()) {
                    throw new Failure.NotFound();
                  }
                  return change.apply(tx, event);
                }));
  }
}
