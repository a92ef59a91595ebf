package no.samklang.calendar;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.UUID;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.event.PlanChanged;
import no.samklang.id.ParticipantId;

/** The table {@code calendar_event}, in transactions that lock the plan. */
@CheckReturnValue
final class EventRepository {
  /** Maximum events of a plan, a series counted once. */
  static final int MAX_EVENTS = 5000;

  /** A plan's series: each of them is expanded by whoever looks at the calendar. */
  static final int MAX_SERIES = 200;

  private static final String SECTION = "calendar";
  private static final String COUNT =
      "select count(*)::int as events from calendar_event where plan_id = $1 and bin_id is null";
  // those of the bin too, since they may be put back
  private static final String COUNT_OTHER_SERIES =
      """
      select count(*)::int as series from calendar_event where plan_id = $1 and rrule is not null and id <> $2""";
  // a reminder that is due is found by the job, which reckons the next
  private static final String INSERT =
      """
      insert into calendar_event (id, plan_id, title, place, description, all_day, starts_at, ends_at, rrule, last_on, reminder,
                                  next_reminder_at, created_by, created_at, changed_by, changed_at)
      values (#{id}, #{plan}, #{title}, #{place}, #{description}, #{allDay}, #{startsAt}, #{endsAt}, #{rrule}, #{lastOn}, #{reminder},
              case when #{reminder}::int is not null then #{now}::timestamptz end, #{createdBy}, #{now}, #{member}, #{now})""";
  private static final String UPDATE =
      """
      update calendar_event
         set title = #{title}, place = #{place}, description = #{description}, all_day = #{allDay}, starts_at = #{startsAt},
             ends_at = #{endsAt}, rrule = #{rrule}, last_on = #{lastOn}, reminder = #{reminder},
             next_reminder_at = case when #{reminder}::int is not null then #{now}::timestamptz end, changed_by = #{member},
             changed_at = #{now}, version = version + 1
       where id = #{id}""";
  private static final String SET_RULE =
      """
      update calendar_event set rrule = $2, last_on = $3, changed_by = $4, changed_at = $5, version = version + 1 where id = $1""";
  private static final String TOUCH =
      """
      update calendar_event
         set changed_by = $2, changed_at = $3, version = version + 1,
             next_reminder_at = case when reminder is not null then $3::timestamptz end
       where id = $1""";

  /** Moves an event or series to the bin. */
  static final String DELETE =
      """
      update calendar_event set bin_id = #{bin}, version = version + 1 where id = #{id} and plan_id = #{plan}""";

  private static final String TOUCH_OF =
      """
      update calendar_event
         set changed_by = $2, changed_at = $3, version = version + 1,
             next_reminder_at = case when reminder is not null then $3::timestamptz end
       where id in (select $1 union all select event_id from calendar_occurrence where id = $1)""";
  private static final String RAISE =
      """
      update plan set calendar_version = calendar_version + 1, changed_at = $2, changed_by = $3
       where id = $1 returning calendar_version as version""";

  private EventRepository() {}

  /**
   * Fails with {@link Failure.Conflict} {@code events.full} beyond {@link #MAX_EVENTS} and {@link
   * #MAX_SERIES}.
   *
   * @param createdBy who may change it as their own
   */
  static Completable insert(PlanTx tx, UUID id, EventContent content, ParticipantId createdBy) {
    return tx.query(COUNT, tx.planId())
        .map(rows -> RowValues.first(rows).orElseThrow().getInteger("events"))
        .flatMapCompletable(
            events ->
                events >= MAX_EVENTS
                    ? Completable.error(new Failure.Conflict("events.full", null))
                    : requireRoomForSeries(tx, id, content))
        .andThen(
            Single.defer(
                () -> tx.execute(INSERT, params(tx, id, content).and("createdBy", createdBy))))
        .ignoreElement();
  }

  /** Fails with {@code events.full} when it would be one series too many. */
  static Completable update(PlanTx tx, UUID id, EventContent content) {
    return requireRoomForSeries(tx, id, content)
        .andThen(Single.defer(() -> tx.execute(UPDATE, params(tx, id, content))))
        .ignoreElement();
  }

  private static Completable requireRoomForSeries(PlanTx tx, UUID id, EventContent content) {
    if (content.rule() == null) {
      return Completable.complete();
    }
    return tx.query(COUNT_OTHER_SERIES, tx.planId(), id)
        .map(rows -> RowValues.first(rows).orElseThrow().getInteger("series"))
        .flatMapCompletable(
            series ->
                series >= MAX_SERIES
                    ? Completable.error(new Failure.Conflict("events.full", null))
                    : Completable.complete());
  }

  /** Ends a series before one of its occurrences. */
  static Completable setRule(PlanTx tx, CalendarEvent event, String rrule) {
    return tx.execute(
            SET_RULE,
            event.id(),
            rrule,
            RecurrenceRule.of(rrule, event.times()).last(),
            tx.member().participant(),
            tx.now())
        .ignoreElement();
  }

  /** Raises the version, for a change to an occurrence. */
  static Completable touch(PlanTx tx, UUID id) {
    return tx.execute(TOUCH, id, tx.member().participant(), tx.now()).ignoreElement();
  }

  /** As {@link #touch}, of an event or of what an occurrence belongs to. */
  static Completable touchOf(PlanTx tx, UUID id) {
    return tx.execute(TOUCH_OF, id, tx.member().participant(), tx.now()).ignoreElement();
  }

  /** Raises the calendar's version, logs the change, and tells the participants. */
  static Completable changed(PlanTx tx, PlanLogEvent event) {
    return tx.execute(RAISE, tx.planId(), tx.now(), tx.caller().person())
        .map(rows -> rows.iterator().next().getInteger("version"))
        .doOnSuccess(
            version -> {
              tx.log(event);
              tx.publish(new PlanChanged(tx.planId(), SECTION, version));
            })
        .ignoreElement();
  }

  private static SqlParams params(PlanTx tx, UUID id, EventContent content) {
    return SqlParams.of("id", id)
        .and("plan", tx.planId())
        .and("title", content.title())
        .and("place", content.place())
        .and("description", content.description())
        .and("allDay", content.times().allDay())
        .and("startsAt", content.times().start())
        .and("endsAt", content.times().end())
        .and("rrule", content.ruleText())
        .and("lastOn", content.rule() == null ? null : content.rule().last())
        .and("reminder", content.reminder())
        .and("member", tx.member().participant())
        .and("now", tx.now());
  }
}
