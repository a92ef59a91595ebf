package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanLog.PlanLogRecord;
import no.samklang.concurrent.PeriodicJob;
import no.samklang.db.Database;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.Tx;
import no.samklang.event.PlanChanged;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.notification.Notices;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.operation.Platform;

/**
 * Closes plans the day after their planned end, and warns of it 30 days before (PLAN-2).
 * Coordinators are notified of both. Each happens once, across nodes and restarts; a moved end is
 * warned of anew.
 */
@CheckReturnValue
public final class PlanPeriodJob {
  private static final Duration INTERVAL = Duration.ofMinutes(30);

  /** Maximum plans closed in one transaction. */
  private static final int BATCH_SIZE = 100;

  // a plan that is being changed is closed in a later run
  private static final String CLOSE =
      """
      with ended as materialized (
        select id, planned_end from plan
         where state = 'ACTIVE' and planned_end < #{today}
         order by planned_end, id limit #{limit} for no key update skip locked
      ), closed as (
        update plan
           set state = 'CLOSED', end_date = ended.planned_end, version = version + 1, closed_at = #{now},
               changed_before_close = changed_at, changed_at = #{now}, changed_by = null
          from ended where plan.id = ended.id
        returning plan.id, plan.version, plan.end_date
      ), withdrawn as (
        update baton set answered_at = #{now}, answer = 'TAKEN_BACK'
          from ended where baton.plan_id = ended.id and answered_at is null
        returning baton.plan_id, baton.to_id
      )
      select closed.*, (select array_agg(to_id) from withdrawn where plan_id = closed.id) as asked,
             notify_persons(#{type}, closed.id, array(
               select person_id from participant pt
                where pt.plan_id = closed.id and takes_part(pt, #{today}) and coordinates(pt, #{today})), #{now}) as notices
        from closed""";
  private static final String WARN =
      """
      with warned as (
        insert into reminder (subject_id, ends_on, days, at)
        select id, planned_end, 30, #{now}
          from plan
         where state = 'ACTIVE' and planned_end between #{today}::date and #{today}::date + 30
         order by id
        on conflict do nothing returning subject_id
      )
      select coalesce(sum(notify_persons(#{type}, subject_id, array(
               select person_id from participant pt
                where pt.plan_id = subject_id and takes_part(pt, #{today}) and coordinates(pt, #{today})), #{now})), 0)::int as notices
        from warned""";

  private final Database db;
  private final Clock clock;
  private final AccessPolicy access;

  private PlanPeriodJob(Platform platform) {
    this.db = platform.db();
    this.clock = platform.clock();
    this.access = new AccessPolicy(platform.clock());
  }

  /** The job, which runs every half hour. */
  public static PeriodicJob of(Platform platform) {
    return new PeriodicJob("plan periods", INTERVAL, new PlanPeriodJob(platform)::run);
  }

  private Completable run() {
    return closeInBatches().andThen(Completable.defer(this::warn));
  }

  private Completable closeInBatches() {
    return Single.defer(() -> db.inTransaction(this::close))
        .repeat()
        .takeUntil(closed -> closed < BATCH_SIZE)
        .ignoreElements();
  }

  /** Closes a batch; emits the number of plans. */
  private Single<Integer> close(Tx tx) {
    Instant now = now();
    return tx.execute(CLOSE, params(NoticeType.PLAN_ENDED, now).and("limit", BATCH_SIZE))
        .doOnSuccess(rows -> rows.forEach(row -> logAndPublish(tx, row, now)))
        .doOnSuccess(rows -> wakeDispatcher(tx, rows.size() > 0))
        .map(RowSet::size);
  }

  private static void logAndPublish(Tx tx, Row row, Instant now) {
    PlanId plan = new PlanId(row.getUUID("id"));
    for (UUID asked : Optional.ofNullable(row.getArrayOfUUIDs("asked")).orElse(new UUID[0])) {
      PlanLogEvent event = PlanLogEvent.BATON_TAKEN_BACK;
      log(tx, new PlanLogRecord(plan, null, event, new ParticipantId(asked)), now);
    }
    JsonObject detail = new JsonObject().put("endDate", row.getLocalDate("end_date").toString());
    log(tx, new PlanLogRecord(plan, null, PlanLogEvent.PLAN_ENDED, null, detail), now);
    tx.publish(new PlanChanged(plan, "plan", row.getInteger("version")));
  }

  private static void log(Tx tx, PlanLogRecord entry, Instant at) {
    PlanLog.insertAtCommit(tx, entry, at);
  }

  private Completable warn() {
    return db.inTransaction(
            tx ->
                tx.execute(WARN, params(NoticeType.PLAN_ENDS, now()))
                    .doOnSuccess(
                        rows ->
                            wakeDispatcher(
                                tx, RowValues.first(rows).orElseThrow().getInteger("notices") > 0)))
        .ignoreElement();
  }

  private static void wakeDispatcher(Tx tx, boolean notified) {
    if (notified) {
      tx.publish(new Notices.OutboxChanged());
    }
  }

  private SqlParams params(NoticeType type, Instant now) {
    return SqlParams.of("type", type).and("today", access.today()).and("now", now);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
