package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import no.samklang.access.AccessPolicy;
import no.samklang.concurrent.PeriodicJob;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.notification.Notices;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.operation.Platform;

/**
 * Tells coordinators of plans in which nothing has been done for the time of the setting {@code
 * plans.quietAfter} (HOME-6): once a month at most, across nodes and restarts.
 */
@CheckReturnValue
public final class QuietPlanJob {
  private static final Duration INTERVAL = Duration.ofHours(1);

  // a plan that is being changed isn't quiet
  private static final String TELL =
      """
      with quiet as materialized (
        select pl.id
          from quiet_plans(#{since}) q
          join plan pl on pl.id = q.quiet_id
         where pl.quiet_told_on is null or pl.quiet_told_on <= #{today}::date - interval '1 month'
         order by pl.id for no key update of pl skip locked
      ), told as (
        update plan set quiet_told_on = #{today} from quiet where plan.id = quiet.id returning plan.id
      )
      select coalesce(sum(notify_persons(#{type}, told.id, array(
               select person_id from participant pt
                where pt.plan_id = told.id and takes_part(pt, #{today}) and coordinates(pt, #{today})), #{now})), 0)::int as notices
        from told""";

  private QuietPlanJob() {}

  public static PeriodicJob of(Platform platform) {
    AccessPolicy access = new AccessPolicy(platform.clock());
    return new PeriodicJob("quiet plans", INTERVAL, () -> run(platform, access));
  }

  private static Completable run(Platform platform, AccessPolicy access) {
    Instant now = platform.clock().instant().truncatedTo(ChronoUnit.MICROS);
    SqlParams params =
        SqlParams.of("since", now.minus(platform.settings().plans().quietAfter()))
            .and("today", access.today())
            .and("now", now)
            .and("type", NoticeType.PLAN_QUIET);
    return platform
        .db()
        .inTransaction(
            tx ->
                tx.execute(TELL, params)
                    .doOnSuccess(
                        rows -> {
                          if (RowValues.first(rows).orElseThrow().getInteger("notices") > 0) {
                            tx.publish(new Notices.OutboxChanged());
                          }
                        }))
        .ignoreElement();
  }
}
