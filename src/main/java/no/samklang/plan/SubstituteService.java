package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Set;
import no.samklang.access.AccessEnded;
import no.samklang.access.PlanLog.Entry;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanLog;
import no.samklang.access.Right;
import no.samklang.bus.Bus;
import no.samklang.bus.Failure;
import no.samklang.id.ParticipantId;
import no.samklang.plan.LifeTransactions.Work;
import no.samklang.plan.PlanLife.Administration;
import no.samklang.plan.PlanLife.Concerning;
import no.samklang.plan.PlanLife.NameSubstitute;
import no.samklang.plan.SuccessorStore.Successor;

/** Names who stands in for the coordinator, from one day to another (PLAN-6). */
@CheckReturnValue
final class SubstituteService {
  private static final String INVALID = "substitute.invalid";

  private final LifeTransactions life;
  private final Bus bus;
  private final PlanLog log;
  private final SuccessorStore successors = new SuccessorStore();

  SubstituteService(LifeTransactions life, Bus bus, PlanLog log) {
    this.life = life;
    this.bus = bus;
    this.log = log;
  }

  /** How it stands afterwards, and who has lost the plan by it. */
  private record Outcome(Administration plan, Set<AccessEnded> lost) {}

  Single<Administration> name(NameSubstitute command) {
    return life.inPlan(
            command.caller(), command.plan(), Right.HAND_OVER, work -> name(work, command))
        .doOnSuccess(this::tell)
        .map(Outcome::plan);
  }

  private Single<Outcome> name(Work work, NameSubstitute command) {
    PlanRule.period(command.from(), command.until(), work.today());
    JsonObject period =
        new JsonObject()
            .put("from", command.from().toString())
            .put("until", command.until().toString());
    return find(work, command.participant())
        .doOnSuccess(one -> one.require(INVALID, "participantId", one.mayStandIn()))
        .flatMap(one -> write(work, command.participant(), one, command.from(), command.until()))
        .flatMap(
            outcome -> note(work, Event.SUBSTITUTE_NAMED, command.participant(), period, outcome));
  }

  /** Nothing to end is nothing wrong. */
  Single<Administration> end(Concerning command) {
    return life.inPlan(
            command.caller(),
            command.plan(),
            Right.HAND_OVER,
            work -> end(work, command.participant()))
        .doOnSuccess(this::tell)
        .map(Outcome::plan);
  }

  private Single<Outcome> end(Work work, ParticipantId participant) {
    return find(work, participant)
        .flatMap(
            one ->
                one.standsIn()
                    ? write(work, participant, one, null, null)
                        .flatMap(
                            outcome ->
                                note(
                                    work,
                                    Event.SUBSTITUTE_ENDED,
                                    participant,
                                    new JsonObject(),
                                    outcome))
                    : life.administration(work).map(plan -> new Outcome(plan, Set.of())));
  }

  private Single<Successor> find(Work work, ParticipantId participant) {
    return successors
        .find(work.tx(), work.plan(), participant, work.today())
        .switchIfEmpty(Single.error(new Failure.NotFound()));
  }

  private Single<Outcome> write(
      Work work, ParticipantId participant, Successor one, LocalDate from, LocalDate until) {
    AccessEnded lost = new AccessEnded(work.plan(), Set.of(one.person()));
    return successors
        .standIn(work.tx(), participant, from, until, work.today())
        .flatMap(
            isOpen ->
                life.administration(work)
                    .map(plan -> new Outcome(plan, isOpen ? Set.of() : Set.of(lost))));
  }

  private Single<Outcome> note(
      Work work, Event event, ParticipantId about, JsonObject detail, Outcome outcome) {
    return log.add(work.tx(), new Entry(work.plan(), work.by().person(), event, about, detail))
        .toSingleDefault(outcome);
  }

  private void tell(Outcome outcome) {
    life.tell(outcome.plan());
    outcome.lost().forEach(bus::publish);
  }
}
