package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import no.samklang.access.Access;
import no.samklang.db.Database;
import no.samklang.db.SqlWriter;
import no.samklang.notify.Notices.Template;
import no.samklang.notify.Outbox;

/**
 * Says in time that an end is coming (PART-7, PLAN-8): that a consent has 30 days left, and 7, to
 * those who can renew it; that somebody's access has 14, to the coordinators. Each once, whoever of
 * several nodes comes first and however often they start: that it was said is kept in the statement
 * that says it. An end that is moved is another one.
 */
@CheckReturnValue
public final class Reminders {
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
      """
          + Outbox.told(Template.CONSENT_ENDS);
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
      """
          + Outbox.told(Template.ACCESS_ENDS);

  private final Database db;
  private final Clock clock;
  private final Access access;
  private final Outbox outbox;

  public Reminders(Database db, Clock clock, Access access, Outbox outbox) {
    this.db = db;
    this.clock = clock;
    this.access = access;
    this.outbox = outbox;
  }

  /** One round, as the timer makes it. */
  public Completable remind() {
    return Single.zip(remind(db, CONSENTS), remind(db, PARTICIPANTS), Integer::sum)
        .doOnSuccess(
            told -> {
              if (told > 0) {
                outbox.wake();
              }
            })
        .ignoreElement();
  }

  private Single<Integer> remind(SqlWriter sql, String statement) {
    return sql.execute(statement, clock.instant(), access.today()).map(rows -> rows.rowCount());
  }
}
