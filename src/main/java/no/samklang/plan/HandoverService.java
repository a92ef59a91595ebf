package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Optional;
import no.samklang.access.PlanChanged;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.access.Role;
import no.samklang.bus.Done;
import no.samklang.bus.Failure;
import no.samklang.id.ParticipantId;
import no.samklang.notify.Notices.Template;
import no.samklang.notify.Outbox;
import no.samklang.operation.Command;
import no.samklang.participant.ParticipantRegister;
import no.samklang.plan.HandoverRepository.PendingHandover;
import no.samklang.plan.PlanAdministration.AdministeredPlan;
import no.samklang.plan.PlanAdministration.HandoverAnswer;
import no.samklang.plan.PlanAdministration.HandoverQuestion;
import no.samklang.plan.PlanRepository.ChangeStamp;
import no.samklang.plan.SubstituteCandidates.Candidate;

/**
 * A coordinator asks another to take over, and stays responsible until that one has accepted
 * (PLAN-6).
 */
@CheckReturnValue
final class HandoverService {
  private static final String INVALID = "baton.invalid";

  private final PlanCommands planCommands;
  private final PlanAdministrationQuery administrations;
  private final Outbox outbox;
  private final ParticipantRegister participants;
  private final PlanRepository plans = new PlanRepository();
  private final HandoverRepository handovers = new HandoverRepository();
  private final SubstituteCandidates candidates = new SubstituteCandidates();

  HandoverService(
      PlanCommands planCommands,
      PlanAdministrationQuery administrations,
      Outbox outbox,
      ParticipantRegister participants) {
    this.planCommands = planCommands;
    this.administrations = administrations;
    this.outbox = outbox;
    this.participants = participants;
  }

  /**
   * Asks another to take over. Asking the same one twice is asking once; fails with {@code
   * baton.asked} while another has it to answer, and with {@code baton.invalid}.
   */
  Single<AdministeredPlan> ask(Command<HandoverQuestion> command) {
    return planCommands.run(
        command,
        Right.HAND_OVER,
        tx ->
            ask(tx, command, command.body().to())
                .andThen(Single.defer(() -> administrations.find(tx, command)))
                .doOnSuccess(plan -> publish(tx, plan.version())));
  }

  /** One who is asked must be able to open the plan and answer, which needs a valid consent. */
  private Completable ask(PlanTx tx, Command<?> command, ParticipantId to) {
    if (!tx.member().hasConsent()) {
      return Completable.error(new Failure.Forbidden("consent.expired"));
    }
    return Single.zip(
            candidates.find(tx, to),
            handovers.findPending(tx.tx(), tx.planId(), tx.today()),
            (candidate, pending) -> ask(tx, command, to, require(candidate), pending))
        .flatMapCompletable(step -> step);
  }

  private Completable ask(
      PlanTx tx,
      Command<?> command,
      ParticipantId to,
      Candidate candidate,
      Optional<PendingHandover> pending) {
    return pending
        .map(waiting -> again(tx, command, to, waiting))
        .orElseGet(() -> insert(tx, to, candidate));
  }

  private static Candidate require(Optional<Candidate> found) {
    Candidate candidate =
        found.orElseThrow(() -> new Failure.Invalid(INVALID, "to", "participant.unknown"));
    candidate.require(INVALID, "to", candidate.mayTakeOver());
    return candidate;
  }

  private Completable again(
      PlanTx tx, Command<?> command, ParticipantId to, PendingHandover pending) {
    return pending.to().equals(to)
        ? Completable.complete()
        : administrations
            .find(tx, command)
            .flatMapCompletable(
                current -> Completable.error(new Failure.Conflict("baton.asked", current)));
  }

  private Completable insert(PlanTx tx, ParticipantId to, Candidate asked) {
    tx.log(Event.BATON_ASKED, to);
    return outbox
        .toPersons(tx.tx(), Template.BATON_ASKED, tx.planId(), List.of(asked.person()))
        .andThen(handovers.insert(tx, to));
  }

  /** Idempotent. */
  Single<Done> takeBack(Command<Void> command) {
    return planCommands.run(
        command,
        Right.HAND_OVER,
        tx ->
            handovers
                .findPending(tx.tx(), tx.planId(), tx.today())
                .flatMapCompletable(
                    found ->
                        found
                            .map(pending -> end(tx, pending, "TAKEN_BACK", Event.BATON_TAKEN_BACK))
                            .orElse(Completable.complete()))
                .doOnComplete(() -> publish(tx, tx.plan().version()))
                .toSingleDefault(Done.DONE));
  }

  /** Fails with {@code baton.gone} for one who isn't asked, or not any more. */
  Single<Done> answer(Command<HandoverAnswer> command) {
    return planCommands.run(
        command,
        Right.ANSWER_BATON,
        tx ->
            handovers
                .findPending(tx.tx(), tx.planId(), tx.today())
                .map(found -> found.filter(pending -> isAsked(tx, pending)))
                .map(found -> found.orElseThrow(() -> new Failure.Conflict("baton.gone", null)))
                .flatMapCompletable(pending -> answer(tx, pending, command.body().accept()))
                .toSingleDefault(Done.DONE));
  }

  private Completable answer(PlanTx tx, PendingHandover pending, boolean accept) {
    publish(tx, tx.plan().version() + (accept ? 1 : 0));
    return accept ? accept(tx, pending) : end(tx, pending, "DECLINED", Event.BATON_DECLINED);
  }

  /** Successor becomes coordinator; predecessor becomes provider. */
  private Completable accept(PlanTx tx, PendingHandover pending) {
    return Completable.concatArray(
        end(tx, pending, "ACCEPTED", Event.BATON_ACCEPTED),
        participants.becomes(tx.tx(), pending.to(), Role.COORDINATOR),
        participants.becomes(tx.tx(), pending.from(), Role.PROVIDER),
        plans.raiseVersion(tx, tx.planId(), ChangeStamp.of(tx)));
  }

  /** The log names the other one: who was asked, or who has asked. */
  private Completable end(PlanTx tx, PendingHandover pending, String answer, Event event) {
    tx.log(event, isAsked(tx, pending) ? pending.from() : pending.to());
    return handovers.updateAnswer(tx, pending.id(), answer, tx.now());
  }

  private static boolean isAsked(PlanTx tx, PendingHandover pending) {
    return pending.to().equals(tx.member().participant());
  }

  private static void publish(PlanTx tx, int version) {
    tx.publish(new PlanChanged(tx.planId(), "plan", version));
  }
}
