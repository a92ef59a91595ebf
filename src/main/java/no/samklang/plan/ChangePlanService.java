package no.samklang.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Objects;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.event.PlanChanged;
import no.samklang.json.Json;
import no.samklang.operation.Command;
import no.samklang.plan.PlanAdministration.AdministeredPlan;
import no.samklang.plan.PlanAdministration.PlanChange;
import no.samklang.plan.PlanAdministration.PlanType;
import no.samklang.plan.PlanRepository.ChangeStamp;
import no.samklang.plan.PlanRepository.PlanDetails;

/** Changes the short name, period, legal basis and type of a plan (PLAN-1, PLAN-2). */
@CheckReturnValue
final class ChangePlanService {
  private final PlanCommands planCommands;
  private final PlanAdministrationQuery administrations;
  private final PlanRepository plans = new PlanRepository();

  ChangePlanService(PlanCommands planCommands, PlanAdministrationQuery administrations) {
    this.planCommands = planCommands;
    this.administrations = administrations;
  }

  /** Fails with {@code version.stale}, {@code plan.invalid} or {@code plan.secondActiveIp}. */
  Single<AdministeredPlan> change(Command<PlanChange> command) {
    return planCommands.run(
        command,
        Right.CHANGE_PLAN,
        tx ->
            administrations
                .find(tx, command)
                .flatMap(
                    current ->
                        tx.requireCurrent(tx.plan().version(), Single.just(current))
                            .andThen(Single.defer(() -> change(tx, command, current)))));
  }

  private Single<AdministeredPlan> change(
      PlanTx tx, Command<PlanChange> command, AdministeredPlan current) {
    PlanDetails details = details(current, command.body());
    details.validate(tx.today());
    return requireNoOtherActiveIp(tx, details.type(), command.body())
        .andThen(Single.defer(() -> update(tx, command, current, details)));
  }

  /** The changed details; what the request omits is unchanged. */
  private static PlanDetails details(AdministeredPlan current, PlanChange change) {
    return new PlanDetails(
        change.type() == null ? PlanType.valueOf(current.type()) : change.type(),
        change.shortName(),
        change.startDate(),
        valueOr(change.plannedEnd(), LocalDate.class, current.plannedEnd()),
        valueOr(change.legalBasis(), LegalBasis.class, current.legalBasis()));
  }

  private static <T> T valueOr(JsonNode changed, Class<T> type, T current) {
    return changed == null ? current : Json.mapper().convertValue(changed, type);
  }

  /** Rejects a second active individual plan of the owner, unless the caller has confirmed it. */
  private Completable requireNoOtherActiveIp(PlanTx tx, PlanType type, PlanChange change) {
    boolean becomesIp = type == PlanType.IP && PlanType.valueOf(tx.plan().type()) != PlanType.IP;
    return becomesIp && !change.secondPlan()
        ? plans.requireNoOtherActiveIp(tx, tx.planId())
        : Completable.complete();
  }

  private Single<AdministeredPlan> update(
      PlanTx tx, Command<PlanChange> command, AdministeredPlan current, PlanDetails details) {
    boolean isMoved = !Objects.equals(current.plannedEnd(), details.plannedEnd());
    tx.log(PlanLogEvent.PLAN_CHANGED, null, isMoved ? plannedEnd(details) : new JsonObject());
    tx.publish(new PlanChanged(tx.planId(), "plan", tx.plan().version() + 1));
    return plans
        .update(tx, tx.planId(), details, ChangeStamp.of(tx))
        .andThen(administrations.find(tx, command));
  }

  private static JsonObject plannedEnd(PlanDetails details) {
    return new JsonObject().put("plannedEnd", Objects.toString(details.plannedEnd(), null));
  }
}
