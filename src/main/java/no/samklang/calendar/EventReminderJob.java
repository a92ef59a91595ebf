package no.samklang.calendar;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Observable;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import no.samklang.access.AccessPolicy;
import no.samklang.concurrent.PeriodicJob;
import no.samklang.db.RowValues;
import no.samklang.db.Tx;
import no.samklang.notification.Notices;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.operation.Platform;

/**
 * Reminds of events that begin soon (CAL-3): those who added them, and the participants who have
 * chosen notices of the calendar. Once for each occurrence, across nodes and restarts: an event
 * keeps the time of its next reminder, and its row is locked while it is reckoned.
 */
@CheckReturnValue
public final class EventReminderJob {
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final int BATCH = 200;
  private static final String DUE =
      """
      select %s, e.plan_id, e.next_reminder_at, pl.state
        from calendar_event e
        join plan pl on pl.id = e.plan_id
        %s
       where e.next_reminder_at <= $1 and e.bin_id is null
       order by e.next_reminder_at limit $2 for update of e skip locked"""
          .formatted(CalendarQueries.EVENT, CalendarQueries.AUTHOR);
  private static final String SET_NEXT =
      "update calendar_event set next_reminder_at = $2 where id = $1";
  private static final String NOTIFY =
      """
      select notify_persons($1, $2, array(
        select o.open_person_id from open_participants($3) o
         where o.open_plan_id = $2
           and (o.open_id = $4
                or exists (select from notification_preference np
                            where np.participant_id = o.open_id and np.event = 'NEW_EVENT' and (np.sms or np.email)))), $5)""";

  private EventReminderJob() {}

  public static PeriodicJob of(Platform platform, AccessPolicy access) {
    return new PeriodicJob("event reminders", INTERVAL, () -> run(platform, access));
  }

  private static Completable run(Platform platform, AccessPolicy access) {
    Instant now = platform.clock().instant();
    return platform
        .db()
        .inTransaction(
            tx ->
                tx.execute(DUE, now, BATCH)
                    .flatMap(due -> remindOfAll(tx, due, now, access.today()).toSingleDefault(due)))
        .map(RowSet::size)
        .repeat()
        .takeUntil(size -> size < BATCH)
        .ignoreElements();
  }

  private static Completable remindOfAll(Tx tx, RowSet<Row> due, Instant now, LocalDate today) {
    return Observable.fromStream(RowValues.stream(due))
        .concatMapCompletable(row -> remindOf(tx, row, now, today));
  }

  private static Completable remindOf(Tx tx, Row row, Instant now, LocalDate today) {
    CalendarEvent event = CalendarRowMapper.event(row);
    Completable next =
        tx.execute(SET_NEXT, event.id(), event.nextReminder(now).orElse(null)).ignoreElement();
    boolean isDue =
        "ACTIVE".equals(row.getString("state"))
            && isDue(event, RowValues.instant(row, "next_reminder_at"), now);
    return isDue ? notify(tx, row.getUUID("plan_id"), event, now, today).andThen(next) : next;
  }

  /** Whether one that hasn't begun was to be reminded of since the time, and by now. */
  private static boolean isDue(CalendarEvent event, Instant since, Instant now) {
    return event.reminder() != null
        && event.occurrences(now, now.plus(event.reminder() + 1L, ChronoUnit.MINUTES)).stream()
            .map(one -> one.times().start())
            .filter(start -> start.isAfter(now))
            .map(start -> start.minus(event.reminder(), ChronoUnit.MINUTES))
            .anyMatch(due -> !due.isBefore(since) && !due.isAfter(now));
  }

  private static Completable notify(
      Tx tx, UUID plan, CalendarEvent event, Instant now, LocalDate today) {
    return tx.execute(
            NOTIFY, NoticeType.EVENT_REMINDER, plan, today, event.createdBy().participantId(), now)
        .doOnSuccess(notices -> tx.publish(new Notices.OutboxChanged()))
        .ignoreElement();
  }
}
