package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.Optional;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.event.PlanChanged;
import no.samklang.id.NewId;
import no.samklang.operation.Command;
import no.samklang.plan.Plans.PlanStatus;
import no.samklang.plan.Plans.StatusChange;

/** Updates the owner's status, and keeps the earlier ones (HOME-1). */
@CheckReturnValue
final class PlanStatusService {
  private static final String UPDATE =
      """
      with changed as (
        update plan set status = nullif(#{text}, ''), status_at = #{now}, version = version + 1,
               changed_at = #{now}, changed_by = #{by}
         where id = #{plan} and version = #{version} returning id, version, status, status_at
      ), kept as (
        insert into plan_status (id, plan_id, text, at, by_id)
        select #{id}, id, status, status_at, #{member} from changed where status is not null
      )
      select c.version, c.status, c.status_at, by.first_name || ' ' || by.last_name as status_by_name
        from changed c
        left join participant p on p.id = #{member} and c.status is not null
        left join person by on by.id = p.person_id""";
  private static final String FIND =
      """
      select pl.version, pl.status, pl.status_at, by.first_name || ' ' || by.last_name as status_by_name
        from plan pl
        left join plan_status s on s.plan_id = pl.id and s.at = pl.status_at and pl.status is not null
        left join participant p on p.id = s.by_id
        left join person by on by.id = p.person_id
       where pl.id = $1""";

  private final PlanCommands planCommands;

  PlanStatusService(PlanCommands planCommands) {
    this.planCommands = planCommands;
  }

  /** Fails with {@code version.stale}, with the current status. */
  Single<PlanStatus> update(Command<StatusChange> command) {
    return planCommands.runUnlocked(
        command,
        Right.UPDATE_STATUS,
        tx ->
            update(tx, command)
                .doOnSuccess(
                    status -> {
                      tx.log(PlanLogEvent.STATUS_CHANGED);
                      tx.publish(new PlanChanged(tx.planId(), "status", status.version()));
                    }));
  }

  private static Single<PlanStatus> update(PlanTx tx, Command<StatusChange> command) {
    SqlParams params =
        SqlParams.of("plan", tx.planId())
            .and("text", command.body().text().strip())
            .and("now", tx.now())
            .and("by", tx.caller().person())
            .and("member", tx.member().participant())
            .and("id", NewId.timeOrdered())
            .and("version", command.ifMatch());
    return tx.execute(UPDATE, params)
        .flatMap(rows -> status(rows).map(Single::just).orElseGet(() -> failStale(tx)));
  }

  private static Single<PlanStatus> failStale(PlanTx tx) {
    return tx.query(FIND, tx.planId())
        .map(rows -> status(rows).orElseThrow(Failure.NotFound::new))
        .flatMap(current -> Single.error(new Failure.Conflict("version.stale", current)));
  }

  private static Optional<PlanStatus> status(RowSet<Row> rows) {
    return RowValues.first(rows).map(PlanStatusService::status);
  }

  /**
   * Maps the columns {@code status}, {@code status_at}, {@code status_by_name} and {@code version}.
   */
  static PlanStatus status(Row row) {
    return new PlanStatus(
        row.getString("status"),
        RowValues.instant(row, "status_at"),
        row.getString("status_by_name"),
        row.getInteger("version"));
  }
}
