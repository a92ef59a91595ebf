package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import no.samklang.access.PlanLog.Entry;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanLog;
import no.samklang.access.Right;
import no.samklang.access.Role;
import no.samklang.bus.Done;
import no.samklang.bus.Failure;
import no.samklang.id.ParticipantId;
import no.samklang.notify.Notices.Template;
import no.samklang.notify.Outbox;
import no.samklang.participant.ParticipantRegister;
import no.samklang.plan.BatonStore.Waiting;
import no.samklang.plan.LifeTransactions.Work;
import no.samklang.plan.PlanLife.Administration;
import no.samklang.plan.PlanLife.Answer;
import no.samklang.plan.PlanLife.Concerning;
import no.samklang.plan.PlanLife.OfPlan;
import no.samklang.plan.SuccessorStore.Successor;

/**
 * A coordinator asks another to take over, and stays responsible until that one has accepted
 * (PLAN-6).
 */
@CheckReturnValue
final class BatonService {
  private static final String INVALID = "baton.invalid";

  private final LifeTransactions life;
  private final Outbox outbox;
  private final PlanLog log;
  private final ParticipantRegister participants;
  private final PlanStore plans = new PlanStore();
  private final BatonStore batons = new BatonStore();
  private final SuccessorStore successors = new SuccessorStore();

  BatonService(
      LifeTransactions life, Outbox outbox, PlanLog log, ParticipantRegister participants) {
    this.life = life;
    this.outbox = outbox;
    this.log = log;
    this.participants = participants;
  }

  Single<Administration> ask(Concerning command) {
    return life.inPlan(
            command.caller(),
            command.plan(),
            Right.HAND_OVER,
            work -> ask(work, command.participant()))
        .doOnSuccess(life::tell);
  }

  /** One who is asked must be able to open the plan and answer, which needs a valid consent. */
  private Single<Administration> ask(Work work, ParticipantId to) {
    if (!work.member().hasConsent()) {
      return Single.error(new Failure.Forbidden("consent.expired"));
    }
    return successors
        .find(work.tx(), work.plan(), to, work.today())
        .switchIfEmpty(Single.error(new Failure.Invalid(INVALID, "to", "participant.unknown")))
        .doOnSuccess(asked -> asked.require(INVALID, "to", asked.mayTakeOver()))
        .flatMapCompletable(asked -> askUnlessAsked(work, to, asked))
        .andThen(Single.defer(() -> life.administration(work)));
  }

  private Completable askUnlessAsked(Work work, ParticipantId to, Successor asked) {
    return batons
        .waiting(work.tx(), work.plan(), work.today())
        .map(waiting -> again(work, to, waiting))
        .defaultIfEmpty(Completable.defer(() -> write(work, to, asked)))
        .flatMapCompletable(step -> step);
  }

  private Completable again(Work work, ParticipantId to, Waiting waiting) {
    return waiting.to().equals(to)
        ? Completable.complete()
        : life.administration(work)
            .flatMapCompletable(
                current -> Completable.error(new Failure.Conflict("baton.asked", current)));
  }

  private Completable write(Work work, ParticipantId to, Successor asked) {
    return batons
        .ask(work.tx(), work.plan(), work.member().participant(), to, work.by().at())
        .andThen(note(work, Event.BATON_ASKED, to))
        .andThen(
            outbox.toPersons(
                work.tx(), Template.BATON_ASKED, work.plan(), List.of(asked.person())));
  }

  /** Nothing to take back is nothing wrong. */
  Single<Administration> takeBack(OfPlan command) {
    return life.inPlan(command.caller(), command.plan(), Right.HAND_OVER, this::takeBack)
        .doOnSuccess(life::tell);
  }

  private Single<Administration> takeBack(Work work) {
    return batons
        .waiting(work.tx(), work.plan(), work.today())
        .flatMapCompletable(baton -> end(work, baton, "TAKEN_BACK", Event.BATON_TAKEN_BACK))
        .andThen(Single.defer(() -> life.administration(work)));
  }

  Single<Done> answer(Answer command) {
    return life.inPlan(
            command.caller(),
            command.plan(),
            Right.ANSWER_BATON,
            work -> answer(work, command.accept()))
        .doOnSuccess(version -> life.tell(command.plan(), version))
        .map(version -> Done.DONE);
  }

  private Single<Integer> answer(Work work, boolean accept) {
    return batons
        .waiting(work.tx(), work.plan(), work.today())
        .filter(baton -> baton.to().equals(work.member().participant()))
        .switchIfEmpty(Single.error(new Failure.Conflict("baton.gone", null)))
        .flatMapCompletable(
            baton ->
                accept ? accept(work, baton) : end(work, baton, "DECLINED", Event.BATON_DECLINED))
        .toSingleDefault(work.held().version() + (accept ? 1 : 0));
  }

  /** The one takes over, and the other goes on as one of the rest. */
  private Completable accept(Work work, Waiting baton) {
    return end(work, baton, "ACCEPTED", Event.BATON_ACCEPTED)
        .andThen(participants.becomes(work.tx(), baton.to(), Role.COORDINATOR))
        .andThen(participants.becomes(work.tx(), baton.from(), Role.PROVIDER))
        .andThen(Completable.defer(() -> plans.touch(work.tx(), work.plan(), work.by())));
  }

  /** The log tells of the other one: of who was asked, or of who has asked. */
  private Completable end(Work work, Waiting baton, String answer, Event event) {
    boolean isAsked = baton.to().equals(work.member().participant());
    return batons
        .answer(work.tx(), baton.id(), answer, work.by().at())
        .andThen(note(work, event, isAsked ? baton.from() : baton.to()));
  }

  private Completable note(Work work, Event event, ParticipantId about) {
    return log.add(work.tx(), new Entry(work.plan(), work.by().person(), event, about));
  }
}
