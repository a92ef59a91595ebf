package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Clock;
import no.samklang.access.Access;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.notify.Notices;
import no.samklang.notify.Notices.Template;

/**
 * Says in time that an end is coming (PART-7, PLAN-8): that a consent has 30 days left, and 7, to
 * those who can renew it; that somebody's access has 14, to the coordinators. Each once, whoever of
 * several nodes comes first and however often they start: that it was said is kept in the statement
 * that says it. An end that is moved is another one.
 */
@CheckReturnValue
public final class ExpiryReminderJob {
  // One that came about with fewer days left was known to end when it did. After a long stop, one
  // notice stands for both.
  private static final String CONSENTS =
      """
      with said as (
        insert into reminder (subject_id, ends_on, days, at)
        select c.id, c.valid_until, early.days, $1
          from consent c
          join plan pl on pl.id = c.plan_id and pl.state = 'ACTIVE'
         cross join (values (30), (7)) as early (days)
         where c.ended_at is null and c.valid_until between $2::date and $2::date + early.days
           and (c.given_at at time zone 'Europe/Oslo')::date < c.valid_until - early.days
         order by c.id, early.days
        on conflict do nothing returning subject_id
      ), told as (
        select pt.person_id, pt.plan_id
          from (select distinct subject_id from said) as ending
          join consent c on c.id = ending.subject_id
          join participant pt on pt.plan_id = c.plan_id and takes_part(pt, $2)
         where pt.role = 'OWNER' or coordinates(pt, $2) or exists (select from plan_members($2) where member_id = pt.id and member_decides)
      )
      select coalesce(sum(notify_persons($3, plan_id, persons, $1)), 0)::int as told
        from (select plan_id, array_agg(person_id) as persons from told group by plan_id) as plans""";
  private static final String PARTICIPANTS =
      """
      with said as (
        insert into reminder (subject_id, ends_on, days, at)
        select ending.id, ending.ends_on, 14, $1
          from participant ending
          join plan pl on pl.id = ending.plan_id and pl.state = 'ACTIVE'
         where ending.removed_at is null and ending.ends_on between $2::date and $2::date + 14
           and (ending.since at time zone 'Europe/Oslo')::date < ending.ends_on - 14
         order by ending.id
        on conflict do nothing returning subject_id
      ), told as (
        select distinct pt.person_id, pt.plan_id
          from said
          join participant ending on ending.id = said.subject_id
          join participant pt on pt.plan_id = ending.plan_id and takes_part(pt, $2)
         where coordinates(pt, $2)
      )
      select coalesce(sum(notify_persons($3, plan_id, persons, $1)), 0)::int as told
        from (select plan_id, array_agg(person_id) as persons from told group by plan_id) as plans""";

  private final Database db;
  private final Clock clock;
  private final Access access;

  public ExpiryReminderJob(Database db, Clock clock, Access access) {
    this.db = db;
    this.clock = clock;
    this.access = access;
  }

  /** Does it once, as the timer does. */
  public Completable run() {
    return Completable.mergeArray(
        remind(CONSENTS, Template.CONSENT_ENDS), remind(PARTICIPANTS, Template.ACCESS_ENDS));
  }

  private Completable remind(String statement, Template template) {
    return db.inTransaction(
            tx ->
                tx.execute(statement, clock.instant(), access.today(), template)
                    .doOnSuccess(rows -> wakeDispatcher(tx, rows)))
        .ignoreElement();
  }

  private static void wakeDispatcher(Tx tx, RowSet<Row> rows) {
    if (rows.iterator().next().getInteger("told") > 0) {
      tx.publish(new Notices.Waiting());
    }
  }
}
