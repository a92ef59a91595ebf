package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanLog.PlanLogRecord;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.consent.ConsentService;
import no.samklang.error.Failure;
import no.samklang.event.PlanChanged;
import no.samklang.id.PlanId;
import no.samklang.notification.Outbox;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;
import no.samklang.operation.Result;
import no.samklang.plan.CreatePlanService.CreatedPlan;
import no.samklang.plan.PlanRepository.ChangeStamp;
import no.samklang.plan.SuccessorRepository.CopiedParticipant;

/** Makes an individual plan of a stafettlogg, in one step (PLAN-7). */
@CheckReturnValue
final class SuccessorService {
  private static final int FIRST_VERSION = 1;

  private final PlanCommands planCommands;
  private final ConsentService consents;
  private final SuccessorRepository successors = new SuccessorRepository();
  private final PlanRepository plans = new PlanRepository();
  private final PlanClosing closing = new PlanClosing();

  SuccessorService(Platform platform, PlanCommands planCommands, Outbox outbox) {
    this.planCommands = planCommands;
    this.consents = new ConsentService(platform.clock(), outbox);
  }

  /**
   * Creates an individual plan with the participants, goals, activities, comments and background of
   * the stafettlogg and a new consent, closes the stafettlogg, and lets it point to the plan; once
   * for each idempotency key.
   *
   * @return fails with {@code plan.notStafettlogg} for a plan of another type, {@code
   *     plan.secondActiveIp} unless the caller has confirmed it, {@code plan.invalid}, {@code
   *     consent.withdrawn} as {@link ConsentService#requireNotWithdrawn} says, and as {@link
   *     ConsentService} does, with field names prefixed {@code consent.}
   */
  Single<Result> create(Command<NewSuccessor> command) {
    return planCommands
        .create(
            command,
            Right.MAKE_SUCCESSOR,
            (tx, id) -> create(tx, command.body(), new PlanId(id)),
            (tx, id) -> Single.just(new PlanId(id)))
        .map(successor -> new Result.Created(successor, new CreatedPlan(successor)));
  }

  private Single<PlanId> create(PlanTx tx, NewSuccessor body, PlanId successor) {
    if (tx.member().planClosed()) {
      throw new Failure.Forbidden("plan.closed");
    }
    if (!tx.plan().type().equals("SL")) {
      throw new Failure.Conflict("plan.notStafettlogg", null);
    }
    validate(tx, body);
    return consents
        .requireNotWithdrawn(tx.tx(), tx.planId())
        .andThen(Completable.defer(() -> successors.insert(tx, successor, body)))
        .andThen(Single.defer(() -> successors.participants(tx, successor)))
        .doOnSuccess(participants -> log(tx, successor, participants))
        .ignoreElement()
        .andThen(Completable.defer(() -> giveConsent(tx, body, successor)))
        .andThen(Completable.defer(() -> closeOld(tx, successor)))
        .andThen(Completable.defer(() -> requireConfirmed(tx, body, successor)))
        .toSingleDefault(successor);
  }

  private static void validate(PlanTx tx, NewSuccessor body) {
    PlanPolicy.validatePeriod(tx.today(), body.plannedEnd(), tx.today());
    PlanPolicy.validateEndDate(tx.today(), tx.plan().startDate(), tx.today());
    if (body.legalBasis() != null) {
      body.legalBasis().validate();
    }
  }

  private static void log(PlanTx tx, PlanId successor, Iterable<CopiedParticipant> participants) {
    insertLog(tx, new PlanLogRecord(successor, tx.caller().person(), PlanLogEvent.PLAN_CREATED));
    for (CopiedParticipant participant : participants) {
      insertLog(
          tx,
          new PlanLogRecord(
              successor,
              tx.caller().person(),
              PlanLogEvent.PARTICIPANT_ADDED,
              participant.id(),
              new JsonObject().put("role", participant.role())));
    }
    tx.publish(new PlanChanged(successor, "plan", FIRST_VERSION));
  }

  private static void insertLog(PlanTx tx, PlanLogRecord entry) {
    PlanLog.insertAtCommit(tx.tx(), entry, tx.now());
  }

  private Completable giveConsent(PlanTx tx, NewSuccessor body, PlanId successor) {
    return consents
        .give(tx.tx(), successor, tx.caller().person(), false, body.consent())
        .onErrorResumeNext(
            failure -> Completable.error(PlanPolicy.prefixFields("consent", failure)));
  }

  private Completable closeOld(PlanTx tx, PlanId successor) {
    tx.log(PlanLogEvent.PLAN_SUCCEEDED);
    tx.publish(new PlanChanged(tx.planId(), "plan", tx.plan().version() + 1));
    return closing
        .close(tx.tx(), tx.planId(), tx.today(), tx.today(), ChangeStamp.of(tx))
        .andThen(Completable.defer(() -> successors.point(tx, successor)));
  }

  /** Last, since it tells something of a person. */
  private Completable requireConfirmed(PlanTx tx, NewSuccessor body, PlanId successor) {
    return body.secondPlan() ? Completable.complete() : plans.requireNoOtherActiveIp(tx, successor);
  }
}
