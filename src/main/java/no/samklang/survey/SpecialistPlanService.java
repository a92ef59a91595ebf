package no.samklang.survey;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.UUID;
import java.util.function.BiFunction;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Area;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.access.VersionedSection;
import no.samklang.bin.Bin;
import no.samklang.bin.Bin.Deletion;
import no.samklang.bin.BinKind;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.operation.Result.Created;
import no.samklang.survey.SpecialistPlans.SpecialistPlan;
import no.samklang.survey.SpecialistPlans.SpecialistPlanInput;
import no.samklang.survey.SpecialistPlans.SpecialistPlanList;

/**
 * Which specialist plans exist for the owner, and what the others need to know of them (SPEC-1).
 * Changes and deletions fail with {@code version.stale}.
 */
@CheckReturnValue
final class SpecialistPlanService {
  private static final Area AREA = Area.SPECIALIST_PLANS;

  private final PlanReads planReads;
  private final PlanCommands planCommands;

  SpecialistPlanService(PlanReads planReads, PlanCommands planCommands) {
    this.planReads = planReads;
    this.planCommands = planCommands;
  }

  Single<SpecialistPlanList> list(Command<Void> command) {
    return SpecialistPlanRepository.list(planReads, command);
  }

  /** Once for each idempotency key. Fails as {@link SpecialistPlanRepository#insert} does. */
  Single<Created> create(Command<SpecialistPlanInput> command) {
    requireTitle(command.body());
    return planCommands
        .create(
            command,
            Right.writeArea(AREA),
            (tx, id) ->
                SpecialistPlanRepository.insert(tx, id, command.body())
                    .andThen(Completable.defer(() -> setGoals(tx, id, command.body())))
                    .andThen(Completable.defer(() -> tell(tx, PlanLogEvent.CONTENT_ADDED)))
                    .andThen(read(tx, command, id)),
            (tx, id) -> read(tx, command, id))
        .map(plan -> new Created(plan.id(), plan));
  }

  /** Fails as {@link SpecialistPlanRepository#update} does. */
  Single<SpecialistPlan> update(Command<SpecialistPlanInput> command) {
    requireTitle(command.body());
    return change(
        command,
        PlanLogEvent.CONTENT_CHANGED,
        (tx, id) ->
            SpecialistPlanRepository.update(tx, id, command.body())
                .andThen(Completable.defer(() -> setGoals(tx, id, command.body())))
                .andThen(read(tx, command, id)));
  }

  /** Moves it to the bin (GOAL-7). */
  Single<Deletion> delete(Command<Void> command) {
    return change(
        command,
        PlanLogEvent.CONTENT_DELETED,
        (tx, id) -> Bin.delete(tx, BinKind.SPECIALIST_PLAN, id, SpecialistPlanRepository.DELETE));
  }

  private <T> Single<T> change(
      Command<?> command, PlanLogEvent event, BiFunction<PlanTx, UUID, Single<T>> change) {
    UUID id = command.id("specialistPlanId");
    return planCommands.run(
        command,
        Right.writeArea(AREA),
        tx ->
            read(tx, command, id)
                .flatMapCompletable(
                    current -> tx.requireCurrent(current.version(), Single.just(current)))
                .andThen(Single.defer(() -> change.apply(tx, id)))
                .flatMap(changed -> tell(tx, event).toSingleDefault(changed)));
  }

  /** It is put back from the bin. */
  static Completable restored(PlanTx tx) {
    return tell(tx, PlanLogEvent.CONTENT_RESTORED);
  }

  private static Completable tell(PlanTx tx, PlanLogEvent event) {
    tx.log(event, AREA);
    return tx.raiseVersion(VersionedSection.SPECIALIST_PLANS, AREA).ignoreElement();
  }

  private static Single<SpecialistPlan> read(PlanTx tx, Command<?> command, UUID id) {
    return Single.defer(() -> SpecialistPlanRepository.get(tx.reads(), command, id));
  }

  // who may not read goals doesn't see which are served, and leaves them as they are
  private static Completable setGoals(PlanTx tx, UUID id, SpecialistPlanInput input) {
    return AccessPolicy.isGranted(tx.member(), Right.readArea(Area.GOALS))
        ? SpecialistPlanRepository.setGoals(tx, id, input.goals())
        : Completable.complete();
  }

  private static void requireTitle(SpecialistPlanInput input) {
    if (input.title().isBlank()) {
      throw new Failure.Invalid("request.invalid", "title", "required");
    }
  }
}
