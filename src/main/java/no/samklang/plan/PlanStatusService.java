package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.Optional;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.event.PlanChanged;
import no.samklang.operation.Command;
import no.samklang.plan.Plans.PlanStatus;
import no.samklang.plan.Plans.StatusChange;

/** Updates the owner's status (HOME-1). */
@CheckReturnValue
final class PlanStatusService {
  private static final String UPDATE =
      """
      update plan set status = nullif(#{text}, ''), status_at = #{now}, version = version + 1,
             changed_at = #{now}, changed_by = #{by}
       where id = #{plan} and version = #{version} returning version, status, status_at\
      """;
  private static final String FIND = "select version, status, status_at from plan where id = $1";

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
                    status ->
                        tx.publish(new PlanChanged(tx.planId(), "status", status.version()))));
  }

  private static Single<PlanStatus> update(PlanTx tx, Command<StatusChange> command) {
    SqlParams params =
        SqlParams.of("plan", tx.planId())
            .and("text", command.body().text().strip())
            .and("now", tx.now())
            .and("by", tx.caller().person())
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

  /** Maps the columns {@code status}, {@code status_at} and {@code version}. */
  static PlanStatus status(Row row) {
    return new PlanStatus(
        row.getString("status"), RowValues.instant(row, "status_at"), row.getInteger("version"));
  }
}
