package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;

/**
 * Lets a participant see the plan log that was withheld from them when it was an area of rights
 * (PLAN-4): a decision of the owner, or of who decides for them.
 */
@CheckReturnValue
final class WithheldLogService {
  private static final String FIND =
      """
      select log_withheld, version from participant
       where id = $1 and plan_id = $2 and removed_at is null""";
  private static final String SHOW =
      "update participant set log_withheld = false, version = version + 1 where id = $1";

  private final PlanCommands planCommands;

  WithheldLogService(PlanCommands planCommands) {
    this.planCommands = planCommands;
  }

  /** No-op for a participant from whom nothing is withheld. */
  Single<NoContent> show(Command<Void> command) {
    return planCommands.run(
        command,
        Right.SHOW_WITHHELD_LOG,
        tx ->
            tx.query(FIND, command.participantId(), tx.planId())
                .map(rows -> RowValues.first(rows).orElseThrow(Failure.NotFound::new))
                .flatMapCompletable(
                    row ->
                        row.getBoolean("log_withheld")
                            ? show(tx, command, row)
                            : Completable.complete())
                .toSingleDefault(NoContent.NO_CONTENT));
  }

  private static Completable show(PlanTx tx, Command<Void> command, Row row) {
    return tx.execute(SHOW, command.participantId())
        .doOnSuccess(
            shown -> {
              tx.log(PlanLogEvent.RIGHTS_CHANGED, command.participantId());
              tx.markChanged("participants", row.getInteger("version") + 1);
            })
        .ignoreElement();
  }
}
