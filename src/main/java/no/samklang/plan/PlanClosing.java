package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanLog.PlanLogRecord;
import no.samklang.db.Tx;
import no.samklang.id.PlanId;
import no.samklang.plan.PlanRepository.ChangeStamp;

/** Closes a plan that is locked (PLAN-2). */
@CheckReturnValue
final class PlanClosing {
  private final PlanRepository plans = new PlanRepository();
  private final HandoverRepository handovers = new HandoverRepository();

  /**
   * Closes it, and withdraws a pending handover request (PLAN-6).
   *
   * @param endDate its last day
   */
  Completable close(Tx tx, PlanId plan, LocalDate endDate, LocalDate today, ChangeStamp stamp) {
    JsonObject detail = new JsonObject().put("endDate", endDate.toString());
    return withdrawHandover(tx, plan, today, stamp)
        .andThen(
            Completable.fromAction(
                () ->
                    PlanLog.insertAtCommit(
                        tx,
                        new PlanLogRecord(
                            plan, stamp.person(), PlanLogEvent.PLAN_CLOSED, null, detail),
                        stamp.at())))
        .andThen(plans.close(tx, plan, endDate, stamp));
  }

  private Completable withdrawHandover(Tx tx, PlanId plan, LocalDate today, ChangeStamp stamp) {
    return handovers
        .findPending(tx, plan, today)
        .flatMapCompletable(
            handover ->
                handover
                    .map(
                        pending -> {
                          PlanLog.insertAtCommit(
                              tx,
                              new PlanLogRecord(
                                  plan,
                                  stamp.person(),
                                  PlanLogEvent.BATON_TAKEN_BACK,
                                  pending.to()),
                              stamp.at());
                          return handovers.updateAnswer(tx, pending.id(), "TAKEN_BACK", stamp.at());
                        })
                    .orElse(Completable.complete()));
  }
}
