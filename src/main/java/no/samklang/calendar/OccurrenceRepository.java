package no.samklang.calendar;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import no.samklang.access.PlanTx;
import no.samklang.calendar.CalendarEvent.Occurrence;
import no.samklang.calendar.CalendarEvent.OccurrenceChange;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.id.NewId;

/** The table {@code calendar_occurrence}, in transactions that lock the plan. */
@CheckReturnValue
final class OccurrenceRepository {
  /** Maximum occurrences of a series that are cancelled or differ. */
  static final int MAX_CHANGES = 500;

  private static final String UPSERT =
      """
      insert into calendar_occurrence (id, event_id, occurs_on, cancelled, title, place, description, all_day, starts_at, ends_at)
      values (#{id}, #{event}, #{occursOn}, false, #{title}, #{place}, #{description}, #{allDay}, #{startsAt}, #{endsAt})
      on conflict (event_id, occurs_on) do update
         set cancelled = false, title = excluded.title, place = excluded.place, description = excluded.description,
             all_day = excluded.all_day, starts_at = excluded.starts_at, ends_at = excluded.ends_at""";
  private static final String ADD =
      """
      insert into calendar_occurrence (id, event_id, occurs_on, cancelled) values ($1, $2, $3, false)
      on conflict (event_id, occurs_on) do update set cancelled = false
      returning id""";

  /** Cancels an occurrence, and moves that to the bin. */
  static final String CANCEL =
      """
      update calendar_occurrence o set cancelled = true, bin_id = #{bin}
        from calendar_event e
       where o.id = #{id} and e.id = o.event_id and e.plan_id = #{plan}""";

  // a series with changed occurrences has a later version than its first, as CalendarQueries.EVENT
  // relies on
  private static final String MOVE =
      """
      with moved as (
        update calendar_occurrence set event_id = $2, occurs_on = occurs_on + $4::int where event_id = $1 and occurs_on >= $3
        returning id
      )
      update calendar_event set version = version + 1 where id = $2 and exists (select from moved)""";
  // in two steps: a day may be taken until its own row has moved
  private static final String SHIFT =
      "update calendar_occurrence set occurs_on = occurs_on + $2::int where event_id = $1";
  private static final String DELETE = "delete from calendar_occurrence where id = any($1)";
  private static final String DELETE_ALL = "delete from calendar_occurrence where event_id = $1";
  private static final int FAR = 400_000;

  private OccurrenceRepository() {}

  /**
   * Stores what differs from the series. Fails with {@link Failure.Conflict} {@code
   * occurrences.full} beyond {@link #MAX_CHANGES}.
   */
  static Completable update(PlanTx tx, CalendarEvent event, LocalDate day, EventContent content) {
    EventTimes ofSeries = event.times().on(day);
    EventTimes times = content.times().equals(ofSeries) ? null : content.times();
    SqlParams params =
        SqlParams.of("id", NewId.random())
            .and("event", event.id())
            .and("occursOn", day)
            .and("title", differing(content.title(), event.title()))
            .and("place", differing(content.place(), event.place()))
            .and("description", differing(content.description(), event.description()))
            .and("allDay", times == null ? null : times.allDay())
            .and("startsAt", times == null ? null : times.start())
            .and("endsAt", times == null ? null : times.end());
    return requireRoom(event)
        .andThen(Completable.defer(() -> tx.execute(UPSERT, params).ignoreElement()));
  }

  private static String differing(String own, String ofSeries) {
    return own.equals(ofSeries) ? null : own;
  }

  private static Completable requireRoom(CalendarEvent event) {
    return event.changes().size() < MAX_CHANGES
        ? Completable.complete()
        : Completable.error(new Failure.Conflict("occurrences.full", null));
  }

  /**
   * Gives an occurrence a row, to be cancelled. Fails as {@link #update} does.
   *
   * @return the id of the row
   */
  static Single<UUID> add(PlanTx tx, CalendarEvent event, LocalDate day) {
    return requireRoom(event)
        .andThen(Single.defer(() -> tx.execute(ADD, NewId.random(), event.id(), day)))
        .map(rows -> RowValues.first(rows).orElseThrow().getUUID("id"));
  }

  /** Gives the changed occurrences from a day on to another series, some days later or earlier. */
  static Completable move(PlanTx tx, UUID from, UUID to, LocalDate day, LocalDate newDay) {
    return tx.execute(MOVE, from, to, day, (int) ChronoUnit.DAYS.between(day, newDay))
        .ignoreElement();
  }

  /**
   * Keeps the changed occurrences of a series that gets new times or another rule: they move with
   * it, and what the new rule doesn't hold becomes an event of its own.
   *
   * @param event as it was
   */
  static Completable keep(PlanTx tx, CalendarEvent event, EventContent content) {
    if (event.changes().isEmpty()) {
      return Completable.complete();
    }
    if (content.rule() == null) {
      return tx.execute(DELETE_ALL, event.id()).ignoreElement();
    }
    int days = (int) ChronoUnit.DAYS.between(event.times().firstDay(), content.times().firstDay());
    List<OccurrenceChange> left =
        event.changes().stream()
            .filter(change -> !content.rule().contains(change.occursOn().plusDays(days)))
            .toList();
    return detach(tx, event, left).andThen(Completable.defer(() -> shift(tx, event.id(), days)));
  }

  private static Completable shift(PlanTx tx, UUID event, int days) {
    return days == 0
        ? Completable.complete()
        : tx.execute(SHIFT, event, FAR)
            .ignoreElement()
            .andThen(Completable.defer(() -> tx.execute(SHIFT, event, days - FAR).ignoreElement()));
  }

  private static Completable detach(
      PlanTx tx, CalendarEvent event, List<OccurrenceChange> changes) {
    UUID[] ids = changes.stream().map(OccurrenceChange::id).toArray(UUID[]::new);
    return Observable.fromIterable(changes)
        .mapOptional(change -> event.occurrenceOn(change.occursOn()))
        .concatMapCompletable(one -> insertAlone(tx, event, one))
        .andThen(Completable.defer(() -> tx.execute(DELETE, (Object) ids).ignoreElement()));
  }

  private static Completable insertAlone(PlanTx tx, CalendarEvent event, Occurrence one) {
    EventContent content =
        new EventContent(
            one.title(), one.place(), one.description(), one.times(), null, event.reminder());
    return EventRepository.insert(
        tx, NewId.random(), content, Objects.requireNonNull(event.createdBy()).participantId());
  }
}
