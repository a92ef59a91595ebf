package no.samklang.goal;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.util.Optional;
import no.samklang.access.AccessPolicy;
import no.samklang.concurrent.PeriodicJob;
import no.samklang.db.RowValues;
import no.samklang.db.Tx;
import no.samklang.notification.Notices;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.operation.Platform;

/**
 * Notifies those responsible for an activity when its date for evaluation has passed (GOAL-10):
 * once for each date, across nodes and restarts, and only those who may read activities.
 */
public final class EvaluationReminderJob {
  private static final Duration INTERVAL = Duration.ofMinutes(30);
  private static final String REMIND =
      """
      with reminded as (
        insert into reminder (subject_id, ends_on, days, at)
        select a.id, a.evaluate_on, 0, $1
          from activity overdue
          join plan_activity a on a.id = overdue.id and not a.in_history
          join plan pl on pl.id = a.plan_id and pl.state = 'ACTIVE'
         where overdue.evaluate_on between $2::date - 30 and $2::date - 1 and overdue.effect is null and overdue.bin_id is null
         order by a.id
        on conflict do nothing returning subject_id
      ), recipient as (
        select distinct p.person_id, p.plan_id
          from reminded
          join activity_responsible r on r.activity_id = reminded.subject_id
          join open_participants($2) o on o.open_id = r.participant_id
          join participant p on p.id = r.participant_id
         where reads_area(p.role, p.rights::text, 'ACTIVITIES')
      )
      select coalesce(sum(notify_persons($3, plan_id, persons, $1)), 0)::int as notices
        from (select plan_id, array_agg(person_id) as persons from recipient group by plan_id) as plans""";

  private EvaluationReminderJob() {}

  public static PeriodicJob of(Platform platform, AccessPolicy access) {
    return new PeriodicJob("evaluation reminders", INTERVAL, () -> run(platform, access));
  }

  private static Completable run(Platform platform, AccessPolicy access) {
    return platform
        .db()
        .inTransaction(
            tx ->
                tx.execute(
                        REMIND,
                        platform.clock().instant(),
                        access.today(),
                        NoticeType.EVALUATION_DUE)
                    .doOnSuccess(rows -> wakeDispatcher(tx, RowValues.first(rows))))
        .ignoreElement();
  }

  private static void wakeDispatcher(Tx tx, Optional<Row> notices) {
    if (notices.orElseThrow().getInteger("notices") > 0) {
      tx.publish(new Notices.OutboxChanged());
    }
  }
}
