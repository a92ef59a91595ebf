package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Clock;
import no.samklang.access.AccessPolicy;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.notification.Notices;
import no.samklang.notification.Notices.NoticeType;

/**
 * Sends reminders before an expiry (PART-7, PLAN-8): 30 and 7 days before a consent ends, to those
 * who can renew it; 14 days before a participant's access ends, by a date of their own or with the
 * plan's consent, to the coordinators. Each is sent once, across nodes and restarts: the statement
 * that inserts the notice records the reminder. A changed end date is reminded of anew.
 */
@CheckReturnValue
public final class ExpiryReminderJob {
  // No reminder for a consent that had fewer days left when it was given. After a long downtime,
  // one notice covers both reminders.
  private static final String REMIND_OF_CONSENTS =
      """
      with reminded as (
        insert into reminder (subject_id, ends_on, days, at)
        select c.id, c.valid_until, early.days, $1
          from consent c
          join plan pl on pl.id = c.plan_id and pl.state = 'ACTIVE'
         cross join (values (30), (7)) as early (days)
         where c.ended_at is null and c.valid_until between $2::date and $2::date + early.days
           and (c.given_at at time zone 'Europe/Oslo')::date < c.valid_until - early.days
         order by c.id, early.days
        on conflict do nothing returning subject_id
      ), recipient as (
        select pt.person_id, pt.plan_id
          from (select distinct subject_id from reminded) as ending
          join consent c on c.id = ending.subject_id
          join participant pt on pt.plan_id = c.plan_id and takes_part(pt, $2)
         where pt.role = 'OWNER' or coordinates(pt, $2) or exists (select from plan_members($2) where member_id = pt.id and member_decides)
      )
      select coalesce(sum(notify_persons($3, plan_id, persons, $1)), 0)::int as notices
        from (select plan_id, array_agg(person_id) as persons from recipient group by plan_id) as plans""";
  // each participant's access ends once: by their own date, or with an earlier end of the plan's
  // consent
  private static final String REMIND_OF_PARTICIPANTS =
      """
      with reminded as (
        insert into reminder (subject_id, ends_on, days, at)
        select ending.id, ending.ends_on, 14, $1::timestamptz
          from participant ending
          join plan pl on pl.id = ending.plan_id and pl.state = 'ACTIVE'
         where takes_part(ending, $2) and ending.ends_on between $2::date and $2::date + 14
           and (ending.since at time zone 'Europe/Oslo')::date < ending.ends_on - 14
           and not exists (select from consent c cross join lateral owner_authority(ending, $2) authority
                            where c.plan_id = ending.plan_id and c.ended_at is null and c.valid_until < ending.ends_on
                              and not needs_no_consent(ending, authority.decides, $2))
        union all
        select c.id, c.valid_until, 14, $1::timestamptz
          from consent c
          join plan pl on pl.id = c.plan_id and pl.state = 'ACTIVE'
         where c.ended_at is null and c.valid_until between $2::date and $2::date + 14
           and (c.given_at at time zone 'Europe/Oslo')::date < c.valid_until - 14
           and exists (select from participant ending cross join lateral owner_authority(ending, $2) authority
                        where ending.plan_id = c.plan_id and takes_part(ending, $2)
                          and (ending.ends_on is null or ending.ends_on > c.valid_until)
                          and not needs_no_consent(ending, authority.decides, $2))
         order by 1
        on conflict do nothing returning subject_id
      ), ending_in as (
        select plan_id from participant where id in (select subject_id from reminded)
        union
        select plan_id from consent where id in (select subject_id from reminded)
      ), recipient as (
        select distinct pt.person_id, pt.plan_id
          from ending_in join participant pt using (plan_id)
         where takes_part(pt, $2) and coordinates(pt, $2)
      )
      select coalesce(sum(notify_persons($3, plan_id, persons, $1)), 0)::int as notices
        from (select plan_id, array_agg(person_id) as persons from recipient group by plan_id) as plans""";

  private final Database db;
  private final Clock clock;
  private final AccessPolicy access;

  public ExpiryReminderJob(Database db, Clock clock, AccessPolicy access) {
    this.db = db;
    this.clock = clock;
    this.access = access;
  }

  /** Sends all reminders that are due. */
  public Completable run() {
    return Completable.mergeArray(
        remind(REMIND_OF_CONSENTS, NoticeType.CONSENT_ENDS),
        remind(REMIND_OF_PARTICIPANTS, NoticeType.ACCESS_ENDS));
  }

  private Completable remind(String statement, NoticeType type) {
    return db.inTransaction(
            tx ->
                tx.execute(statement, clock.instant(), access.today(), type)
                    .doOnSuccess(rows -> wakeDispatcher(tx, rows)))
        .ignoreElement();
  }

  private static void wakeDispatcher(Tx tx, RowSet<Row> rows) {
    if (rows.iterator().next().getInteger("notices") > 0) {
      tx.publish(new Notices.OutboxChanged());
    }
  }
}
