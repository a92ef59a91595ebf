package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.access.Role;
import no.samklang.error.Failure;
import no.samklang.event.PlanChanged;
import no.samklang.id.ParticipantId;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Outbox;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;
import no.samklang.participant.ParticipantService;
import no.samklang.plan.HandoverRepository.PendingHandover;
import no.samklang.plan.PlanAdministration.AdministeredPlan;
import no.samklang.plan.PlanAdministration.HandoverAnswer;
import no.samklang.plan.PlanAdministration.HandoverRequest;
import no.samklang.plan.PlanRepository.ChangeStamp;
import no.samklang.plan.SubstituteCandidates.Candidate;

/**
 * Handover of the coordinator role; the coordinator stays responsible until the other accepts
 * (PLAN-6).
 */
@CheckReturnValue
final class HandoverService {
  private static final String INVALID = "baton.invalid";

  private static final String HAS_PERIOD =
      "select 1 from participant where id = $1 and ends_on is not null";

  private final PlanCommands planCommands;
  private final PlanAdministrationQuery administrations;
  private final Outbox outbox;
  private final ParticipantService participants;
  private final PlanRepository plans = new PlanRepository();
  private final HandoverRepository handovers = new HandoverRepository();
  private final SubstituteCandidates candidates = new SubstituteCandidates();

  HandoverService(
      PlanCommands planCommands,
      PlanAdministrationQuery administrations,
      Outbox outbox,
      ParticipantService participants) {
    this.planCommands = planCommands;
    this.administrations = administrations;
    this.outbox = outbox;
    this.participants = participants;
  }

  /**
   * Requests a handover. Idempotent for the same participant; fails with {@code baton.pending}
   * while another request is unanswered, and with {@code baton.invalid}.
   */
  Single<AdministeredPlan> request(Command<HandoverRequest> command) {
    return planCommands.run(
        command,
        Right.HAND_OVER,
        tx ->
            request(tx, command)
                .andThen(Single.defer(() -> administrations.find(tx, command)))
                .doOnSuccess(plan -> publish(tx, plan.version())));
  }

  /** Requires a valid consent, without which the other can't open the plan and answer. */
  private Completable request(PlanTx tx, Command<HandoverRequest> command) {
    if (!tx.member().hasConsent()) {
      return Completable.error(new Failure.Forbidden("consent.expired"));
    }
    return Single.zip(
            candidates.find(tx, command.body().to()),
            handovers.findPending(tx.tx(), tx.planId(), tx.today()),
            (candidate, pending) -> request(tx, command, requireCandidate(candidate), pending))
        .flatMapCompletable(step -> step);
  }

  private Completable request(
      PlanTx tx,
      Command<HandoverRequest> command,
      Candidate candidate,
      Optional<PendingHandover> pending) {
    HandoverRequest request = command.body();
    return pending
        .map(current -> requirePendingTo(tx, command, request.to(), current))
        .orElseGet(() -> insert(tx, request, candidate));
  }

  private static Candidate requireCandidate(Optional<Candidate> candidate) {
    Candidate successor =
        candidate.orElseThrow(() -> new Failure.Invalid(INVALID, "to", "participant.unknown"));
    successor.validate(INVALID, "to", successor.mayTakeOver());
    return successor;
  }

  private Completable requirePendingTo(
      PlanTx tx, Command<?> command, ParticipantId to, PendingHandover pending) {
    return pending.to().equals(to)
        ? Completable.complete()
        : administrations
            .find(tx, command)
            .flatMapCompletable(
                current -> Completable.error(new Failure.Conflict("baton.pending", current)));
  }

  /** The log says that there was a note, not what it says. */
  private Completable insert(PlanTx tx, HandoverRequest request, Candidate candidate) {
    JsonObject detail = new JsonObject();
    tx.log(
        PlanLogEvent.BATON_ASKED,
        request.to(),
        request.note() == null ? detail : detail.put("note", true));
    return outbox
        .enqueueForPersons(
            tx.tx(), NoticeType.BATON_ASKED, tx.planId(), List.of(candidate.person()))
        .andThen(handovers.insert(tx, request.to(), request.note()));
  }

  /** Withdraws the pending request. Idempotent. */
  Single<NoContent> withdraw(Command<Void> command) {
    return planCommands.run(
        command,
        Right.HAND_OVER,
        tx ->
            handovers
                .findPending(tx.tx(), tx.planId(), tx.today())
                .flatMapCompletable(
                    handover ->
                        handover
                            .map(
                                pending ->
                                    recordAnswer(
                                        tx, pending, "TAKEN_BACK", PlanLogEvent.BATON_TAKEN_BACK))
                            .orElse(Completable.complete()))
                .doOnComplete(() -> publish(tx, tx.plan().version()))
                .toSingleDefault(NoContent.NO_CONTENT));
  }

  /**
   * Accepts or declines. Fails with {@code baton.notPending} without a pending request to the
   * caller.
   */
  Single<NoContent> answer(Command<HandoverAnswer> command) {
    return planCommands.run(
        command,
        Right.ANSWER_BATON,
        tx ->
            handovers
                .findPending(tx.tx(), tx.planId(), tx.today())
                .map(handover -> handover.filter(pending -> isSuccessor(tx, pending)))
                .map(
                    handover ->
                        handover.orElseThrow(() -> new Failure.Conflict("baton.notPending", null)))
                .flatMapCompletable(pending -> answer(tx, pending, command.body().accept()))
                .toSingleDefault(NoContent.NO_CONTENT));
  }

  private Completable answer(PlanTx tx, PendingHandover pending, boolean accept) {
    publish(tx, tx.plan().version() + (accept ? 1 : 0));
    return accept
        ? accept(tx, pending)
        : recordAnswer(tx, pending, "DECLINED", PlanLogEvent.BATON_DECLINED);
  }

  /** Successor becomes coordinator; predecessor becomes provider. */
  private Completable accept(PlanTx tx, PendingHandover pending) {
    return Completable.concatArray(
        recordAnswer(tx, pending, "ACCEPTED", PlanLogEvent.BATON_ACCEPTED),
        tellDecidersOfPeriod(tx, pending),
        participants.changeRole(tx.tx(), pending.to(), Role.COORDINATOR),
        participants.changeRole(tx.tx(), pending.from(), Role.PROVIDER),
        plans.raiseVersion(tx, tx.planId(), ChangeStamp.of(tx)));
  }

  /** A coordinator has no end: a period that the successor had is lifted (PART-4). */
  private Completable tellDecidersOfPeriod(PlanTx tx, PendingHandover pending) {
    return tx.query(HAS_PERIOD, pending.to())
        .flatMapCompletable(
            rows ->
                rows.size() == 0
                    ? Completable.complete()
                    : outbox.enqueueForDeciders(
                        tx.tx(), NoticeType.CONSENT_REGISTERED, tx.planId(), tx.caller().person()));
  }

  /** Records the answer; the log entry names the other party. */
  private Completable recordAnswer(
      PlanTx tx, PendingHandover pending, String answer, PlanLogEvent event) {
    tx.log(event, isSuccessor(tx, pending) ? pending.from() : pending.to());
    return handovers.updateAnswer(tx, pending.id(), answer, tx.now());
  }

  private static boolean isSuccessor(PlanTx tx, PendingHandover pending) {
    return pending.to().equals(tx.member().participant());
  }

  private static void publish(PlanTx tx, int version) {
    tx.publish(new PlanChanged(tx.planId(), "plan", version));
  }
}
